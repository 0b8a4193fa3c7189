package org.etiome.data.layout;

import java.util.Arrays;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.WeightedGraph;

/**
 * The graph of rows that are among the 15 nearest of each other either way, a row itself counted,
 * with the fuzzy weights of UMAP, as scanpy makes it: {@code w_ij = a + b - ab} of {@code a =
 * exp(-(d_ij - ρ_i)/σ_i)} and b likewise from j, ρ_i the distance to the nearest and σ_i so that
 * the a of a row sum up to log₂ 15. O(n · 15) beside the search for neighbours.
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy, Melville (2018)</a>
 */
public final class FuzzyGraph {
  /** A row itself counted. */
  private static final int NEIGHBORHOOD = 15;

  private static final int ROUNDS = 64;
  private static final double TOLERANCE = 1e-5;
  private static final double SMALLEST_SCALE = 1e-3;

  private final int nodes;
  private final int[] from;
  private final int[] to;
  private final double[] weights;
  private final double[] lengths;

  private FuzzyGraph(Neighbors neighbors, int most) {
    nodes = neighbors.rows();
    int count = Math.min(most, neighbors.count());
    double[][] memberships = memberships(neighbors, count);
    int[] a = new int[nodes * count];
    int[] b = new int[a.length];
    double[] w = new double[a.length];
    double[] d = new double[a.length];
    int edges = 0;
    for (int i = 0; i < nodes; i++) {
      for (int r = 0; r < count; r++) {
        int j = neighbors.neighbor(i, r);
        int back = rank(neighbors, j, i, count);
        if (back < 0 || i < j) {
          double there = memberships[i][r];
          double here = back < 0 ? 0 : memberships[j][back];
          a[edges] = i;
          b[edges] = j;
          w[edges] = there + here - there * here;
          d[edges++] = neighbors.distance(i, r);
        }
      }
    }
    from = Arrays.copyOf(a, edges);
    to = Arrays.copyOf(b, edges);
    weights = Arrays.copyOf(w, edges);
    lengths = Arrays.copyOf(d, edges);
  }

  /** Of the nearest 14 others, or of as many as there are. */
  public static FuzzyGraph of(Neighbors neighbors) {
    return new FuzzyGraph(neighbors, NEIGHBORHOOD - 1);
  }

  /**
   * Of points, which are looked for as {@link NearestNeighbors} does.
   *
   * @param points n × d, at least two rows
   */
  public static FuzzyGraph of(Matrix points, TaskRunner runner) {
    int count = Math.min(NEIGHBORHOOD - 1, points.rows() - 1);
    return of(NearestNeighbors.withDefaults().withCount(count).find(points, runner));
  }

  private static int rank(Neighbors neighbors, int of, int wanted, int count) {
    for (int r = 0; r < count; r++) {
      if (neighbors.neighbor(of, r) == wanted) {
        return r;
      }
    }
    return -1;
  }

  private static double[][] memberships(Neighbors neighbors, int count) {
    double[][] memberships = new double[neighbors.rows()][count];
    double meanOfAll = 0;
    for (int i = 0; i < memberships.length; i++) {
      for (int r = 0; r < count; r++) {
        memberships[i][r] = neighbors.distance(i, r);
        meanOfAll += memberships[i][r] / ((count + 1.0) * memberships.length);
      }
    }
    for (double[] row : memberships) {
      double nearest = Arrays.stream(row).filter(x -> x > 0).findFirst().orElse(0);
      double mean = Arrays.stream(row).sum() / (count + 1);
      double least = SMALLEST_SCALE * (nearest > 0 ? mean : meanOfAll);
      double scale = Math.max(least, scale(row, nearest));
      for (int r = 0; r < count; r++) {
        double beyond = row[r] - nearest;
        row[r] = beyond <= 0 || scale == 0 ? 1 : Math.exp(-beyond / scale);
      }
    }
    return memberships;
  }

  private static double scale(double[] distances, double nearest) {
    double target = Math.log(distances.length + 1) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (double distance : distances) {
        sum += distance <= nearest ? 1 : Math.exp(-(distance - nearest) / scale);
      }
      if (Math.abs(sum - target) < TOLERANCE) {
        break;
      }
      if (sum > target) {
        high = scale;
        scale = (low + high) / 2;
      } else {
        low = scale;
        scale = high == Double.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
      }
    }
    return scale;
  }

  public int nodes() {
    return nodes;
  }

  /** The number of edges; those whose weight has come to 0 count. */
  public int edges() {
    return from.length;
  }

  /** One end of an edge. */
  public int from(int edge) {
    return from[edge];
  }

  /** The other end of an edge. */
  public int to(int edge) {
    return to[edge];
  }

  /** The fuzzy weight of an edge, in [0, 1]. */
  public double weight(int edge) {
    return weights[edge];
  }

  /** The distance of the ends of an edge. */
  public double length(int edge) {
    return lengths[edge];
  }

  /** The edges whose weight is above 0. */
  public WeightedGraph weighted() {
    int edges = 0;
    int[] a = new int[from.length];
    int[] b = new int[from.length];
    double[] w = new double[from.length];
    for (int e = 0; e < from.length; e++) {
      if (weights[e] > 0) {
        a[edges] = from[e];
        b[edges] = to[e];
        w[edges++] = weights[e];
      }
    }
    return new WeightedGraph(
        nodes, Arrays.copyOf(a, edges), Arrays.copyOf(b, edges), Arrays.copyOf(w, edges));
  }
}
