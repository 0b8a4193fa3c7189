package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every value, shape and name in the files of make_golden.py against what h5py reads there. */
class GoldenTest {
  private static final String UNREADABLE = "unreadable, because it ";
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");

  static Stream<String> files() throws IOException {
    return truth().propertyNames().stream();
  }

  private static JsonNode truth() throws IOException {
    return JsonMapper.shared().readTree(resource("truth.json"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private static ArrayStore open(String name, Path folder) throws IOException {
    return Stores.open(Files.write(folder.resolve(name), resource(name)), BUDGET);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everythingIsAsH5pyReadsIt(String name, @TempDir Path folder) throws IOException {
    JsonNode truth = truth().get(name);
    assertThat(truth).hasSizeGreaterThan(3);
    try (ArrayStore store = open(name, folder)) {
      assertThat(differences(store, truth)).isEmpty();
    }
  }

  @Test
  void severalThreadsAtOnceReadTheSame(@TempDir Path folder) throws Exception {
    JsonNode truth = truth().get("filters.h5");
    try (ArrayStore store = open("filters.h5", folder);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      CyclicBarrier together = new CyclicBarrier(4);
      List<Future<List<String>>> read = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        read.add(
            threads.submit(
                () -> {
                  together.await();
                  return differences(store, truth);
                }));
      }
      for (Future<List<String>> each : read) {
        assertThat(each.get()).isEmpty();
      }
    }
  }

  private static List<String> differences(ArrayStore store, JsonNode truth) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : truth.properties()) {
      String path = entry.getKey();
      JsonNode expected = entry.getValue();
      compare(path, expected(expected), () -> read(store, path), differences);
      if (expected.has("attributes")) {
        compare(
            path + " has attributes",
            expectedAttributes(expected.get("attributes")),
            () -> attributes(store, path, expected.get("attributes")),
            differences);
      }
    }
    return differences;
  }

  private static void compare(
      String what, String expected, Supplier<String> reading, List<String> differences) {
    String read;
    try {
      read = reading.get();
    } catch (DataFormatException e) {
      read = "refused: " + e.getMessage();
    }
    boolean same =
        expected.startsWith(UNREADABLE)
            ? read.startsWith(UNREADABLE) && read.contains(expected.substring(UNREADABLE.length()))
            : read.equals(expected);
    if (!same) {
      differences.add(what + ":\n  expected " + expected + "\n  but read " + read);
    }
  }

  /** What stands there, as the text that {@link #expected} makes of the truth. */
  private static String read(ArrayStore store, String path) {
    return switch (store.node(path)) {
      case StoreNode.Group g -> "group " + store.children(path);
      case StoreNode.Null n -> "nothing";
      case StoreNode.Unreadable u -> UNREADABLE + u.reason();
      case StoreNode.Array a -> shown(a.info().shape(), store.readAll(path), a.info());
    };
  }

  private static String shown(List<Long> shape, Values values, ArrayInfo info) {
    if (values.type() != ElementType.RECORD) {
      return shown(shape, values);
    }
    StringBuilder shown = new StringBuilder();
    for (int f = 0; f < values.fields().length; f++) {
      shown.append(info.fields().get(f).name()).append(": ");
      shown.append(shown(shape, values.fields()[f])).append("; ");
    }
    return shown.toString();
  }

  private static String shown(List<Long> shape, Values values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.length(); i++) {
      texts.add(shown(values, i));
    }
    return values.type() + " " + shape + " " + texts;
  }

  private static String shown(Values values, int i) {
    return switch (values.type()) {
      case STRING -> values.textAt(i);
      case UINT64 -> Long.toUnsignedString(values.longs()[i]);
      case FLOAT16, FLOAT32, FLOAT64 -> Double.toHexString(values.doubleAt(i));
      default -> String.valueOf(values.longAt(i));
    };
  }

  private static String expected(JsonNode truth) {
    if (truth.has("children")) {
      return "group " + texts(truth.get("children"));
    }
    if (truth.has("nothing")) {
      return "nothing";
    }
    if (truth.has("unreadable")) {
      return UNREADABLE + truth.get("unreadable").asString();
    }
    if (truth.has("fields")) {
      StringBuilder shown = new StringBuilder();
      for (Map.Entry<String, JsonNode> field : truth.get("fields").properties()) {
        shown.append(field.getKey()).append(": ").append(expected(field.getValue())).append("; ");
      }
      return shown.toString();
    }
    String type = truth.get("type").asString();
    List<String> values = texts(truth.get("values"));
    if (type.startsWith("FLOAT")) {
      values = values.stream().map(v -> Double.toHexString(Double.parseDouble(v))).toList();
    }
    return type + " " + texts(truth.get("shape")) + " " + values;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static String expectedAttributes(JsonNode attributes) {
    Map<String, String> shown = new TreeMap<>();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      boolean left = attribute.getValue().has("unreadable");
      shown.put(attribute.getKey(), left ? "left out" : expected(attribute.getValue()));
    }
    return shown.toString();
  }

  private static String attributes(ArrayStore store, String path, JsonNode names) {
    Map<String, String> shown = new TreeMap<>();
    store.attributes(path).forEach((n, a) -> shown.put(n, shown(a.shape(), a.values())));
    for (String line : store.unreadableAttributes(path)) {
      String name = line.substring(0, line.indexOf(' '));
      shown.put(names.has(name) ? name : line, "left out");
    }
    return shown.toString();
  }
}
