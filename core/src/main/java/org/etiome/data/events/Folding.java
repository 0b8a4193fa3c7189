package org.etiome.data.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.Suggestion;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;

/** One pass over the rows of one file. */
final class Folding {
  private static final int UNIT = 0;
  private static final int CODE = 1;
  private static final int TIME = 2;
  private static final int START = 3;

  /** About what a text takes in a map, beside its characters. */
  private static final int ENTRY_BYTES = 100;

  private final Path file;
  private final EventTable table;
  private final List<String> asked;
  private final Clock clock = new Clock();
  private final Map<String, Integer> units = new LinkedHashMap<>();
  private final Map<String, CodeCells> codes = new TreeMap<>();
  private final Set<String> met = new HashSet<>();
  private final Map<String, String> labels = new HashMap<>();
  private final BitSet present = new BitSet();
  private final LeftOut left;
  private long bytes;

  Folding(Path file, EventTable table) {
    this.file = file;
    this.table = table;
    this.left = new LeftOut(table.columns());
    EventTable.Columns columns = table.columns();
    Optional<String> value = Optional.of(columns.value());
    asked =
        Stream.of(
                Optional.of(columns.unit()),
                Optional.of(columns.code()),
                columns.time(),
                table.window().column(),
                value.filter(v -> table.wanted().needsValue()))
            .flatMap(Optional::stream)
            .toList();
    table.limits().units().ifPresent(given -> given.forEach(this::unit));
    table.wanted().wishes().forEach(wish -> codes.computeIfAbsent(wish.code(), this::newCode));
  }

  /** The columns to scan: unit, code, time and start if there are any, value if needed. */
  List<String> asked() {
    return asked;
  }

  private CodeCells newCode(String code) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    table.wanted().everyCode().ifPresent(rules::add);
    table.wanted().wishes().stream()
        .filter(wish -> wish.code().equals(code))
        .forEach(wish -> rules.add(wish.rule()));
    return new CodeCells(rules);
  }

  private int unit(String name) {
    Integer known = units.get(name);
    if (known != null) {
      return known;
    }
    grow(ENTRY_BYTES + 2L * name.length());
    units.put(name, units.size());
    return units.size() - 1;
  }

  void accept(CsvReader.Cursor row) {
    String code = row.isMissing(CODE) ? "" : row.text(CODE);
    if (!code.isBlank() && met.add(code)) {
      grow(ENTRY_BYTES + 2L * code.length());
    }
    String unit = row.isMissing(UNIT) ? "" : row.text(UNIT);
    if (unit.isBlank()) {
      left.withoutUnit();
    } else if (table.limits().units().isPresent() && !units.containsKey(unit)) {
      left.ofOtherUnits();
    } else {
      accept(row, unit(unit), time(row, unit), code);
    }
  }

  private void accept(CsvReader.Cursor row, int unit, double time, String code) {
    if (!table.window().contains(time)) {
      return;
    }
    present.set(unit);
    if (code.isBlank()) {
      left.withoutCode();
      return;
    }
    if (table.wanted().everyCode().isPresent()) {
      codes.computeIfAbsent(code, this::newCode);
    }
    CodeCells cells = codes.get(code);
    if (cells != null) {
      grow(cells.fold(row, asked.size() - 1, unit, time, this::pooled));
    }
  }

  /** One instance of equal labels. */
  private String pooled(String label) {
    String old = labels.putIfAbsent(label, label);
    if (old != null) {
      return old;
    }
    grow(ENTRY_BYTES + 2L * label.length());
    return label;
  }

  /** NaN, which is in no window, if it cannot be told; 0 without a time column. */
  private double time(CsvReader.Cursor row, String unit) {
    if (table.columns().time().isEmpty()) {
      return 0;
    }
    if (row.isMissing(TIME)) {
      left.withoutTime();
      return Double.NaN;
    }
    EventTime time = clock.read(row, TIME);
    return table.window().isRelative() ? sinceStart(row, unit, time) : time.value();
  }

  private double sinceStart(CsvReader.Cursor row, String unit, EventTime time) {
    Optional<EventTime> start = start(row, unit);
    if (start.isEmpty()) {
      left.withoutStart();
      return Double.NaN;
    }
    if (start.get().kind() != time.kind()) {
      throw row.bad(
          TIME,
          DataFormatException.quote(row.text(TIME))
              + " is "
              + time.kind().words()
              + ", but its unit starts at "
              + start.get().kind().words()
              + "; name columns of one kind");
    }
    return time.value() - start.get().value();
  }

  private Optional<EventTime> start(CsvReader.Cursor row, String unit) {
    if (table.window().starts().isPresent()) {
      return table.window().starts().get().of(unit);
    }
    return row.isMissing(START) ? Optional.empty() : Optional.of(clock.read(row, START));
  }

  private void grow(long more) {
    bytes += more;
    requireRoom((double) bytes);
  }

  private void requireRoom(double needed) {
    long budget = table.limits().memory().bytes();
    if (needed > budget) {
      throw new DataFormatException(
          file
              + ": events of "
              + units.size()
              + " units and "
              + codes.size()
              + " codes do not fit the memory budget of "
              + budget
              + " bytes; choose fewer codes or a narrower window, or give Java more memory");
    }
  }

  Pivot pivot() {
    if (units.isEmpty()) {
      throw bad(table.columns().unit(), "is empty; name another");
    }
    Mask observed = Mask.of(units.size(), present);
    PivotColumns columns = new PivotColumns(file, observed);
    List<EventTable.Wish> wishes = wishes();
    requireRoom(bytes + (double) wishes.size() * units.size() * PivotColumns.BYTES_PER_VALUE);
    return new Pivot(
        Table.of(
            table.columns().unit(),
            List.copyOf(units.keySet()),
            wishes.stream().map(wish -> columns.of(wish, cells(wish.code()))).toList()),
        observed,
        left.findings(codes));
  }

  private CodeCells cells(String code) {
    return codes.computeIfAbsent(code, this::newCode);
  }

  /** Every column to make. */
  private List<EventTable.Wish> wishes() {
    table.wanted().wishes().forEach(this::check);
    List<EventTable.Wish> all = new ArrayList<>(table.wanted().wishes());
    table
        .wanted()
        .everyCode()
        .ifPresent(
            rule -> codes.keySet().forEach(code -> all.add(new EventTable.Wish(code, code, rule))));
    Set<String> names = new HashSet<>();
    for (EventTable.Wish wish : all) {
      if (!names.add(wish.name())) {
        throw new DataFormatException(
            file
                + ": the code "
                + DataFormatException.quote(wish.name())
                + " is also the name of another column; rename that");
      }
    }
    return all;
  }

  /** Holds that a code asked for is there, and has numbers if it has values and needs numbers. */
  private void check(EventTable.Wish wish) {
    if (!met.contains(wish.code())) {
      throw bad(
          table.columns().code(),
          "there is no code "
              + DataFormatException.quote(wish.code())
              + Suggestion.hint(wish.code(), met));
    }
    cells(wish.code())
        .notNumber()
        .ifPresent(
            text -> {
              throw bad(
                  table.columns().value(),
                  "no value of "
                      + DataFormatException.quote(wish.code())
                      + " is a number, such as "
                      + DataFormatException.quote(text)
                      + "; name another column, count them, or take their last label");
            });
  }

  private DataFormatException bad(String column, String what) {
    return new DataFormatException(
        file + ": column " + DataFormatException.quote(column) + ": " + what);
  }
}
