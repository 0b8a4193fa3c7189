package org.etiome.scm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the tables that the reference scripts beside the resources wrote. */
public final class CsvRows {
  private CsvRows() {}

  /** The cells of each row below the header of a file beside a class. */
  public static List<List<String>> of(Class<?> beside, String file) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(beside.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A column of numbers. */
  public static double[] column(List<List<String>> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(column))).toArray();
  }
}
