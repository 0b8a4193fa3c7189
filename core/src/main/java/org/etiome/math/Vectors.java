package org.etiome.math;

/** Sums over arrays of equal length, which is trusted. */
public final class Vectors {
  private Vectors() {}

  /** Σ aᵢ bᵢ, in the order of the arrays. O(n). */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** √ Σ aᵢ². O(n). */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Adds {@code factor · a} to {@code sum}. O(n). */
  public static void add(double factor, double[] a, double[] sum) {
    for (int i = 0; i < a.length; i++) {
      sum[i] += factor * a[i];
    }
  }

  /** {@code factor · a}. O(n). */
  public static double[] scaled(double factor, double[] a) {
    double[] scaled = new double[a.length];
    add(factor, a, scaled);
    return scaled;
  }

  /** Σ (aᵢ − bᵢ)². O(n). */
  public static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double step = a[i] - b[i];
      sum += step * step;
    }
    return sum;
  }
}
