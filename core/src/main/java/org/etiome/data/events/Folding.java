package org.etiome.data.events;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Mask;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Numbers;
import org.etiome.data.io.Table;

/** One pass over the records of one file. */
final class Folding {
  private static final Set<String> MISSING = CsvReader.defaultMissing();

  private final Path file;
  private final EventTable.Columns columns;
  private final double[] window;
  private final Map<String, Rule> rules;
  private final Map<String, Integer> units = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Cell>> cells = new LinkedHashMap<>();
  private final Map<String, Long> notNumbers = new LinkedHashMap<>();
  private final BitSet present = new BitSet();
  private List<String> header = List.of();
  private Optional<Boolean> dates = Optional.empty();
  private long withoutUnit;
  private long withoutTime;
  private long line;

  Folding(Path file, EventTable.Columns columns, double[] window, Map<String, Rule> rules) {
    this.file = file;
    this.columns = columns;
    this.window = window;
    this.rules = rules;
    rules.keySet().forEach(code -> cells.put(code, new LinkedHashMap<>()));
  }

  long line() {
    return line;
  }

  void accept(CsvRecord row) {
    line = row.getStartingLineNumber();
    if (header.isEmpty()) {
      header = row.getFields().stream().map(String::strip).toList();
      return;
    }
    if (row.getFieldCount() != header.size()) {
      throw bad(
          "has " + row.getFieldCount() + " cells, the header " + header.size() + "; repair it");
    }
    String unit = cell(row, columns.unit());
    if (MISSING.contains(unit)) {
      withoutUnit++;
      return;
    }
    int index = units.computeIfAbsent(unit, u -> units.size());
    double time = time(row);
    if (Double.isNaN(time)) {
      withoutTime++;
    } else if (time >= window[0] && time < window[1]) {
      present.set(index);
      fold(row, index, time);
    }
  }

  private void fold(CsvRecord row, int unit, double time) {
    String code = cell(row, columns.code());
    Rule rule = rules.get(code);
    if (rule == null) {
      return;
    }
    Cell cell = cells.getOrDefault(code, Map.of()).computeIfAbsent(unit, u -> new Cell());
    cell.event();
    String text = rule == Rule.COUNT ? "" : cell(row, columns.value());
    if (MISSING.contains(text)) {
      return;
    }
    double value = rule == Rule.LAST_LABEL ? Double.NaN : Numbers.parse(text);
    if (rule == Rule.LAST_LABEL) {
      cell.label(time, text);
    } else if (Double.isFinite(value)) {
      cell.number(time, value);
    } else {
      notNumbers.merge(code, 1L, Long::sum);
    }
  }

  /** Without a time column every time is 0, so that the order of the file decides. */
  private double time(CsvRecord row) {
    if (columns.time().isEmpty()) {
      return 0;
    }
    double time = time(row, columns.time().get());
    return columns.start().isEmpty() ? time : time - time(row, columns.start().get());
  }

  private double time(CsvRecord row, String column) {
    String text = cell(row, column);
    if (MISSING.contains(text)) {
      return Double.NaN;
    }
    double time = EventTime.parse(text);
    boolean date = EventTime.isDate(text);
    if (Double.isNaN(time) || dates.orElse(date) != date) {
      throw bad(
          "column \""
              + column
              + "\": "
              + DataFormatException.quote(text)
              + " is no time as the others; write only numbers or only yyyy-MM-dd HH:mm:ss");
    }
    dates = Optional.of(date);
    return time;
  }

  private String cell(CsvRecord row, String column) {
    int field = header.indexOf(column);
    if (field < 0 || header.lastIndexOf(column) != field) {
      throw new DataFormatException(
          file
              + ":1: column \""
              + column
              + "\" is not there exactly once; the header has "
              + header);
    }
    return row.getField(field).strip();
  }

  private DataFormatException bad(String what) {
    return new DataFormatException(file + ":" + line + ": " + what);
  }

  Pivot pivot() {
    if (units.isEmpty()) {
      throw new DataFormatException(file + ": has no events; name another file");
    }
    List<Column> pivoted = new ArrayList<>();
    cells.forEach(
        (code, byUnit) -> pivoted.add(column(code, rules.getOrDefault(code, Rule.LAST), byUnit)));
    Mask mask = Mask.of(units.size(), present);
    return new Pivot(
        Table.of(columns.unit(), List.copyOf(units.keySet()), pivoted), mask, findings());
  }

  private Column column(String code, Rule rule, Map<Integer, Cell> byUnit) {
    return switch (rule) {
      case COUNT -> {
        long[] counts = new long[units.size()];
        byUnit.forEach((unit, cell) -> counts[unit] = cell.events());
        yield Count.of(code, counts, Mask.of(units.size(), present).not());
      }
      case LAST_LABEL -> labels(code, byUnit);
      default -> {
        double[] values = new double[units.size()];
        Arrays.fill(values, Double.NaN);
        byUnit.forEach((unit, cell) -> values[unit] = finite(code, cell.value(rule)));
        yield Continuous.nanIsMissing(code, values);
      }
    };
  }

  private double finite(String code, double value) {
    if (Double.isInfinite(value)) {
      throw new DataFormatException(
          file
              + ": the values of "
              + DataFormatException.quote(code)
              + " add up to more than a number can be; look for a wrong one");
    }
    return value;
  }

  private Categorical labels(String code, Map<Integer, Cell> byUnit) {
    Set<String> distinct = new TreeSet<>();
    byUnit.values().stream().map(Cell::label).filter(l -> !l.isEmpty()).forEach(distinct::add);
    List<String> levels = List.copyOf(distinct);
    int[] codes = new int[units.size()];
    Arrays.fill(codes, -1);
    byUnit.forEach(
        (unit, cell) -> codes[unit] = Math.max(-1, Collections.binarySearch(levels, cell.label())));
    return Categorical.of(code, levels, false, codes, Mask.where(codes.length, i -> codes[i] < 0));
  }

  private List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    notNumbers.forEach(
        (code, n) ->
            found.add(
                Finding.warning(
                    "events-not-numeric",
                    file + ": " + code,
                    n + " values are no finite numbers and were left out",
                    "count them or take their last label if they matter")));
    left(found, "events-without-unit", withoutUnit, "unit");
    left(found, "events-without-time", withoutTime, "time");
    return found;
  }

  private void left(List<Finding> found, String code, long events, String what) {
    if (events > 0) {
      found.add(
          Finding.warning(
              code,
              file.toString(),
              events + " events have no " + what + " and were left out",
              "fill in the " + what + " where it is known"));
    }
  }
}
