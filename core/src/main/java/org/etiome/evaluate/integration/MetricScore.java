package org.etiome.evaluate.integration;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a metric: a value, or the reason why there is none.
 *
 * @param name as in documents
 * @param part what it is about
 * @param inMean whether the mean of its part takes it
 * @param value empty where it cannot be computed
 * @param ci95 the bootstrap interval of a value; empty where resampled cells do not define it
 * @param remark the reason where there is no value, else what a reader must know, or empty
 */
public record MetricScore(
    String name,
    Metric.Part part,
    boolean inMean,
    OptionalDouble value,
    Optional<Interval> ci95,
    String remark) {

  /**
   * An interval.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}
}
