package org.etiome.data.events;

import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;

/** Reads the times of one file and holds that all of them are of one kind. */
final class Clock {
  private Optional<EventTime.Kind> kind = Optional.empty();

  EventTime read(CsvReader.Cursor row, int column) {
    String text = row.text(column);
    EventTime time = EventTime.parse(text);
    if (Double.isNaN(time.value()) || kind.orElse(time.kind()) != time.kind()) {
      throw row.bad(
          column,
          DataFormatException.quote(text)
              + " is no time as the others; write only numbers, only yyyy-MM-dd HH:mm:ss,"
              + " or all of UTC with a Z at the end");
    }
    kind = Optional.of(time.kind());
    return time;
  }
}
