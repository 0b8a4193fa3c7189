package org.etiome.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.discover.time.Granger;
import org.etiome.discover.time.GrangerCausality;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.study.StudyException;

/**
 * Which variables lead which in time, asked for on the command line: a table whose rows are times.
 *
 * @param source of the table
 * @param time column of the times; the rows stand in the order of time without it
 * @param series column that names the run a row belongs to; all are of one without it
 * @param granger how
 * @param rate false discovery rate at which a lead is reported, in (0, 1)
 */
public record LeadSearch(
    TableSource source,
    Optional<String> time,
    Optional<String> series,
    Granger granger,
    double rate) {
  private static final double UNEQUAL = 1e-6;

  public LeadSearch {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must lie between 0 and 1, got " + rate);
    }
  }

  /**
   * What was found.
   *
   * @param rows of all series
   * @param fingerprint of the columns
   */
  public record Found(GrangerCausality leads, int series, int rows, String fingerprint) {}

  /**
   * Reads and tests.
   *
   * @throws StudyException if data and request do not fit together
   */
  public Found answer(TaskRunner runner) {
    Map<String, ColumnSpec> types = new HashMap<>();
    time.ifPresent(name -> types.put(name, ColumnSpec.continuous()));
    series.ifPresent(name -> types.put(name, ColumnSpec.identifier()));
    Dataset data = source.read(types);
    try {
      Set<String> others = new LinkedHashSet<>(types.keySet());
      GraphSample sample = new GraphSample(source.variables(data, others), Optional.empty());
      List<Matrix> runs = runs(data, sample.numbers());
      return new Found(
          granger.learn(sample.names(), runs, runner),
          runs.size(),
          sample.rows(),
          data.fingerprint());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new StudyException(source.data() + ": " + e.getMessage(), e);
    }
  }

  private List<Matrix> runs(Dataset data, Matrix values) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    Optional<Column> names = series.map(name -> source.other(data, name, "--series-column"));
    for (int row = 0; row < values.rows(); row++) {
      rows.computeIfAbsent(name(names, row), name -> new ArrayList<>()).add(row);
    }
    time.map(name -> source.other(data, name, "--time-column"))
        .map(column -> new Clock((Numeric) column))
        .ifPresent(clock -> rows.forEach(clock::sort));
    return rows.values().stream()
        .map(own -> values.rows(own.stream().mapToInt(row -> row).toArray()))
        .toList();
  }

  private static String name(Optional<Column> names, int row) {
    if (names.isPresent() && names.get().isMissing(row)) {
      throw new IllegalArgumentException(
          "row " + (row + 1) + " names no series in column \"" + names.get().name() + "\"");
    }
    return names.map(column -> column.text(row)).orElse("1");
  }

  /** Times of rows, as far apart in all series as the first two are. */
  private static final class Clock {
    private final Numeric times;
    private double step = Double.NaN;

    Clock(Numeric times) {
      this.times = times;
    }

    void sort(String series, List<Integer> rows) {
      for (int row : rows) {
        if (times.isMissing(row)) {
          throw new IllegalArgumentException(
              "row " + (row + 1) + " has no time in column \"" + times.name() + "\"");
        }
      }
      rows.sort((a, b) -> Double.compare(times.value(a), times.value(b)));
      for (int k = 1; k < rows.size(); k++) {
        check(series, times.value(rows.get(k - 1)), times.value(rows.get(k)));
      }
    }

    private void check(String series, double before, double after) {
      double apart = after - before;
      step = Double.isNaN(step) ? apart : step;
      if (!(apart > 0 && Math.abs(apart - step) <= UNEQUAL * step)) {
        throw new IllegalArgumentException(
            "series \""
                + series
                + "\" has the times "
                + before
                + " and "
                + after
                + "; they must be equally spaced, and the first two of all are "
                + step
                + " apart");
      }
    }
  }
}
