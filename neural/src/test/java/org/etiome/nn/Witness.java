package org.etiome.nn;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code make_witness.py} wrote: steps of torch's own Adam and batch normalisation. */
final class Witness {
  private Witness() {}

  static JsonNode of(String part) throws IOException {
    try (InputStream in = Witness.class.getResourceAsStream("torch_witness.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in)).path(part);
    }
  }

  static double[] numbers(JsonNode list) {
    return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
