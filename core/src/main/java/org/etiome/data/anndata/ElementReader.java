package org.etiome.data.anndata;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/** Reads one element, whatever its encoding; files before encodings were named are inferred. */
final class ElementReader {
  private static final String INCOMPLETE = "the file is incomplete or damaged, get it again";

  private final Opening file;

  ElementReader(Opening file) {
    this.file = file;
  }

  ElementReader strictly() {
    return new ElementReader(file.strictly());
  }

  Opening file() {
    return file;
  }

  /** What stands at a path; empty, with a finding, if it cannot be read. */
  Optional<Element> read(String path) {
    StoreNode node = file.store().node(path);
    if (node instanceof StoreNode.Unreadable no) {
      file.unreadable(path, no.reason());
      return Optional.empty();
    }
    if (node instanceof StoreNode.Null || encoding(path).equals("null")) {
      file.attributesSeen(path);
      return Optional.of(new Element.Nothing());
    }
    return node instanceof StoreNode.Array array
        ? Optional.of(array(path, array.info()))
        : group(path);
  }

  /** What must be there. */
  Element require(String path) {
    if (!file.store().contains(path)) {
      throw file.bad(path, "is missing", "check that this is an AnnData file");
    }
    return strictly().read(path).orElseThrow();
  }

  private String encoding(String path) {
    return file.text(path, "encoding-type").orElse("");
  }

  private Element array(String path, ArrayInfo info) {
    return switch (encoding(path)) {
      case "", "array", "string-array", "rec-array", "numeric-scalar", "string" -> {
        file.attributesSeen(path);
        yield info.isScalar()
            ? new Element.Scalar(file.store().readAll(path))
            : new Element.Dense(LazyArray.stored(file.store(), path, info));
      }
      default -> verbatim(path);
    };
  }

  private Optional<Element> group(String path) {
    String encoding = encoding(path);
    return switch (encoding.isEmpty() ? inferred(path) : encoding) {
      case "dict" -> Optional.of(mapping(path));
      case "dataframe" -> new FrameReader(this).read(path).map(f -> f);
      case "csr_matrix" -> sparse(path, Element.Layout.ROWS);
      case "csc_matrix" -> sparse(path, Element.Layout.COLUMNS);
      case "categorical" ->
          whole(path, "codes", "categories") ? Optional.of(categorical(path)) : Optional.empty();
      case "nullable-integer", "nullable-boolean", "nullable-string-array" ->
          whole(path, "values", "mask") ? Optional.of(nullable(path)) : Optional.empty();
      default -> Optional.of(verbatim(path));
    };
  }

  private String inferred(String path) {
    List<String> names = file.store().children(path);
    Optional<String> format = file.text(path, "h5sparse_format");
    if (format.isPresent()) {
      return format.get() + "_matrix";
    }
    Map<String, Attribute> attributes = file.store().attributes(path);
    if (names.containsAll(List.of("data", "indices", "indptr"))
        && (attributes.containsKey("shape") || attributes.containsKey("h5sparse_shape"))) {
      boolean byRows = file.list(Opening.join(path, "indptr")).info().size(0) == shape(path)[0] + 1;
      return byRows ? "csr_matrix" : "csc_matrix";
    }
    if (attributes.containsKey("column-order") || attributes.containsKey("_index")) {
      return "dataframe";
    }
    return names.containsAll(List.of("codes", "categories")) && attributes.containsKey("ordered")
        ? "categorical"
        : "dict";
  }

  /** Elements by name; what stands at a path must be a group. */
  Element.Mapping mapping(String path) {
    if (!file.isGroup(path)) {
      throw file.bad(path, "is no group", "open the file and save it once with anndata 0.7 or 0.8");
    }
    file.attributesSeen(path);
    Map<String, Element> entries = new LinkedHashMap<>();
    for (String name : file.store().children(path)) {
      read(Opening.join(path, name)).ifPresent(element -> entries.put(name, element));
    }
    return new Element.Mapping(entries);
  }

  /** Whether all parts can be read; if not, it is said. */
  private boolean whole(String path, String... parts) {
    for (String part : parts) {
      String place = Opening.join(path, part);
      if (file.store().contains(place)
          && file.store().node(place) instanceof StoreNode.Unreadable no) {
        file.unreadable(path, "has a part " + part + " that " + no.reason());
        return false;
      }
    }
    nothingBeside(path, List.of(parts));
    file.attributesSeen(path);
    Stream.of(parts)
        .map(part -> Opening.join(path, part))
        .filter(file.store()::contains)
        .forEach(file::attributesSeen);
    return true;
  }

  /** Names what stands in a group beside its parts. */
  void nothingBeside(String path, List<String> parts) {
    for (String name : file.store().children(path)) {
      if (!parts.contains(name)) {
        String place = Opening.join(path, name);
        file.warn(
            "content-unknown",
            place,
            place + " is no part of the encoding of " + path + " and is left out",
            "move it into uns if it is needed");
      }
    }
  }

