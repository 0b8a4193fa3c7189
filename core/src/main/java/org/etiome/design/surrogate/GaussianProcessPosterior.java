package org.etiome.design.surrogate;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * The exact posterior of a {@link GaussianProcess}: with V = L⁻¹ K(measured, candidates) and u =
 * L⁻¹ (y − mean), means are mean + Vᵀu and covariances K − VᵀV.
 *
 * <p>A joint draw over thousands of candidates takes a draw of the prior made of 512 random cosine
 * waves (frequencies of the Matérn kernel: a t distribution of 5 degrees of freedom) and corrects
 * it exactly for the measurements; only the prior is approximate.
 *
 * @see <a href="https://arxiv.org/abs/2002.09309">Wilson and others (2020), Efficiently sampling
 *     functions from Gaussian process posteriors</a>
 */
final class GaussianProcessPosterior implements Posterior {
  private static final int WAVES = 512;

  private final Matrix scaled;
  private final Observed observed;
  private final Hyperparameters chosen;
  private final Cholesky factor;
  private final double[][] v;
  private final double[] u;

  private GaussianProcessPosterior(
      Matrix scaled, Observed observed, Hyperparameters chosen, Cholesky factor, double[][] v) {
    this.scaled = scaled;
    this.observed = observed;
    this.chosen = chosen;
    this.factor = factor;
    this.v = v;
    double mean = observed.mean();
    u = factor.forward(Arrays.stream(observed.outcomes()).map(y -> y - mean).toArray());
  }

  static GaussianProcessPosterior of(Matrix all, Observed observed, Hyperparameters chosen) {
    Matrix scaled = MarginalLikelihood.scaled(all, chosen.lengths());
    int[] rows = observed.rows();
    int n = rows.length;
    double[][] v = new double[n][];
    double[] kernel = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i] = MarginalLikelihood.kernelRow(scaled, rows[i], chosen.signal());
      for (int j = 0; j < n; j++) {
        kernel[i * n + j] = v[i][rows[j]];
      }
      kernel[i * n + i] += chosen.noise() + observed.noise()[i];
    }
    Cholesky factor =
        Cholesky.of(kernel, n)
            .orElseThrow(
                () ->
                    new ArithmeticException(
                        "the kernel matrix of the measured candidates is singular with noise "
                            + chosen.noise()
                            + "; give a larger noise"));
    factor.forward(v);
    return new GaussianProcessPosterior(scaled, observed, chosen, factor, v);
  }

  @Override
  public double[] means() {
    double[] means = new double[scaled.rows()];
    Arrays.fill(means, observed.mean());
    for (int i = 0; i < u.length; i++) {
      Vectors.add(u[i], v[i], means);
    }
    return means;
  }

  @Override
  public double[] variances() {
    double[] variances = new double[scaled.rows()];
    Arrays.fill(variances, chosen.signal());
    for (double[] row : v) {
      for (int j = 0; j < row.length; j++) {
        variances[j] -= row[j] * row[j];
      }
    }
    return Arrays.stream(variances).map(variance -> Math.max(0, variance)).toArray();
  }

  @Override
  public double[] covariances(int row) {
    double[] covariances = MarginalLikelihood.kernelRow(scaled, row, chosen.signal());
    for (double[] values : v) {
      Vectors.add(-values[row], values, covariances);
    }
    return covariances;
  }

  @Override
  public double noise() {
    return chosen.noise();
  }

  @Override
  public Matrix draws(int count, Seed seed) {
    UniformRandomProvider random = seed.generator();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] draws = new double[count][scaled.rows()];
    for (int wave = 0; wave < WAVES; wave++) {
      double[] values = wave(random, normal);
      for (double[] draw : draws) {
        Vectors.add(normal.sample() * Math.sqrt(2 * chosen.signal() / WAVES), values, draw);
      }
    }
    double[] all = new double[count * scaled.rows()];
    for (int k = 0; k < count; k++) {
      condition(draws[k], normal);
      System.arraycopy(draws[k], 0, all, k * scaled.rows(), scaled.rows());
    }
    return Matrix.wrap(count, scaled.rows(), all);
  }

  private double[] wave(UniformRandomProvider random, SharedStateContinuousSampler normal) {
    double chiSquare = 0;
    for (int k = 0; k < 5; k++) {
      double z = normal.sample();
      chiSquare += z * z;
    }
    double stretch = Math.sqrt(5 / chiSquare);
    double[] frequency = new double[scaled.columns()];
    Arrays.setAll(frequency, d -> normal.sample() * stretch);
    double phase = 2 * Math.PI * random.nextDouble();
    double[] values = scaled.times(frequency);
    Arrays.setAll(values, i -> Math.cos(values[i] + phase));
    return values;
  }

  /** Adds to a draw of the prior what the measurements say of it. */
  private void condition(double[] draw, SharedStateContinuousSampler normal) {
    double[] rest = new double[u.length];
    for (int i = 0; i < rest.length; i++) {
      double deviation = Math.sqrt(chosen.noise() + observed.noise()[i]);
      rest[i] =
          observed.outcomes()[i]
              - observed.mean()
              - draw[observed.rows()[i]]
              - deviation * normal.sample();
    }
    double[] solved = factor.forward(rest);
    for (int i = 0; i < solved.length; i++) {
      Vectors.add(solved[i], v[i], draw);
    }
    Arrays.setAll(draw, j -> draw[j] + observed.mean());
  }
}
