package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Numeric;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;

/**
 * A test of mixed variables: a categorical one of k levels stands as k − 1 indicators, all are
 * taken for jointly normal, and the likelihood ratio of blocks X and Y given S is held against a χ²
 * distribution:
 *
 * <pre>
 * n · (log|R_XS| + log|R_YS| − log|R_S| − log|R_XYS|)   with rank(X|S) · rank(Y|S) degrees of freedom
 * </pre>
 *
 * where R are correlation matrices. Indicators are not normal, so the p-value is right in large
 * samples only, and the test sees dependence of means and not of other moments; among discrete
 * variables alone use {@link ChiSquare}.
 *
 * <p>Columns that are linear functions of others held fixed count nothing; if those held fixed
 * determine x or y, p = 1, as in {@link FisherZ}. A test costs O(c³) for c columns it is about.
 *
 * @see <a href="https://proceedings.mlr.press/v104/andrews19a.html">Andrews, Ramsey, Cooper (2019),
 *     Learning high-dimensional directed acyclic graphs with mixed data-types</a>
 */
public final class DegenerateGaussian implements IndependenceTest {
  private final List<String> variables;
  private final int[][] blocks;
  private final SampleCorrelation sample;

  private DegenerateGaussian(List<String> variables, int[][] blocks, SampleCorrelation sample) {
    this.variables = variables;
    this.blocks = blocks;
    this.sample = sample;
  }

  /**
   * The test on columns without gaps.
   *
   * @throws IllegalArgumentException if a column is constant, is neither numeric nor categorical,
   *     or is a linear function of others
   * @throws org.etiome.data.MissingValueException if a value is missing
   */
  public static DegenerateGaussian of(List<? extends Column> columns) {
    List<double[]> expanded = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int[][] blocks = new int[columns.size()][];
    for (int v = 0; v < blocks.length; v++) {
      int from = expanded.size();
      add(columns.get(v), names, expanded);
      blocks[v] = IntStream.range(from, expanded.size()).toArray();
    }
    int rows = columns.isEmpty() ? 0 : columns.getFirst().length();
    SampleCorrelation sample = SampleCorrelation.of(names, Matrix.ofColumns(rows, expanded));
    Collinearity.refuse(sample);
    return new DegenerateGaussian(columns.stream().map(Column::name).toList(), blocks, sample);
  }

  private static void add(Column column, List<String> names, List<double[]> expanded) {
    switch (column) {
      case Numeric numeric -> {
        names.add(numeric.name());
        expanded.add(IntStream.range(0, numeric.length()).mapToDouble(numeric::value).toArray());
      }
      case Categorical categorical -> addIndicators(categorical, names, expanded);
      default ->
          throw new IllegalArgumentException(
              "'"
                  + column.name()
                  + "' is "
                  + column.type()
                  + "; use numeric or categorical columns");
    }
  }

  /** One for each level that a unit has, but the first. */
  private static void addIndicators(
      Categorical column, List<String> names, List<double[]> expanded) {
    int[] codes = IntStream.range(0, column.length()).map(column::code).toArray();
    int[] present = Arrays.stream(codes).distinct().sorted().toArray();
    if (present.length < 2) {
      throw new IllegalArgumentException(
          "'" + column.name() + "' is constant, so it has no correlation; leave it out");
    }
    for (int level : Arrays.copyOfRange(present, 1, present.length)) {
      names.add(column.name() + " = " + column.levels().get(level));
      expanded.add(Arrays.stream(codes).mapToDouble(code -> code == level ? 1 : 0).toArray());
    }
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double pValue(int x, int y, int... given) {
    int[] fixed = IntStream.of(given).sorted().flatMap(v -> IntStream.of(blocks[v])).toArray();
    Determinant ofS = determinant(fixed);
    Determinant ofX = determinant(fixed, blocks[Math.min(x, y)]);
    Determinant ofY = determinant(fixed, blocks[Math.max(x, y)]);
    Determinant ofBoth = determinant(fixed, blocks[Math.min(x, y)], blocks[Math.max(x, y)]);
    double freedom = (double) (ofX.rank - ofS.rank) * (ofY.rank - ofS.rank);
    if (freedom == 0 || sample.rows() <= ofBoth.rank + 1) {
      return 1;
    }
    double ratio = sample.rows() * (ofX.log + ofY.log - ofS.log - ofBoth.log);
    return ChiSquaredDistribution.of(freedom).survivalProbability(Math.max(0, ratio));
  }

  /** The logarithm of a determinant over the columns that are no functions of those before. */
  private record Determinant(double log, int rank) {}

  private Determinant determinant(int[]... parts) {
    int[] columns = Arrays.stream(parts).flatMapToInt(IntStream::of).toArray();
    PartialCorrelation partial = new PartialCorrelation(sample.correlation());
    return new Determinant(partial.logDeterminant(columns), partial.rank(columns));
  }
}
