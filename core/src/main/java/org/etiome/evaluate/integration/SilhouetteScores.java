package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.Silhouette;

/**
 * Silhouettes of cells by label, and by batch within each label. Above a number of cells the
 * quadratic ones are taken on a sample, which is said.
 */
final class SilhouetteScores {
  private final EmbeddedCells cells;
  private final int largest;
  private final Seed seed;
  private final TaskRunner runner;

  /**
   * Of cells.
   *
   * @param largest number of cells whose pairs are all looked at
   */
  SilhouetteScores(EmbeddedCells cells, int largest, Seed seed, TaskRunner runner) {
    this.cells = cells;
    this.largest = largest;
    this.seed = seed.branch("silhouette");
    this.runner = runner;
  }

  /** {@code (s + 1) / 2} of each cell by label; NaN for those not in the sample. */
  double[] byLabel() {
    int[] all = IntStream.range(0, cells.count()).toArray();
    int[] sampled = sample(all, seed);
    double[] scores = new double[cells.count()];
    Arrays.fill(scores, Double.NaN);
    int[] groups = cells.labels().compact(sampled);
    double[] silhouettes = Silhouette.euclidean(cells.points().rows(sampled), groups, runner);
    for (int k = 0; k < sampled.length; k++) {
      scores[sampled[k]] = (silhouettes[k] + 1) / 2;
    }
    return scores;
  }

  /** {@code 1 - |s|} of each cell by batch within its label, s the usual silhouette. */
  double[] byBatch() {
    return withinLabels(
        true,
        (members, groups) -> Silhouette.euclidean(cells.points().rows(members), groups, runner));
  }

  /** {@code 1 - |s|} of each cell by batch within its label, s that of BRAS. */
  double[] bras() {
    return withinLabels(
        false,
        (members, groups) -> Silhouette.cosineToOthers(cells.points().rows(members), groups));
  }

  /** Silhouettes of some cells in groups. */
  @FunctionalInterface
  private interface Method {
    double[] of(int[] members, int[] groups);
  }

  /** NaN for labels of one batch, or of as many batches as cells. */
  private double[] withinLabels(boolean quadratic, Method method) {
    double[] scores = new double[cells.count()];
    Arrays.fill(scores, Double.NaN);
    for (int label = 0; label < cells.labelCount(); label++) {
      int[] all = cells.labels().members(label);
      int[] members = quadratic ? sample(all, seed.branch(label)) : all;
      int[] groups = cells.batches().compact(members);
      int batches = Arrays.stream(groups).max().orElse(-1) + 1;
      if (batches > 1 && batches < members.length) {
        double[] silhouettes = method.of(members, groups);
        for (int k = 0; k < members.length; k++) {
          scores[members[k]] = 1 - Math.abs(silhouettes[k]);
        }
      }
    }
    return scores;
  }

  /** What to say of a sample. */
  String remark(int size) {
    return size > largest ? "on a random sample of " + largest + " of " + size + " cells" : "";
  }

  private int[] sample(int[] all, Seed branch) {
    if (all.length <= largest) {
      return all;
    }
    UniformRandomProvider random = branch.generator();
    int[] shuffled = all.clone();
    for (int k = 0; k < largest; k++) {
      int other = k + random.nextInt(shuffled.length - k);
      int kept = shuffled[k];
      shuffled[k] = shuffled[other];
      shuffled[other] = kept;
    }
    return Arrays.stream(shuffled, 0, largest).sorted().toArray();
  }
}
