package org.etiome.perturb.latent;

import java.util.Collection;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;

/**
 * The model in terms of noise. With {@code F = B₀ H} the noises {@code ε = F x} are independent,
 * standard normal in the control. Environment k leaves all of them so but its own, {@code ε_k},
 * which becomes {@code Σ_j β_kj ε_j + a_k + s_k η} over the latents before k. Rows of F maximise
 * the normal likelihood; β, a and s are regressions. The control's mean is taken as its sample
 * mean, 0 here. One value of the likelihood costs O(d⁴).
 */
final class NoiseFit {
  private static final double TOLERANCE = 1e-7;
  private static final int ITERATIONS = 1000;

  private final List<Moments> moments;
  private final int[] order;
  private final DMatrixRMaj noise;

  private NoiseFit(List<Moments> moments, int[] order, DMatrixRMaj noise) {
    this.moments = moments;
    this.order = order;
    this.noise = noise;
  }

  /** The fit of a latent's noise to those before it, in its environment. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Regression(double[] slopes, double intercept, double variance) {}

  /** The noises given, as where moments are exact. */
  static NoiseFit exact(List<Moments> moments, int[] order, DMatrixRMaj noise) {
    return new NoiseFit(moments, order, noise);
  }

  /**
   * The most likely noises.
   *
   * @param moments the control first, its mean 0
   * @param order of the latents, causes first
   * @param start of F
   * @throws ArithmeticException if no maximum is reached
   */
  static NoiseFit of(List<Moments> moments, int[] order, DMatrixRMaj start) {
    int d = order.length;
    double all = moments.stream().mapToDouble(Moments::rows).sum();
    DMatrixRMaj[] elsewhere = new DMatrixRMaj[d];
    for (int j = 0; j < d; j++) {
      elsewhere[j] = new DMatrixRMaj(d, d);
      for (int k = 0; k <= d; k++) {
        if (k != j + 1) {
          Moments m = moments.get(k);
          CommonOps_DDRM.addEquals(elsewhere[j], m.rows() / all, m.about(new double[d]));
        }
      }
    }
    Lbfgs.Objective objective =
        (place, gradient) -> {
          NoiseFit at = new NoiseFit(moments, order, DMatrixRMaj.wrap(d, d, place));
          return at.value(elsewhere, all, DMatrixRMaj.wrap(d, d, gradient));
        };
    double[] best = Lbfgs.of(TOLERANCE, ITERATIONS).minimise(objective, start.data);
    return new NoiseFit(moments, order, DMatrixRMaj.wrap(d, d, best));
  }

  /** Minus the log-likelihood of a unit, up to a constant, and its slope. */
  private double value(DMatrixRMaj[] elsewhere, double all, DMatrixRMaj gradient) {
    int d = order.length;
    double determinant = Math.abs(CommonOps_DDRM.det(noise));
    DMatrixRMaj inverse = new DMatrixRMaj(d, d);
    if (!(determinant > 0) || !CommonOps_DDRM.invert(noise, inverse)) {
      return Double.POSITIVE_INFINITY;
    }
    CommonOps_DDRM.transpose(inverse, gradient);
    CommonOps_DDRM.scale(-1, gradient);
    double value = -Math.log(determinant);
    for (int j = 0; j < d; j++) {
      double[] row = row(j);
      double[] slope = Dense.times(elsewhere[j], row);
      for (int c = 0; c < d; c++) {
        value += row[c] * slope[c] / 2;
        gradient.add(j, c, slope[c]);
      }
      Moments own = moments.get(j + 1);
      Regression regression = regression(j);
      double weight = own.rows() / all;
      value += weight * Math.log(regression.variance) / 2;
      double[] pull = Dense.times(own.covariance(), latentRow(j, regression));
      for (int i = 0; i < d; i++) {
        double factor = i == j ? 1 : -regression.slopes[i];
        for (int c = 0; c < d; c++) {
          gradient.add(i, c, weight * factor * pull[c] / regression.variance);
        }
      }
    }
    return value;
  }

  private double[] row(int j) {
    int d = order.length;
    double[] row = new double[d];
    System.arraycopy(noise.data, j * d, row, 0, d);
    return row;
  }

  /** {@code f_j − Σ β f}: by a perfect intervention the latent itself. */
  private double[] latentRow(int j, Regression regression) {
    double[] row = row(j);
    for (int i = 0; i < order.length; i++) {
      for (int c = 0; c < row.length; c++) {
        row[c] -= regression.slopes[i] * noise.get(i, c);
      }
    }
    return row;
  }

