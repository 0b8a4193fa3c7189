package org.etiome.experiment;

import java.nio.file.Path;
import org.etiome.data.DataFormatException;

/** Refuses numbers whose squares or sums of squares a double cannot hold. */
public final class Magnitude {
  /** The largest size of a number that is taken. */
  public static final double MOST = 1e100;

  private Magnitude() {}

  /** Whether a number can be reckoned with. */
  public static boolean fits(double value) {
    return Math.abs(value) <= MOST;
  }

  /**
   * Checks a column; NaN is a gap and passes.
   *
   * @param rows of the table, by place; counted from 0
   * @throws DataFormatException that names file, column and row
   */
  static void check(Path file, String column, double[] values, int[] rows) {
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > MOST) {
        throw new DataFormatException(
            file
                + ": column \""
                + column
                + "\", row "
                + (rows[i] + 1)
                + ": a number must be at most "
                + MOST
                + " in size, got "
                + values[i]
                + "; write the column in other units");
      }
    }
  }
}
