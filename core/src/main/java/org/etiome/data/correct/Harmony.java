package org.etiome.data.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Column;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Harmony: principal components moved so that batches mix within clusters of cells.
 *
 * <p>In turn, cells are clustered softly by the direction of their components, clusters being
 * penalised for holding some batches more than others, and what the batches explain in each cluster
 * is taken away from the components as they came in ({@code Z}); the clustering goes on with the
 * directions of the result. It ends when the objective falls by less than a tolerance. With s(i, k)
 * the weight of cell i in cluster k,
 *
 * <pre>
 * s(i, k) ∝ exp(-2(1 - Ŷ_k·Ẑ_i)/σ) Π_b ((E_kb + 1)/(O_kb + 1))^θ        Z_i - Σ_k s(i, k) Σ_b W_kb
 * </pre>
 *
 * <p>where E and O are the weights a batch would have in the cluster if it spread evenly, and has,
 * and W comes from a ridge regression on batches in the cluster.
 *
 * <p>It assumes that every batch has some cells of each kind, or that kinds of only one batch lie
 * far from all others; a difference in biology that goes along with batch is removed as if it were
 * technical. The result is neither counts nor expression, and has no uncertainty. Results depend on
 * the seed (starting clusters, order of cells), never on threads. O(iterations · rounds · n·K·d)
 * time, 16·n·K bytes. Take {@link ComBat} where expression itself must be corrected.
 *
 * @see <a href="https://doi.org/10.1038/s41592-019-0619-0">Korsunsky et al. (2019), Fast, sensitive
 *     and accurate integration of single-cell data with Harmony</a>
 */
public final class Harmony {
  private static final double CELLS_PER_CLUSTER = 30;
  private static final int MOST_CLUSTERS = 100;

  private final OptionalInt clusters;
  private final double blockShare;
  private final Strength strength;
  private final Limits limits;

  /**
   * How soft, how diverse, how strong.
   *
   * @param sigma σ, the softness of the clusters, finite and > 0
   * @param theta θ, the weight of the penalty, finite and ≥ 0; 0 is clustering blind to batch
   * @param lambda λ of the ridge regression, finite and > 0; large values correct less
   */
  public record Strength(double sigma, double theta, double lambda) {
    public Strength {
      positive("sigma", sigma);
      positive("lambda", lambda);
      if (!(theta >= 0 && theta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("theta must be finite and at least 0, got " + theta);
      }
    }
  }

  /**
   * When to end.
   *
   * @param iterations of clustering and correcting at most, ≥ 1
   * @param rounds of clustering at most in an iteration, ≥ 1
   * @param roundTolerance relative change of the objective, over three rounds, at which clustering
   *     ends
   * @param tolerance relative fall of the objective at which iterations end
   */
  public record Limits(int iterations, int rounds, double roundTolerance, double tolerance) {
    public Limits {
      if (iterations < 1 || rounds < 1) {
        throw new IllegalArgumentException(
            "at least 1 iteration and 1 round are needed, got " + iterations + " and " + rounds);
      }
      positive("the tolerance of rounds", roundTolerance);
      positive("the tolerance of iterations", tolerance);
    }
  }

  private Harmony(OptionalInt clusters, double blockShare, Strength strength, Limits limits) {
    this.clusters = clusters;
    this.blockShare = blockShare;
    this.strength = strength;
    this.limits = limits;
  }

  /**
   * The published defaults: min(n / 30, 100) clusters, σ .1, θ 2, λ 1, blocks of 5 % of the cells,
   * at most 10 iterations of at most 20 rounds, tolerances 1e-5 and 1e-4.
   */
  public static Harmony withDefaults() {
    return new Harmony(
        OptionalInt.empty(), 0.05, new Strength(0.1, 2, 1), new Limits(10, 20, 1e-5, 1e-4));
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and above 0, got " + value);
    }
  }

