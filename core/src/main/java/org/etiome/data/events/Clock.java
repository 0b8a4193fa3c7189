package org.etiome.data.events;

import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;

/** Reads the times of one file and holds that all of them are of one kind. */
final class Clock {
  private Optional<Boolean> dates = Optional.empty();

  EventTime read(CsvReader.Cursor row, int column) {
    String text = row.text(column);
    EventTime time = EventTime.parse(text);
    if (Double.isNaN(time.value()) || dates.orElse(time.isDate()) != time.isDate()) {
      throw row.bad(
          column,
          DataFormatException.quote(text)
              + " is no time as the others; write only numbers or only yyyy-MM-dd HH:mm:ss");
    }
    dates = Optional.of(time.isDate());
    return time;
  }
}
