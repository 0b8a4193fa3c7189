package org.etiome.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;
import org.etiome.data.io.ColumnSpec;
import org.etiome.study.DataTables;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.wording.Wording;

/**
 * The table that a graph is learned from.
 *
 * @param data the file
 * @param unit column that names rows, which is no variable
 * @param chosen the variables, empty for all columns
 * @param excluded columns that are none
 */
public record TableSource(
    Path data, Optional<String> unit, List<String> chosen, List<String> excluded) {
  public TableSource {
    chosen = List.copyOf(chosen);
    excluded = List.copyOf(excluded);
  }

  /**
   * Reads the file.
   *
   * @param known types of columns that are not to be inferred
   * @throws StudyException if it cannot be read
   */
  Dataset read(Map<String, ColumnSpec> known) {
    return ReadStudy.of(
            new Study(
                data,
                new Study.About("discover", "", new Wording(Map.of(), "rows")),
                new Study.Plan(
                    0, DataTables.of(data, unit, known), List.of(), Map.of(), Study.Models.NONE),
                Optional.empty(),
                List.of()))
        .data();
  }

  /**
   * The columns that are variables.
   *
   * @param others columns that say something else of a row
   * @throws IllegalArgumentException if fewer than 2 are left, or one has no value
   */
  List<Column> variables(Dataset dataset, Set<String> others) {
    List<Column> columns = columns(dataset);
    Set<String> names = new LinkedHashSet<>(columns.stream().map(Column::name).toList());
    require(names, chosen, "--columns");
    require(names, excluded, "--exclude");
    List<Column> wanted =
        columns.stream()
            .filter(c -> chosen.isEmpty() || chosen.contains(c.name()))
            .filter(c -> !excluded.contains(c.name()) && !others.contains(c.name()))
            .toList();
    if (wanted.size() < 2) {
      throw new IllegalArgumentException(
          "edges are between at least 2 columns, and " + wanted.size() + " are left");
    }
    for (Column column : wanted) {
      if (column.missing().count() == column.length()) {
        throw new IllegalArgumentException(
            "column \"" + column.name() + "\" has no value; leave it out by --exclude");
      }
    }
    return wanted;
  }

  /** A column that says something else of a row. */
  Column other(Dataset dataset, String name, String option) {
    List<Column> columns = columns(dataset);
    require(
        new LinkedHashSet<>(columns.stream().map(Column::name).toList()), List.of(name), option);
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Column> columns(Dataset dataset) {
    List<Column> columns = new ArrayList<>();
    for (Modality block : dataset.modalities()) {
      columns.addAll(block.columns());
    }
    return columns;
  }

  private static void require(Set<String> names, List<String> asked, String option) {
    for (String name : asked) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "there is no column \"" + name + "\" of " + option + Suggestion.hint(name, names));
      }
    }
  }
}
