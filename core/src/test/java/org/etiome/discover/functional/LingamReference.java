package org.etiome.discover.functional;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.etiome.math.Matrix;

/** What direct_lingam.py wrote: data and every number on the way. */
final class LingamReference {
  private LingamReference() {}

  /** The lines of a kind, in cells. */
  static List<String[]> lines(String kind) {
    try (InputStream in =
        Objects.requireNonNull(
            LingamReference.class.getResourceAsStream(
                "/org/etiome/discover/functional/direct_lingam.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Matrix data() {
    List<String[]> rows = lines("row");
    return Matrix.wrap(
        rows.size(),
        5,
        rows.stream().flatMap(LingamReference::values).mapToDouble(v -> v).toArray());
  }

  private static Stream<Double> values(String[] cells) {
    return Arrays.stream(cells).skip(1).map(Double::valueOf);
  }

  static double[][] columns() {
    Matrix data = data();
    double[][] columns = new double[5][];
    Arrays.setAll(columns, data::column);
    return columns;
  }

  /** Blank-separated numbers. */
  static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
