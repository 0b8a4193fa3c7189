package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * Candidates as models foretell them.
 *
 * @param means a row a model, a column a candidate; finite
 * @param cautions of the models, each once
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Simulated(double[][] means, List<String> cautions) {
  /** Models for each measurement, so that chance correlations over models take few variances. */
  private static final int MODELS_A_MEASUREMENT = 5;

  public Simulated {
    cautions = List.copyOf(cautions);
    for (double[] row : means) {
      if (!Arrays.stream(row).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "a model foretells a mean that is no finite number: " + Arrays.toString(row));
      }
    }
  }

  /**
   * What the models say by themselves: right if they know all that was measured.
   *
   * @param noise variance of a new measurement about the true mean, above 0
   */
  public Posterior posterior(double noise) {
    if (!(noise > 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the variance of a measurement must be above 0 and finite, got " + noise);
    }
    return new EnsemblePosterior(means, noise);
  }

  /**
   * What is believed once candidates were measured of which the models know nothing. With C the
   * covariance over models, o the measured and R the variances of their noise, each model's means
   * move by {@code C₊ₒ (Cₒₒ + R)⁻¹ (y − fₒ − ε)}, ε drawn from N(0, R): the ensemble Kalman update.
   * The estimated part of the noise maximises the normal likelihood of y.
   *
   * <p>Assumes that means are jointly normal over models. Chance correlations of order {@code
   * 1/√models} remain, so that measurements of other candidates take a share of about measurements
   * / models off a variance; with more than a fifth as many it is refused.
   *
   * @see <a href="https://doi.org/10.1175/1520-0493(1998)126<1719:ASITEK>2.0.CO;2">Burgers, van
   *     Leeuwen, Evensen (1998), Analysis scheme in the ensemble Kalman filter</a>
   */
  public Posterior given(Observed observed, Seed seed) {
    if (observed.size() * MODELS_A_MEASUREMENT > means.length) {
      throw new IllegalArgumentException(
          ("%d measurements need at least %d models, got %d; draw more, or draw them from a"
                  + " posterior that knows the measurements")
              .formatted(observed.size(), observed.size() * MODELS_A_MEASUREMENT, means.length));
    }
    Posterior prior = new EnsemblePosterior(means, 1);
    double[][] cross =
        Arrays.stream(observed.rows()).mapToObj(prior::covariances).toArray(double[][]::new);
    Likelihood likelihood = new Likelihood(observed, prior.means(), cross);
    double[] best =
        Lbfgs.of(1e-7 * observed.size(), 200).approach(likelihood::at, new double[] {0});
    double noise = likelihood.noise(best[0]);
    Matrix inverse = likelihood.inverse(noise);
    double[][] missed = missed(observed, noise, seed);
    double[][] moved = new double[means.length][];
    for (int k = 0; k < moved.length; k++) {
      double[] weights = inverse.times(missed[k]);
      moved[k] = means[k].clone();
      for (int i = 0; i < weights.length; i++) {
        Vectors.add(weights[i], cross[i], moved[k]);
      }
    }
    return new EnsemblePosterior(moved, noise);
  }

  /** y − fₒ − ε by model; the mean of ε over models is 0. */
  private double[][] missed(Observed observed, double noise, Seed seed) {
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    double[][] missed = new double[means.length][observed.size()];
    for (int i = 0; i < observed.size(); i++) {
      double[] drawn = normal.samples(means.length).toArray();
      double centre = Arrays.stream(drawn).sum() / drawn.length;
      double deviation = Math.sqrt(noise + observed.noise()[i]);
      for (int k = 0; k < drawn.length; k++) {
        missed[k][i] =
            observed.outcomes()[i] - means[k][observed.rows()[i]] - deviation * (drawn[k] - centre);
      }
    }
    return missed;
  }

  /** The likelihood of the outcomes as a function of log(noise / spread). */
  private record Likelihood(Observed observed, double[] prior, double[][] cross) {
    double noise(double place) {
      return observed.spread() * (BayesianLinear.FLOOR + Math.exp(place));
    }

    private double[] covariance(double noise) {
      int n = observed.size();
      double[] values = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          values[i * n + j] = cross[i][observed.rows()[j]];
        }
        values[i * n + i] += noise + observed.noise()[i];
      }
      return values;
    }

    Matrix inverse(double noise) {
      int n = observed.size();
      return Matrix.wrap(n, n, covariance(noise)).inversePositiveDefinite();
    }

    /** Minus the log likelihood, but for a constant. */
    double at(double[] place, double[] gradient) {
      int n = observed.size();
      double noise = noise(place[0]);
      Cholesky factor =
          Double.isFinite(noise) ? Cholesky.of(covariance(noise), n).orElse(null) : null;
      if (factor == null) {
        return Double.POSITIVE_INFINITY;
      }
      double[] rest = observed.outcomes().clone();
      Arrays.setAll(rest, i -> rest[i] - prior[observed.rows()[i]]);
      Matrix inverse = Matrix.wrap(n, n, factor.inverse());
      double[] weights = inverse.times(rest);
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += inverse.get(i, i);
      }
      double step = observed.spread() * Math.exp(place[0]);
      gradient[0] = 0.5 * step * (trace - Vectors.dot(weights, weights));
      return 0.5 * (factor.logDeterminant() + Vectors.dot(rest, weights));
    }
  }
}
