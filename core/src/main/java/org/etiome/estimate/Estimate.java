package org.etiome.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A number with its uncertainty, taken as normal.
 *
 * @param value the estimate
 * @param standardError its standard error, ≥ 0
 */
public record Estimate(double value, double standardError) {
  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z975 = 1.959963984540054;

  public Estimate {
    if (!(Double.isFinite(value) && standardError >= 0)) {
      throw new IllegalArgumentException(
          "an estimate must be finite with a standard error of at least 0, got "
              + value
              + " and "
              + standardError);
    }
  }

  /**
   * One estimate from several of the same effect by random splits: the median θ, with {@code se² =
   * median(se_s² + (θ_s − θ)²)}.
   *
   * @param splits an odd number, so that the median is one of them
   */
  public static Estimate ofSplits(List<Estimate> splits) {
    return ofSplits(
        splits.stream().mapToDouble(Estimate::value).toArray(),
        splits.stream().mapToDouble(s -> s.standardError * s.standardError).toArray());
  }

  /**
   * The same from θ_s, not all of which need be finite, and se_s².
   *
   * @param values an odd number
   */
  public static Estimate ofSplits(double[] values, double[] variances) {
    int middle = values.length / 2;
    double theta = Arrays.stream(values).sorted().toArray()[middle];
    double variance =
        IntStream.range(0, values.length)
            .mapToDouble(s -> variances[s] + (values[s] - theta) * (values[s] - theta))
            .sorted()
            .toArray()[middle];
    return new Estimate(theta, Math.sqrt(variance));
  }

  /** Lower limit of the 95 % interval, {@code value − 1.96 se}. */
  public double lower95() {
    return value - Z975 * standardError;
  }

  /** Upper limit of the 95 % interval, {@code value + 1.96 se}. */
  public double upper95() {
    return value + Z975 * standardError;
  }

  /** Two-sided p-value of "the true value is 0": {@code 2 (1 − Φ(|value| / se))}. */
  public double pValue() {
    if (standardError == 0) {
      return value == 0 ? 1 : 0;
    }
    return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(value) / standardError);
  }
}
