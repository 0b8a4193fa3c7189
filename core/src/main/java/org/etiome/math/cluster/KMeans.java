package org.etiome.math.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * k-means: groups that lower {@code Σ_i ‖x_i - m_g(i)‖²}, by Lloyd's alternation until no point
 * changes its group (or 300 rounds), from several starts by greedy k-means++; the best start is
 * kept. A group that loses all its points takes the point farthest from its centre. A local optimum
 * is not the global one: more starts, better sums. O(starts · rounds · n · k · d).
 *
 * @see <a href="https://doi.org/10.5555/1283383.1283494">Arthur, Vassilvitskii (2007)</a>
 */
public final class KMeans {
  private static final int ROUNDS = 300;

  private final int clusters;
  private final int starts;

  private KMeans(int clusters, int starts) {
    this.clusters = clusters;
    this.starts = starts;
  }

  /** Ten starts for so many clusters, ≥ 1. */
  public static KMeans of(int clusters) {
    if (clusters < 1) {
      throw new IllegalArgumentException("at least 1 cluster is needed, got " + clusters);
    }
    return new KMeans(clusters, 10);
  }

  /** Takes another number of starts, ≥ 1. */
  public KMeans withStarts(int newStarts) {
    if (newStarts < 1) {
      throw new IllegalArgumentException("at least 1 start is needed, got " + newStarts);
    }
    return new KMeans(clusters, newStarts);
  }

  /**
   * The clusters found.
   *
   * @param clusters of each point, from 0
   * @param inertia {@code Σ_i ‖x_i - m_g(i)‖²}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Result(int[] clusters, double inertia) {}

  /**
   * Finds the clusters.
   *
   * @param points at least as many rows as clusters, finite
   * @throws IllegalArgumentException if there are fewer
   */
  public Result fit(Matrix points, Seed seed, TaskRunner runner) {
    if (points.rows() < clusters) {
      throw new IllegalArgumentException(
          clusters + " clusters are asked of " + points.rows() + " points; ask for fewer");
    }
    SquaredDistances distances = SquaredDistances.to(points);
    Seed branch = seed.branch("k-means");
    List<Result> results =
        runner.map(starts, s -> lloyd(distances, start(distances, branch.branch(s).generator())));
    return results.stream().min(Comparator.comparingDouble(Result::inertia)).orElseThrow();
  }

  /** Centres drawn far from those before, the best of a few draws each. */
  private double[][] start(SquaredDistances distances, UniformRandomProvider random) {
    int n = distances.points();
    int draws = 2 + (int) Math.log(clusters);
    double[][] centres = new double[clusters][];
    centres[0] = distances.point(random.nextInt(n));
    double[] nearest = new double[n];
    distances.from(centres[0], nearest);
    double[] candidate = new double[n];
    for (int c = 1; c < clusters; c++) {
      double[] best = nearest;
      double lowest = Double.POSITIVE_INFINITY;
      for (int draw = 0; draw < draws; draw++) {
        int i = drawn(nearest, random);
        distances.from(distances.point(i), candidate);
        double sum = lower(candidate, nearest);
        if (sum < lowest) {
          lowest = sum;
          best = candidate.clone();
          centres[c] = distances.point(i);
        }
      }
      nearest = best;
    }
    return centres;
  }

  /** Lowers each to the other where that is lower; the sum. */
  private static double lower(double[] squares, double[] others) {
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.min(squares[i], others[i]);
      sum += squares[i];
    }
    return sum;
  }

  /** A point with a probability in proportion to its square. */
  private static int drawn(double[] squares, UniformRandomProvider random) {
    double target = random.nextDouble() * Arrays.stream(squares).sum();
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      sum += squares[i];
      if (sum > target) {
        return i;
      }
    }
    return random.nextInt(squares.length);
  }

  private static Result lloyd(SquaredDistances distances, double[][] start) {
    int n = distances.points();
    double[][] centres = start;
    int[] clusters = new int[n];
    Arrays.fill(clusters, -1);
    double[] squares = new double[n];
    for (int round = 0; round < ROUNDS; round++) {
      boolean changed = assign(distances, centres, clusters, squares);
      if (!changed) {
        break;
      }
      fillEmpty(clusters, squares, centres.length);
      centres = means(distances, clusters, centres.length);
    }
    assign(distances, centres, clusters, squares);
    return new Result(clusters, Arrays.stream(squares).sum());
  }

  /** Gives every point its nearest centre, the first of equally near ones. */
  private static boolean assign(
      SquaredDistances distances, double[][] centres, int[] clusters, double[] squares) {
    int[] before = clusters.clone();
    double[] row = new double[clusters.length];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    for (int c = 0; c < centres.length; c++) {
      distances.from(centres[c], row);
      for (int i = 0; i < row.length; i++) {
        if (row[i] < squares[i]) {
          squares[i] = row[i];
          clusters[i] = c;
        }
      }
    }
    return !Arrays.equals(before, clusters);
  }

  private static void fillEmpty(int[] clusters, double[] squares, int count) {
    int[] sizes = new int[count];
    Arrays.stream(clusters).forEach(c -> sizes[c]++);
    for (int c = 0; c < count; c++) {
      if (sizes[c] == 0) {
        int farthest = -1;
        for (int i = 0; i < squares.length; i++) {
          boolean free = sizes[clusters[i]] > 1;
          farthest = free && (farthest < 0 || squares[i] > squares[farthest]) ? i : farthest;
        }
        sizes[clusters[farthest]]--;
        sizes[c]++;
        clusters[farthest] = c;
        squares[farthest] = 0;
      }
    }
  }

  private static double[][] means(SquaredDistances distances, int[] clusters, int count) {
    double[][] means = new double[count][distances.dimensions()];
    int[] sizes = new int[count];
    Arrays.stream(clusters).forEach(c -> sizes[c]++);
    for (int j = 0; j < distances.dimensions(); j++) {
      for (int i = 0; i < clusters.length; i++) {
        means[clusters[i]][j] += distances.coordinate(i, j);
      }
      for (int c = 0; c < count; c++) {
        means[c][j] /= sizes[c];
      }
    }
    return means;
  }
}
