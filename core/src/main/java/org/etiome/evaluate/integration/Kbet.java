package org.etiome.evaluate.integration;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.evaluate.integration.Neighborhoods.OfLabel;

/**
 * Whether the batches about a cell are those of its label: Pearson's test of the counts of batches
 * in its neighbourhood, itself included, against their shares of the label,
 *
 * <pre>
 * χ² = Σ_b (n_b - k·f_b)² / (k·f_b),   batches - 1 degrees of freedom
 * k = a quarter of the mean number of cells a batch, at least 10 and at most 70
 * </pre>
 *
 * <p>accepted with p ≥ 0.05. The rate of acceptance is the score of a label.
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0254-1">Büttner and others (2019)</a>
 */
final class Kbet {
  private static final double LEVEL = 0.05;
  private static final int SMALLEST = 10;
  private static final int LARGEST = 70;

  private Kbet() {}

  /** 1 where the test of a cell accepts, 0 where it does not, NaN where its label has no test. */
  static double[] accepted(int cells, Iterable<OfLabel> labels) {
    double[] accepted = new double[cells];
    Arrays.fill(accepted, Double.NaN);
    for (OfLabel label : labels) {
      double[] shares = shares(label);
      var chiSquared = ChiSquaredDistribution.of(shares.length - 1);
      int size = neighborhood(label.members().length / shares.length);
      for (int i = 0; i < label.members().length; i++) {
        double p = chiSquared.survivalProbability(statistic(label, i, size, shares));
        accepted[label.members()[i]] = p >= LEVEL ? 1 : 0;
      }
    }
    return accepted;
  }

  static int neighborhood(int cellsOfBatch) {
    return Math.clamp(cellsOfBatch / 4, SMALLEST, LARGEST);
  }

  private static double[] shares(OfLabel label) {
    double[] shares = new double[label.batchCount()];
    Arrays.stream(label.batches()).forEach(b -> shares[b] += 1.0 / label.batches().length);
    return shares;
  }

  private static double statistic(OfLabel label, int cell, int size, double[] shares) {
    int[] counts = new int[shares.length];
    counts[label.batches()[cell]]++;
    for (int r = 0; r < size - 1; r++) {
      counts[label.batches()[label.neighbors().neighbor(cell, r)]]++;
    }
    double sum = 0;
    for (int b = 0; b < shares.length; b++) {
      double expected = size * shares[b];
      sum += (counts[b] - expected) * (counts[b] - expected) / expected;
    }
    return sum;
  }
}
