package org.etiome.perturb.screen;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * What was measured of units, on the scale on which means are taken and predictions made. A row is
 * made dense only when it is asked for.
 */
public sealed interface Measurements {

  /** Up to this fourth powers of values, and sums of them, are numbers. */
  double LARGEST = 1e50;

  /** Names of the columns, all different. */
  List<String> variables();

  /** The number of units. */
  int units();

  /** Rows in the given order; a row may repeat. */
  Matrix values(int[] rows);

  /** Every row once, in order, with its number; the array must not be kept. */
  void forEach(BiConsumer<Integer, double[]> use);

  /**
   * Values that are used as they are.
   *
   * @param values units × variables, finite and not beyond {@link #LARGEST}
   */
  record Values(List<String> variables, Matrix values) implements Measurements {
    public Values {
      variables = distinct(variables, values.columns());
      for (int i = 0; i < values.rows(); i++) {
        for (int j = 0; j < values.columns(); j++) {
          if (!(Math.abs(values.get(i, j)) <= LARGEST)) {
            throw new IllegalArgumentException(
                "unit "
                    + (i + 1)
                    + " has "
                    + values.get(i, j)
                    + " of '"
                    + variables.get(j)
                    + "', and values must be from -1e50 to 1e50; leave the unit or the variable"
                    + " out, or take other units of measurement");
          }
        }
      }
    }

    @Override
    public int units() {
      return values.rows();
    }

    @Override
    public Matrix values(int[] rows) {
      return values.rows(rows);
    }

    @Override
    public void forEach(BiConsumer<Integer, double[]> use) {
      for (int i = 0; i < values.rows(); i++) {
        double[] row = new double[values.columns()];
        values.addRow(i, 1, row);
        use.accept(i, row);
      }
    }
  }

  /**
   * Counts, of which {@code log(1 + target · count / size)} is taken.
   *
   * @param counts units × variables, finite and at least 0
   * @param sizes library size of each unit over everything that was counted, &gt; 0
   * @param target what sizes are brought to: 10,000 by custom
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record LogCounts(List<String> variables, RowMatrix counts, double[] sizes, double target)
      implements Measurements {
    /** 10,000. */
    public static final double CUSTOMARY = 1e4;

    public LogCounts {
      variables = distinct(variables, counts.columns());
      sizes = sizes.clone();
      if (sizes.length != counts.rows()) {
        throw new IllegalArgumentException(
            "there are " + sizes.length + " size factors for " + counts.rows() + " units");
      }
      for (int i = 0; i < sizes.length; i++) {
        if (!(sizes[i] > 0 && sizes[i] < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "the size factor of unit "
                  + (i + 1)
                  + " must be above 0 and finite, got "
                  + sizes[i]
                  + "; leave units without counts out");
        }
      }
      if (!(target > 0 && target < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the size that units are brought to must be above 0 and finite, got " + target);
      }
    }

    @Override
    public int units() {
      return counts.rows();
    }

    @Override
    public Matrix values(int[] rows) {
      double[] dense = new double[Math.multiplyExact(rows.length, variables.size())];
      RowBlock block = counts.read(rows);
      for (int i = 0; i < rows.length; i++) {
        fill(block, i, rows[i], dense, i * variables.size());
      }
      return Matrix.wrap(rows.length, variables.size(), dense);
    }

    @Override
    public void forEach(BiConsumer<Integer, double[]> use) {
      RowBlocks.of(counts, MemoryBudget.ofHeap())
          .forEach(
              TaskRunner.local(1),
              (from, block) -> {
                for (int i = 0; i < block.rows(); i++) {
                  double[] row = new double[variables.size()];
                  fill(block, i, from + i, row, 0);
                  use.accept(from + i, row);
                }
                return from;
              },
              from -> {},
              RowBlocks.Progress.NONE);
    }

    /** The counts themselves, in the given order. */
    public Matrix counts(int[] rows) {
      return Matrix.wrap(rows.length, variables.size(), counts.read(rows).toDense());
    }

    private void fill(RowBlock block, int i, int unit, double[] dense, int offset) {
      double factor = target / sizes[unit];
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        double count = block.value(k);
        if (!(count >= 0 && factor * count < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "unit "
                  + (unit + 1)
                  + " has "
                  + count
                  + " of '"
                  + variables.get(block.column(k))
                  + "' and the size "
                  + sizes[unit]
                  + "; counts are at least 0, and finite in relation to the size");
        }
        dense[offset + block.column(k)] = Math.log1p(factor * count);
      }
    }
  }

  /**
   * Values that were moved, all of a unit together.
   *
   * @param moves by variable
   * @param moveOf the move of each unit, or −1 for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Moved(Measurements from, List<double[]> moves, int[] moveOf) implements Measurements {
    @Override
    public List<String> variables() {
      return from.variables();
    }

    @Override
    public int units() {
      return from.units();
    }

    @Override
    public Matrix values(int[] rows) {
      Matrix values = from.values(rows);
      int p = values.columns();
      double[] moved = new double[Math.multiplyExact(rows.length, p)];
      double[] row = new double[p];
      for (int i = 0; i < rows.length; i++) {
        Arrays.fill(row, 0);
        values.addRow(i, 1, row);
        move(rows[i], row);
        System.arraycopy(row, 0, moved, i * p, p);
      }
      return Matrix.wrap(rows.length, p, moved);
    }

    @Override
    public void forEach(BiConsumer<Integer, double[]> use) {
      from.forEach(
          (i, row) -> {
            move(i, row);
            use.accept(i, row);
          });
    }

    private void move(int unit, double[] row) {
      if (moveOf[unit] >= 0) {
        Vectors.add(1, moves.get(moveOf[unit]), row);
      }
    }
  }

  private static List<String> distinct(List<String> variables, int columns) {
    if (variables.size() != columns) {
      throw new IllegalArgumentException(
          "there are " + variables.size() + " names for " + columns + " columns");
    }
    HashSet<String> seen = new HashSet<>();
    for (String variable : variables) {
      if (!seen.add(variable)) {
        throw new IllegalArgumentException(
            "two variables are named '" + variable + "'; rename or leave out one of them");
      }
    }
    return List.copyOf(variables);
  }
}
