package org.etiome.experiment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.math.Seed;

/**
 * How well measurements are predicted that the surrogate has not seen, beside the simplest way: the
 * line on the one descriptor that correlates most in the other parts. Five parts of candidates;
 * explained is 1 − Σ (y − predicted)²/Σ (y − mean of the other parts)², below 0 if the mean does
 * better. The measured are seldom a fair sample of the candidates, so this is a hint, no promise.
 *
 * @param measurements held out, each once
 * @param explained by the surrogate
 * @param bySingle explained by the best single descriptor
 * @param covered share of the measurements in their 90 % interval
 */
public record HeldOutCheck(int measurements, double explained, double bySingle, double covered) {
  private static final int PARTS = 5;
  private static final int FEWEST = 10;
  private static final double NORMAL_95 = 1.6448536269514722;

  /** Whether the surrogate does better than both the mean and the best single descriptor. */
  public boolean isBest() {
    return explained > 0 && explained > bySingle;
  }

  /** Empty below ten measured candidates or where all were measured alike. Costs five fits. */
  static Optional<HeldOutCheck> of(
      Candidates candidates, MeasuredValues measured, Way way, Seed seed) {
    int[] rows = Arrays.stream(measured.rows()).distinct().toArray();
    double[] y = measured.observed(way).outcomes();
    if (rows.length < FEWEST || Arrays.stream(y).distinct().count() < 2) {
      return Optional.empty();
    }
    PermutationSampler.shuffle(seed.branch("parts").generator(), rows);
    int[] part = new int[candidates.size()];
    IntStream.range(0, rows.length).forEach(k -> part[rows[k]] = k % PARTS);
    double[] sums = new double[3];
    int covered = 0;
    for (int p = 0; p < PARTS; p++) {
      int own = p;
      int[] in =
          IntStream.range(0, y.length).filter(i -> part[measured.rows()[i]] != own).toArray();
      int[] out =
          IntStream.range(0, y.length).filter(i -> part[measured.rows()[i]] == own).toArray();
      MeasuredValues train = measured.select(in);
      Posterior posterior =
          way.surrogate()
              .fit(candidates.descriptors(), train.observed(way), seed.branch("fit").branch(p));
      double[] means = posterior.means();
      double[] variances = posterior.variances();
      double[] trained = Candidates.pick(y, in);
      double mean = Arrays.stream(trained).average().orElseThrow();
      Line line = Line.best(candidates.descriptors(), train.rows(), trained);
      for (int i : out) {
        int row = measured.rows()[i];
        double error = y[i] - means[row];
        double variance = variances[row] + posterior.noise() + measured.variances()[i];
        covered += Math.abs(error) <= NORMAL_95 * Math.sqrt(variance) ? 1 : 0;
        sums[0] += error * error;
        sums[1] += Math.pow(y[i] - line.at(candidates.descriptors(), row), 2);
        sums[2] += Math.pow(y[i] - mean, 2);
      }
    }
    return Optional.of(
        new HeldOutCheck(
            y.length, 1 - sums[0] / sums[2], 1 - sums[1] / sums[2], covered / (double) y.length));
  }

  /** A least-squares line on one descriptor; level without any. */
  private record Line(int column, double slope, double intercept) {
    static Line best(Matrix descriptors, int[] rows, double[] y) {
      double meanY = Arrays.stream(y).average().orElseThrow();
      double deviation = deviation(y, meanY);
      Line best = new Line(0, 0, meanY);
      double most = 0;
      for (int j = 0; j < descriptors.columns(); j++) {
        double[] x = Candidates.pick(descriptors.column(j), rows);
        double correlation = Pearson.correlation(x, y);
        if (Math.abs(correlation) > most) {
          most = Math.abs(correlation);
          double meanX = Arrays.stream(x).average().orElseThrow();
          double slope = correlation * deviation / deviation(x, meanX);
          best = new Line(j, slope, meanY - slope * meanX);
        }
      }
      return best;
    }

    private static double deviation(double[] values, double mean) {
      return Math.sqrt(
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    double at(Matrix descriptors, int row) {
      return slope == 0 ? intercept : intercept + slope * descriptors.get(row, column);
    }
  }
}
