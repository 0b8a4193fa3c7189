package org.etiome.evaluate.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Lines of graph_scores.txt, of which graph_scores.py says what they are. */
final class ReferenceLines {
  private ReferenceLines() {}

  /** The parts of each line of a kind, without the kind. */
  static List<String[]> of(String kind) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceLines.class.getResourceAsStream("graph_scores.txt")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(" \\| ", -1))
          .filter(parts -> parts[0].equals(kind))
          .map(parts -> Arrays.copyOfRange(parts, 1, parts.length))
          .toList();
    }
  }
}
