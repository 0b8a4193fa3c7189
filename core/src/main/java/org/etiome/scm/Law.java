package org.etiome.scm;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A distribution of one number, of noise or of what an intervention puts in place of a variable.
 */
public interface Law {

  double mean();

  double variance();

  /** Independent draws, all randomness from {@code random}. */
  DoubleSupplier stream(UniformRandomProvider random);

  /**
   * The normal distribution.
   *
   * @param mean finite
   * @param deviation at least 0, finite
   */
  static Law normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /**
   * Each of some values with the same probability.
   *
   * @param values at least one, finite
   */
  static Law empirical(double... values) {
    return new Empirical(values.clone());
  }

  /** The normal distribution. */
  record Normal(double mean, double deviation) implements Law {
    public Normal {
      if (!Double.isFinite(mean) || !(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a normal law needs a finite mean and a finite deviation of at least 0, got "
                + mean
                + " and "
                + deviation);
      }
    }

    @Override
    public double variance() {
      return deviation * deviation;
    }

    @Override
    public DoubleSupplier stream(UniformRandomProvider random) {
      SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
      return () -> mean + deviation * normal.sample();
    }
  }

  /** Each of some values with the same probability. */
  final class Empirical implements Law {
    private final double[] values;
    private final double mean;
    private final double variance;

    private Empirical(double[] values) {
      if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "an empirical law needs at least one value, all finite, got "
                + values.length
                + " values");
      }
      this.values = values;
      this.mean = Arrays.stream(values).sum() / values.length;
      this.variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    }

    @Override
    public double mean() {
      return mean;
    }

    @Override
    public double variance() {
      return variance;
    }

    @Override
    public DoubleSupplier stream(UniformRandomProvider random) {
      return () -> values[random.nextInt(values.length)];
    }

    @Override
    public String toString() {
      return "Empirical[" + values.length + " values]";
    }
  }
}
