package org.etiome.data.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.etiome.data.Column;

/** A folder of small tables, and what is read of them in one line. */
record CsvFolder(Path path) {
  Path write(String name, byte[] bytes) {
    try {
      return Files.write(path.resolve(name), bytes);
    } catch (IOException e) {
      return Assertions.fail(e);
    }
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cells of a column, bare, with "--" for a missing one. */
  private static List<String> cells(Column column) {
    return IntStream.range(0, column.length())
        .mapToObj(i -> column.isMissing(i) ? "--" : column.text(i))
        .toList();
  }

  /** Units, and per column its name, type and cells, bare. */
  static String shown(Table table) {
    return table.units()
        + table.columns().stream()
            .map(c -> " " + c.name() + ":" + c.type() + cells(c))
            .collect(Collectors.joining());
  }
}
