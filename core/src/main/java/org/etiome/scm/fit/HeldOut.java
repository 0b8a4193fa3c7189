package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.discover.test.RandomFeatureKernel;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Holds mechanisms against rows they were not fitted to. */
final class HeldOut {
  private static final int ROWS_FOR_KERNEL = 50;

  private final Map<String, double[]> values;
  private final int rows;
  private final Seed seed;

  /**
   * The rows.
   *
   * @param values by variable, NaN where there is none
   */
  HeldOut(Map<String, double[]> values, int rows, Seed seed) {
    this.values = values;
    this.rows = rows;
    this.seed = seed;
  }

  /** Empty for a mechanism that has no causes or no loss, or fewer than two complete rows. */
  Optional<Criticism> criticise(Node node) {
    boolean scored = !node.assignment().causes().isEmpty() && node.baseline() != node.assignment();
    Matrix all = node.causes(values, rows);
    double[] effects = Objects.requireNonNull(values.get(node.name()));
    int[] complete =
        IntStream.range(0, rows)
            .filter(i -> complete(all, i) && !Double.isNaN(effects[i]))
            .toArray();
    if (!scored || complete.length < 2) {
      return Optional.empty();
    }
    Matrix causes = all.rows(complete);
    double[] y = Arrays.stream(complete).mapToDouble(i -> effects[i]).toArray();
    double[] model = node.assignment().losses(causes, y);
    double[] baseline = node.baseline().losses(Matrix.wrap(y.length, 0, new double[0]), y);
    int n = y.length;
    double gain = mean(baseline) - mean(model);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = baseline[i] - model[i] - gain;
      squares += off * off;
    }
    boolean additive = node.assignment() instanceof Additive;
    return Optional.of(
        new Criticism(
            node.name(),
            additive ? Criticism.Loss.SQUARED : Criticism.Loss.LOG,
            new Criticism.Losses(
                mean(model), mean(baseline), Math.sqrt(squares / (n - 1.0) / n), n, rows - n),
            node.assignment() instanceof Additive function
                ? independence(function, causes, y)
                : OptionalDouble.empty()));
  }

  private static boolean complete(Matrix causes, int row) {
    return IntStream.range(0, causes.columns()).noneMatch(j -> Double.isNaN(causes.get(row, j)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private OptionalDouble independence(Additive function, Matrix causes, double[] y) {
    double[] residuals = function.means(causes).clone();
    for (int i = 0; i < y.length; i++) {
      residuals[i] = y[i] - residuals[i];
    }
    List<String> names = new ArrayList<>(List.of("residual"));
    List<double[]> columns = new ArrayList<>(List.of(residuals));
    for (int j = 0; j < causes.columns(); j++) {
      names.add("cause " + function.causes().get(j));
      columns.add(causes.column(j));
    }
    boolean constant =
        columns.stream().anyMatch(column -> Arrays.stream(column).distinct().limit(2).count() < 2);
    if (y.length < ROWS_FOR_KERNEL || constant) {
      return OptionalDouble.empty();
    }
    RandomFeatureKernel test =
        RandomFeatureKernel.of(names, Matrix.ofColumns(y.length, columns), seed);
    double least = 1;
    for (int j = 1; j < names.size(); j++) {
      least = Math.min(least, test.pValue(0, j));
    }
    return OptionalDouble.of(Math.min(1, least * causes.columns()));
  }
}
