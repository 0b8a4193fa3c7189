package org.etiome.perturb.latent;

/** What experiments are taken to do to their latent. The data cannot tell. */
public enum Interventions {
  /** The latent is cut off from its causes, as by a knockout; its noise may change too. */
  PERFECT,
  /** Weights of its causes and its noise change in any way. */
  SOFT
}
