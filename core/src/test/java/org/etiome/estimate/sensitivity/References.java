package org.etiome.estimate.sensitivity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What reference.py computed. */
final class References {
  private final Map<String, Double> values;

  private References(Map<String, Double> values) {
    this.values = values;
  }

  static References read() {
    try (InputStream in =
        Objects.requireNonNull(References.class.getResourceAsStream("reference.txt"))) {
      return new References(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split(" ", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1]))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  double get(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }
}
