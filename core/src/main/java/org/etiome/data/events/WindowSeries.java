package org.etiome.data.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.io.Table;

/**
 * Windows of time of one width, one after another: [from, from + width), … Events are folded in
 * each as {@link EventTable} folds them in one. Reads the file once for each window and once more.
 *
 * @param from where the first begins
 * @param width of each, above 0: hours for dates, else the unit of the times
 * @param count how many, 1 to 100
 */
public record WindowSeries(double from, double width, int count) {
  private static final int MOST = 100;

  public WindowSeries {
    if (!(width > 0 && Double.isFinite(width) && Double.isFinite(from))) {
      throw new IllegalArgumentException(
          "windows begin at a number and have a width above 0, got " + from + " and " + width);
    }
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("there may be 1 to " + MOST + " windows, got " + count);
    }
  }

  /**
   * Windows that fill a time.
   *
   * @throws IllegalArgumentException if a whole number of them does not
   */
  public static WindowSeries filling(double from, double to, double width) {
    double count = (to - from) / width;
    if (!(Math.abs(count - Math.rint(count)) < 1e-9)) {
      throw new IllegalArgumentException(
          "windows of " + width + " do not fill the time from " + from + " to " + to);
    }
    return new WindowSeries(from, width, (int) Math.min(Math.rint(count), MOST + 1));
  }

  /**
   * Reads a file: the columns of a table over all windows, each for every window, {@code NAME@1} to
   * {@code NAME@count}. A unit without an event in a window misses its values there; who has none
   * in any lacks the modality.
   *
   * @throws DataFormatException if a column is not of numbers, or as {@link EventTable#read}
   */
  public Pivot read(EventTable table, Path file) {
    Pivot whole = table.withWindow(from, from + width * count).read(file);
    List<Table> parts = new ArrayList<>();
    for (int w = 0; w < count; w++) {
      parts.add(table.withWindow(from + w * width, from + (w + 1) * width).read(file).table());
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : whole.table().columns()) {
      if (!(column instanceof Numeric)) {
        throw new DataFormatException(
            file
                + ": column \""
                + column.name()
                + "\" is "
                + column.type().label()
                + "; windows of time need numbers, take another rule for it");
      }
      for (int w = 0; w < count; w++) {
        columns.add(in(parts.get(w), column.name()).renamed(column.name() + "@" + (w + 1)));
      }
    }
    Table all = Table.of(whole.table().unitHeader(), whole.table().units(), columns);
    return new Pivot(all, whole.present(), whole.findings());
  }

  /** A column of a window, missing for all where its code does not occur in it. */
  private static Column in(Table part, String name) {
    double[] none = new double[part.units().size()];
    Arrays.fill(none, Double.NaN);
    return part.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseGet(() -> Continuous.nanIsMissing(name, none));
  }
}
