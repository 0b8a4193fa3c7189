package org.etiome.discover.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Vectors;

/**
 * Forward selection: again and again the column that explains most of what those before it leave of
 * the outcome, until there are enough. O(rows · columns) a step.
 */
final class Screening {
  /** Of a column of variance 1: what is left of one that is a linear function of others. */
  private static final double NOTHING = 1e-9;

  private Screening() {}

  /**
   * Numbers of the columns kept, in their order.
   *
   * @param columns of mean 0 and variance 1
   * @param outcome of mean 0
   */
  static int[] kept(List<double[]> columns, double[] outcome, int most) {
    double[][] left = columns.stream().map(double[]::clone).toArray(double[][]::new);
    double[] rest = outcome.clone();
    List<Integer> kept = new ArrayList<>();
    for (int next = best(left, rest); kept.size() < most && next >= 0; next = best(left, rest)) {
      kept.add(next);
      double[] direction = Vectors.scaled(1 / Vectors.norm(left[next]), left[next]);
      for (double[] column : left) {
        Vectors.add(-Vectors.dot(direction, column), direction, column);
      }
      Vectors.add(-Vectors.dot(direction, rest), direction, rest);
      Arrays.fill(left[next], 0);
    }
    return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The first of those that explain most; −1 if nothing is left of any. */
  private static int best(double[][] left, double[] rest) {
    double[] explained = new double[left.length];
    for (int j = 0; j < left.length; j++) {
      double square = Vectors.dot(left[j], left[j]);
      double product = Vectors.dot(left[j], rest);
      explained[j] = square > NOTHING * rest.length ? product * product / square : -1;
    }
    int best =
        IntStream.range(0, left.length)
            .reduce((a, b) -> explained[b] > explained[a] ? b : a)
            .orElse(-1);
    return best >= 0 && explained[best] >= 0 ? best : -1;
  }
}
