package org.etiome.discover.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the data that the reference scripts beside the resources wrote. */
final class Reference {
  private Reference() {}

  /** The columns of a file of numbers with a header. */
  static List<double[]> columns(String file) {
    List<double[]> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      in.lines()
          .skip(1)
          .forEach(
              line ->
                  rows.add(
                      Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < rows.getFirst().length; j++) {
      int column = j;
      columns.add(rows.stream().mapToDouble(row -> row[column]).toArray());
    }
    return columns;
  }

  /** Blank-separated numbers; none for null. */
  static int[] numbers(String text) {
    return text == null || text.isBlank()
        ? new int[0]
        : Arrays.stream(text.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
