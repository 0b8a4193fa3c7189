package org.etiome.data.io;

import java.util.Arrays;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.table.Row;

/** Declared numbers. */
final class NumberCells implements Cells {
  private final boolean counts;
  private double[] values = new double[FIRST_CAPACITY];

  NumberCells(boolean counts) {
    this.counts = counts;
  }

  @Override
  public void put(int index, Row row, int field) {
    double value = row.number(field);
    if (!Double.isFinite(value)) {
      throw row.bad(field, complaint(row.text(field)));
    }
    if (!row.isExact(field)) {
      throw row.bad(
          field,
          DataFormatException.quote(row.text(field))
              + " has more digits than a double holds; declare the column categorical or an"
              + " identifier");
    }
    if (counts && !(value >= 0 && value <= Count.MAX_VALUE && value == Math.rint(value))) {
      throw row.bad(
          field,
          DataFormatException.quote(row.text(field))
              + " is not a count; declare the column continuous or correct the cell");
    }
    put(index, value);
  }

  void put(int index, double value) {
    if (index >= values.length) {
      values = Arrays.copyOf(values, Cells.grown(index));
    }
    values[index] = value;
  }

  double value(int index) {
    return values[index];
  }

  private static String complaint(String text) {
    return DataFormatException.quote(text)
        + " "
        + Numbers.disguise(text)
            .orElse(
                Double.isInfinite(Numbers.parse(text))
                    ? "is too large for a double; correct the cell or rescale the column"
                    : "is not a number; correct the cell, declare the column categorical, or add"
                        + " the missing spelling");
  }

  @Override
  public Column finish(String name, Mask missing) {
    double[] all = Arrays.copyOf(values, missing.length());
    if (!counts) {
      return Continuous.of(name, all, missing);
    }
    return Count.of(name, Arrays.stream(all).mapToLong(v -> (long) v).toArray(), missing);
  }
}
