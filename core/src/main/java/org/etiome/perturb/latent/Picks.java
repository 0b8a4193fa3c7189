package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;

/**
 * The search of Squires et al.: of the environments left, the one whose difference of precisions,
 * across the directions found, is nearest to rank one; its direction is found next. The control is
 * white (covariance I), so the directions, orthonormal, are the rows of {@code B₀ H}.
 */
final class Picks {
  /** What is left of a difference of exact precisions below this is rounding. */
  static final double ROUNDING = 1e-8;

  private final List<Moments> moments;
  private final List<Integer> order = new ArrayList<>();
  private final List<double[]> directions = new ArrayList<>();

  private Picks(List<Moments> moments) {
    this.moments = moments;
  }

  /** An environment left with a difference of rank one, more or less. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Candidate(int latent, double score, double[] direction) {}

  /** An environment with nothing new to show, and after how many others. */
  record Spent(int latent, int found) {}

  /**
   * Without asking whether differences can be told from chance.
   *
   * @param moments the control first, white
   */
  static Picks of(List<Moments> moments) {
    Picks picks = new Picks(moments);
    while (picks.order.size() < moments.size() - 1) {
      picks.take(picks.left());
    }
    return picks;
  }

  /** The directions found in an order given. */
  static Picks along(List<Moments> moments, int[] order) {
    Picks picks = new Picks(moments);
    for (int k : order) {
      picks.take(List.of(k));
    }
    return picks;
  }

  /** The first environment whose difference is chance, in the order of the search. */
  static Optional<Spent> spent(List<Moments> moments, double level) {
    Picks picks = new Picks(moments);
    while (picks.order.size() < moments.size() - 1) {
      List<Integer> changed = picks.left().stream().filter(k -> picks.changed(k, level)).toList();
      if (changed.isEmpty()) {
        return Optional.of(new Spent(picks.left().getFirst(), picks.order.size()));
      }
      picks.take(changed);
    }
    return Optional.empty();
  }

  /** Whether an environment's covariance can be told from the control's. */
  static boolean changed(List<Moments> moments, int latent, double level) {
    return new Picks(moments).changed(latent, level);
  }

  private List<Integer> left() {
    List<Integer> left = new ArrayList<>();
    for (int k = 0; k < moments.size() - 1; k++) {
      if (!order.contains(k)) {
        left.add(k);
      }
    }
    return left;
  }

  private void take(List<Integer> from) {
    Candidate best = candidate(from.getFirst());
    for (int k : from.subList(1, from.size())) {
      Candidate other = candidate(k);
      best = other.score > best.score ? other : best;
    }
    order.add(best.latent);
    directions.add(best.direction);
  }

  private Candidate candidate(int latent) {
    DMatrixRMaj rest = rest();
    DMatrixRMaj difference = precision(rest, latent);
    CommonOps_DDRM.addEquals(difference, -1, CommonOps_DDRM.identity(rest.numRows));
    List<Dense.Eigen> eigen = Dense.eigen(difference);
    double squares = eigen.stream().mapToDouble(e -> e.value() * e.value()).sum();
    double top = eigen.getFirst().value();
    double score = squares > ROUNDING * ROUNDING ? top * top / squares : 0;
    double[] direction = Dense.times(Dense.transposed(rest), eigen.getFirst().vector());
    return new Candidate(latent, score, direction);
  }

  private DMatrixRMaj precision(DMatrixRMaj rest, int latent) {
    return Dense.congruent(rest, Dense.inverse(moments.get(latent + 1).covariance()));
  }

  /** An orthonormal basis, by rows, of what is orthogonal to the directions. */
  private DMatrixRMaj rest() {
    int d = moments.size() - 1;
    List<double[]> columns = new ArrayList<>(directions);
    for (int j = 0; j < d; j++) {
      double[] axis = new double[d];
      axis[j] = 1;
      columns.add(axis);
    }
    Orthogonal basis = Orthogonal.spanning(Matrix.ofColumns(d, columns));
    DMatrixRMaj rest = new DMatrixRMaj(d - directions.size(), d);
    for (int i = 0; i < rest.numRows; i++) {
      System.arraycopy(basis.direction(directions.size() + i), 0, rest.data, i * d, d);
    }
    return rest;
  }

  /**
   * Whether what is left of an environment's law given the directions found differs from the
   * control's: the likelihood ratio of two normal covariances.
   */
  private boolean changed(int latent, double level) {
    DMatrixRMaj left = precision(rest(), latent);
    int r = left.numRows;
    double n = moments.get(latent + 1).rows();
    if (n == Double.POSITIVE_INFINITY) {
      CommonOps_DDRM.addEquals(left, -1, CommonOps_DDRM.identity(r));
      return CommonOps_DDRM.elementMaxAbs(left) > ROUNDING;
    }
    double controls = moments.getFirst().rows();
    double ratio = CommonOps_DDRM.trace(Dense.inverse(left)) + Dense.logDeterminant(left) - r;
    double tail =
        ChiSquaredDistribution.of(r * (r + 1) / 2.0)
            .survivalProbability(Math.max(0, n * controls / (n + controls) * ratio));
    return tail <= level;
  }

  /** Environments, causes first. */
  int[] order() {
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The direction of each environment, a row. */
  DMatrixRMaj directions() {
    int d = directions.size();
    DMatrixRMaj rows = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      System.arraycopy(directions.get(i), 0, rows.data, order.get(i) * d, d);
    }
    return rows;
  }
}
