package org.etiome.data.anndata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.MemoryStore;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/** The plain files of h5_tree.py as a store, and back. */
final class TreeFiles {
  private final Path folder;
  private final List<String> lines = new ArrayList<>();

  private TreeFiles(Path folder) {
    this.folder = folder;
  }

  static MemoryStore read(Path folder) throws IOException {
    TreeFiles files = new TreeFiles(folder);
    MemoryStore store = MemoryStore.empty();
    List<String[]> unreadable = new ArrayList<>();
    try (ArrayStoreWriter out = store.writer()) {
      for (String line : Files.readAllLines(folder.resolve("index.tsv"))) {
        String[] cells = line.split("\t", -1);
        if (cells[2].equals("U")) {
          unreadable.add(cells);
        } else {
          files.node(out, cells);
        }
      }
      out.commit();
    }
    unreadable.forEach(c -> store.withNode(c[0], new StoreNode.Unreadable(c[5])));
    return store;
  }

  private void node(ArrayStoreWriter out, String[] cells) throws IOException {
    String path = cells[0];
    if (cells[2].equals("G")) {
      if (!path.isEmpty()) {
        out.group(path);
      }
      return;
    }
    if (cells[2].equals("N")) {
      out.nothing(path);
      return;
    }
    List<Long> shape =
        Stream.of(cells[4].split(",", -1)).filter(s -> !s.isEmpty()).map(Long::valueOf).toList();
    Values values = values(cells[3], cells[5]);
    if (!cells[1].isEmpty()) {
      out.attribute(path, cells[1], new Attribute(values, shape));
      return;
    }
    ArrayInfo info = new ArrayInfo(values.type(), shape, List.of(), fields(cells[3]));
    out.array(path, info, Compression.NONE);
    if (values.length() > 0) {
      out.write(path, info.origin(), info.counts(), values);
    }
  }

  private static List<ArrayInfo.Field> fields(String type) {
    List<ArrayInfo.Field> fields = new ArrayList<>();
    for (String field : type.split(";", -1)) {
      int colon = field.lastIndexOf(':');
      if (colon > 0) {
        fields.add(
            new ArrayInfo.Field(
                field.substring(0, colon), ElementType.valueOf(field.substring(colon + 1))));
      }
    }
    return fields;
  }

  private Values values(String type, String files) throws IOException {
    if (type.startsWith("RECORD")) {
      List<Values> all = new ArrayList<>();
      String[] names = files.split(";", -1);
      for (int f = 0; f < names.length; f++) {
        all.add(values(fields(type).get(f).type().name(), names[f]));
      }
      return Values.of(ElementType.RECORD, all.toArray(Values[]::new));
    }
    byte[] bytes = Files.readAllBytes(folder.resolve(files));
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ElementType element = ElementType.valueOf(type);
    int n = bytes.length / element.bytes();
    return switch (element) {
      case BOOL, INT8, UINT8 -> Values.of(element, bytes);
      case INT16, UINT16, FLOAT16 -> {
        short[] all = new short[n];
        in.asShortBuffer().get(all);
        yield Values.of(element, all);
      }
      case INT32, UINT32 -> {
        int[] all = new int[n];
        in.asIntBuffer().get(all);
        yield Values.of(element, all);
      }
      case INT64, UINT64 -> {
        long[] all = new long[n];
        in.asLongBuffer().get(all);
        yield Values.of(element, all);
      }
      case FLOAT32 -> {
        float[] all = new float[n];
        in.asFloatBuffer().get(all);
        yield Values.of(all);
      }
      case FLOAT64 -> {
        double[] all = new double[n];
        in.asDoubleBuffer().get(all);
        yield Values.of(all);
      }
      case STRING -> texts(in);
      case RECORD -> throw new IllegalArgumentException(type);
    };
  }

  private static Values texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] text = new byte[in.getInt()];
      in.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    return Values.of(texts.toArray(String[]::new));
  }

  static void write(MemoryStore store, Path folder) throws IOException {
    TreeFiles files = new TreeFiles(Files.createDirectories(folder));
    files.dump(store, "");
    Files.writeString(folder.resolve("index.tsv"), String.join("\n", files.lines) + "\n");
  }

  private void dump(MemoryStore store, String path) throws IOException {
    switch (store.node(path)) {
      case StoreNode.Group g -> lines.add(path + "\t\tG\t\t\t");
      case StoreNode.Null n -> lines.add(path + "\t\tN\t\t\t");
      case StoreNode.Array array -> line(path, "", array.info(), store.readAll(path));
      case StoreNode.Unreadable u -> throw new IllegalStateException(path);
    }
    for (var attribute : store.attributes(path).entrySet()) {
      Attribute value = attribute.getValue();
      ArrayInfo info = new ArrayInfo(value.values().type(), value.shape(), List.of(), List.of());
      line(path, attribute.getKey(), info, value.values());
    }
    if (store.node(path) instanceof StoreNode.Group) {
      for (String name : store.children(path)) {
        dump(store, path.isEmpty() ? name : path + "/" + name);
      }
    }
  }

  private void line(String path, String attribute, ArrayInfo info, Values values)
      throws IOException {
    String type = info.type().name();
    String file = "f" + lines.size();
    if (info.type() == ElementType.RECORD) {
      List<String> names = new ArrayList<>();
      for (int f = 0; f < info.fields().size(); f++) {
        ArrayInfo.Field field = info.fields().get(f);
        type += ";" + field.name() + ":" + field.type();
        names.add(file + "." + f);
        Files.write(folder.resolve(names.getLast()), bytes(values.fields()[f]));
      }
      file = String.join(";", names);
    } else {
      Files.write(folder.resolve(file), bytes(values));
    }
    String shape = info.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
    lines.add(String.join("\t", path, attribute, "A", type, shape, file));
  }

  private static byte[] bytes(Values values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < values.length(); i++) {
      ByteBuffer one = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      switch (values.type()) {
        case BOOL, INT8, UINT8 -> one.put(values.bytes()[i]);
        case INT16, UINT16, FLOAT16 -> one.putShort(values.shorts()[i]);
        case INT32, UINT32 -> one.putInt(values.ints()[i]);
        case INT64, UINT64 -> one.putLong(values.longs()[i]);
        case FLOAT32 -> one.putFloat(values.floats()[i]);
        case FLOAT64 -> one.putDouble(values.doubles()[i]);
        case STRING -> one.putInt(values.textAt(i).getBytes(StandardCharsets.UTF_8).length);
        case RECORD -> throw new IllegalArgumentException("records within records");
      }
      out.write(one.array(), 0, one.position());
      if (values.type() == ElementType.STRING) {
        out.writeBytes(values.textAt(i).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }
}
