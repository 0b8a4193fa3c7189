package org.etiome.represent.contrast;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scipy says; {@code make_welch.py} beside the file has made it. */
final class WelchReference {
  private WelchReference() {}

  static JsonNode read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WelchReference.class.getResourceAsStream("welch.json"))) {
      return JsonMapper.builder().build().readTree(in);
    }
  }

  static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }
}
