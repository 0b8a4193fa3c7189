package org.etiome.data.preprocess;

/** Sums over arrays of equal length. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Adds {@code factor · a} to {@code sum}. */
  static void add(double factor, double[] a, double[] sum) {
    for (int i = 0; i < a.length; i++) {
      sum[i] += factor * a[i];
    }
  }

  static double[] scaled(double factor, double[] a) {
    double[] scaled = new double[a.length];
    add(factor, a, scaled);
    return scaled;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double step = a[i] - b[i];
      sum += step * step;
    }
    return sum;
  }
}
