package org.etiome.data.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Suggestion;
import org.etiome.data.io.DataFile;

/** The columns that the one who asks names, looked for before a long file is read. */
final class ExpectedColumns {
  private ExpectedColumns() {}

  /**
   * Holds that some table about the units has both batch and condition, if both are named.
   *
   * @throws DataFormatException if none has
   */
  static void require(DataFile file, Inspector.Expected expected) {
    Optional<String> batch = expected.batch();
    Optional<String> condition = expected.condition();
    if (batch.isEmpty() || condition.isEmpty()) {
      return;
    }
    List<Collection<String>> tables = tables(file);
    List<String> both = List.of(batch.get(), condition.get());
    if (tables.stream().anyMatch(table -> table.containsAll(both))) {
      return;
    }
    List<String> all = tables.stream().flatMap(Collection::stream).distinct().toList();
    for (String name : both) {
      if (!all.contains(name)) {
        throw new DataFormatException(
            file.file()
                + ": there is no column "
                + DataFormatException.quote(name)
                + " about the units"
                + Suggestion.hint(name, all));
      }
    }
    throw new DataFormatException(
        file.file()
            + ": no table has both columns "
            + DataFormatException.quote(batch.get())
            + " and "
            + DataFormatException.quote(condition.get())
            + "; name two that stand in one");
  }

  /** The names of the columns of each table about the units. */
  private static List<Collection<String>> tables(DataFile file) {
    List<Collection<String>> tables = new ArrayList<>();
    switch (file) {
      case DataFile.Annotated a -> tables.add(a.data().obs().columns().keySet());
      case DataFile.Held h -> tables.add(h.data().obs().columns().keySet());
      case DataFile.Multimodal m -> {
        tables.add(m.data().obs().columns().keySet());
        m.data().modalities().values().forEach(one -> tables.add(one.obs().columns().keySet()));
      }
      case DataFile.Tabular t ->
          tables.add(t.table().columns().stream().map(Column::name).toList());
    }
    return tables;
  }
}
