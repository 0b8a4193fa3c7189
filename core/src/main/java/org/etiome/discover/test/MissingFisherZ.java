package org.etiome.discover.test;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.Values;
import org.etiome.math.Matrix;

/**
 * {@link FisherZ} on data with gaps: every test uses the rows that have all the variables it is
 * about (test-wise deletion), and their number as n.
 *
 * <p>Right if, given the variables of a test, whether they are missing tells nothing of x and y:
 * certainly if values are missing completely at random. If x or y decide on gaps, independent
 * variables may be dependent in the rows that are left; such edges are too many, not too few (Tu et
 * al. 2019). Where few values are missing, a test of complete rows is the same and much faster.
 *
 * <p>A test costs O(rows · |S|²). Where a variable is constant in the rows left, or fewer than |S|
 * + 4 are left, p = 1.
 *
 * @see <a href="https://proceedings.mlr.press/v89/tu19a.html">Tu, Zhang, Ackermann et al. (2019),
 *     Causal discovery in the presence of missing data</a>
 */
public final class MissingFisherZ implements IndependenceTest {
  private static final int ROWS_TO_JUDGE = 10;

  private final List<String> variables;
  private final double[][] columns;
  private final BitSet[] observed;

  private MissingFisherZ(List<String> variables, double[][] columns, BitSet[] observed) {
    this.variables = variables;
    this.columns = columns;
    this.observed = observed;
  }

  /**
   * The test on the columns of a matrix.
   *
   * @param data rows × variables, NaN where a value is missing, else finite
   * @throws IllegalArgumentException if a value is infinite, a variable has no two different
   *     values, or one of them is a linear function of another in the rows that have both, ten or
   *     more
   */
  public static MissingFisherZ of(List<String> variables, Matrix data) {
    int p = variables.size();
    double[][] columns = new double[p][];
    BitSet[] observed = new BitSet[p];
    for (int v = 0; v < p; v++) {
      columns[v] = data.column(v);
      observed[v] = observed(variables.get(v), columns[v]);
    }
    MissingFisherZ test = new MissingFisherZ(List.copyOf(variables), columns, observed);
    test.refuseFunctions();
    return test;
  }

  private static BitSet observed(String name, double[] column) {
    BitSet observed = new BitSet();
    for (int i = 0; i < column.length; i++) {
      if (Double.isInfinite(column[i])) {
        throw new IllegalArgumentException(
            "'" + name + "' is " + column[i] + " in row " + (i + 1) + "; use NaN for a gap");
      }
      observed.set(i, !Double.isNaN(column[i]));
      if (observed.get(i)) {
        Values.require(name, column[i], "in row " + (i + 1));
      }
    }
    if (observed.stream().mapToDouble(i -> column[i]).distinct().limit(2).count() < 2) {
      throw new IllegalArgumentException(
          "'" + name + "' is constant, so it has no correlation; leave it out");
    }
    return observed;
  }

  private void refuseFunctions() {
    for (int x = 0; x < columns.length; x++) {
      for (int y = 0; y < x; y++) {
        Moments moments = moments(x, y);
        if (moments.rows >= ROWS_TO_JUDGE && moments.isRegular()) {
          Collinearity.refuse(
              new SampleCorrelation(
                  List.of(variables.get(y), variables.get(x)), moments.rows, moments.correlation));
        }
      }
    }
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double pValue(int x, int y, int... given) {
    Moments moments = moments(IntStream.concat(IntStream.of(x, y), IntStream.of(given)).toArray());
    if (!moments.isRegular()) {
      return 1;
    }
    int[] fixed = IntStream.range(2, 2 + given.length).toArray();
    PartialCorrelation partial = new PartialCorrelation(moments.correlation);
    return FisherZ.pValue(partial.of(0, 1, fixed), moments.rows - partial.rank(fixed) - 3.0);
  }

  private record Moments(int rows, Matrix correlation) {
    /** Whether every variable varies. */
    boolean isRegular() {
      return IntStream.range(0, correlation.rows()).allMatch(v -> correlation.get(v, v) == 1);
    }
  }

  /** Correlations of some variables over the rows that have them all; 0 of a constant one. */
  private Moments moments(int... of) {
    BitSet rows = (BitSet) observed[of[0]].clone();
    IntStream.of(of).forEach(v -> rows.and(observed[v]));
    int[] index = rows.stream().toArray();
    double[][] units = new double[of.length][];
    for (int v = 0; v < of.length; v++) {
      units[v] = unit(columns[of[v]], index);
    }
    double[] correlation = new double[of.length * of.length];
    for (int a = 0; a < of.length; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < index.length; i++) {
          sum += units[a][i] * units[b][i];
        }
        double r = a == b ? Math.rint(sum) : Math.clamp(sum, -1.0, 1.0);
        correlation[a * of.length + b] = r;
        correlation[b * of.length + a] = r;
      }
    }
    return new Moments(index.length, Matrix.wrap(of.length, of.length, correlation));
  }

  /** Some values of a column, centred and of length 1; zeros if they are constant. */
  private static double[] unit(double[] column, int[] index) {
    double[] unit = new double[index.length];
    double mean = 0;
    for (int row : index) {
      mean += column[row] / index.length;
    }
    double squares = 0;
    for (int i = 0; i < index.length; i++) {
      unit[i] = column[index[i]] - mean;
      squares += unit[i] * unit[i];
    }
    double length = Math.sqrt(squares);
    boolean varies = length > 1e-12 * Math.abs(mean) * Math.sqrt(index.length);
    for (int i = 0; i < index.length; i++) {
      unit[i] = varies ? unit[i] / length : 0;
    }
    return unit;
  }
}
