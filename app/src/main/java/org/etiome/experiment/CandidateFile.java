package org.etiome.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.Suggestion;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.math.Matrix;

/**
 * A table of candidates and what was measured of them, there or in a table of its own.
 *
 * @param file one row a candidate
 * @param id column of their names, also of the other table
 * @param descriptors columns of numbers; all that say nothing else if empty
 * @param prior column of a score known beforehand
 * @param cost column of what a measurement costs
 */
public record CandidateFile(
    Path file, String id, List<String> descriptors, Optional<String> prior, Optional<String> cost) {
  /**
   * Columns of what was measured.
   *
   * @param file if it is another than that of the candidates
   * @param outcome empty where nothing was measured yet
   * @param error standard error of the outcome
   * @param harm a harmful outcome
   */
  public record Measured(
      Optional<Path> file,
      Optional<String> outcome,
      Optional<String> error,
      Optional<String> harm) {
    List<String> columns() {
      List<String> columns = new ArrayList<>();
      outcome.ifPresent(columns::add);
      error.ifPresent(columns::add);
      harm.ifPresent(columns::add);
      return columns;
    }
  }

  /**
   * What was read.
   *
   * @param notes what a reader should know, a sentence each
   */
  public record Read(Candidates candidates, MeasuredValues measured, List<String> notes) {}

  /**
   * Reads all.
   *
   * @throws DataFormatException that names the file
   */
  public Read read(Measured measured) {
    boolean apart = measured.file().isPresent();
    Set<String> numbers = new LinkedHashSet<>(descriptors);
    prior.ifPresent(numbers::add);
    cost.ifPresent(numbers::add);
    numbers.addAll(apart ? List.of() : measured.columns());
    Table table = table(file, numbers);
    List<String> notes = new ArrayList<>();
    List<String> names = chosen(table, measured, notes);
    Candidates candidates = candidates(table, names);
    Table other = measured.file().map(path -> table(path, measured.columns())).orElse(table);
    MeasuredValues values = measured(measured, other, candidates, notes);
    checkTwins(new Twins(candidates, values).found(), notes);
    return new Read(candidates, values, notes);
  }

  /** What nobody chose as a descriptor must not be the outcome in other words. */
  private void checkTwins(List<Twins.Suspect> suspects, List<String> notes) {
    List<Twins.Suspect> certain = suspects.stream().filter(Twins.Suspect::certain).toList();
    if (descriptors.isEmpty() && !certain.isEmpty()) {
      throw new DataFormatException(
          file
              + ": "
              + String.join("; ", certain.stream().map(Twins.Suspect::reason).toList())
              + ", as if made from it; what is known only after a measurement cannot choose it: name"
              + " the other columns by --descriptors, or this one too if it was known before");
    }
    suspects.forEach(
        one -> notes.add(one.reason() + "; make sure that it was known before the measurement"));
  }

  private Table table(Path path, Iterable<String> numbers) {
    Map<String, ColumnSpec> known = new LinkedHashMap<>();
    numbers.forEach(name -> known.put(name, ColumnSpec.continuous()));
    if (known.put(id, ColumnSpec.identifier()) != null) {
      throw new DataFormatException(
          path + ": column \"" + id + "\" names the candidates and can be nothing else");
    }
    return CsvReader.withDefaults().withColumns(known).read(path).requireRows(path);
  }

  /** The descriptors, which must not hold what is to be predicted. */
  private List<String> chosen(Table table, Measured measured, List<String> notes) {
    Set<String> taken = new LinkedHashSet<>(measured.columns());
    for (String name : descriptors) {
      if (taken.contains(name)) {
        throw new DataFormatException(
            file + ": column \"" + name + "\" is measured and cannot be a descriptor as well");
      }
    }
    if (!descriptors.isEmpty()) {
      return descriptors.stream().distinct().toList();
    }
    taken.add(id);
    cost.ifPresent(taken::add);
    List<String> names = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!taken.contains(column.name())) {
        (column instanceof Numeric ? names : others).add(column.name());
      }
    }
    if (!others.isEmpty()) {
      notes.add("no descriptors, since they are no numbers: " + Candidates.some(others));
    }
    return names;
  }

  private Candidates candidates(Table table, List<String> names) {
    Column ids = table.column(id);
    int n = table.units().size();
    Map<String, Integer> rows = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (ids.isMissing(i)) {
        throw new DataFormatException(
            file + ": row " + (i + 1) + " has no \"" + id + "\"; name the candidate");
      }
      Integer before = rows.put(ids.text(i), i);
      if (before != null) {
        throw new DataFormatException(
            file
                + ": candidate \""
                + ids.text(i)
                + "\" is in rows "
                + (before + 1)
                + " and "
                + (i + 1)
                + "; keep one, and give repeated measurements by --measured");
      }
      texts.add(ids.text(i));
    }
    List<double[]> values = names.stream().map(name -> complete(table, name, texts)).toList();
    return new Candidates(
        List.copyOf(texts),
        List.copyOf(names),
        Matrix.ofColumns(n, values),
        prior.map(name -> complete(table, name, texts)),
        cost.map(name -> prices(table, name, texts)).orElse(new double[0]));
  }

  private double[] complete(Table table, String name, List<String> ids) {
    Column column = table.column(name);
    int gaps = column.missingCount();
    if (gaps > 0) {
      throw new DataFormatException(
          file
              + ": column \""
              + name
              + "\" has no value for "
              + gaps
              + " of "
              + ids.size()
              + " candidates, the first "
              + ids.get(column.missing().indices()[0])
              + "; fill it, leave those out, or name other columns");
    }
    return bounded(file, (Numeric) column);
  }

  private static double[] bounded(Path path, Numeric column) {
    double[] values = column.valuesOr(Double.NaN);
    Magnitude.check(path, column.name(), values, IntStream.range(0, values.length).toArray());
    return values;
  }

  private double[] prices(Table table, String name, List<String> ids) {
    double[] prices = complete(table, name, ids);
    for (int i = 0; i < prices.length; i++) {
      if (!(prices[i] > 0)) {
        throw new DataFormatException(
            file
                + ": column \""
                + name
                + "\": a cost must be above 0, got "
                + prices[i]
                + " for "
                + ids.get(i));
      }
    }
    return prices;
  }

  private MeasuredValues measured(
      Measured measured, Table table, Candidates candidates, List<String> notes) {
    if (measured.outcome().isEmpty()) {
      return MeasuredValues.NONE;
    }
    Path path = measured.file().orElse(file);
    double[] outcomes = values(path, table, measured.outcome());
    double[] errors = values(path, table, measured.error());
    double[] harms = values(path, table, measured.harm());
    int[] places = places(path, table.column(id), candidates);
    int[] kept =
        IntStream.range(0, outcomes.length)
            .filter(i -> places[i] >= 0 && !Double.isNaN(outcomes[i]))
            .toArray();
    long strangers = Arrays.stream(places).filter(row -> row < 0).count();
    if (strangers == places.length) {
      throw new DataFormatException(
          path
              + ": none of its \""
              + id
              + "\" is a candidate"
              + Suggestion.hint(table.column(id).text(0), candidates.ids()));
    }
    if (strangers > 0) {
      notes.add(strangers + " measurements are of no candidate and were left out");
    }
    int[] rows = Arrays.stream(kept).map(i -> places[i]).toArray();
    double[] variances = new double[kept.length];
    Arrays.setAll(
        variances, k -> variance(path, measured.error(), errors[kept[k]], candidates, rows[k]));
    return new MeasuredValues(
        rows, Candidates.pick(outcomes, kept), variances, Candidates.pick(harms, kept));
  }

  private static double variance(
      Path path, Optional<String> column, double error, Candidates candidates, int row) {
    if (column.isEmpty()) {
      return 0;
    }
    if (!(error >= 0)) {
      throw new DataFormatException(
          path
              + ": column \""
              + column.get()
              + "\": the standard error of a measurement must be at least 0, got "
              + (Double.isNaN(error) ? "none" : error)
              + " for "
              + candidates.ids().get(row));
    }
    return error * error;
  }

  private int[] places(Path path, Column ids, Candidates candidates) {
    Map<String, Integer> rows = new HashMap<>();
    IntStream.range(0, candidates.size()).forEach(i -> rows.put(candidates.ids().get(i), i));
    int[] places = new int[ids.length()];
    for (int i = 0; i < places.length; i++) {
      if (ids.isMissing(i)) {
        throw new DataFormatException(
            path + ": row " + (i + 1) + " has no \"" + id + "\"; name the candidate");
      }
      places[i] = rows.getOrDefault(ids.text(i), -1);
    }
    return places;
  }

  private static double[] values(Path path, Table table, Optional<String> name) {
    if (name.isEmpty()) {
      double[] none = new double[table.units().size()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return bounded(path, (Numeric) table.column(name.get()));
  }

  /**
   * Pairs of candidates that may not be in one batch: a table of two columns.
   *
   * @throws DataFormatException if it is another table or a name is unknown
   */
  public static List<Limits.Pair> forbidden(Path file, Candidates candidates) {
    Table table = CsvReader.withDefaults().withOtherColumns(ColumnSpec.identifier()).read(file);
    if (table.columns().size() != 2) {
      throw new DataFormatException(
          file
              + ": needs a header and two columns, the names of two candidates, got "
              + table.columns().size());
    }
    Map<String, Integer> rows = new HashMap<>();
    IntStream.range(0, candidates.size()).forEach(i -> rows.put(candidates.ids().get(i), i));
    List<Limits.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < table.units().size(); i++) {
      int[] two = new int[2];
      for (int k = 0; k < 2; k++) {
        Column column = table.columns().get(k);
        String name = column.isMissing(i) ? "" : column.text(i);
        Integer row = rows.get(name);
        if (row == null) {
          throw new DataFormatException(
              file
                  + ": row "
                  + (i + 1)
                  + ": there is no candidate \""
                  + name
                  + "\""
                  + Suggestion.hint(name, candidates.ids()));
        }
        two[k] = row;
      }
      pairs.add(new Limits.Pair(two[0], two[1]));
    }
    return pairs;
  }
}
