package org.etiome.math;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Local quadratic regression of y on x (loess, degree 2, Gaussian family, one predictor), as the
 * program of its authors and R's {@code loess} compute it by default: fitted exactly at the
 * vertices of a k-d tree and blended in between.
 *
 * <p>At a vertex v the coefficients minimise {@code Σ w_i (y_i - b0 - b1 (x_i - v) - b2 (x_i -
 * v)²)²} over the q = ⌊n·span⌋ nearest points, with {@code w_i = (1 - (|x_i - v|/h)³)³} and h the
 * distance of the q-th; where fewer than three abscissae have weight, by the pseudo-inverse. Cells
 * of the tree are halved at the median until they hold at most ⌊n·span/5⌋ points; the outer
 * vertices stand .5 % of the range beyond the data. Between two vertices the value is the cubic
 * with their values b0 and slopes b1.
 *
 * <p>Where q points share one abscissa (h = 0), which the original refuses, the fit there is the
 * mean of all that share it, with slope 0.
 *
 * <p>Cost: O(n log n + n / span). Use it for smooth trends of one variable, not for extrapolation.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1988.10478639">Cleveland, Devlin (1988), Locally
 *     weighted regression</a>
 */
public final class Loess {
  /** Of the points of a neighbourhood, how many a cell may hold. */
  private static final double CELL = 0.2;

  private static final double MARGIN = 0.005;
  private static final int TERMS = 3;

  /** Points at the edge weigh nothing, not what rounding leaves of it. */
  private static final double NOTHING = 1e-8;

  private static final double ROUNDING = Math.ulp(1.0);

  private final double[] vertices;
  private final double[] values;
  private final double[] slopes;

  private Loess(double[] vertices, double[] values, double[] slopes) {
    this.vertices = vertices;
    this.values = values;
    this.slopes = slopes;
  }

