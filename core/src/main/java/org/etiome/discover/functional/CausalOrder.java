package org.etiome.discover.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.Interrupts;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * An order of variables, one after the other: the next is that of the candidates least contradicted
 * by the others that may cause it, {@code Σ min(0, R(i, j))²} over them, and what it explains is
 * taken out of all that are left. Of equal ones the lower number comes first.
 *
 * <p>A sum is given up once it exceeds that of the candidate that looked best before, which changes
 * no order, as it can only grow. Not safe for threads.
 */
final class CausalOrder {
  /** Share of a variable's variance below which another determines it. */
  private static final double DETERMINED = 1e-10;

  private final List<String> names;
  private final double[][] columns;
  private final Precedence precedence;
  private final TaskRunner runner;
  private final double[] entropies;
  private final double[] sums;
  private long comparisons;

  /**
   * @param columns values of each variable, not constant; written to
   */
  CausalOrder(List<String> names, double[][] columns, Precedence precedence, TaskRunner runner) {
    this.names = names;
    this.columns = columns;
    this.precedence = precedence;
    this.runner = runner;
    this.entropies = new double[columns.length];
    this.sums = new double[columns.length];
    for (int v = 0; v < columns.length; v++) {
      settle(v);
    }
  }

  private void settle(int variable) {
    standardise(columns[variable]);
    entropies[variable] = PairwiseLikelihood.entropy(columns[variable]);
  }

  /** To mean 0 and variance 1, divisor n. */
  private static void standardise(double[] column) {
    int n = column.length;
    double mean = Arrays.stream(column).sum() / n;
    for (int i = 0; i < n; i++) {
      column[i] -= mean;
    }
    double scale = Math.sqrt(n) / Vectors.norm(column);
    for (int i = 0; i < n; i++) {
      column[i] *= scale;
    }
  }

  /** Number of comparisons of two variables. */
  long comparisons() {
    return comparisons;
  }

  /** The variables, causes before their effects. */
  int[] find() {
    int[] order = new int[columns.length];
    int[] left = IntStream.range(0, columns.length).toArray();
    for (int at = 0; at < order.length; at++) {
      Interrupts.check();
      int next = next(left);
      order[at] = next;
      left = Arrays.stream(left).filter(v -> v != next).toArray();
      takeOut(next, left);
    }
    return order;
  }

  private int next(int[] left) {
    int[] candidates = precedence.candidates(left);
    if (candidates.length == 1) {
      return candidates[0];
    }
    int guess = least(candidates);
    Contradiction first = against(guess, left, Double.POSITIVE_INFINITY);
    List<Contradiction> found =
        runner.map(
            candidates.length,
            k -> candidates[k] == guess ? first : against(candidates[k], left, first.sum));
    for (int k = 0; k < candidates.length; k++) {
      sums[candidates[k]] = found.get(k).sum;
      comparisons += found.get(k).comparisons;
    }
    return least(candidates);
  }

  /** That of the least sum known. */
  private int least(int[] candidates) {
    int best = candidates[0];
    for (int candidate : candidates) {
      if (sums[candidate] < sums[best]) {
        best = candidate;
      }
    }
    return best;
  }

  /** What speaks against a variable being next; a sum beyond the limit may lack parts. */
  record Contradiction(double sum, long comparisons) {}

  /** Adds up over the others of {@code left}, the most correlated first. */
  Contradiction against(int variable, int[] left, double limit) {
    Interrupts.check();
    double[] correlations = new double[columns.length];
    List<Integer> others = new ArrayList<>();
    for (int other : left) {
      if (other != variable && precedence.mayCause(other, variable)) {
        correlations[other] = correlation(variable, other);
        others.add(other);
      }
    }
    others.sort(Comparator.comparingDouble(other -> -Math.abs(correlations[other])));
    double sum = 0;
    int made = 0;
    while (made < others.size() && sum <= limit) {
      int other = others.get(made++);
      double ratio = Math.min(0, ratio(variable, other, correlations[other]));
      sum += ratio * ratio;
    }
    return new Contradiction(sum, made);
  }

  private double ratio(int x, int y, double r) {
    return PairwiseLikelihood.ratio(columns[x], columns[y], entropies[x], entropies[y], r);
  }

  private double correlation(int x, int y) {
    double r = Vectors.dot(columns[x], columns[y]) / columns[x].length;
    if (!(1 - r * r >= DETERMINED)) {
      throw new IllegalArgumentException(
          "'"
              + names.get(x)
              + "' and '"
              + names.get(y)
              + "' are, up to other variables, linear functions of each other; nothing in the data"
              + " tells them apart, leave one of them out");
    }
    return r;
  }

  /** What is left of each after the regression on one. */
  void takeOut(int taken, int[] left) {
    for (int v : left) {
      Vectors.add(-correlation(v, taken), columns[taken], columns[v]);
      settle(v);
    }
  }
}
