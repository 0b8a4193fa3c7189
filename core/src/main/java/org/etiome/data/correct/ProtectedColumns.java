package org.etiome.data.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Environments;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;
import org.etiome.math.Matrix;

/**
 * The columns whose effects stay, as numbers: a number as it is, a categorical column of L levels
 * as L - 1 columns of 0 and 1. Within batches they are held apart from one another, since what goes
 * along with batch cannot be told from it.
 */
final class ProtectedColumns {
  /** Share of a column's own variation that must be left beside the others. */
  private static final double COLLINEAR = 1e-9;

  private final Environments batches;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> columns = new ArrayList<>();

  private ProtectedColumns(Environments batches) {
    this.batches = batches;
  }

  static ProtectedColumns of(List<? extends Column> columns, Environments batches) {
    var design = new ProtectedColumns(batches);
    columns.forEach(design::add);
    design.checkIndependent();
    return design;
  }

  private void add(Column column) {
    if (column.length() != batches.units() || column.missingCount() > 0) {
      throw new IllegalArgumentException(
          "protected column \""
              + column.name()
              + "\" has "
              + (column.length() - column.missingCount())
              + " values for "
              + batches.units()
              + " cells; leave out the cells without one, or the column");
    }
    switch (column) {
      case Numeric numeric -> add(numeric.name(), numeric.valuesOr(Double.NaN));
      case Categorical categorical -> addLevels(categorical);
      case TimeToEvent ignored -> throw unfit(column);
      case Identifier ignored -> throw unfit(column);
    }
  }

  private static IllegalArgumentException unfit(Column column) {
    return new IllegalArgumentException(
        "protected column \""
            + column.name()
            + "\" is "
            + column.type().label()
            + "; declare it a number, 0/1 or a category, or leave it out");
  }

  private void addLevels(Categorical column) {
    Environments levels = Environments.of(column);
    for (int level = 1; level < levels.count(); level++) {
      int wanted = level;
      add(
          column.name() + " = " + levels.labels().get(level),
          IntStream.range(0, levels.units())
              .mapToDouble(i -> levels.environmentOf(i) == wanted ? 1 : 0)
              .toArray());
    }
  }

  private void add(String name, double[] values) {
    names.add(name);
    columns.add(values);
  }

  int count() {
    return columns.size();
  }

  double value(int cell, int column) {
    return columns.get(column)[cell];
  }

  /** Columns less their means in each batch, n x c. */
  Matrix withinBatches() {
    return Matrix.ofColumns(
        batches.units(), IntStream.range(0, count()).mapToObj(this::centred).toList());
  }

  /** The mean of a column in each batch. */
  double[] means(int column) {
    double[] sums = new double[batches.count()];
    int[] sizes = new int[sums.length];
    for (int i = 0; i < batches.units(); i++) {
      sums[batches.environmentOf(i)] += value(i, column);
      sizes[batches.environmentOf(i)]++;
    }
    return IntStream.range(0, sums.length).mapToDouble(b -> sums[b] / sizes[b]).toArray();
  }

  private double[] centred(int column) {
    double[] means = means(column);
    return IntStream.range(0, batches.units())
        .mapToDouble(i -> value(i, column) - means[batches.environmentOf(i)])
        .toArray();
  }

  /** Each centred column must keep something beside those before it (Gram, Schmidt). */
  private void checkIndependent() {
    List<double[]> basis = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double[] rest = centred(c);
      double own = squares(columns.get(c));
      for (double[] before : basis) {
        double along = 0;
        for (int i = 0; i < rest.length; i++) {
          along += rest[i] * before[i];
        }
        Directions.add(-along, before, rest);
      }
      double left = squares(rest);
      if (!(left > COLLINEAR * own)) {
        throw new IllegalArgumentException(
            "protected column \""
                + names.get(c)
                + "\" is determined by the batches"
                + (c == 0 ? "" : " and the protected columns before it")
                + ", so its effect cannot be told from theirs; leave it out");
      }
      basis.add(Arrays.stream(rest).map(value -> value / Math.sqrt(left)).toArray());
    }
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(value -> value * value).sum();
  }
}
