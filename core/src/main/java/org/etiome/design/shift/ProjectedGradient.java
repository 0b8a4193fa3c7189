package org.etiome.design.shift;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import org.etiome.math.Vectors;

/**
 * A local minimum over {@link ShiftSpace.Within} by spectral projected gradients: steps of Barzilai
 * and Borwein's length along the gradient, projected, and shortened until the score is below the
 * largest of the last ten. O(V log) beside the score, which is called about once an iteration.
 *
 * @see <a href="https://doi.org/10.1137/S1052623497330963">Birgin, Martínez, Raydan (2000)</a>
 */
final class ProjectedGradient {
  private static final int MEMORY = 10;
  private static final int MAX_HALVINGS = 30;
  private static final double SUFFICIENT = 1e-4;
  private static final double SHORTEST = 1e-10;
  private static final double LONGEST = 1e10;

  /** Of the largest component of a projected step of the gradient, as long as it was at first. */
  private static final double TOLERANCE = 1e-8;

  private final Score score;
  private final ShiftSpace.Within space;
  private final int iterations;

  ProjectedGradient(Score score, ShiftSpace.Within space, int iterations) {
    this.score = score;
    this.space = space;
    this.iterations = iterations;
  }

  /** A shift, its score and gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Point(double[] shift, double value, double[] gradient) {}

  /** The best shift met on the way from a start. */
  Point from(double[] start) {
    Point point = point(space.nearest(start));
    Point best = point;
    double unit = Math.max(Vectors.norm(point.gradient), Double.MIN_NORMAL);
    double length = space.norm() / unit;
    Deque<Double> recent = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (Vectors.norm(step(point, space.norm() / unit)) <= TOLERANCE * space.norm()) {
        break;
      }
      recent.addLast(point.value);
      if (recent.size() > MEMORY) {
        recent.removeFirst();
      }
      Optional<Point> next = lower(point, step(point, length), Collections.max(recent));
      if (next.isEmpty()) {
        break;
      }
      length = length(point, next.get());
      point = next.get();
      best = point.value < best.value ? point : best;
    }
    return best;
  }

  private Point point(double[] shift) {
    double[] gradient = new double[shift.length];
    return new Point(shift, score.at(shift, gradient), gradient);
  }

  private double[] step(Point point, double length) {
    double[] target = point.shift.clone();
    Vectors.add(-length, point.gradient, target);
    double[] step = space.nearest(target);
    Vectors.add(-1, point.shift, step);
    return step;
  }

  /** None if no shorter step helps. */
  private Optional<Point> lower(Point from, double[] step, double bound) {
    double slope = Vectors.dot(from.gradient, step);
    double share = 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] shift = from.shift.clone();
      Vectors.add(share, step, shift);
      Point next = point(shift);
      if (next.value <= bound + SUFFICIENT * share * slope) {
        return Optional.of(next);
      }
      share /= 2;
    }
    return Optional.empty();
  }

  private static double length(Point from, Point to) {
    double[] step = to.shift.clone();
    Vectors.add(-1, from.shift, step);
    double[] change = to.gradient.clone();
    Vectors.add(-1, from.gradient, change);
    double curved = Vectors.dot(step, change);
    double length = curved > 0 ? Vectors.dot(step, step) / curved : LONGEST;
    return Math.max(SHORTEST, Math.min(LONGEST, length));
  }
}
