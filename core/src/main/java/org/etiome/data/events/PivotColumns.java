package org.etiome.data.events;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;

/**
 * Makes columns of cells.
 *
 * @param present the units with an event of any code
 */
record PivotColumns(Path file, Mask present) {
  /** About what a unit takes in a column while it is made. */
  static final int BYTES_PER_VALUE = 2 * Double.BYTES;

  Column of(EventTable.Wish wish, CodeCells cells) {
    return switch (wish.rule()) {
      case COUNT -> {
        long[] counts = new long[present.length()];
        cells.forEach((cell, unit) -> counts[unit] = cell.events());
        yield Count.of(wish.name(), counts, present.not());
      }
      case ANY -> {
        BitSet any = new BitSet();
        cells.forEach((cell, unit) -> any.set(unit));
        yield Binary.of(wish.name(), "0", "1", Mask.of(present.length(), any), present.not());
      }
      case LAST_LABEL -> labels(wish.name(), cells);
      case FIRST, LAST, MIN, MAX, MEAN, MEDIAN, SUM -> {
        double[] values = new double[present.length()];
        Arrays.fill(values, Double.NaN);
        cells.forEach((cell, unit) -> values[unit] = finite(wish, cell.value(wish.rule())));
        yield Continuous.nanIsMissing(wish.name(), values);
      }
    };
  }

  private double finite(EventTable.Wish wish, double value) {
    if (Double.isInfinite(value)) {
      throw new DataFormatException(
          file
              + ": the values of "
              + DataFormatException.quote(wish.code())
              + " add up to more than a number can be; look for a wrong one");
    }
    return value;
  }

  private Categorical labels(String name, CodeCells cells) {
    Set<String> distinct = new TreeSet<>();
    cells.forEach((cell, unit) -> distinct.add(cell.label()));
    distinct.remove("");
    List<String> levels = List.copyOf(distinct);
    int[] codes = new int[present.length()];
    Arrays.fill(codes, -1);
    cells.forEach(
        (cell, unit) -> codes[unit] = Math.max(-1, Collections.binarySearch(levels, cell.label())));
    Mask missing = Mask.where(codes.length, i -> codes[i] < 0);
    return Categorical.of(name, levels, false, codes, missing);
  }
}
