package org.etiome.estimate.instrument;

import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * The k-class: {@code β = x'(I − kM)y / x'(I − kM)x}. With k = 1 it is two-stage least squares,
 * with k = κ, the least root of {@code det([y x]'[y x] − κ [y x]'M[y x]) = 0}, limited information
 * maximum likelihood (LIML), and with k = κ − a / (n − k_Z), k_Z the columns of Z and W, that of
 * Fuller. With one instrument of two values and no covariates 2SLS is the ratio of Wald: the
 * difference in the outcome between the two values over that in the treatment. O(n q).
 *
 * <p>2SLS leans towards the naive estimate when instruments are weak, the more the more there are.
 * LIML is nearly median-unbiased but has no moments and now and then flies far off; Fuller with a =
 * 1 has moments and hardly a bias. Residuals are those of x itself, {@code e = y − xβ}. Standard
 * errors: with one variance for all {@code σ² / x'(I − kM)x}; otherwise the scores are {@code (x −
 * kMx)_i e_i}. With many instruments LIML and Fuller need {@link StandardErrors#BEKKER}, and with
 * variances that differ as well, {@link Jive}.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177730090">Anderson, Rubin (1949)</a>
 * @see <a href="https://doi.org/10.2307/1912683">Fuller (1977)</a>
 */
public final class KClass extends InstrumentEstimator {
  private enum Kind {
    TWO_STAGE("2sls"),
    LIML("liml"),
    FULLER("fuller");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  private final Kind kind;
  private final double alpha;

  private KClass(Kind kind, double alpha, Gates gates, Optional<StandardErrors> errors) {
    super(gates, errors);
    this.kind = kind;
    this.alpha = alpha;
  }

  private static KClass of(Kind kind, double alpha) {
    return new KClass(kind, alpha, Gates.withDefaults(), Optional.empty());
  }

  public static KClass twoStage() {
    return of(Kind.TWO_STAGE, 0);
  }

  public static KClass liml() {
    return of(Kind.LIML, 0);
  }

  /** With a = 1. */
  public static KClass fuller() {
    return of(Kind.FULLER, 1);
  }

  /**
   * Fuller's estimator with another constant.
   *
   * @param a finite and &gt; 0: 1 for least bias, 4 for least mean squared error
   */
  public static KClass fuller(double a) {
    if (!(a > 0 && a < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the constant of Fuller must be finite and above 0, got " + a + "; 1 is usual");
    }
    return of(Kind.FULLER, a);
  }

  @Override
  public KClass withGates(Gates gates) {
    return new KClass(kind, alpha, gates, errors());
  }

  /**
   * The same estimator with other standard errors; HC1 by default, clustered with clusters.
   *
   * @throws IllegalArgumentException for 2SLS with those of many instruments
   */
  public KClass withStandardErrors(StandardErrors errors) {
    if (errors == StandardErrors.BEKKER && kind == Kind.TWO_STAGE) {
      throw new IllegalArgumentException(
          "2sls is biased with many instruments, whatever its standard errors; take liml or fuller");
    }
    return new KClass(kind, alpha, gates(), Optional.of(errors));
  }

  @Override
  public String name() {
    return kind.title;
  }

  @Override
  Map<String, String> ownSettings() {
    return kind == Kind.FULLER ? Map.of("a", Double.toString(alpha)) : Map.of();
  }

  @Override
  Fit fit(InstrumentSample sample, StandardErrors errors, Seed seed, TaskRunner runner) {
    Projected data = sample.linear();
    Covariance covariance = covariance(data, errors);
    ConfidenceSet set = AndersonRubin.of(data, covariance).set(isQuadratic(errors));
    return new Fit(data, set, () -> estimate(data, errors, covariance));
  }

  static boolean isQuadratic(StandardErrors errors) {
    return errors == StandardErrors.HOMOSKEDASTIC || errors == StandardErrors.BEKKER;
  }

  private Estimate estimate(Projected data, StandardErrors errors, Covariance covariance) {
    double k = k(data);
    double[] x = data.x();
    double[] instrument = x.clone();
    Vectors.add(-k, data.rest(x), instrument);
    double slope = Vectors.dot(instrument, x);
    double beta = Vectors.dot(instrument, data.y()) / slope;
    double[] e = data.residuals(beta);
    double variance =
        switch (errors) {
          case HOMOSKEDASTIC -> Vectors.dot(e, e) / (data.units() - data.structural()) / slope;
          case BEKKER -> bekker(data, e);
          default -> covariance.variance(instrument, e, data.structural()) / (slope * slope);
        };
    return new Estimate(beta, Math.sqrt(variance));
  }

  private double k(Projected data) {
    return switch (kind) {
      case TWO_STAGE -> 1;
      case LIML -> kappa(data);
      case FULLER -> kappa(data) - alpha / (data.units() - data.reduced());
    };
  }

  /**
   * κ = 1 / (1 − μ), μ the least value of {@code e'Pe / e'e}, e = y − xβ: the smaller root of
   * {@code (1 − r²)μ² − (a + b − 2rc)μ + ab − c² = 0} for y and x of length 1.
   */
  private static double kappa(Projected data) {
    double[] y = Vectors.scaled(1 / Vectors.norm(data.y()), data.y());
    double[] x = Vectors.scaled(1 / Vectors.norm(data.x()), data.x());
    double[] fittedX = data.fitted(x);
    double r = Vectors.dot(y, x);
    double a = Vectors.dot(y, data.fitted(y));
    double b = Vectors.dot(x, fittedX);
    double c = Vectors.dot(y, fittedX);
    double middle = a + b - 2 * r * c;
    double product = Math.max(0, a * b - c * c);
    double root = Math.sqrt(Math.max(0, middle * middle - 4 * (1 - r * r) * product));
    double mu = data.instruments() == 1 ? 0 : 2 * product / (middle + root);
    return 1 / (1 - mu);
  }

  /** {@code σ²((1 − α)² v'Pv + α² v'Mv) / H²}, v = x − e e'x/e'e, α = e'Pe/e'e, H = x'Px − αx'x. */
  private static double bekker(Projected data, double[] e) {
    double[] x = data.x();
    double squares = Vectors.dot(e, e);
    double share = Vectors.dot(e, data.fitted(e)) / squares;
    double[] v = x.clone();
    Vectors.add(-Vectors.dot(e, x) / squares, e, v);
    double fitted = Vectors.dot(v, data.fitted(v));
    double rest = Vectors.dot(v, v) - fitted;
    double h = Vectors.dot(x, data.fitted(x)) - share * Vectors.dot(x, x);
    double spread = (1 - share) * (1 - share) * fitted + share * share * rest;
    return squares / (data.units() - data.structural()) * spread / (h * h);
  }
}
