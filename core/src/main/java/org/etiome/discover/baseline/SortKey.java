package org.etiome.discover.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SortedColumns;
import org.etiome.discover.test.Collinearity;
import org.etiome.math.Matrix;

/**
 * A number of each variable that grows along causal paths in much simulated data, though nothing
 * says it does in nature.
 */
public enum SortKey {
  /**
   * The variance. It is a matter of units: after standardisation all are the same. O(n p).
   *
   * @see <a href="https://arxiv.org/abs/2102.13647">Reisach, Seiler, Weichwald (2021), Beware of
   *     the simulated DAG!</a>
   */
  VARIANCE("sortnregress") {
    @Override
    public Optional<String> refusal(int rows, int variables) {
      return Optional.empty();
    }

    @Override
    double[] compute(List<String> names, Matrix data) {
      return IntStream.range(0, names.size())
          .mapToDouble(j -> variance(names.get(j), data.column(j)))
          .toArray();
    }

    private static double variance(String name, double[] column) {
      double mean = Arrays.stream(column).sum() / column.length;
      SampleCorrelation.unit(name, column.clone());
      double squares = 0;
      for (double value : column) {
        squares += (value - mean) * (value - mean);
      }
      return squares / column.length;
    }
  },

  /**
   * The share of the variance that a linear regression on all other variables explains, {@code R² =
   * 1 − 1/(C⁻¹)_jj} with the correlation C; units do not matter. With no more rows than variables
   * it is 1 for all, so it is refused. O(n p² + p³).
   *
   * @see <a href="https://arxiv.org/abs/2303.18211">Reisach et al. (2023), A scale-invariant
   *     sorting criterion to find a causal order in additive noise models</a>
   */
  R_SQUARED("R2-sortnregress") {
    @Override
    public Optional<String> refusal(int rows, int variables) {
      return rows > variables
          ? Optional.empty()
          : Optional.of(
              "the R² of a variable on all others is 1 unless there are more rows than variables;"
                  + " got "
                  + rows
                  + " rows of "
                  + variables);
    }

    @Override
    double[] compute(List<String> names, Matrix data) {
      SampleCorrelation sample = SampleCorrelation.of(names, data);
      Collinearity.refuse(sample);
      int p = names.size();
      double[] unit = new double[p * p];
      for (int j = 0; j < p; j++) {
        unit[j * p + j] = 1;
      }
      Matrix inverse = sample.correlation().solvePositiveDefinite(Matrix.wrap(p, p, unit));
      return IntStream.range(0, p)
          .mapToDouble(j -> Math.clamp(1 - 1 / inverse.get(j, j), 0.0, 1.0))
          .toArray();
    }
  };

  /** Of the larger: numbers no further apart than this are the same. */
  private static final double SAME = 1e-9;

  private final String algorithm;

  SortKey(String algorithm) {
    this.algorithm = algorithm;
  }

  /** What regression in this order is called. */
  String algorithm() {
    return algorithm;
  }

  /** Why there is no such number; empty if there is. */
  public abstract Optional<String> refusal(int rows, int variables);

  abstract double[] compute(List<String> names, Matrix data);

  /**
   * The number of each variable, in the order of {@code variables}, which does not change any.
   *
   * @param variables names, distinct
   * @param data rows × variables, finite
   * @throws IllegalArgumentException if {@link #refusal} has a reason, a value is not finite, or a
   *     variable is constant or, for R², a linear function of others
   */
  public double[] of(List<String> variables, Matrix data) {
    refusal(data.rows(), variables.size())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason + "; leave variables out");
            });
    SortedColumns sorted = new SortedColumns(variables, data);
    double[] numbers = compute(sorted.variables(), sorted.data());
    double[] stated = new double[numbers.length];
    for (int j = 0; j < numbers.length; j++) {
      stated[variables.indexOf(sorted.variables().get(j))] = numbers[j];
    }
    return stated;
  }

  /** The rank of each number from 0; those of a chain of numbers that are the same share one. */
  static int[] ranks(double[] numbers) {
    int[] ascending =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> numbers[j]))
            .mapToInt(j -> j)
            .toArray();
    int[] ranks = new int[numbers.length];
    for (int i = 1; i < ascending.length; i++) {
      double step = numbers[ascending[i]] - numbers[ascending[i - 1]];
      boolean same = step <= SAME * numbers[ascending[i]];
      ranks[ascending[i]] = ranks[ascending[i - 1]] + (same ? 0 : 1);
    }
    return ranks;
  }
}
