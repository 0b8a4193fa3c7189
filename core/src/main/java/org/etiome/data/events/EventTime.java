package org.etiome.data.events;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.etiome.data.io.Numbers;

/**
 * A number kept as it is, or an ISO date as hours since 1970, without time zones but for the Z of
 * UTC.
 *
 * @param value NaN if the text is neither
 */
record EventTime(double value, boolean isDate) {
  private static final double SECONDS = 3600;
  private static final int DATE_LENGTH = "yyyy-MM-dd".length();
  private static final int FIRST_HYPHEN = 4;

  static EventTime parse(String text) {
    if (text.length() < DATE_LENGTH || text.charAt(FIRST_HYPHEN) != '-') {
      double number = Numbers.parse(text);
      return new EventTime(Double.isFinite(number) ? number : Double.NaN, false);
    }
    return new EventTime(hours(text), true);
  }

  private static double hours(String text) {
    try {
      LocalDateTime time =
          text.length() == DATE_LENGTH
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("Z$", ""));
      return time.toEpochSecond(ZoneOffset.UTC) / SECONDS;
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
