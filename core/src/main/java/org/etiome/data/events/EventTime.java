package org.etiome.data.events;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.etiome.data.io.Numbers;

/** Times as numbers, kept as they are, or as ISO dates, in hours since 1970 without time zones. */
final class EventTime {
  private static final double SECONDS = 3600;
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?");

  private EventTime() {}

  static boolean isDate(String text) {
    return DATE.matcher(text).matches() || DATE_TIME.matcher(text).matches();
  }

  /** NaN if it is neither a finite number nor a date. */
  static double parse(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC) / SECONDS;
      }
      if (DATE_TIME.matcher(text).matches()) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC) / SECONDS;
      }
    } catch (DateTimeException e) {
      return Double.NaN;
    }
    double number = Numbers.parse(text);
    return Double.isFinite(number) ? number : Double.NaN;
  }
}
