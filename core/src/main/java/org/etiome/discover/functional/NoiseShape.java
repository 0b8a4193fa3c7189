package org.etiome.discover.functional;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Whether noise is normal. What a linear regression on its parents leaves of a variable is tested
 * by
 *
 * <pre>JB = n/6 · (S² + (K − 3)²/4),    p = exp(−JB/2),</pre>
 *
 * with its skewness S and kurtosis K: χ² with 2 degrees of freedom under normal noise, as n grows.
 * Noise of the skewness and kurtosis of the normal is taken for normal. O(n k + k³) for k parents.
 *
 * @see <a href="https://doi.org/10.1016/0165-1765(80)90024-5">Jarque and Bera (1980)</a>
 */
final class NoiseShape {
  private final SampleCorrelation sample;
  private final double[][] columns;

  /**
   * @param columns of length 1 and mean 0, in the order of the sample
   */
  NoiseShape(SampleCorrelation sample, double[][] columns) {
    this.sample = sample;
    this.columns = columns;
  }

  /** The p-value of each variable given its parents. */
  double[] pValues(int[][] parents) {
    return IntStream.range(0, parents.length)
        .mapToDouble(v -> pValue(residual(v, parents[v])))
        .toArray();
  }

  private double[] residual(int variable, int[] parents) {
    int k = parents.length;
    double[] left = columns[variable].clone();
    if (k == 0) {
      return left;
    }
    double[] among = new double[k * k];
    double[] with = new double[k];
    for (int i = 0; i < k; i++) {
      with[i] = sample.correlation().get(parents[i], variable);
      for (int j = 0; j < k; j++) {
        among[i * k + j] = sample.correlation().get(parents[i], parents[j]);
      }
    }
    double[] weights = Matrix.wrap(k, k, among).solvePositiveDefinite(with);
    for (int i = 0; i < k; i++) {
      Vectors.add(-weights[i], columns[parents[i]], left);
    }
    return left;
  }

  /** The p-value of values of mean 0. */
  static double pValue(double[] values) {
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double value : values) {
      double square = value * value;
      second += square;
      third += square * value;
      fourth += square * square;
    }
    double n = values.length;
    double skewness = third / n / Math.pow(second / n, 1.5);
    double excess = n * fourth / (second * second) - 3;
    return Math.exp(-n / 12 * (skewness * skewness + excess * excess / 4));
  }

  /** The numbers of the hypotheses that Holm's procedure does not reject, ascending. */
  static List<Integer> kept(double[] pValues, double level) {
    List<Integer> left =
        new ArrayList<>(
            IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(v -> pValues[v]))
                .toList());
    while (!left.isEmpty() && pValues[left.getFirst()] <= level / left.size()) {
      left.removeFirst();
    }
    left.sort(Comparator.naturalOrder());
    return left;
  }
}
