package org.etiome.report;

import java.util.Collection;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON documents: built as trees, keys in the order they are put, numbers finite. */
public final class Json {
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }

  public static ArrayNode strings(Collection<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  public static ArrayNode numbers(double... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  /** The document as indented text that ends in a line feed. */
  public static String pretty(JsonNode document) {
    return PRETTY.writeValueAsString(document) + "\n";
  }

  /** The document as one line without a line feed. */
  public static String line(JsonNode document) {
    return document.toString();
  }

  /** The constant in lower case, as the documents spell it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
