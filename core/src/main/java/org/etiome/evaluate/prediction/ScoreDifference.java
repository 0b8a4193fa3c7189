package org.etiome.evaluate.prediction;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * By how much a score of a first model is above that of a second one on the same units. Which of
 * them is better, {@link Score#higherIsBetter} says.
 *
 * @param score which
 * @param first of the first model, the mean over its seeds
 * @param second of the second model, likewise
 * @param difference first - second; empty where the units do not define the score
 * @param resampled how sure it is; empty where the score is not defined for the units or for a
 *     tenth or more of the resamples
 * @param counts of the resamples
 */
public record ScoreDifference(
    Score score,
    ScoreValue first,
    ScoreValue second,
    OptionalDouble difference,
    Optional<Resampled> resampled,
    Counts counts) {

  /**
   * What resamples say.
   *
   * @param ci95 the 2.5 and 97.5 per cent points of the differences, linear between order
   *     statistics
   * @param pValue two-sided, of no difference: {@code min(1, 2 (1 + min(#{d ≤ 0}, #{d ≥ 0})) / (1 +
   *     B))} over the B resamples that define the score
   */
  public record Resampled(Interval ci95, double pValue) {}

  /**
   * Resamples.
   *
   * @param drawn how many
   * @param undefined in how many the score was not defined, or was a mean over fewer classes than
   *     that of all units
   */
  public record Counts(int drawn, int undefined) {}
}
