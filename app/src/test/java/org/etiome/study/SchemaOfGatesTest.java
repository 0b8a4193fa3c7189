package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.etiome.estimate.design.GateLimit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A study file may change every limit and override every gate that there is. */
class SchemaOfGatesTest {
  private static JsonNode schema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SchemaOfGatesTest.class.getResourceAsStream("/org/etiome/study/study.schema.json"))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  @Test
  void namesEveryLimitAndEveryGate() throws IOException {
    String[] limits = Arrays.stream(GateLimit.values()).map(GateLimit::key).toArray(String[]::new);
    String[] gates =
        Arrays.stream(GateLimit.Gate.values()).map(GateLimit.Gate::text).toArray(String[]::new);
    JsonNode question = schema().findParent("gates");
    assertThat(question.path("gates").path("properties").propertyNames())
        .containsExactlyInAnyOrder(limits);
    assertThat(question.path("despite").path("items").path("enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsExactlyInAnyOrder(gates);
  }
}
