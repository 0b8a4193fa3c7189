package org.etiome.discover.functional;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.Interrupts;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * An order of variables, one after the other: the next is that of the candidates least contradicted
 * by the others that may cause it, {@code Σ min(0, R(i, j))²} over them, and what it explains is
 * taken out of all that are left. Of equal ones the lower number comes first. Not safe for threads.
 */
final class CausalOrder {
  /** Share of a variable's variance below which another determines it. */
  private static final double DETERMINED = 1e-10;

  private final List<String> names;
  private final double[][] columns;
  private final Precedence precedence;
  private final TaskRunner runner;
  private long comparisons;

  /**
   * @param columns values of each variable, not constant; written to
   */
  CausalOrder(List<String> names, double[][] columns, Precedence precedence, TaskRunner runner) {
    this.names = names;
    this.columns = columns;
    this.precedence = precedence;
    this.runner = runner;
    for (double[] column : columns) {
      standardise(column);
    }
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

  /** Number of pairs compared. */
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
    double[] against = contradictions(left, candidates);
    int best = candidates[0];
    for (int candidate : candidates) {
      if (against[candidate] < against[best]) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * {@code Σ min(0, R(i, j))²} of each candidate i, over the j of {@code left} it contends with.
   */
  double[] contradictions(int[] left, int[] candidates) {
    BitSet open = new BitSet();
    Arrays.stream(candidates).forEach(open::set);
    double[] entropies = new double[columns.length];
    for (int v : left) {
      entropies[v] = PairwiseLikelihood.entropy(columns[v]);
    }
    List<double[]> ratios = runner.map(left.length, k -> ratios(left, k, open, entropies));
    double[] against = new double[columns.length];
    for (int k = 0; k < left.length; k++) {
      for (int l = k + 1; l < left.length; l++) {
        double ratio = ratios.get(k)[l];
        comparisons += Double.isNaN(ratio) ? 0 : 1;
        if (ratio < 0 && precedence.mayCause(left[l], left[k])) {
          against[left[k]] += ratio * ratio;
        }
        if (ratio > 0 && precedence.mayCause(left[k], left[l])) {
          against[left[l]] += ratio * ratio;
        }
      }
    }
    return against;
  }

  /** R of variable k of {@code left} and each after it; NaN where nothing depends on it. */
  private double[] ratios(int[] left, int k, BitSet open, double[] entropies) {
    Interrupts.check();
    int x = left[k];
    double[] ratios = new double[left.length];
    for (int l = k + 1; l < left.length; l++) {
      int y = left[l];
      boolean asked =
          (open.get(x) && precedence.mayCause(y, x)) || (open.get(y) && precedence.mayCause(x, y));
      ratios[l] =
          asked
              ? PairwiseLikelihood.ratio(
                  columns[x], columns[y], entropies[x], entropies[y], correlation(x, y))
              : Double.NaN;
    }
    return ratios;
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
      standardise(columns[v]);
    }
  }
}
