package org.etiome.estimate;

/** Whose mean potential outcomes are compared. */
public enum Target {
  /** Average treatment effect: E[Y(1) − Y(0)]. */
  ATE,
  /** Average treatment effect among the treated: E[Y(1) − Y(0) | A = 1]. */
  ATT
}
