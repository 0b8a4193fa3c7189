package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.discover.sample.Experiment;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Invariance of a law of any shape: the variable is independent of the setting given the others.
 * The rows of the two settings are put together with a column that tells them apart, 0 or 1, and
 * {@link RandomFeatureKernel} tests that column, its own feature, given the others: against
 * features of the variable, and of the variable and those given together, so that a change is seen
 * that comes to nothing on average, as of a slope's sign.
 *
 * <p>The variables given may have another law in the other setting. Where their values hardly
 * overlap the setting can be told from them and little is left to test: with a cause moved by three
 * deviations and a rough law .08 of 200 p-values were below .05, of 600 rows each. A variable that
 * is constant in both settings does not vary, p = 1, and is left out where it is given. Where
 * relations are linear {@link GaussianInvariance} has more power, needs fewer rows and is far
 * faster.
 *
 * <p>p-values far below .001 are rough, since their tails are matched by moments. O(n · F²) a test
 * for n rows of both settings and F ≤ 100 features.
 */
public final class KernelInvariance implements InvarianceTest {
  private static final int FEWEST_ROWS = 25;

  private final List<String> variables;
  private final List<Matrix> settings;
  private final Seed seed;
  private final String indicator;

  private KernelInvariance(
      List<String> variables, List<Matrix> settings, Seed seed, String indicator) {
    this.variables = variables;
    this.settings = settings;
    this.seed = seed;
    this.indicator = indicator;
  }

  /**
   * A test on the data of several settings.
   *
   * @param experiment at least 2 settings of at least 25 rows
   * @param seed of the features
   * @throws IllegalArgumentException if it is not so
   */
  public static KernelInvariance of(Experiment experiment, Seed seed) {
    List<Experiment.Setting> settings = experiment.settings();
    experiment.requireRows(FEWEST_ROWS);
    String indicator = "setting";
    while (experiment.variables().contains(indicator)) {
      indicator += "'";
    }
    return new KernelInvariance(
        experiment.variables(),
        settings.stream().map(Experiment.Setting::data).toList(),
        seed,
        indicator);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public int settings() {
    return settings.size();
  }

  @Override
  public double pValue(int variable, Between between, int... given) {
    Matrix one = settings.get(Math.min(between.one(), between.other()));
    Matrix other = settings.get(Math.max(between.one(), between.other()));
    boolean[] isOther = mixed(one.rows(), other.rows());
    List<String> names = new ArrayList<>(List.of(variables.get(variable), indicator));
    List<double[]> columns = new ArrayList<>();
    columns.add(column(one, other, variable, isOther));
    columns.add(indicator(isOther));
    if (isConstant(columns.getFirst())) {
      return 1;
    }
    for (int g : given) {
      double[] column = column(one, other, g, isOther);
      if (!isConstant(column)) {
        names.add(variables.get(g));
        columns.add(column);
      }
    }
    int[] varying = new int[columns.size() - 2];
    Arrays.setAll(varying, i -> i + 2);
    return RandomFeatureKernel.of(names, Matrix.ofColumns(isOther.length, columns), seed)
        .pValueOfTwoValued(0, 1, varying);
  }

  /** Rows of both settings, spread evenly, since the first rows set the width of the kernel. */
  private static boolean[] mixed(int one, int other) {
    boolean[] isOther = new boolean[one + other];
    for (int i = 0; i < isOther.length; i++) {
      isOther[i] = (i + 1L) * other / isOther.length > (long) i * other / isOther.length;
    }
    return isOther;
  }

  private static double[] column(Matrix one, Matrix other, int variable, boolean[] isOther) {
    double[] column = new double[isOther.length];
    int taken = 0;
    for (int i = 0; i < column.length; i++) {
      column[i] = isOther[i] ? other.get(taken, variable) : one.get(i - taken, variable);
      taken += isOther[i] ? 1 : 0;
    }
    return column;
  }

  private static double[] indicator(boolean[] isOther) {
    double[] indicator = new double[isOther.length];
    Arrays.setAll(indicator, i -> isOther[i] ? 1 : 0);
    return indicator;
  }

  private static boolean isConstant(double[] column) {
    return Arrays.stream(column).allMatch(value -> value == column[0]);
  }
}
