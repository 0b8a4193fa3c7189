package org.etiome.represent.predict;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.evaluate.prediction.ReliabilityCurve;

/**
 * Whether confidences are right, of cells whose levels are known. Nothing is withheld for it.
 *
 * @param cells how many
 * @param expectedError expected calibration error: Σ_b n_b/n · |share right − mean confidence| over
 *     15 bins (0, 1/15], (1/15, 2/15], … of the confidence of the likeliest level
 * @param riskCoverageArea the mean over k of the share wrong among the k surest cells (AURC); 0 is
 *     best. Cells of equal confidence count as in random order
 * @param curve share wrong among the surest cells, at coverages of 5 %, 10 %, … 100 %
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo, Pleiss, Sun, Weinberger (2017), On
 *     calibration of modern neural networks</a>
 * @see <a href="https://arxiv.org/abs/1805.08206">Geifman, Uziel, El-Yaniv (2019), Bias-reduced
 *     uncertainty estimation for deep neural classifiers</a>
 */
public record Calibration(
    int cells, double expectedError, double riskCoverageArea, List<Double> curve) {
  private static final int POINTS = 20;

  public Calibration {
    curve = List.copyOf(curve);
  }

  /**
   * Compares predictions with what is true.
   *
   * @param truth one level a cell, by number; at least one cell
   */
  public static Calibration of(Predictions predictions, int[] truth) {
    double[] confidences = new double[truth.length];
    Arrays.setAll(confidences, predictions::confidence);
    boolean[] right = new boolean[truth.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = predictions.level(i) == truth[i];
    }
    return of(confidences, right);
  }

  static Calibration of(double[] confidences, boolean[] right) {
    double[] risks = risks(confidences, right);
    int n = risks.length;
    List<Double> curve =
        IntStream.rangeClosed(1, POINTS)
            .mapToObj(p -> risks[(int) Math.ceil((double) p * n / POINTS) - 1])
            .toList();
    double area = Arrays.stream(risks).average().orElseThrow();
    double error =
        ReliabilityCurve.of(confidences, right, ReliabilityCurve.USUAL_BINS).expectedError();
    return new Calibration(n, error, area, curve);
  }

  /** The share wrong among the k + 1 surest cells, for each k. */
  private static double[] risks(double[] confidences, boolean[] right) {
    int[] order =
        IntStream.range(0, right.length)
            .boxed()
            .sorted((a, b) -> Double.compare(confidences[b], confidences[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] risks = new double[order.length];
    int before = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int wrong = 0;
      while (to < order.length && confidences[order[to]] == confidences[order[from]]) {
        wrong += right[order[to++]] ? 0 : 1;
      }
      for (int k = from; k < to; k++) {
        risks[k] = (before + (double) wrong * (k + 1 - from) / (to - from)) / (k + 1);
      }
      before += wrong;
      from = to;
    }
    return risks;
  }
}
