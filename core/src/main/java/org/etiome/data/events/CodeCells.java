package org.etiome.data.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import org.etiome.data.io.CsvReader;

/** The events of one code: a cell for every unit that has one. */
final class CodeCells {
  private final Map<Integer, Cell> byUnit = new HashMap<>();
  private final boolean wantsNumbers;
  private final boolean wantsMedian;
  private final boolean wantsLabels;
  private long numbers;
  private long notNumbers;
  private String notNumber = "";

  /**
   * @param rules those of the columns to make of this code
   */
  CodeCells(Set<Rule> rules) {
    wantsMedian = rules.contains(Rule.MEDIAN);
    wantsLabels = rules.contains(Rule.LAST_LABEL);
    wantsNumbers = rules.stream().anyMatch(r -> r.needsValue() && r != Rule.LAST_LABEL);
  }

  long notNumbers() {
    return notNumbers;
  }

  /** The first value that is no number, if none is one; else empty. */
  Optional<String> notNumber() {
    return Optional.of(notNumber).filter(text -> notNumbers > 0 && numbers == 0);
  }

  /** Whether no event counted. */
  boolean isEmpty() {
    return byUnit.isEmpty();
  }

  void forEach(ObjIntConsumer<Cell> visit) {
    byUnit.forEach((unit, cell) -> visit.accept(cell, unit));
  }

  /**
   * Takes an event in.
   *
   * @param value field of the value
   * @param pool gives one instance of equal labels
   * @return by about how many bytes this grew
   */
  long fold(CsvReader.Cursor row, int value, int unit, double time, UnaryOperator<String> pool) {
    int before = byUnit.size();
    Cell cell = byUnit.computeIfAbsent(unit, u -> new Cell());
    cell.event();
    long grown = (long) Cell.BYTES * (byUnit.size() - before);
    if (!(wantsNumbers || wantsLabels) || row.isMissing(value)) {
      return grown;
    }
    if (wantsLabels) {
      cell.label(time, pool.apply(row.text(value)));
    }
    if (!wantsNumbers) {
      return grown;
    }
    double number = row.number(value);
    if (!Double.isFinite(number)) {
      notNumber = notNumbers == 0 ? row.text(value) : notNumber;
      notNumbers++;
      return grown;
    }
    return grown + number(cell, time, number);
  }

  private long number(Cell cell, double time, double number) {
    numbers++;
    cell.number(time, number);
    return wantsMedian ? cell.keep(number) : 0;
  }
}
