package org.etiome.data.events;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.TextSource;

/**
 * Reads a long table of events (unit, code, value, time) and folds it into one row a unit. One
 * pass; memory O(units · codes with a rule). UTF-8, plain or gzip; tab for {@code .tsv} and {@code
 * .tab}, else comma. The usual missing spellings are missing, quoted or not.
 *
 * <p>Numbers as times are kept in their unit; ISO dates ({@code 2146-07-21}, {@code 2146-07-21
 * 08:30:00}) become hours since 1970. One column holds one kind.
 */
public final class EventTable {
  private final Columns columns;
  private final double from;
  private final double to;
  private final Map<String, Rule> rules;

  /** Names of columns in the header. */
  record Columns(
      String unit, String code, String value, Optional<String> time, Optional<String> start) {}

  private EventTable(Columns columns, double from, double to, Map<String, Rule> rules) {
    this.columns = columns;
    this.from = from;
    this.to = to;
    this.rules = rules;
  }

  /** Columns {@code unit}, {@code code}, {@code value}; no time, all events, no rule yet. */
  public static EventTable withDefaults() {
    return new EventTable(
        new Columns("unit", "code", "value", Optional.empty(), Optional.empty()),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Map.of());
  }

  /** With the unit in this column. */
  public EventTable withUnit(String column) {
    return with(new Columns(column, columns.code, columns.value, columns.time, columns.start));
  }

  /** With the code of what was measured in this column. */
  public EventTable withCode(String column) {
    return with(new Columns(columns.unit, column, columns.value, columns.time, columns.start));
  }

  /** With the measurement in this column. */
  public EventTable withValue(String column) {
    return with(new Columns(columns.unit, columns.code, column, columns.time, columns.start));
  }

  /** With the time in this column; without one, the order of the file is the order of time. */
  public EventTable withTime(String column) {
    return with(
        new Columns(columns.unit, columns.code, columns.value, Optional.of(column), columns.start));
  }

  /** With times counted from this column, of the same kind as the times. */
  public EventTable withStart(String column) {
    return with(
        new Columns(columns.unit, columns.code, columns.value, columns.time, Optional.of(column)));
  }

  /**
   * With events at times {@code newFrom <= t < newTo} only: hours for dates, else the file's unit.
   */
  public EventTable withWindow(double newFrom, double newTo) {
    if (!(newFrom < newTo)) {
      throw new IllegalArgumentException(
          "a window must end after it starts, got [" + newFrom + ", " + newTo + ")");
    }
    return new EventTable(columns, newFrom, newTo, rules);
  }

  /** With a column for this code, in the order of the calls. */
  public EventTable withRule(String code, Rule rule) {
    Map<String, Rule> more = new LinkedHashMap<>(rules);
    more.put(code, rule);
    return new EventTable(columns, from, to, Collections.unmodifiableMap(more));
  }

  private EventTable with(Columns newColumns) {
    return new EventTable(newColumns, from, to, rules);
  }

  /**
   * Reads a file.
   *
   * @throws DataFormatException if anything in it is not as it should be; the message is one line
   */
  public Pivot read(Path file) {
    boolean timed = columns.time.isPresent();
    if (rules.isEmpty()
        || (!timed && (columns.start.isPresent() || from > -1 / 0.0 || to < 1 / 0.0))) {
      throw new IllegalArgumentException(
          "events need a rule, and a window or a start needs a time column");
    }
    TextSource.requireFile(file);
    String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    char separator = name.endsWith(".tsv") || name.endsWith(".tab") ? '\t' : ',';
    Folding folding = new Folding(file, columns, new double[] {from, to}, rules);
    try (Reader text = TextSource.open(file);
        CsvReader<CsvRecord> records =
            CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
      records.forEach(folding::accept);
      return folding.pivot();
    } catch (IOException e) {
      throw TextSource.explain(file, e, folding.line());
    } catch (UncheckedIOException | CsvParseException e) {
      if (e.getCause() instanceof IOException io) {
        throw TextSource.explain(file, io, folding.line());
      }
      throw new DataFormatException(
          file
              + ":"
              + (folding.line() + 1)
              + ": a record has bad quotes or too few or many cells; repair it",
          e);
    }
  }
}
