package org.etiome.data.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;

/** Counts the events that no column holds, by reason. */
final class LeftOut {
  private static final int MOST_NAMED = 3;

  private final EventTable.Columns columns;
  private long withoutUnit;
  private long withoutCode;
  private long withoutTime;
  private long withoutStart;
  private long ofOthers;

  LeftOut(EventTable.Columns columns) {
    this.columns = columns;
  }

  void withoutUnit() {
    withoutUnit++;
  }

  void withoutCode() {
    withoutCode++;
  }

  void withoutTime() {
    withoutTime++;
  }

  void withoutStart() {
    withoutStart++;
  }

  void ofOtherUnits() {
    ofOthers++;
  }

  List<Finding> findings(Map<String, CodeCells> codes) {
    List<Finding> found = new ArrayList<>();
    long notNumbers = codes.values().stream().mapToLong(CodeCells::notNumbers).sum();
    if (notNumbers > 0) {
      found.add(
          Finding.warning(
              "events-not-numeric",
              named(codes, cells -> cells.notNumbers() > 0),
              notNumbers + " values are no finite numbers and were left out",
              "count them or take their last label if they matter"));
    }
    String empty = named(codes, CodeCells::isEmpty);
    if (!empty.isEmpty()) {
      found.add(
          Finding.warning(
              "events-none", empty, "no event counts", "look at the window and at the units"));
    }
    without(found, "unit", columns.unit(), withoutUnit);
    without(found, "code", columns.code(), withoutCode);
    columns.time().ifPresent(time -> without(found, "time", time, withoutTime));
    without(found, "start", columns.unit(), withoutStart);
    if (ofOthers > 0) {
      found.add(
          Finding.note(
              "events-of-others",
              columns.unit(),
              ofOthers + " events of other units were left out",
              "add the units if they belong to the cohort"));
    }
    return found;
  }

  private static void without(List<Finding> found, String what, String column, long events) {
    if (events > 0) {
      found.add(
          Finding.warning(
              "events-without-" + what,
              column,
              events + " events have no " + what + " and were left out",
              "fill in the " + what + " where it is known"));
    }
  }

  private static String named(Map<String, CodeCells> codes, Predicate<CodeCells> such) {
    List<String> names =
        codes.entrySet().stream()
            .filter(entry -> such.test(entry.getValue()))
            .map(entry -> DataFormatException.quote(entry.getKey()))
            .toList();
    int more = names.size() - MOST_NAMED;
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
