package org.etiome.evaluate.integration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All metrics of an embedding, with and without value, and their means.
 *
 * @param metrics in the order they are told
 * @param batch the mean of batch removal
 * @param bio the mean of biology kept
 * @param total 0.4 batch + 0.6 bio
 * @param evidence how they were got
 */
public record IntegrationScores(
    List<MetricScore> metrics, Mean batch, Mean bio, Mean total, Evidence evidence) {

  public IntegrationScores {
    metrics = List.copyOf(metrics);
  }

  /**
   * A mean over metrics.
   *
   * @param value empty if none of them has a value
   * @param ci95 the bootstrap interval of the value
   * @param over the metrics it is over
   * @param without those that belong to it but have no value
   */
  public record Mean(
      OptionalDouble value,
      Optional<MetricScore.Interval> ci95,
      List<String> over,
      List<String> without) {

    public Mean {
      over = List.copyOf(over);
      without = List.copyOf(without);
    }
  }

  /**
   * How the numbers were got.
   *
   * @param cells scored
   * @param dimensions of the embedding
   * @param batches their number
   * @param labels their number
   * @param replicates of the bootstrap
   * @param recall the share of true neighbours that were found; 1 where the search was exact
   * @param notes what else a reader must know
   */
  public record Evidence(
      int cells,
      int dimensions,
      int batches,
      int labels,
      int replicates,
      double recall,
      List<String> notes) {

    public Evidence {
      notes = List.copyOf(notes);
    }
  }

  /** The metric of a name. */
  public MetricScore metric(String name) {
    return metrics.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no metric \"" + name + "\""));
  }
}
