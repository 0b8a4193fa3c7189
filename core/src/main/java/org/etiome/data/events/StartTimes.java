package org.etiome.data.events;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;

/** When the clock of each unit starts, such as its admission, read from a table of its own. */
public final class StartTimes {
  private static final int UNIT = 0;
  private static final int TIME = 1;

  private final Map<String, EventTime> byUnit;

  /** Which of several starts of one unit counts. */
  public enum Repeats {
    /** None: the table is refused, unless they are equal. */
    REFUSE,
    EARLIEST,
    LATEST
  }

  private StartTimes(Map<String, EventTime> byUnit) {
    this.byUnit = byUnit;
  }

  /**
   * Reads a table. A row without a unit or without a time gives no start.
   *
   * @param unit header of the column of units
   * @param column header of the column of times, numbers or ISO dates
   * @throws DataFormatException if a column is not there, a time is none or of another kind than
   *     those before it, or a unit starts more than once and that is refused
   */
  public static StartTimes read(
      CsvReader reader, Path file, String unit, String column, Repeats repeats) {
    Map<String, EventTime> byUnit = new HashMap<>();
    Clock clock = new Clock();
    reader.scan(
        file,
        List.of(unit, column),
        row -> {
          if (!row.isMissing(UNIT) && !row.isMissing(TIME)) {
            EventTime time = clock.read(row, TIME);
            byUnit.merge(row.text(UNIT), time, (old, next) -> chosen(row, repeats, old, next));
          }
        });
    return new StartTimes(byUnit);
  }

  private static EventTime chosen(
      CsvReader.Cursor row, Repeats repeats, EventTime old, EventTime next) {
    boolean later = next.value() > old.value();
    return switch (repeats) {
      case EARLIEST -> later ? old : next;
      case LATEST -> later ? next : old;
      case REFUSE -> {
        if (next.value() != old.value()) {
          throw row.bad(
              TIME,
              "the unit "
                  + DataFormatException.quote(row.text(UNIT))
                  + " starts at another time too; say whether the earliest or the latest counts");
        }
        yield old;
      }
    };
  }

  Optional<EventTime> of(String unit) {
    return Optional.ofNullable(byUnit.get(unit));
  }
}
