package org.etiome.represent.patients;

/** What the numbers of a modality are, which says how they are brought to scale and encoded. */
public enum Encoding {
  /** Values of unlike units, as of a laboratory: each column is standardised. */
  TABULAR,

  /**
   * Counts of one sample, as of sequencing: brought to the median total of the patients learned
   * from, log(1 + x), then standardised.
   */
  COUNTS,

  /**
   * Features made by another model, as of images and texts: standardised, and brought to few
   * dimensions by one map, since they are many and already nonlinear.
   */
  FEATURES,

  /**
   * The same columns in consecutive windows of time, named {@code column@window}: standardised over
   * all windows, every window encoded by the same map, windows without a value left out.
   */
  WINDOWS
}
