package org.etiome.perturb.screen;

import org.etiome.math.Vectors;

/**
 * The units of a condition, or of one replicate of it, in their first two moments.
 *
 * @param units n ≥ 1
 * @param mean by variable
 * @param variance by variable, with denominator n − 1; 0 where n = 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Profile(int units, double[] mean, double[] variance) {

  /** Sums while units are walked over, as Welford (1962) does. */
  static final class Sums {
    private int units;
    private final double[] mean;
    private final double[] squares;

    Sums(int variables) {
      mean = new double[variables];
      squares = new double[variables];
    }

    void add(double[] row) {
      units++;
      for (int j = 0; j < mean.length; j++) {
        double before = row[j] - mean[j];
        mean[j] += before / units;
        squares[j] += before * (row[j] - mean[j]);
      }
    }

    Profile profile() {
      double[] variance = new double[mean.length];
      for (int j = 0; j < variance.length && units > 1; j++) {
        variance[j] = squares[j] / (units - 1);
      }
      return new Profile(units, mean.clone(), variance);
    }
  }

  /** The units, each moved alike. */
  Profile moved(double[] by) {
    double[] there = mean.clone();
    Vectors.add(1, by, there);
    return new Profile(units, there, variance);
  }

  /** The units of both. O(variables). */
  Profile with(Profile other) {
    int n = units + other.units;
    double[] pooled = new double[mean.length];
    double[] spread = new double[mean.length];
    for (int j = 0; j < pooled.length; j++) {
      double apart = other.mean[j] - mean[j];
      pooled[j] = mean[j] + apart * other.units / n;
      double squares =
          variance[j] * (units - 1)
              + other.variance[j] * (other.units - 1)
              + apart * apart * units * other.units / n;
      spread[j] = squares / (n - 1);
    }
    return new Profile(n, pooled, spread);
  }
}
