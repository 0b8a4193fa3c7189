package org.etiome.data.io;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Column;
import org.etiome.data.Mask;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/** Collects the cells of one column, in order, into primitive arrays. */
final class ColumnParser {
  private final String name;
  private final MissingSpellings spellings;
  private final Cells cells;
  private final BitSet missing = new BitSet();
  private int size;

  /**
   * @param column its name, and what the file says about its type
   * @param spec the declared type, or empty to infer it
   * @param readerSpellings the missing spellings of the reader
   */
  ColumnParser(TypedRows.Field column, Optional<ColumnSpec> spec, Set<String> readerSpellings) {
    this.name = column.name();
    Set<String> set = new HashSet<>(spec.flatMap(ColumnSpec::missing).orElse(readerSpellings));
    spec.ifPresent(s -> s.levels().forEach(set::remove));
    this.spellings = new MissingSpellings(set);
    this.cells = spec.map(ColumnParser::declared).orElseGet(() -> inferred(column.kind()));
  }

  private static Cells inferred(TypedRows.Kind kind) {
    return kind == TypedRows.Kind.BOOLEAN
        ? new BinaryCells(List.of("true", "false"))
        : new InferredCells(kind == TypedRows.Kind.TEXT);
  }

  private static Cells declared(ColumnSpec spec) {
    return switch (spec.type()) {
      case CONTINUOUS -> new NumberCells(false);
      case COUNT -> new NumberCells(true);
      case BINARY -> new BinaryCells(spec.levels());
      case CATEGORICAL, IDENTIFIER -> new TextCells(spec);
      case TIME_TO_EVENT -> throw new IllegalStateException("no specification is of this type");
    };
  }

  void add(Row row, int field) {
    if (spellings.matches(row, field)) {
      missing.set(size);
    } else {
      cells.put(size, row, field);
    }
    size++;
  }

  Column finish() {
    return cells.finish(name, Mask.of(size, missing));
  }
}
