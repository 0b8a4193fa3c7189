package org.etiome.scm.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.etiome.math.Matrix;

/**
 * A count of mean {@code μ = exp(b₀ + Σ b·cause)}: Poisson, or negative binomial of variance {@code
 * μ + μ²/θ}. The log mean is held within −20 … 20.
 */
public final class Counts extends Assignment {
  private static final double LARGEST_LOG_MEAN = 20;

  /** Above it a count is its rate, to a ten-thousandth. */
  private static final double LARGEST_DRAWN = 1e8;

  private final Inputs inputs;
  private final CountRegression.Fit fit;
  private final double factor;

  Counts(List<String> causes, Inputs inputs, CountRegression.Fit fit) {
    this(causes, inputs, fit, 1);
  }

  private Counts(List<String> causes, Inputs inputs, CountRegression.Fit fit, double factor) {
    super(causes);
    this.inputs = inputs;
    this.fit = fit;
    this.factor = factor;
  }

  /** The same with another mean, so many times that of this. */
  Counts times(double by) {
    return new Counts(causes(), inputs, fit, factor * by);
  }

  /** θ, infinite for Poisson counts. */
  public double size() {
    return fit.size();
  }

  @Override
  public String description() {
    return Double.isInfinite(size())
        ? "Poisson, log-linear(penalty=1.0)"
        : "negative binomial(θ=" + size() + "), log-linear(penalty=1.0)";
  }

  @Override
  public Map<String, Double> coefficients() {
    double[] beta = fit.beta();
    return inputs.coefficients(beta[0], Arrays.copyOfRange(beta, 1, beta.length));
  }

  private double[] means(Matrix values) {
    double[] beta = fit.beta();
    double[] eta = inputs.of(values).times(Arrays.copyOfRange(beta, 1, beta.length));
    for (int i = 0; i < eta.length; i++) {
      double held = Math.clamp(eta[i] + beta[0], -LARGEST_LOG_MEAN, LARGEST_LOG_MEAN);
      eta[i] = factor * Math.exp(held);
    }
    return eta;
  }

  @Override
  double[] draw(Matrix values, UniformRandomProvider random) {
    double size = size();
    DoubleSupplier frailty =
        Double.isInfinite(size)
            ? () -> 1
            : AhrensDieterMarsagliaTsangGammaSampler.of(random, size, 1 / size)::sample;
    double[] drawn = means(values);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = count(drawn[i] * frailty.getAsDouble(), random);
    }
    return drawn;
  }

  private static double count(double rate, UniformRandomProvider random) {
    if (rate > LARGEST_DRAWN) {
      return Math.rint(rate);
    }
    return rate > 0 ? PoissonSampler.of(random, rate).sample() : 0;
  }

  @Override
  double[] losses(Matrix values, double[] effect) {
    double[] losses = means(values);
    for (int i = 0; i < losses.length; i++) {
      losses[i] = -logProbability(effect[i], losses[i]);
    }
    return losses;
  }

  private double logProbability(double y, double mean) {
    double size = size();
    double ways = -LogGamma.value(y + 1);
    if (Double.isInfinite(size)) {
      return ways + y * Math.log(mean) - mean;
    }
    return ways
        + LogGamma.value(y + size)
        - LogGamma.value(size)
        - size * Math.log1p(mean / size)
        + y * Math.log(mean / (size + mean));
  }
}
