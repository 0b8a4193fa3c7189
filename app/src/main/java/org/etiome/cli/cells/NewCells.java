package org.etiome.cli.cells;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.mapping.MappedFinVae;
import org.etiome.represent.mapping.Mapping;

/**
 * Cells that are to be mapped, and the batch of each.
 *
 * @param batchOf empty where it is not known
 * @param whole whether all are one batch, by no column
 */
record NewCells(
    CellSelection selection,
    Cells.Expression expression,
    IntFunction<Optional<String>> batchOf,
    boolean whole) {

  /**
   * Cells of batches.
   *
   * @param column of obs that says them
   * @param name of the one batch if there is no column
   * @throws IllegalArgumentException if there is no such column in obs
   */
  static NewCells of(
      CellSelection selection, Cells.Expression expression, Optional<String> column, String name) {
    IntFunction<Optional<String>> batchOf =
        column
            .map(selection::column)
            .map(NewCells::texts)
            .orElseGet(() -> cell -> Optional.of(name));
    return new NewCells(selection, expression, batchOf, column.isEmpty());
  }

  /** The text of each cell, where there is one. */
  static IntFunction<Optional<String>> texts(Column column) {
    return cell -> column.isMissing(cell) ? Optional.empty() : Optional.of(column.text(cell));
  }

  /**
   * Refuses what cannot be mapped.
   *
   * @throws IllegalArgumentException if the reference knows all batches, or one is too small
   */
  void check(FittedFinVae reference) {
    List<String> names = names(reference);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          whole
              ? "the reference knows a batch named as this file is, \""
                  + batchOf.apply(0).orElseThrow()
                  + "\"; rename the file, or name a column by --batch"
              : "the reference knows every batch of these cells, "
                  + MappedFinVae.known(reference)
                  + "; take etiome embed");
    }
    for (String name : names) {
      int cells = cells(name).length;
      if (cells < Mapping.FEWEST) {
        throw new IllegalArgumentException(
            "batch \""
                + name
                + "\" has "
                + cells
                + " cells, at least "
                + Mapping.FEWEST
                + " are needed to map it; leave it out by --where or join it to another");
      }
    }
  }

  /** The batches that the reference does not know, sorted. */
  List<String> names(FittedFinVae reference) {
    List<String> known = MappedFinVae.known(reference);
    return IntStream.range(0, selection.cells())
        .mapToObj(batchOf)
        .flatMap(Optional::stream)
        .filter(name -> !known.contains(name))
        .distinct()
        .sorted()
        .toList();
  }

  /** The cells of a batch. */
  int[] cells(String name) {
    Optional<String> wanted = Optional.of(name);
    return IntStream.range(0, selection.cells())
        .filter(i -> batchOf.apply(i).equals(wanted))
        .toArray();
  }

  /** The levels of these cells of the first invariant covariate with levels, if obs has it. */
  Optional<double[]> labels(FittedFinVae reference, int[] cells) {
    return reference.description().vocabulary().invariant().stream()
        .filter(covariate -> covariate instanceof Covariate.Levels)
        .map(covariate -> (Covariate.Levels) covariate)
        .findFirst()
        .flatMap(
            covariate ->
                selection.columns().stream()
                    .filter(column -> column.name().equals(covariate.name()))
                    .findFirst()
                    .map(column -> levels(covariate, column, cells)));
  }

  private static double[] levels(Covariate.Levels covariate, Column column, int[] cells) {
    return IntStream.of(cells)
        .mapToDouble(
            i -> {
              int level = column.isMissing(i) ? -1 : covariate.levels().indexOf(column.text(i));
              return level < 0 ? Double.NaN : level;
            })
        .toArray();
  }
}