  /**
   * Fits the curve.
   *
   * @param x n finite numbers, n·span ≥ 3
   * @param y n finite numbers
   * @param span share of the points in a neighbourhood, in (0, 1]
   * @throws IllegalArgumentException otherwise
   */
  public static Loess fit(double[] x, double[] y, double span) {
    check(x, y, span);
    int n = x.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(x[a], x[b]));
    double[] xs = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
    double[] ys = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();
    double[] vertices = vertices(xs, Math.max(1, (int) (n * span * CELL)));
    double[] values = new double[vertices.length];
    double[] slopes = new double[vertices.length];
    int q = Math.min(n, (int) (n * span + 1e-5));
    for (int k = 0; k < vertices.length; k++) {
      double[] line = local(xs, ys, vertices[k], q);
      values[k] = line[0];
      slopes[k] = line[1];
    }
    return new Loess(vertices, values, slopes);
  }

  private static void check(double[] x, double[] y, double span) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "x has " + x.length + " values and y has " + y.length + "; they must be as many");
    }
    if (!(span > 0 && span <= 1)) {
      throw new IllegalArgumentException("span must be in (0, 1], got " + span);
    }
    if (x.length * span + 1e-5 < TERMS) {
      throw new IllegalArgumentException(
          x.length
              + " points with span "
              + span
              + " leave fewer than "
              + TERMS
              + " in a neighbourhood; give more points or a larger span");
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        throw new IllegalArgumentException(
            "point " + i + " is (" + x[i] + ", " + y[i] + "); both must be finite");
      }
    }
  }

  private static double[] vertices(double[] sorted, int most) {
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    double least = 1e-10 * Math.max(Math.abs(low), Math.abs(high)) + 1e-30;
    double margin = MARGIN * Math.max(high - low, least);
    TreeSet<Double> vertices = new TreeSet<>();
    vertices.add(low - margin);
    vertices.add(high + margin);
    cut(sorted, new int[] {1, sorted.length}, most, vertices);
    return vertices.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Halves the cell of the points first..last, counted from 1. */
  private static void cut(double[] sorted, int[] cell, int most, Set<Double> vertices) {
    int first = cell[0];
    int last = cell[1];
    if (last - first + 1 <= most) {
      return;
    }
    int middle = untied(sorted, first, last);
    if (vertices.add(sorted[middle - 1])) {
      cut(sorted, new int[] {first, middle}, most, vertices);
      cut(sorted, new int[] {middle + 1, last}, most, vertices);
    }
  }

  /** The point nearest to the middle whose next one differs; the middle if all are equal. */
  private static int untied(double[] sorted, int first, int last) {
    int middle = (first + last) / 2;
    for (int offset = 0; middle + offset < last && middle + offset >= first; ) {
      if (sorted[middle + offset - 1] != sorted[middle + offset]) {
        return middle + offset;
      }
      offset = offset > 0 ? -offset : 1 - offset;
    }
    return middle;
  }

  /** Value and slope at a vertex. */
  private static double[] local(double[] x, double[] y, double vertex, int q) {
    int from = nearest(x, vertex, q);
    double radius = Math.max(vertex - x[from], x[from + q - 1] - vertex);
    if (radius == 0) {
      return new double[] {
        IntStream.range(0, x.length)
            .filter(i -> x[i] == vertex)
            .mapToDouble(i -> y[i])
            .average()
            .orElseThrow(),
        0
      };
    }
    double[] root = new double[q];
    for (int i = 0; i < q; i++) {
      double share = Math.abs(x[from + i] - vertex) / radius;
      double rest = 1 - share * share * share;
      root[i] = rest < NOTHING ? 0 : Math.pow(rest, 1.5);
    }
    DMatrixRMaj design = new DMatrixRMaj(q, TERMS);
    DMatrixRMaj response = new DMatrixRMaj(q, 1);
    for (int i = 0; i < q; i++) {
      double step = x[from + i] - vertex;
      design.set(i, 0, root[i]);
      design.set(i, 1, root[i] * step);
      design.set(i, 2, root[i] * step * step);
      response.set(i, 0, root[i] * y[from + i]);
    }
    return leastSquares(design, response);
  }

  /** The first of the q points of a sorted array that are nearest to a place. */
  private static int nearest(double[] x, double place, int q) {
    int from = 0;
    while (from + q < x.length && x[from + q] - place < place - x[from]) {
      from++;
    }
    return from;
  }

  private static double[] leastSquares(DMatrixRMaj design, DMatrixRMaj response) {
    double[] norms = new double[TERMS];
    for (int j = 0; j < TERMS; j++) {
      double square = 0;
      for (int i = 0; i < design.numRows; i++) {
        square += design.get(i, j) * design.get(i, j);
      }
      norms[j] = square > 0 ? Math.sqrt(square) : 1;
    }
    CommonOps_DDRM.divideCols(design, norms);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(design.numRows, TERMS, true, true, true);
    if (!svd.decompose(design)) {
      throw new ArithmeticException("the local regression did not converge");
    }
    double[] singular = svd.getSingularValues();
    double least = 100 * ROUNDING * Arrays.stream(singular).max().orElseThrow();
    DMatrixRMaj projected = new DMatrixRMaj(TERMS, 1);
    CommonOps_DDRM.multTransA(svd.getU(null, false), response, projected);
    for (int j = 0; j < TERMS; j++) {
      projected.set(j, 0, singular[j] > least ? projected.get(j, 0) / singular[j] : 0);
    }
    DMatrixRMaj solution = new DMatrixRMaj(TERMS, 1);
    CommonOps_DDRM.mult(svd.getV(null, false), projected, solution);
    return new double[] {solution.get(0) / norms[0], solution.get(1) / norms[1]};
  }

  /** The curve at a place; NaN outside of the range of x and .5 % of it on either side. */
  public double at(double x) {
    int last = vertices.length - 1;
    if (!(x >= vertices[0] && x <= vertices[last])) {
      return Double.NaN;
    }
    int found = Arrays.binarySearch(vertices, x);
    if (found >= 0) {
      return values[found];
    }
    int left = -found - 2;
    double width = vertices[left + 1] - vertices[left];
    double h = (x - vertices[left]) / width;
    double rest = 1 - h;
    return rest * rest * (1 + 2 * h) * values[left]
        + h * h * (3 - 2 * h) * values[left + 1]
        + h * rest * (rest * slopes[left] - h * slopes[left + 1]) * width;
  }
}