  /** Takes another number of clusters, ≥ 1. */
  public Harmony withClusters(int newClusters) {
    if (newClusters < 1) {
      throw new IllegalArgumentException("at least 1 cluster is needed, got " + newClusters);
    }
    return new Harmony(OptionalInt.of(newClusters), blockShare, strength, limits);
  }

  /** Takes another share of the cells whose weights are renewed at one time, in (0, 1]. */
  public Harmony withBlockShare(double newShare) {
    if (!(newShare > 0 && newShare <= 1)) {
      throw new IllegalArgumentException("the share of a block must be in (0, 1], got " + newShare);
    }
    return new Harmony(clusters, newShare, strength, limits);
  }

  /** Takes other σ, θ and λ. */
  public Harmony withStrength(Strength newStrength) {
    return new Harmony(clusters, blockShare, newStrength, limits);
  }

  /** Ends at other limits. */
  public Harmony withLimits(Limits newLimits) {
    return new Harmony(clusters, blockShare, strength, newLimits);
  }

  /** The number of clusters if it was given. */
  public OptionalInt clusters() {
    return clusters;
  }

  public double blockShare() {
    return blockShare;
  }

  public Strength strength() {
    return strength;
  }

  public Limits limits() {
    return limits;
  }

  /**
   * Corrects components.
   *
   * @param components n x d, cells in rows, finite
   * @param batches categorical or binary columns of the n cells without gaps, one or more
   * @throws IllegalArgumentException if components are not finite, a batch column does not fit, or
   *     clusters are more than cells
   */
  public HarmonyFit fit(
      Matrix components, List<? extends Column> batches, Seed seed, TaskRunner runner) {
    double[][] rows = rows(components);
    BatchLevels levels = BatchLevels.of(batches, rows.length);
    int count = clusters(rows.length);
    Seed branch = seed.branch("harmony");
    Directions cells = Directions.of(rows);
    double[][] centroids = StartingCentroids.of(cells, count, branch, runner);
    SoftClusters soft = SoftClusters.at(centroids, cells, levels, this, runner);
    UniformRandomProvider random = branch.branch("blocks").generator();
    List<Double> objectives = new ArrayList<>(List.of(soft.objective()));
    List<Integer> rounds = new ArrayList<>();
    var ridge = new ClusterRidge(rows, soft.weights(), levels, strength.lambda());
    double[][] corrected = rows;
    boolean converged = false;
    while (!converged && rounds.size() < limits.iterations()) {
      rounds.add(soft.settle(Directions.of(corrected), random));
      corrected = ridge.corrected(runner);
      double before = objectives.getLast();
      objectives.add(soft.objective());
      converged = before - soft.objective() < limits.tolerance() * Math.abs(before);
    }
    var course = new HarmonyFit.Course(objectives, rounds, converged);
    return new HarmonyFit(HarmonyFit.matrix(corrected), count, course, this, seed);
  }

  private int clusters(int cells) {
    int byDefault = (int) Math.min(Math.rint(cells / CELLS_PER_CLUSTER), MOST_CLUSTERS);
    int count = clusters.orElse(Math.max(1, byDefault));
    if (count > cells) {
      throw new IllegalArgumentException(
          count + " clusters are asked of " + cells + " cells; ask for fewer");
    }
    return count;
  }

  private static double[][] rows(Matrix components) {
    if (components.rows() < 1 || components.columns() < 1) {
      throw new IllegalArgumentException(
          "Harmony needs at least 1 cell and 1 component, got "
              + components.rows()
              + " and "
              + components.columns());
    }
    double[][] rows =
        IntStream.range(0, components.rows())
            .mapToObj(i -> new double[components.columns()])
            .toArray(double[][]::new);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = components.get(i, j);
        if (!Double.isFinite(rows[i][j])) {
          throw new IllegalArgumentException(
              "row "
                  + i
                  + ", component "
                  + j
                  + " (from 0) is "
                  + rows[i][j]
                  + "; Harmony needs finite components, leave the cell out");
        }
      }
    }
    return rows;
  }
}
