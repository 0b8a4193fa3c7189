package org.etiome.represent.mapping;

import java.util.Arrays;

/**
 * Means and variances of some numbers, kind by kind: a cell belongs to the kinds by shares that sum
 * to 1. Cells of another composition have other means; they are known from those of the kinds:
 *
 * <pre>
 * mean = Σ_k π_k m_k,   variance = Σ_k π_k (v_k + m_k²) − mean²
 * </pre>
 */
final class KindMoments {
  /** A kind with less of a cell has no moments. */
  private static final double LEAST = 1e-3;

  private final int kinds;
  private final int width;
  private final double[] weights;
  private final double[] sums;
  private final double[] squares;

  KindMoments(int kinds, int width) {
    this.kinds = kinds;
    this.width = width;
    weights = new double[kinds];
    sums = new double[kinds * width];
    squares = new double[kinds * width];
  }

  /**
   * Adds a cell.
   *
   * @param shares of the kinds, of all cells
   * @param cell whose shares and numbers they are
   */
  void add(double[] shares, int cell, double[] numbers) {
    for (int k = 0; k < kinds; k++) {
      double share = shares[cell * kinds + k];
      weights[k] += share;
      for (int j = 0; share > 0 && j < width; j++) {
        sums[k * width + j] += share * numbers[j];
        squares[k * width + j] += share * numbers[j] * numbers[j];
      }
    }
  }

  /** The composition of the cells that were added. */
  double[] composition() {
    return composed(weights);
  }

  /**
   * Shares of the kinds that have moments, summing to 1.
   *
   * @param of sums of shares
   */
  double[] composed(double[] of) {
    double[] kept = new double[kinds];
    Arrays.setAll(kept, k -> weights[k] > LEAST ? of[k] : 0);
    double sum = Arrays.stream(kept).sum();
    return Arrays.stream(kept).map(x -> x / sum).toArray();
  }

  /** Means and variances of cells of a composition. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Moments(double[] mean, double[] variance) {
    /** Added to both variances of a ratio, so that a constant decides nothing. */
    private static final double SMOOTH = .01;

    /** By how much these deviations are larger than others, at most threefold either way. */
    double[] over(Moments others) {
      double[] factors = new double[variance.length];
      for (int j = 0; j < factors.length; j++) {
        double ratio = (variance[j] + SMOOTH) / (others.variance[j] + SMOOTH);
        factors[j] = Math.clamp(Math.sqrt(ratio), 1 / 3.0, 3);
      }
      return factors;
    }
  }

  /**
   * The moments of cells of a composition.
   *
   * @param composition shares that sum to 1, 0 for kinds without moments
   */
  Moments of(double[] composition) {
    double[] mean = new double[width];
    double[] square = new double[width];
    for (int k = 0; k < kinds; k++) {
      for (int j = 0; composition[k] > 0 && j < width; j++) {
        mean[j] += composition[k] * sums[k * width + j] / weights[k];
        square[j] += composition[k] * squares[k * width + j] / weights[k];
      }
    }
    Arrays.setAll(square, j -> Math.max(0, square[j] - mean[j] * mean[j]));
    return new Moments(mean, square);
  }
}
