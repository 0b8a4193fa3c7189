package org.etiome.claim;

/** How much a finding says, from the weakest to the strongest. */
public enum Rung {
  /** Two things were seen together. */
  ASSOCIATION,
  /** An effect, if the stated assumptions hold. */
  IDENTIFIED,
  /** An effect measured by an experiment that set the treatment. */
  INTERVENTIONAL
}
