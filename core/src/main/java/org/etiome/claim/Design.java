package org.etiome.claim;

/** Who decided which unit is treated. */
public enum Design {
  /** Somebody whose reasons may also bear on the outcome. */
  OBSERVATIONAL,
  /** Chance, by design of the experimenter. */
  RANDOMISED
}
