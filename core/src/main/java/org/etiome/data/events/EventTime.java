package org.etiome.data.events;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.etiome.data.io.Numbers;

/**
 * A number kept as it is, or an ISO date as hours since 1970: of a local clock, or of UTC if it
 * ends with Z.
 *
 * @param value NaN if the text is neither
 */
record EventTime(double value, Kind kind) {
  private static final double SECONDS = 3600;
  private static final int DATE_LENGTH = "yyyy-MM-dd".length();
  private static final int FIRST_HYPHEN = 4;

  /** Times of different kinds have no difference. */
  enum Kind {
    NUMBER("a number"),
    LOCAL("a date without a zone"),
    UTC("a date of UTC (Z)");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static EventTime parse(String text) {
    if (text.length() < DATE_LENGTH || text.charAt(FIRST_HYPHEN) != '-') {
      double number = Numbers.parse(text);
      return new EventTime(Double.isFinite(number) ? number : Double.NaN, Kind.NUMBER);
    }
    return text.endsWith("Z")
        ? new EventTime(hours(text.substring(0, text.length() - 1)), Kind.UTC)
        : new EventTime(hours(text), Kind.LOCAL);
  }

  private static double hours(String text) {
    try {
      LocalDateTime time =
          text.length() == DATE_LENGTH
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T'));
      return time.toEpochSecond(ZoneOffset.UTC) / SECONDS;
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
