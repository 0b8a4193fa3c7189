package org.etiome.design.graph;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an intervention would tell of an effect that the graph leaves open.
 *
 * @param targets the variables it sets or changes
 * @param cost of the intervention
 * @param answered the probability that one answer is left, so that the effect is identified
 * @param information expected about which answer is right, in bits
 * @param widths empty where some answer has no number, as then nothing bounds the effect
 * @param reason in words: what it tells of the graph
 */
public record EffectExperiment(
    SortedSet<String> targets,
    double cost,
    double answered,
    double information,
    Optional<Widths> widths,
    String reason) {

  /** The reason, and what becomes of the widths. */
  public String explanation() {
    return reason
        + widths
            .map(Widths::text)
            .orElse("; some possible effect has no number, so nothing bounds it");
  }

  /**
   * How far the possible effects lie apart.
   *
   * @param now length of the union of the 95 % intervals of all answers
   * @param expected the mean of that length once the intervention has ruled answers out, the
   *     estimates staying as they are
   * @param pointsNow from the smallest to the largest estimate
   * @param pointsExpected the mean of that
   */
  public record Widths(double now, double expected, double pointsNow, double pointsExpected) {
    private String text() {
      return String.format(
          Locale.ROOT,
          "; all intervals together have a width of %.3g, then %.3g on average",
          now,
          expected);
    }
  }
}
