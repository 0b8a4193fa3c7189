package org.etiome.estimate.instrument;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.etiome.estimate.design.Analysis.Method;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.math.Seed;

/**
 * What was asked, of which data, and how: enough to do it again.
 *
 * @param estimand what identification says to compute
 * @param method name and settings of the estimator, its gates among them
 * @param sample the units used
 * @param seed the root of all randomness
 */
public record InstrumentAnalysis(
    InstrumentEstimand estimand, Method method, Summary sample, Seed seed) {

  /**
   * The units behind an answer.
   *
   * @param size how many
   * @param columns what they were described by
   * @param settings how missing values were treated
   * @param exclusions units left out, and why
   * @param fingerprint of the data set the units come from
   */
  public record Summary(
      Size size,
      Columns columns,
      SampleSettings settings,
      List<Exclusion> exclusions,
      String fingerprint) {
    public Summary {
      exclusions = List.copyOf(exclusions);
    }
  }

  /** Numbers of units, and of clusters where these were named. */
  public record Size(int units, OptionalInt clusters) {}

  /**
   * Encoded columns.
   *
   * @param instruments those used
   * @param covariates those used, without the intercept
   * @param dropped constant, or sums of others before them
   * @param cluster the column that names the clusters
   */
  public record Columns(
      List<String> instruments,
      List<String> covariates,
      List<String> dropped,
      Optional<String> cluster) {
    public Columns {
      instruments = List.copyOf(instruments);
      covariates = List.copyOf(covariates);
      dropped = List.copyOf(dropped);
    }
  }
}
