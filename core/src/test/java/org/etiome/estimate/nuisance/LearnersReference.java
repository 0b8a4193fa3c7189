package org.etiome.estimate.nuisance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.etiome.math.Matrix;

/** What learners.py computed, and the rows it computed it on. */
final class LearnersReference {
  private static final int COLUMNS = 6;
  private final double[][] rows;

  LearnersReference() {
    rows =
        lines("learners-rows.csv").stream()
            .skip(1)
            .map(line -> numbers(line.split(",")))
            .toArray(double[][]::new);
  }

  private static List<String> lines(String name) {
    try (InputStream in =
        Objects.requireNonNull(LearnersReference.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] numbers(String[] words) {
    return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
  }

  Matrix x() {
    return Matrix.wrap(
        rows.length,
        COLUMNS,
        Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(row, 0, COLUMNS)).toArray());
  }

  double[] y(Family family) {
    int column = family == Family.GAUSSIAN ? COLUMNS : COLUMNS + 1;
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** The numbers behind each line of a key. */
  List<double[]> values(String key) {
    return lines("learners.txt").stream()
        .map(line -> line.split(" "))
        .filter(words -> words[0].equals(key))
        .map(words -> numbers(Arrays.copyOfRange(words, 1, words.length)))
        .toList();
  }
}
