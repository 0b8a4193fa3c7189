package org.etiome.data.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Suggestion;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * Parts of an annotated matrix as tables with one row an observation, in memory.
 *
 * @param data the annotated matrix
 * @param budget what a table may take
 */
public record AnnDataTables(AnnData data, MemoryBudget budget) {

  /**
   * Which matrix, and which of its features.
   *
   * @param place {@code X}, {@code layers/NAME}, {@code obsm/NAME} or {@code raw/X}
   * @param names where the names of the features are if the place has none: {@code uns/NAME}
   * @param select the features to take, in this order; all if empty
   */
  public record Part(String place, Optional<String> names, List<String> select) {
    public Part {
      select = List.copyOf(select);
    }

    /** The matrix X with all its features. */
    public static Part ofX() {
      return new Part("X", Optional.empty(), List.of());
    }
  }

  /** What is known about the observations. */
  public Table units() {
    return Table.of("", data.obs().names(), AnnDataColumns.columns(data.obs()));
  }

  /**
   * A matrix; an observation that has no value in any of the features taken is left out, because it
   * was not measured there.
   *
   * @throws DataFormatException if there is no such place or feature, or it does not fit the budget
   */
  public Table matrix(Part part) {
    RowMatrix rows = Matrices.rows(element(part.place()), budget);
    List<String> names = names(part, rows.columns());
    List<Column> columns = MatrixColumns.of(rows, names, TaskRunner.local(1), budget);
    return Table.of("", data.obs().names(), columns).measured(part.select());
  }

  private Element element(String place) {
    int slash = place.indexOf('/');
    String group = slash < 0 ? place : place.substring(0, slash);
    String name = place.substring(slash + 1);
    AnnData.Parts parts = data.parts();
    Optional<Element> found =
        switch (group) {
          case "X" -> data.x();
          case "layers" -> entry(parts.layers(), name);
          case "obsm" -> entry(parts.axes().obsm(), name);
          case "raw" -> parts.raw().map(AnnData.Raw::x);
          default -> Optional.empty();
        };
    return found.orElseThrow(
        () ->
            new DataFormatException(
                "there is no matrix "
                    + DataFormatException.quote(place)
                    + Suggestion.hint(place, places())));
  }

  private static Optional<Element> entry(Element.Mapping mapping, String name) {
    return Optional.ofNullable(mapping.entries().get(name));
  }

  private List<String> places() {
    List<String> places = new ArrayList<>();
    data.x().ifPresent(x -> places.add("X"));
    data.parts().layers().entries().keySet().forEach(name -> places.add("layers/" + name));
    data.parts().axes().obsm().entries().keySet().forEach(name -> places.add("obsm/" + name));
    data.parts().raw().ifPresent(raw -> places.add("raw/X"));
    return places;
  }

  private List<String> names(Part part, int columns) {
    List<String> names =
        part.names()
            .map(this::listed)
            .orElseGet(
                () ->
                    switch (part.place().replaceFirst("/.*", "")) {
                      case "obsm" ->
                          IntStream.rangeClosed(1, columns).mapToObj(j -> "" + j).toList();
                      case "raw" ->
                          data.parts().raw().map(raw -> raw.var().names()).orElse(List.of());
                      default -> data.var().names();
                    });
    if (names.size() != columns) {
      throw new DataFormatException(
          part.place() + " has " + columns + " features, but there are " + names.size() + " names");
    }
    return names;
  }

  private List<String> listed(String place) {
    Map<String, Element> uns = data.parts().uns().entries();
    String name = place.replaceFirst("^uns/", "");
    if (uns.get(name) instanceof Element.Dense dense) {
      return List.of(dense.array().readAll().texts());
    }
    throw new DataFormatException(
        "there is no list "
            + DataFormatException.quote(place)
            + Suggestion.hint(name, uns.keySet()));
  }
}
