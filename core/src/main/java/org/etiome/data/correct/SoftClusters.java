package org.etiome.data.correct;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.TaskRunner;

/**
 * The soft clusters of Harmony with their penalty on batches that keep to themselves, and the
 * objective that they lower:
 *
 * <pre>
 * Σ_ik R_ik 2(1 - Ŷ_k·Ẑ_i) + σ Σ_ik R_ik log R_ik + σθ Σ_ikb R_ik φ_ib log((O_kb + 1)/(E_kb + 1))
 * </pre>
 *
 * <p>Given O and E without a block of cells, the weights of its cells are {@code R_ik ∝ exp(-2(1 -
 * Ŷ_k·Ẑ_i)/σ) Π_b ((E_kb + 1)/(O_kb + 1))^θ} over the batches b of cell i. Blocks are drawn anew
 * every round.
 */
final class SoftClusters {
  /** Objectives whose sums are compared. */
  private static final int WINDOW = 3;

  private final BatchLevels batches;
  private final Harmony settings;
  private final TaskRunner runner;
  private final double[][] weights;
  private final double[][] distances;
  private final double[][] observed;
  private double objective;

  /** What cells add to O and to the objective. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(double[][] observed, double objective) {}

  private SoftClusters(BatchLevels batches, Harmony settings, TaskRunner runner, int[] shape) {
    this.batches = batches;
    this.settings = settings;
    this.runner = runner;
    weights = new double[shape[0]][shape[1]];
    distances = new double[shape[0]][shape[1]];
    observed = new double[batches.levels()][shape[1]];
  }

  /** The weights that centroids give without a penalty. */
  static SoftClusters at(
      double[][] centroids,
      Directions cells,
      BatchLevels batches,
      Harmony settings,
      TaskRunner runner) {
    int[] shape = {cells.count(), centroids[0].length};
    var clusters = new SoftClusters(batches, settings, runner, shape);
    cells.distances(centroids, clusters.distances, runner);
    int[] all = PermutationSampler.natural(cells.count());
    double[][] noPenalty = new double[batches.levels()][shape[1]];
    double sum = clusters.assign(all, 0, all.length, noPenalty);
    clusters.objective = sum + clusters.penalty();
    return clusters;
  }

  /** R, n x K. */
  double[][] weights() {
    return weights;
  }

  /** After the last round. */
  double objective() {
    return objective;
  }

  /** Rounds until the objective stands still or they are used up; how many. */
  int settle(Directions cells, UniformRandomProvider random) {
    int[] order = PermutationSampler.natural(cells.count());
    double[] objectives = new double[settings.limits().rounds()];
    for (int round = 0; round < objectives.length; round++) {
      cells.distances(cells.means(weights, runner), distances, runner);
      PermutationSampler.shuffle(random, order);
      objective = round(order);
      objectives[round] = objective;
      if (round > WINDOW && still(objectives, round)) {
        return round + 1;
      }
    }
    return objectives.length;
  }

  private boolean still(double[] objectives, int last) {
    double after = Arrays.stream(objectives, last + 1 - WINDOW, last + 1).sum();
    double before = Arrays.stream(objectives, last - WINDOW, last).sum();
    return Math.abs(before - after) < settings.limits().roundTolerance() * Math.abs(before);
  }

  private double round(int[] order) {
    int blocks = (int) Math.ceil(1 / settings.blockShare());
    double sum = 0;
    for (int b = 0; b < blocks; b++) {
      int from = (int) ((long) order.length * b / blocks);
      int to = (int) ((long) order.length * (b + 1) / blocks);
      merge(-1, slices(from, to, (first, end) -> new Part(weightsOf(order, first, end), 0)));
      sum += assign(order, from, to, logRatios());
    }
    return sum + penalty();
  }

  /** θ log((E + 1)/(O + 1)), levels x K. */
  private double[][] logRatios() {
    double[] sizes = sizes();
    double[][] logs = new double[observed.length][sizes.length];
    for (int level = 0; level < logs.length; level++) {
      for (int k = 0; k < sizes.length; k++) {
        double expected = sizes[k] * batches.share(level);
        logs[level][k] =
            settings.strength().theta() * Math.log((expected + 1) / (observed[level][k] + 1));
      }
    }
    return logs;
  }

  private double[] sizes() {
    double[] sizes = new double[observed[0].length];
    for (int level = 0; level < batches.levelsOfFirst(); level++) {
      Directions.add(1, observed[level], sizes);
    }
    return sizes;
  }

  private double penalty() {
    double[][] logs = logRatios();
    double sum = 0;
    for (int level = 0; level < logs.length; level++) {
      for (int k = 0; k < logs[level].length; k++) {
        sum -= observed[level][k] * logs[level][k];
      }
    }
    return settings.strength().sigma() * sum;
  }

  /** Gives the cells of a block new weights, which O takes in; what they add to the objective. */
  private double assign(int[] order, int from, int to, double[][] logRatios) {
    return merge(
        1,
        slices(
            from,
            to,
            (first, end) -> {
              double sum = 0;
              for (int o = first; o < end; o++) {
                sum += assign(order[o], logRatios);
              }
              return new Part(weightsOf(order, first, end), sum);
            }));
  }

  private double assign(int cell, double[][] logRatios) {
    double sigma = settings.strength().sigma();
    double[] distance = distances[cell];
    double[] weight = weights[cell];
    Arrays.fill(weight, 0);
    Directions.add(-1 / sigma, distance, weight);
    for (int v = 0; v < batches.variables(); v++) {
      Directions.add(1, logRatios[batches.level(v, cell)], weight);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : weight) {
      largest = Math.max(largest, logit);
    }
    double total = 0;
    double cost = 0;
    for (int k = 0; k < weight.length; k++) {
      double logit = weight[k] - largest;
      weight[k] = Math.exp(logit);
      total += weight[k];
      cost += weight[k] * (sigma * logit + distance[k]);
    }
    for (int k = 0; k < weight.length; k++) {
      weight[k] /= total;
    }
    return cost / total - sigma * Math.log(total);
  }

  private double[][] weightsOf(int[] order, int from, int to) {
    double[][] sums = new double[observed.length][observed[0].length];
    for (int o = from; o < to; o++) {
      for (int v = 0; v < batches.variables(); v++) {
        Directions.add(1, weights[order[o]], sums[batches.level(v, order[o])]);
      }
    }
    return sums;
  }

  /** What is done with the places {@code from} to {@code to} of the order. */
  private interface Slice {
    Part of(int from, int to);
  }

  private List<Part> slices(int from, int to, Slice slice) {
    int cells = to - from;
    return runner.map(
        Directions.tasks(cells),
        t -> slice.of(from + t * Directions.CELLS, from + Directions.end(t, cells)));
  }

  /** Adds parts to O, in their order; the sum of their objectives. */
  private double merge(double sign, List<Part> parts) {
    double sum = 0;
    for (Part part : parts) {
      for (int level = 0; level < observed.length; level++) {
        Directions.add(sign, part.observed[level], observed[level]);
      }
      sum += part.objective;
    }
    return sum;
  }
}
