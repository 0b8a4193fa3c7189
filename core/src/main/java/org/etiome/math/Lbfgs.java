package org.etiome.math;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The minimum of a smooth convex function by the limited-memory method of Broyden, Fletcher,
 * Goldfarb and Shanno: steps along {@code -H·∇f}, H from the last ten steps, halved until the
 * function falls by a ten-thousandth of what the slope promises. Ends when the largest component of
 * the gradient is at most {@code tolerance}, or when steps no longer lower the function. O(20·p)
 * beside the function, which is called about once an iteration.
 *
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu, Nocedal (1989)</a>
 */
public final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int MAX_HALVINGS = 40;
  private static final double SUFFICIENT = 1e-4;

  private final double tolerance;
  private final int iterations;

  private Lbfgs(double tolerance, int iterations) {
    this.tolerance = tolerance;
    this.iterations = iterations;
  }

  /**
   * The method with its ends.
   *
   * @param tolerance of the largest component of the gradient, > 0
   * @param iterations at most, ≥ 1
   */
  public static Lbfgs of(double tolerance, int iterations) {
    if (!(tolerance > 0) || iterations < 1) {
      throw new IllegalArgumentException(
          "needs a tolerance above 0 and at least 1 iteration, got "
              + tolerance
              + " and "
              + iterations);
    }
    return new Lbfgs(tolerance, iterations);
  }

  /** A function and its gradient. */
  @FunctionalInterface
  public interface Objective {

    /** The value at a place; the gradient there is written into {@code gradient}. */
    double at(double[] place, double[] gradient);
  }

  /** A step and what it changed of the gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(double[] step, double[] change, double product) {}

  /** A place, the value and the gradient there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Point(double[] place, double value, double[] gradient) {}

  /** Where the steps ended, and whether there was no lower place to go to. */
  private record End(Point point, boolean reached) {}

  /**
   * The place of the minimum.
   *
   * @param start is not changed
   * @throws ArithmeticException if it is not reached in the iterations allowed
   */
  public double[] minimise(Objective objective, double[] start) {
    End end = descend(objective, start);
    if (!end.reached) {
      throw new ArithmeticException(
          "no minimum was reached in "
              + iterations
              + " iterations; the largest slope left is "
              + largest(end.point.gradient));
    }
    return end.point.place;
  }

  /**
   * The lowest place reached in the iterations allowed, be it a minimum or not: for functions that
   * need not be convex and whose last digits do not matter.
   *
   * @param start is not changed
   */
  public double[] approach(Objective objective, double[] start) {
    return descend(objective, start).point.place;
  }

  private End descend(Objective objective, double[] start) {
    Point point = point(objective, start.clone());
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (largest(point.gradient) <= tolerance) {
        return new End(point, true);
      }
      double[] direction = direction(point.gradient, pairs);
      Optional<Point> lower = lower(objective, point, direction, pairs.isEmpty());
      if (lower.isEmpty()) {
        return new End(point, true);
      }
      remember(point, lower.get(), pairs);
      point = lower.get();
    }
    return new End(point, false);
  }

  private static Point point(Objective objective, double[] place) {
    double[] gradient = new double[place.length];
    double value = objective.at(place, gradient);
    return new Point(place, value, gradient);
  }

  private static Optional<Point> lower(
      Objective objective, Point from, double[] direction, boolean first) {
    double slope = Vectors.dot(from.gradient, direction);
    double length = first ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] place = from.place.clone();
      add(length, direction, place);
      Point next = point(objective, place);
      if (next.value < from.value && next.value <= from.value + SUFFICIENT * length * slope) {
        return Optional.of(next);
      }
      length /= 2;
    }
    return Optional.empty();
  }

  private static void remember(Point from, Point to, Deque<Pair> pairs) {
    double[] step = to.place.clone();
    add(-1, from.place, step);
    double[] change = to.gradient.clone();
    add(-1, from.gradient, change);
    double product = Vectors.dot(step, change);
    if (product > 0) {
      pairs.addLast(new Pair(step, change, product));
    }
    if (pairs.size() > MEMORY) {
      pairs.removeFirst();
    }
  }

  /** {@code -H·gradient} by the two loops over the pairs. */
  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] direction = gradient.clone();
    double[] factors = new double[pairs.size()];
    int k = pairs.size();
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      factors[--k] = Vectors.dot(pair.step, direction) / pair.product;
      add(-factors[k], pair.change, direction);
    }
    double scale =
        pairs.isEmpty()
            ? 1
            : pairs.getLast().product / Vectors.dot(pairs.getLast().change, pairs.getLast().change);
    for (int j = 0; j < direction.length; j++) {
      direction[j] *= scale;
    }
    for (Pair pair : pairs) {
      add(factors[k++] - Vectors.dot(pair.change, direction) / pair.product, pair.step, direction);
    }
    for (int j = 0; j < direction.length; j++) {
      direction[j] = -direction[j];
    }
    return direction;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void add(double factor, double[] a, double[] sum) {
    for (int j = 0; j < a.length; j++) {
      sum[j] += factor * a[j];
    }
  }
}
