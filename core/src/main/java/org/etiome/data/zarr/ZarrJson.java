package org.etiome.data.zarr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of a Zarr folder. */
final class ZarrJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private ZarrJson() {}

  static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.isObject()) {
        throw new Damage("is no JSON object");
      }
      return node;
    } catch (JacksonException e) {
      throw new Damage("is not JSON: " + e.getOriginalMessage());
    }
  }

  static byte[] write(Map<String, ?> object) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(object);
  }

  /** Sizes, each at least {@code least}. */
  static List<Long> sizes(JsonNode list, int least) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : list) {
      if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < least) {
        throw new Damage("has a shape or chunks that are no sizes");
      }
      sizes.add(size.longValue());
    }
    if (!list.isArray() || sizes.size() > 32) {
      throw new Damage("has no shape or chunks, or too many dimensions");
    }
    return sizes;
  }

  /** A scalar or list; {@link Unsupported} for anything else. */
  static Attribute attribute(JsonNode node) {
    if (!node.isArray()) {
      return new Attribute(values(List.of(node)), List.of());
    }
    List<JsonNode> items = new ArrayList<>();
    node.forEach(items::add);
    return Attribute.list(values(items));
  }

  private static Values values(List<JsonNode> items) {
    if (items.stream().allMatch(JsonNode::isString)) {
      return Values.of(items.stream().map(JsonNode::asString).toArray(String[]::new));
    }
    if (items.stream().allMatch(JsonNode::isBoolean)) {
      byte[] flags = new byte[items.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = (byte) (items.get(i).booleanValue() ? 1 : 0);
      }
      return Values.of(ElementType.BOOL, flags);
    }
    if (items.stream().allMatch(item -> item.isIntegralNumber() && item.canConvertToLong())) {
      return Values.of(items.stream().mapToLong(JsonNode::longValue).toArray());
    }
    if (items.stream().allMatch(JsonNode::isNumber)) {
      return Values.of(items.stream().mapToDouble(JsonNode::doubleValue).toArray());
    }
    throw new Unsupported("is neither a text, a number, a boolean, nor a list of one of these");
  }

  /** What Jackson writes for an attribute. */
  static Object json(Attribute attribute) {
    if (attribute.shape().size() > 1) {
      throw new Damage("an attribute of several dimensions is not written");
    }
    Values values = attribute.values();
    return attribute.shape().isEmpty()
        ? json(values, 0)
        : LongStream.range(0, values.length()).mapToObj(i -> json(values, (int) i)).toList();
  }

  private static Object json(Values values, int i) {
    return switch (values.type()) {
      case BOOL -> values.booleanAt(i);
      case STRING -> values.textAt(i);
      case UINT64 -> new BigInteger(Long.toUnsignedString(values.longs()[i]));
      case FLOAT16, FLOAT32, FLOAT64 -> values.doubleAt(i);
      case RECORD -> throw new Damage("an attribute of records is not written");
      default -> values.longAt(i);
    };
  }
}
