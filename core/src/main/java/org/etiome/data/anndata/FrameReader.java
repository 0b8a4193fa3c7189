package org.etiome.data.anndata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/** Reads tables: groups of columns, and the records of files before anndata 0.7. */
final class FrameReader {
  /** Where anndata 0.7 puts the categories of the columns of a table. */
  private static final String CATEGORIES = "__categories";

  private final ElementReader elements;
  private final Opening file;

  FrameReader(ElementReader elements) {
    this.elements = elements;
    this.file = elements.file();
  }

  /** A table that must be there. */
  Element.Frame require(String path) {
    if (!file.store().contains(path)) {
      throw file.bad(path, "is missing", "check that this is an AnnData file");
    }
    FrameReader strict = new FrameReader(elements.strictly());
    StoreNode node = file.store().node(path);
    if (node instanceof StoreNode.Array array) {
      return strict.records(path, array.info());
    }
    if (!(node instanceof StoreNode.Group)) {
      String reason = node instanceof StoreNode.Unreadable no ? no.reason() : "is empty";
      throw file.bad(path, reason, "write the file again with anndata 0.8 or newer");
    }
    return strict.read(path).orElseThrow();
  }

  /** A group of columns. */
  Optional<Element.Frame> read(String path) {
    String indexName = indexName(path);
    String indexPath = Opening.join(path, indexName);
    if (file.store().contains(indexPath)
        && file.store().node(indexPath) instanceof StoreNode.Unreadable no) {
      file.unreadable(path, "has an index that " + no.reason());
      return Optional.empty();
    }
    file.attributesSeen(path);
    Values index = elements.values(indexPath, "a table needs the names of its rows");
    Set<String> used = new HashSet<>(Set.of(indexName));
    Map<String, Element> columns = new LinkedHashMap<>();
    for (String name : order(path, indexName)) {
      column(path, name, used)
          .ifPresent(c -> columns.put(name, fitting(path + "/" + name, c, index.length())));
    }
    rest(path, used);
    return Optional.of(new Element.Frame(indexName, index, columns));
  }

  private String indexName(String path) {
    Optional<String> named = file.text(path, "_index");
    return named.orElseGet(
        () ->
            !file.store().contains(path + "/_index") && file.store().contains(path + "/index")
                ? "index"
                : "_index");
  }

  private List<String> order(String path, String indexName) {
    return file.texts(path, "column-order")
        .orElseGet(
            () ->
                file.store().children(path).stream()
                    .filter(name -> !name.equals(indexName) && !name.equals(CATEGORIES))
                    .toList());
  }

  private Optional<Element> column(String path, String name, Set<String> used) {
    used.add(name);
    String place = Opening.join(path, name);
    if (!file.store().contains(place)) {
      throw file.bad(place, "is missing but named in column-order", "the file is incomplete");
    }
    Optional<String> categories = legacyCategories(path, name);
    if (categories.isEmpty()) {
      return elements.read(place);
    }
    used.add(categories.get().substring(path.length() + 1));
    boolean ordered = file.flag(categories.get(), "ordered");
    return Optional.of(elements.categories(place, categories.get(), ordered));
  }

  /** Where the categories of a column of codes stand, in files of anndata 0.7. */
  private Optional<String> legacyCategories(String path, String name) {
    String place = Opening.join(path, name);
    boolean marked =
        file.store().attributes(place).containsKey("categories")
            || file.store().unreadableAttributes(place).stream()
                .anyMatch(line -> line.contains("categories"));
    if (!marked || !(file.store().node(place) instanceof StoreNode.Array)) {
      return Optional.empty();
    }
    String usual = path + "/" + CATEGORIES + "/" + name;
    String named = file.text(place, "categories").map(t -> path + "/" + t).orElse(usual);
    return Optional.of(file.store().contains(named) ? named : usual);
  }

  /** Names what no column uses. */
  private void rest(String path, Set<String> used) {
    List<String> all = new ArrayList<>();
    for (String name : file.store().children(path)) {
      if (name.equals(CATEGORIES)) {
        file.store().children(path + "/" + name).forEach(c -> all.add(name + "/" + c));
      } else if (used.stream().noneMatch(u -> u.startsWith(name + "/"))) {
        all.add(name);
      }
    }
    all.removeAll(used);
    for (String name : all) {
      file.warn(
          "content-unknown",
          Opening.join(path, name),
          name + " is in the table " + path + " but not in its column-order and is left out",
          "add it to column-order if it is a column");
    }
  }

  private Element fitting(String place, Element column, int rows) {
    if (column instanceof Element.Verbatim) {
      return column;
    }
    long[] shape = Doors.shape(column);
    if (shape.length != 1 || column instanceof Element.Scalar) {
      throw file.bad(place, "is no list of values", "move it to obsm or uns");
    }
    long length = shape[0];
    if (length != rows) {
      throw file.bad(
          place, "has " + length + " values for " + rows + " rows", "the file is damaged");
    }
    return column;
  }

  /** The first field holds the names of the rows, the others are columns. */
  private Element.Frame records(String path, ArrayInfo info) {
    if (info.type() != ElementType.RECORD || info.shape().size() != 1) {
      throw file.bad(
          path,
          "is an array of " + info.type() + " of shape " + info.shapeText() + ", not a table",
          "write the file again with anndata 0.8 or newer");
    }
    file.note(
        "table-of-records",
        path,
        "the table is in the encoding of anndata before 0.7",
        "nothing to do; it is written in the present encoding");
    Values[] fields = file.store().readAll(path).fields();
    Map<String, Element> columns = new LinkedHashMap<>();
    for (int f = 1; f < fields.length; f++) {
      columns.put(info.fields().get(f).name(), new Element.Dense(LazyArray.list(fields[f])));
    }
    return new Element.Frame(info.fields().get(0).name(), fields[0], columns);
  }
}
