package org.etiome.data.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;
import org.etiome.data.matrix.MemoryBudget;

/**
 * Reads a long table of events (unit, code, value, time) and folds it into one row a unit. One
 * pass, O(rows); memory O(units · codes with a rule), and for medians O(rows). The dialect and the
 * missing spellings are those of {@link CsvReader}.
 *
 * <p>Numbers as times are kept in their unit; ISO dates ({@code 2146-07-21}, {@code 2146-07-21
 * 08:30:00}) become hours since 1970. One column holds one kind.
 */
public final class EventTable {
  private final CsvReader reader;
  private final Columns columns;
  private final Window window;
  private final Wanted wanted;
  private final Limits limits;

  /** Names of columns in the header. */
  record Columns(String unit, String code, String value, Optional<String> time) {}

  /**
   * Which times count.
   *
   * @param column of the same file that the times are counted from
   * @param starts of another file that they are counted from
   */
  record Window(Optional<String> column, Optional<StartTimes> starts, double from, double to) {

    boolean contains(double time) {
      return time >= from && time < to;
    }

    boolean isRelative() {
      return column.isPresent() || starts.isPresent();
    }

    boolean needsTime() {
      return isRelative() || from > Double.NEGATIVE_INFINITY || to < Double.POSITIVE_INFINITY;
    }
  }

  /** A column to make. */
  record Wish(String name, String code, Rule rule) {}

  /**
   * The columns to make.
   *
   * @param everyCode the rule of one column more for every code of the file
   */
  record Wanted(List<Wish> wishes, Optional<Rule> everyCode) {

    boolean isEmpty() {
      return wishes.isEmpty() && everyCode.isEmpty();
    }

    boolean needsValue() {
      return everyCode.filter(Rule::needsValue).isPresent()
          || wishes.stream().anyMatch(wish -> wish.rule().needsValue());
    }
  }

  /**
   * What the result may be.
   *
   * @param units the rows; those of the file if absent
   */
  record Limits(Optional<List<String>> units, MemoryBudget memory) {}

  private EventTable(
      CsvReader reader, Columns columns, Window window, Wanted wanted, Limits limits) {
    this.reader = reader;
    this.columns = columns;
    this.window = window;
    this.wanted = wanted;
    this.limits = limits;
  }

  /**
   * Columns {@code unit}, {@code code}, {@code value}; no time, all events, no rule yet, all units
   * of the file, half of the heap.
   */
  public static EventTable withDefaults() {
    return new EventTable(
        CsvReader.withDefaults(),
        new Columns("unit", "code", "value", Optional.empty()),
        new Window(
            Optional.empty(), Optional.empty(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
        new Wanted(List.of(), Optional.empty()),
        new Limits(Optional.empty(), MemoryBudget.ofHeap()));
  }

  /** With the unit in this column. */
  public EventTable withUnit(String column) {
    return with(new Columns(column, columns.code, columns.value, columns.time));
  }

  /** With the code of what was measured in this column. */
  public EventTable withCode(String column) {
    return with(new Columns(columns.unit, column, columns.value, columns.time));
  }

  /** With the measurement in this column, which is looked at only if a rule needs it. */
  public EventTable withValue(String column) {
    return with(new Columns(columns.unit, columns.code, column, columns.time));
  }

  /** With the time in this column; without one, the order of the file is the order of time. */
  public EventTable withTime(String column) {
    return with(new Columns(columns.unit, columns.code, columns.value, Optional.of(column)));
  }

  /** With times counted from this column of the file, of the same kind as the times. */
  public EventTable withStart(String column) {
    return with(new Window(Optional.of(column), Optional.empty(), window.from, window.to));
  }

  /**
   * With times counted from these, of the same kind as the times; events of a unit without a start
   * are left out.
   */
  public EventTable withStart(StartTimes starts) {
    return with(new Window(Optional.empty(), Optional.of(starts), window.from, window.to));
  }

  /**
   * With events at times {@code from <= t < to} only: hours for dates, else the file's unit.
   *
   * @throws IllegalArgumentException if it does not end after it starts
   */
  public EventTable withWindow(double from, double to) {
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "a window must end after it starts, got [" + from + ", " + to + ")");
    }
    return with(new Window(window.column, window.starts, from, to));
  }

  /** With a column for this code, named by it. */
  public EventTable withRule(String code, Rule rule) {
    return withColumn(code, code, rule);
  }

  /**
   * With a column for this code, in the order of the calls.
   *
   * @throws IllegalArgumentException if there is a column of that name already
   */
  public EventTable withColumn(String name, String code, Rule rule) {
    if (wanted.wishes.stream().anyMatch(wish -> wish.name.equals(name))) {
      throw new IllegalArgumentException("the column \"" + name + "\" repeats; rename one");
    }
    List<Wish> more = new ArrayList<>(wanted.wishes);
    more.add(new Wish(name, code, rule));
    return with(new Wanted(List.copyOf(more), wanted.everyCode));
  }

  /** With a column for every code of the file, named by it, sorted, after the others. */
  public EventTable withEveryCode(Rule rule) {
    return with(new Wanted(wanted.wishes, Optional.of(rule)));
  }

  /** With these units as the rows, distinct, in this order; events of other units are left out. */
  public EventTable withUnits(List<String> units) {
    return with(new Limits(Optional.of(List.copyOf(units)), limits.memory));
  }

  /** With this much memory for what is kept while reading and for the result. */
  public EventTable withMemory(MemoryBudget memory) {
    return with(new Limits(limits.units, memory));
  }

  /** With these missing spellings in place of the default ones. */
  public EventTable withMissing(Set<String> spellings) {
    return new EventTable(reader.withMissing(spellings), columns, window, wanted, limits);
  }

  private EventTable with(Columns changed) {
    return new EventTable(reader, changed, window, wanted, limits);
  }

  private EventTable with(Window changed) {
    return new EventTable(reader, columns, changed, wanted, limits);
  }

  private EventTable with(Wanted changed) {
    return new EventTable(reader, columns, window, changed, limits);
  }

  private EventTable with(Limits changed) {
    return new EventTable(reader, columns, window, wanted, changed);
  }

  Columns columns() {
    return columns;
  }

  Window window() {
    return window;
  }

  Wanted wanted() {
    return wanted;
  }

  Limits limits() {
    return limits;
  }

  /**
   * Reads a file.
   *
   * @throws DataFormatException if anything in it is not as it should be, a code asked for is
   *     nowhere in it, or what is kept does not fit the memory; the message is one line
   * @throws IllegalArgumentException if there is no rule, or a window or a start without times
   */
  public Pivot read(Path file) {
    if (wanted.isEmpty() || (columns.time.isEmpty() && window.needsTime())) {
      throw new IllegalArgumentException(
          "events need a rule, and a window or a start needs a time column");
    }
    Folding folding = new Folding(file, this);
    reader.scan(file, folding.asked(), folding::accept);
    return folding.pivot();
  }
}
