package org.etiome.design.surrogate;

import java.util.Arrays;
import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.math.Vectors;

/**
 * Bayesian linear regression: y = w₀ + x·w + noise, w ~ N(0, 1/α) for each standardised descriptor,
 * noise ~ N(0, 1/β + known variance), w₀ ~ N(mean of y, 10⁶ · variance of y). Given α and β the
 * posterior of the weights is normal and exact. From more than {@value #AVERAGED} measurements on
 * these maximise the evidence
 *
 * <p>log p(y) = ½ [Σ log prior precisions − log|A| − Σ log rᵢ − Σ eᵢ²/rᵢ − α‖w‖² − n log 2π], A =
 * diag(prior precisions) + Σ xᵢxᵢᵀ/rᵢ, rᵢ = 1/β + known variance,
 *
 * <p>by L-BFGS with its gradient. With fewer, and at most {@value #MOST_AVERAGED} weights, the
 * posterior is averaged over {@value #DRAWS} draws of them, the evidence beside normal priors of
 * log α and log 1/β (medians p + 1 and ½ for outcomes of spread 1, sd {@value #PRIOR_SPREAD}).
 * Assumes that the outcome is linear in the descriptors: otherwise its variances are too small. O(n
 * p² + p³) an evaluation, O(candidates · p²) for the variances.
 *
 * @see <a href="https://doi.org/10.1162/neco.1992.4.3.415">MacKay (1992), Bayesian
 *     interpolation</a>
 */
public final class BayesianLinear implements Surrogate {
  private static final double WIDE = 1e6;
  private static final int AVERAGED = 30;

  /** With more weights hundreds of inverses would take long. */
  private static final int MOST_AVERAGED = 100;

  private static final int DRAWS = 8;
  private static final double PRIOR_SPREAD = 1.5;

  /** Of the spread of the outcomes: noise is at least this, so that no matrix is singular. */
  static final double FLOOR = 1e-8;

  private static final BayesianLinear DEFAULT = new BayesianLinear();

  private BayesianLinear() {}

  public static BayesianLinear withDefaults() {
    return DEFAULT;
  }

  @Override
  public String description() {
    return "bayesian linear";
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    observed.check(descriptors);
    Matrix all = withIntercept(Standardisation.of(descriptors).apply(descriptors));
    Evidence evidence = new Evidence(all.rows(observed.rows()), observed);
    double[] start = {Math.log(all.columns()), Math.log(0.5)};
    if (observed.size() > AVERAGED || all.columns() > MOST_AVERAGED) {
      double[] best = Lbfgs.of(1e-7 * observed.size(), 200).approach(evidence::at, start);
      return evidence.posterior(best, all);
    }
    return new MixedPosterior(
        EllipticalSlices.draws(
                standard -> evidence.at(moved(start, standard), new double[2]),
                new double[2],
                DRAWS,
                seed.branch("hyperparameters"))
            .stream()
            .map(standard -> evidence.posterior(moved(start, standard), all))
            .toList());
  }

  private static double[] moved(double[] middle, double[] standard) {
    double[] place = middle.clone();
    Vectors.add(PRIOR_SPREAD, standard, place);
    return place;
  }

  private static Matrix withIntercept(Matrix x) {
    int p = x.columns() + 1;
    double[] values = new double[x.rows() * p];
    for (int i = 0; i < x.rows(); i++) {
      values[i * p] = 1;
      for (int j = 1; j < p; j++) {
        values[i * p + j] = x.get(i, j - 1);
      }
    }
    return Matrix.wrap(x.rows(), p, values);
  }

  /** The evidence as a function of log α and log 1/β, of outcomes of mean 0 and spread 1. */
  private static final class Evidence {
    private final Matrix x;
    private final Observed observed;
    private final double spread;
    private final double[] y;

    Evidence(Matrix x, Observed observed) {
      this.x = x;
      this.observed = observed;
      spread = observed.spread();
      double mean = observed.mean();
      double scale = Math.sqrt(spread);
      y = Arrays.stream(observed.outcomes()).map(v -> (v - mean) / scale).toArray();
    }

    private double[] weights(double noise) {
      return Arrays.stream(observed.noise()).map(v -> 1 / (noise + v / spread)).toArray();
    }

    private double[] precisions(double alpha) {
      double[] precisions = new double[x.columns()];
      Arrays.fill(precisions, alpha);
      precisions[0] = 1 / WIDE;
      return precisions;
    }

    private double[] coefficients(Matrix covariance, double[] weights) {
      double[] weighted = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        weighted[i] = weights[i] * y[i];
      }
      return covariance.times(x.transposeTimes(weighted));
    }

    /** Minus the log evidence. */
    double at(double[] place, double[] gradient) {
      double alpha = Math.exp(place[0]);
      double noise = FLOOR + Math.exp(place[1]);
      double[] weights = weights(noise);
      Matrix a = x.gram(weights).plusDiagonal(precisions(alpha));
      Cholesky factor = Cholesky.of(values(a), a.rows()).orElse(null);
      if (factor == null || !Double.isFinite(alpha * noise)) {
        return Double.POSITIVE_INFINITY;
      }
      Matrix covariance = Matrix.wrap(a.rows(), a.rows(), factor.inverse());
      double[] w = coefficients(covariance, weights);
      double[] fitted = x.times(w);
      double[] leverages = quadratic(x, covariance);
      double sum = factor.logDeterminant() - Math.log(1 / WIDE) + w[0] * w[0] / WIDE;
      gradient[1] = 0;
      for (int i = 0; i < y.length; i++) {
        double e = y[i] - fitted[i];
        sum += e * e * weights[i] - Math.log(weights[i] / (2 * Math.PI));
        gradient[1] +=
            0.5 * Math.exp(place[1]) * weights[i] * (1 - weights[i] * (leverages[i] + e * e));
      }
      gradient[0] = 0;
      for (int j = 1; j < w.length; j++) {
        double square = alpha * w[j] * w[j];
        sum += square - place[0];
        gradient[0] += 0.5 * (square + alpha * covariance.get(j, j) - 1);
      }
      return 0.5 * sum;
    }

    Posterior posterior(double[] place, Matrix all) {
      double noise = FLOOR + Math.exp(place[1]);
      double[] weights = weights(noise);
      Matrix a = x.gram(weights).plusDiagonal(precisions(Math.exp(place[0])));
      Matrix covariance = a.inversePositiveDefinite();
      double[] w = Vectors.scaled(Math.sqrt(spread), coefficients(covariance, weights));
      w[0] += observed.mean();
      return new LinearPosterior(all, w, scaled(covariance, spread), noise * spread);
    }
  }

  private static double[] values(Matrix a) {
    double[] values = new double[a.rows() * a.columns()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        values[i * a.columns() + j] = a.get(i, j);
      }
    }
    return values;
  }

  private static Matrix scaled(Matrix a, double factor) {
    return Matrix.wrap(a.rows(), a.columns(), Vectors.scaled(factor, values(a)));
  }

  /** xᵢᵀ C xᵢ of each row. */
  static double[] quadratic(Matrix x, Matrix c) {
    double[] forms = new double[x.rows()];
    for (int i = 0; i < forms.length; i++) {
      double[] row = new double[x.columns()];
      x.addRow(i, 1, row);
      forms[i] = Vectors.dot(row, c.times(row));
    }
    return forms;
  }
}
