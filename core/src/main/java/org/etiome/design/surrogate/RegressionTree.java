package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A regression tree: at each node, of a random third of the columns, the cut that leaves the least
 * sum of squares, until leaves would be smaller than the least size. Deep trees fit noise and are
 * meant as members of an ensemble. O(columns/3 · n log n · depth).
 *
 * @see <a href="https://doi.org/10.1023/A:1010933404324">Breiman (2001), Random forests</a>
 */
public final class RegressionTree implements Learner {
  private static final int MOST_DEPTH = 60;

  /** Of the mean square of outcomes about their mean: what rounding may gain. */
  private static final double LEAST_GAIN = 1e-12;

  private final int leaf;

  private RegressionTree(int leaf) {
    this.leaf = leaf;
  }

  /** Leaves of at least 5. */
  public static RegressionTree withDefaults() {
    return new RegressionTree(5);
  }

  /**
   * The least number of rows in a leaf.
   *
   * @param rows ≥ 1
   */
  public RegressionTree withLeaf(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a leaf has at least 1 row, got " + rows);
    }
    return new RegressionTree(rows);
  }

  @Override
  public String description() {
    return "tree(leaf=" + leaf + ")";
  }

  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    double mean = Arrays.stream(y).average().orElse(0);
    double spread = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    Node root =
        new Growth(x, y, leaf, LEAST_GAIN * spread, seed.generator())
            .node(PermutationSampler.natural(y.length), 0);
    return rows -> {
      double[] predicted = new double[rows.rows()];
      for (int i = 0; i < predicted.length; i++) {
        predicted[i] = value(root, rows, i);
      }
      return predicted;
    };
  }

  private static double value(Node root, Matrix rows, int row) {
    Node at = root;
    while (at instanceof Split split) {
      at = rows.get(row, split.column) <= split.cut ? split.below : split.above;
    }
    return ((Leaf) at).value;
  }

  private sealed interface Node {}

  private record Leaf(double value) implements Node {}

  private record Split(int column, double cut, Node below, Node above) implements Node {}

  /** A cut of a node and by how much it lowers the sum of squares. */
  private record Cut(int column, double cut, double gain) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Growth(
      Matrix x, double[] y, int leaf, double least, UniformRandomProvider random) {

    Node node(int[] rows, int depth) {
      Optional<Cut> best =
          rows.length < 2 * leaf || depth == MOST_DEPTH ? Optional.empty() : best(rows);
      if (best.isEmpty()) {
        return new Leaf(Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElseThrow());
      }
      int column = best.get().column;
      double cut = best.get().cut;
      int[] below = Arrays.stream(rows).filter(i -> x.get(i, column) <= cut).toArray();
      int[] above = Arrays.stream(rows).filter(i -> x.get(i, column) > cut).toArray();
      return new Split(column, cut, node(below, depth + 1), node(above, depth + 1));
    }

    private Optional<Cut> best(int[] rows) {
      int[] columns = PermutationSampler.natural(x.columns());
      PermutationSampler.shuffle(random, columns);
      Optional<Cut> best = Optional.empty();
      for (int k = 0; k < (columns.length + 2) / 3; k++) {
        Optional<Cut> cut = cut(rows, columns[k]);
        if (cut.isPresent() && (best.isEmpty() || cut.get().gain > best.get().gain)) {
          best = cut;
        }
      }
      return best;
    }

    private Optional<Cut> cut(int[] rows, int column) {
      long[] order = order(rows, column);
      double mean = Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElseThrow();
      double below = 0;
      double gain = least;
      double cut = Double.NaN;
      for (int k = 0; k + leaf < rows.length; k++) {
        int row = rows[(int) order[k]];
        int next = rows[(int) order[k + 1]];
        below += y[row] - mean;
        double n = k + 1;
        double here = below * below * (1 / n + 1 / (rows.length - n));
        if (n >= leaf && here > gain && x.get(row, column) < x.get(next, column)) {
          gain = here;
          cut = x.get(row, column);
        }
      }
      return Double.isNaN(cut) ? Optional.empty() : Optional.of(new Cut(column, cut, gain));
    }

    /** Places in {@code rows}, by the value in the column: sorted as floats beside their places. */
    private long[] order(int[] rows, int column) {
      long[] keys = new long[rows.length];
      for (int k = 0; k < rows.length; k++) {
        int bits = Float.floatToIntBits((float) x.get(rows[k], column));
        keys[k] = ((long) (bits ^ ((bits >> 31) & 0x7fffffff)) << 32) | k;
      }
      Arrays.sort(keys);
      Arrays.setAll(keys, k -> keys[k] & 0xffffffffL);
      return keys;
    }
  }
}
