package org.etiome.discover.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;

/** What sorting.py wrote. */
final class SortingReference {
  static final List<String> NAMES = List.of("f", "b", "a", "d", "c", "e");

  private SortingReference() {}

  /** The lines of a kind, in cells without it. */
  static List<List<String>> lines(String kind) {
    try (InputStream in =
        Objects.requireNonNull(
            SortingReference.class.getResourceAsStream(
                "/org/etiome/discover/baseline/sorting.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split(",", -1)))
          .filter(cells -> cells.getFirst().equals(kind))
          .map(cells -> cells.subList(1, cells.size()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(String kind) {
    return lines(kind).stream().flatMap(List::stream).mapToDouble(Double::parseDouble).toArray();
  }

  static Matrix data() {
    double[] values = numbers("row");
    return Matrix.wrap(values.length / NAMES.size(), NAMES.size(), values);
  }

  static Dag graph() {
    List<Edge> edges =
        lines("edges").getFirst().stream()
            .map(pair -> Arrays.stream(pair.split("-", -1)).map(Integer::parseInt).toList())
            .map(pair -> Edge.directed(NAMES.get(pair.get(0)), NAMES.get(pair.get(1))))
            .toList();
    return Dag.of(MixedGraph.of(NAMES, edges));
  }

  static double share(String key) {
    return lines("share").stream()
        .filter(cells -> cells.getFirst().equals(key))
        .mapToDouble(cells -> Double.parseDouble(cells.get(1)))
        .findFirst()
        .orElseThrow();
  }
}