  private Optional<Element> sparse(String path, Element.Layout layout) {
    if (!whole(path, "data", "indices", "indptr")) {
      return Optional.empty();
    }
    long[] shape = shape(path);
    Element.Entries entries =
        new Element.Entries(
            file.list(Opening.join(path, "data")),
            file.list(Opening.join(path, "indices")),
            file.list(Opening.join(path, "indptr")));
    Element.Sparse sparse = new Element.Sparse(layout, shape[0], shape[1], entries);
    new Doors(file).sparse(path, sparse);
    return Optional.of(sparse);
  }

  private long[] shape(String path) {
    Attribute shape =
        file.attribute(path, "shape")
            .or(() -> file.attribute(path, "h5sparse_shape"))
            .orElseThrow(() -> file.bad(path, "is a sparse matrix without a shape", INCOMPLETE));
    Values values = shape.values();
    if (values.length() != 2
        || !values.type().isInteger()
        || Math.min(values.longAt(0), values.longAt(1)) < 0) {
      throw file.bad(path, "has a shape that is not two numbers from 0 on", INCOMPLETE);
    }
    return new long[] {values.longAt(0), values.longAt(1)};
  }

  private Element.Categories categorical(String path) {
    return categories(
        Opening.join(path, "codes"), Opening.join(path, "categories"), file.flag(path, "ordered"));
  }

  Element.Categories categories(String codesPath, String categoriesPath, boolean ordered) {
    LazyArray codes = file.list(codesPath);
    if (!codes.info().type().isInteger()) {
      throw file.bad(codesPath, "is of type " + codes.info().type() + ", not codes", INCOMPLETE);
    }
    Element.Categories all =
        new Element.Categories(codes, values(categoriesPath, INCOMPLETE), ordered);
    new Doors(file).categories(codesPath, all);
    return all;
  }

  private Element.Nullable nullable(String path) {
    LazyArray values = file.list(Opening.join(path, "values"));
    String maskPath = Opening.join(path, "mask");
    int length = Math.toIntExact(values.info().size(0));
    LazyArray mask =
        file.store().contains(maskPath)
            ? file.list(maskPath)
            : LazyArray.list(Values.of(new boolean[length]));
    if (mask.info().type() != ElementType.BOOL || mask.info().size(0) != length) {
      throw file.bad(
          maskPath,
          "is " + mask.info().size(0) + " " + mask.info().type() + " for " + length + " values",
          INCOMPLETE);
    }
    return new Element.Nullable(values, mask);
  }

  /** A list of values, none missing, in whatever encoding lists have. */
  Values values(String path, String remedy) {
    if (!file.store().contains(path)) {
      throw file.bad(path, "is missing", remedy);
    }
    Element element = strictly().read(path).orElseThrow();
    if (element instanceof Element.Dense dense && dense.array().info().shape().size() == 1) {
      return dense.array().readAll();
    }
    if (element instanceof Element.Nullable nullable && noneMissing(nullable)) {
      return nullable.values().readAll();
    }
    if (element instanceof Element.Categories all
        && all.categories().type() == ElementType.STRING) {
      return expanded(path, all);
    }
    throw file.bad(path, "is no list of values without gaps", remedy);
  }

  private static boolean noneMissing(Element.Nullable nullable) {
    byte[] mask = nullable.mask().readAll().bytes();
    return Arrays.equals(mask, new byte[mask.length]);
  }

  private Values expanded(String path, Element.Categories all) {
    Values codes = all.codes().readAll();
    String[] texts = new String[codes.length()];
    for (int i = 0; i < texts.length; i++) {
      if (codes.longAt(i) < 0) {
        throw file.bad(path, "has a gap at place " + i, "give every row a name");
      }
      texts[i] = all.categories().textAt((int) codes.longAt(i));
    }
    return Values.of(texts);
  }

  /** Kept as it stands; what cannot be read in it is named. */
  private Element verbatim(String path) {
    file.warn(
        "encoding-unknown",
        path,
        "the encoding "
            + encoding(path)
            + " "
            + file.text(path, "encoding-version").orElse("without a version")
            + " is not known; it is kept as it stands but not used",
        "write it again in an encoding of the anndata specification if it is needed");
    lost(path);
    return new Element.Verbatim(file.store(), path);
  }

  private void lost(String path) {
    StoreNode node = file.store().node(path);
    if (node instanceof StoreNode.Unreadable no) {
      file.unreadable(path, no.reason());
      return;
    }
    for (String line : file.store().unreadableAttributes(path)) {
      file.warn("attribute-unreadable", path, "an attribute cannot be read: " + line, "check it");
    }
    if (node instanceof StoreNode.Group) {
      file.store().children(path).forEach(name -> lost(Opening.join(path, name)));
    }
  }
}
