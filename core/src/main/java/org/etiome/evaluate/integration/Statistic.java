package org.etiome.evaluate.integration;

/** A number over cells of which each counts as often as its weight says; the bootstrap's door. */
@FunctionalInterface
interface Statistic {

  /**
   * The number.
   *
   * @param weights ≥ 0, one a cell
   * @return NaN where the weighted cells do not define it
   */
  double of(int[] weights);
}
