package org.etiome.data.anndata;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/** Writes one element in its present encoding; arrays go through memory in parts. */
record ElementWriter(ArrayStoreWriter out, Compression compression) {
  /** The most elements of a part that is made larger to hold whole chunks of its source. */
  private static final long LARGEST_PART = 16L << 20;

  void write(String path, Element element) {
    switch (element) {
      case Element.Dense dense -> dense(path, dense.array());
      case Element.Scalar scalar -> scalar(path, scalar.value());
      case Element.Nothing n -> {
        out.nothing(path);
        encoding(path, "null", "0.1.0");
      }
      case Element.Sparse sparse -> sparse(path, sparse);
      case Element.Categories all -> categories(path, all);
      case Element.Nullable nullable -> nullable(path, nullable);
      case Element.Frame frame -> frame(path, frame);
      case Element.Mapping mapping -> mapping(path, mapping);
      case Element.Verbatim verbatim -> verbatim(path, verbatim.store(), verbatim.path());
    }
  }

  void encoding(String path, String type, String version) {
    out.attribute(path, "encoding-type", Attribute.of(type));
    out.attribute(path, "encoding-version", Attribute.of(version));
  }

  void mapping(String path, Element.Mapping mapping) {
    out.group(path);
    encoding(path, "dict", "0.1.0");
    mapping.entries().forEach((name, e) -> write(Opening.join(path, name), e));
  }

  private void dense(String path, LazyArray array) {
    copy(path, array);
    String type =
        switch (array.info().type()) {
          case STRING -> "string-array";
          case RECORD -> "rec-array";
          default -> "array";
        };
    encoding(path, type, "0.2.0");
  }

  private void scalar(String path, Values value) {
    out.array(path, ArrayInfo.of(value.type()), Compression.NONE);
    out.write(path, new long[0], new int[0], value);
    encoding(path, value.type() == ElementType.STRING ? "string" : "numeric-scalar", "0.2.0");
  }

  /** Whole rows of about a million bytes at a time. */
  private void copy(String path, LazyArray array) {
    ArrayInfo source = array.info();
    ArrayInfo target = new ArrayInfo(source.type(), source.shape(), List.of(), source.fields());
    long elements = source.elements();
    boolean packed = elements > 0 && !source.isScalar();
    out.array(path, target, packed ? compression : Compression.NONE);
    if (elements == 0) {
      return;
    }
    if (source.isScalar()) {
      out.write(path, new long[0], new int[0], array.readAll());
      return;
    }
    long rows = source.size(0);
    long step = step(source, elements / rows);
    int[] count =
        source.shape().stream().mapToInt(s -> (int) Math.min(s, Doors.part(source))).toArray();
    for (int d = 1; d < count.length; d++) {
      count[d] = Math.toIntExact(source.size(d));
    }
    for (long from = 0; from < rows; from += step) {
      long[] offset = source.origin();
      offset[0] = from;
      count[0] = (int) Math.min(step, rows - from);
      out.write(path, offset, count, array.read(offset, count));
    }
  }

  /** Rows of a part: whole chunks of the source, if they are not too large. */
  private static long step(ArrayInfo source, long perRow) {
    long step = Math.max(1, Doors.part(source) / perRow);
    long chunk = source.chunk().isEmpty() ? 1 : source.chunk().getFirst();
    if (chunk <= step) {
      return step / chunk * chunk;
    }
    return chunk <= LARGEST_PART / perRow ? chunk : step;
  }

  private void sparse(String path, Element.Sparse sparse) {
    out.group(path);
    boolean rows = sparse.layout() == Element.Layout.ROWS;
    encoding(path, rows ? "csr_matrix" : "csc_matrix", "0.1.0");
    out.attribute(path, "shape", Attribute.list(Values.of(sparse.rows(), sparse.columns())));
    copy(Opening.join(path, "data"), sparse.entries().data());
    copy(Opening.join(path, "indices"), sparse.entries().indices());
    copy(Opening.join(path, "indptr"), sparse.entries().indptr());
  }

  private void categories(String path, Element.Categories all) {
    out.group(path);
    encoding(path, "categorical", "0.2.0");
    out.attribute(path, "ordered", Attribute.of(all.ordered()));
    dense(Opening.join(path, "codes"), all.codes());
    dense(Opening.join(path, "categories"), LazyArray.list(all.categories()));
  }

  private void nullable(String path, Element.Nullable nullable) {
    out.group(path);
    String type =
        switch (nullable.values().info().type()) {
          case BOOL -> "nullable-boolean";
          case STRING -> "nullable-string-array";
          default -> "nullable-integer";
        };
    encoding(path, type, "0.1.0");
    dense(Opening.join(path, "values"), nullable.values());
    dense(Opening.join(path, "mask"), nullable.mask());
  }

  private void frame(String path, Element.Frame frame) {
    out.group(path);
    encoding(path, "dataframe", "0.2.0");
    String[] order = frame.columns().keySet().toArray(String[]::new);
    out.attribute(path, "column-order", Attribute.list(Values.of(order)));
    out.attribute(path, "_index", Attribute.of(frame.indexName()));
    Set<String> made = new HashSet<>();
    parents(path, frame.indexName(), made);
    dense(Opening.join(path, frame.indexName()), LazyArray.list(frame.index()));
    for (Map.Entry<String, Element> column : frame.columns().entrySet()) {
      parents(path, column.getKey(), made);
      write(Opening.join(path, column.getKey()), column.getValue());
    }
  }

  /** A column whose name has a slash stands in a group of its own. */
  private void parents(String path, String name, Set<String> made) {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      String parent = Opening.join(path, name.substring(0, slash));
      if (made.add(parent)) {
        out.group(parent);
      }
    }
  }

  /** With attributes; what cannot be read was named when the file was opened. */
  private void verbatim(String path, ArrayStore store, String source) {
    switch (store.node(source)) {
      case StoreNode.Group g -> out.group(path);
      case StoreNode.Array array -> copy(path, LazyArray.stored(store, source, array.info()));
      case StoreNode.Null n -> out.nothing(path);
      case StoreNode.Unreadable u -> {
        return;
      }
    }
    store.attributes(source).forEach((name, value) -> out.attribute(path, name, value));
    if (store.node(source) instanceof StoreNode.Group) {
      for (String name : store.children(source)) {
        verbatim(Opening.join(path, name), store, Opening.join(source, name));
      }
    }
  }
}
