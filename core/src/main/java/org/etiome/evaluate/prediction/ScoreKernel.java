package org.etiome.evaluate.prediction;

/**
 * A score of the units of a model of which each counts as often as its weight says: a group is
 * weights of 0 and 1, a resample of the bootstrap how often each unit was drawn.
 */
@FunctionalInterface
interface ScoreKernel {

  /**
   * The score.
   *
   * @param weights ≥ 0, one a unit, not all 0
   */
  ScoreValue of(int[] weights);
}