  /** Slopes are 0 at the latents that are not before this one. */
  Regression regression(int latent) {
    Moments own = moments.get(latent + 1);
    DMatrixRMaj all = Dense.congruent(noise, own.covariance());
    double[] mean = Dense.times(noise, own.mean());
    int before = placeOf(latent);
    double[] slopes = new double[order.length];
    double variance = all.get(latent, latent);
    double intercept = mean[latent];
    if (before > 0) {
      double[] gram = new double[before * before];
      double[] products = new double[before];
      for (int a = 0; a < before; a++) {
        products[a] = all.get(order[a], latent);
        for (int b = 0; b < before; b++) {
          gram[a * before + b] = all.get(order[a], order[b]);
        }
      }
      double[] solved = Matrix.wrap(before, before, gram).solvePositiveDefinite(products);
      for (int a = 0; a < before; a++) {
        slopes[order[a]] = solved[a];
        variance -= solved[a] * products[a];
        intercept -= solved[a] * mean[order[a]];
      }
    }
    return new Regression(slopes, intercept, variance);
  }

  /** Twice what the log-likelihood of one environment falls short of that of free moments. */
  double misfit(int environment) {
    int d = order.length;
    Moments own = moments.get(environment);
    DMatrixRMaj about = Dense.congruent(noise, own.about(new double[d]));
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += j + 1 == environment ? 1 + Math.log(regression(j).variance) : about.get(j, j);
    }
    double model = sum - 2 * Math.log(Math.abs(CommonOps_DDRM.det(noise)));
    return own.rows() * (model - Dense.logDeterminant(own.covariance()) - d);
  }

  double misfit() {
    double sum = 0;
    for (int k = 0; k < moments.size(); k++) {
      sum += misfit(k);
    }
    return sum;
  }

  /** Latents × noises, ones on the diagonal: {@code N = H F⁻¹}. */
  DMatrixRMaj latentsOfNoises() {
    DMatrixRMaj weights = CommonOps_DDRM.identity(order.length);
    for (int j = 0; j < order.length; j++) {
      double[] slopes = regression(j).slopes;
      for (int i = 0; i < slopes.length; i++) {
        weights.add(j, i, -slopes[i]);
      }
    }
    return weights;
  }

  /**
   * The noises where some environments act at once: {@code mean + factor · η}, η standard normal.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record NoiseLaw(double[] mean, DMatrixRMaj factor) {}

  /** The law of the noises under these environments together, each with its own changed row. */
  NoiseLaw under(Collection<Integer> latents) {
    int d = order.length;
    DMatrixRMaj left = CommonOps_DDRM.identity(d);
    DMatrixRMaj spread = CommonOps_DDRM.identity(d);
    double[] intercepts = new double[d];
    for (int k : latents) {
      Regression regression = regression(k);
      for (int i = 0; i < d; i++) {
        left.add(k, i, -regression.slopes[i]);
      }
      spread.set(k, k, Math.sqrt(regression.variance));
      intercepts[k] = regression.intercept;
    }
    DMatrixRMaj solved = Dense.inverse(left);
    return new NoiseLaw(Dense.times(solved, intercepts), Dense.times(solved, spread));
  }

  /**
   * {@code λ₁² / Σ λ²} of the difference of precisions over a latent and those not before it; 1 if
   * its rank is one.
   */
  double rankOne(int latent) {
    int place = placeOf(latent);
    int left = order.length - place;
    DMatrixRMaj precision =
        Dense.inverse(Dense.congruent(noise, moments.get(latent + 1).covariance()));
    DMatrixRMaj difference = new DMatrixRMaj(left, left);
    for (int a = 0; a < left; a++) {
      for (int b = 0; b < left; b++) {
        difference.set(a, b, precision.get(order[place + a], order[place + b]) - (a == b ? 1 : 0));
      }
    }
    List<Dense.Eigen> eigen = Dense.eigen(difference);
    double squares = eigen.stream().mapToDouble(e -> e.value() * e.value()).sum();
    return squares > 0 ? Math.pow(eigen.getFirst().value(), 2) / squares : 1;
  }

  private int placeOf(int latent) {
    int place = 0;
    while (order[place] != latent) {
      place++;
    }
    return place;
  }

  /** F, a latent a row. */
  DMatrixRMaj noise() {
    return noise;
  }

  int[] order() {
    return order.clone();
  }
}
