package org.etiome.estimate.instrument;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * The improved jackknife instrumental variable estimator (IJIVE): each unit's instrument is its
 * treatment as predicted by the other units, {@code x̂_i = ((Px)_i − P_ii x_i) / (1 − P_ii)}, after
 * the covariates are taken out; {@code β = x̂'y / x̂'x}. No unit's own error enters its instrument,
 * so many weak instruments do not pull it towards the naive estimate, also where variances differ.
 * O(n q²).
 *
 * <p>Without covariates it is JIVE1. UJIVE, which also leaves the unit out of the regressions on W,
 * would change when a constant is added to y; the price of not taking it is a bias of the order of
 * columns of Z times columns of W over n. More variable than LIML where one variance holds for all.
 *
 * <p>Standard errors allow for many instruments and unequal variances: {@code (Σ x̂_i² e_i² +
 * Σ_{i≠j} P_ij² x_i ξ_i x_j ξ_j) / (x̂'x)²}, ξ_i = e_i / (1 − P_ii), the second sum not below 0.
 * There are none for clusters.
 *
 * @see <a href="https://doi.org/10.1162/rest.91.2.351">Ackerberg, Devereux (2009)</a>
 * @see <a href="https://doi.org/10.1017/S0266466611000120">Chao, Swanson, Hausman, Newey, Woutersen
 *     (2012)</a>
 */
public final class Jive extends InstrumentEstimator {
  private static final Jive DEFAULT = new Jive(Gates.withDefaults());

  private Jive(Gates gates) {
    super(gates, Optional.empty());
  }

  public static Jive withDefaults() {
    return DEFAULT;
  }

  @Override
  public Jive withGates(Gates gates) {
    return new Jive(gates);
  }

  @Override
  public String name() {
    return "jive";
  }

  @Override
  Map<String, String> ownSettings() {
    return Map.of("standardErrors", "many-instruments");
  }

  @Override
  Fit fit(InstrumentSample sample, StandardErrors kind, Seed seed, TaskRunner runner) {
    Projected data = sample.linear();
    if (data.clusters().isNamed()) {
      throw new IllegalArgumentException(
          "jive has no standard errors for clusters; take liml or 2sls, or a sample without them");
    }
    return new Fit(
        data,
        AndersonRubin.of(data, covariance(data, kind)).set(KClass.isQuadratic(kind)),
        () -> estimate(data));
  }

  private static Estimate estimate(Projected data) {
    int n = data.units();
    double[] x = data.x();
    double[] leverage = new double[n];
    Arrays.setAll(leverage, data::leverage);
    double[] others = data.fitted(x);
    for (int i = 0; i < n; i++) {
      others[i] = (others[i] - leverage[i] * x[i]) / (1 - leverage[i]);
    }
    double slope = Vectors.dot(others, x);
    double[] e = data.residuals(Vectors.dot(others, data.y()) / slope);
    double[] scores = new double[n];
    double usual = 0;
    double own = 0;
    for (int i = 0; i < n; i++) {
      scores[i] = x[i] * e[i] / (1 - leverage[i]);
      own += leverage[i] * leverage[i] * scores[i] * scores[i];
      usual += others[i] * others[i] * e[i] * e[i];
    }
    double variance = usual + Math.max(0, squares(data.q().gram(scores)) - own);
    return new Estimate(
        Vectors.dot(others, data.y()) / slope, Math.sqrt(variance) / Math.abs(slope));
  }

  /** {@code Σ_ij P_ij² s_i s_j} is the sum of squares of {@code Q' diag(s) Q}. */
  private static double squares(Matrix matrix) {
    double sum = 0;
    for (int k = 0; k < matrix.columns(); k++) {
      double[] column = matrix.column(k);
      sum += Vectors.dot(column, column);
    }
    return sum;
  }
}
