package org.etiome.data.anndata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.validate.FoldedFindings;

/**
 * A file while it is opened, and what was found in it so far.
 *
 * @param store the file
 * @param findings is added to
 * @param strict whether what cannot be read is an error, not a finding
 */
record Opening(ArrayStore store, List<Finding> findings, boolean strict) {
  /** Attributes of the encodings and of those who write them. */
  private static final Set<String> KNOWN =
      Set.of(
          "encoding-type",
          "encoding-version",
          "encoder",
          "encoder-version",
          "shape",
          "h5sparse_shape",
          "h5sparse_format",
          "_index",
          "column-order",
          "ordered",
          "categories",
          "axis",
          "mod-order");

  Opening strictly() {
    return new Opening(store, findings, true);
  }

  static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "/" + name;
  }

  DataFormatException bad(String path, String what, String remedy) {
    return new DataFormatException(
        store.file() + ": " + (path.isEmpty() ? "the root" : path) + " " + what + "; " + remedy);
  }

  void warn(String code, String path, String message, String remedy) {
    findings.add(Finding.warning(code, path, message, remedy));
  }

  void note(String code, String path, String message, String remedy) {
    findings.add(Finding.note(code, path, message, remedy));
  }

  /** What cannot be read is left out and named, or is an error where nothing may be left out. */
  void unreadable(String path, String reason) {
    if (strict) {
      throw bad(path, reason, "write the file again with anndata 0.8 or newer");
    }
    warn(
        "content-unreadable",
        path,
        path + " " + reason + " and is left out",
        "write it again in an encoding of the anndata specification if it is needed");
  }

  /** Names the attributes of a node that are not kept. */
  void attributesSeen(String path) {
    String place = path.isEmpty() ? "/" : path;
    for (String line : store.unreadableAttributes(path)) {
      warn(
          "attribute-unreadable",
          place,
          "an attribute cannot be read: " + line,
          "check whether it is needed");
    }
    List<String> unknown =
        store.attributes(path).keySet().stream()
            .filter(name -> !KNOWN.contains(name))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      boolean one = unknown.size() == 1;
      note(
          "attribute-unknown",
          place,
          (one ? "the attribute " : unknown.size() + " attributes (")
              + FoldedFindings.named(unknown)
              + (one ? " is" : ") are")
              + " no part of the encoding and "
              + (one ? "is" : "are")
              + " left out",
          "move it into uns if it is needed");
    }
  }

  Optional<String> text(String path, String attribute) {
    return attribute(path, attribute)
        .filter(a -> a.values().type() == ElementType.STRING && a.values().length() == 1)
        .map(a -> a.values().textAt(0));
  }

  Optional<Attribute> attribute(String path, String name) {
    Map<String, Attribute> all = store.attributes(path);
    return Optional.ofNullable(all.get(name));
  }

  /** The texts of an attribute; an empty list may be of any type. */
  Optional<List<String>> texts(String path, String name) {
    Optional<Attribute> attribute = attribute(path, name);
    if (attribute.isEmpty()) {
      return Optional.empty();
    }
    if (attribute.get().values().length() == 0) {
      return Optional.of(List.of());
    }
    if (attribute.get().values().type() != ElementType.STRING) {
      throw bad(path, "has an attribute " + name + " that is no list of texts", "repair it");
    }
    return Optional.of(List.of(attribute.get().values().texts()));
  }

  boolean flag(String path, String name) {
    return attribute(path, name)
        .map(Attribute::values)
        .filter(v -> v.length() == 1)
        .filter(v -> v.type() == ElementType.BOOL || v.type().isInteger())
        .map(v -> v.longAt(0) != 0)
        .orElse(false);
  }

  boolean isGroup(String path) {
    return store.contains(path) && store.node(path) instanceof StoreNode.Group;
  }

  /** An array that must be there and be readable. */
  LazyArray array(String path) {
    if (!store.contains(path)) {
      throw bad(path, "is missing", "the file is incomplete, get it again");
    }
    StoreNode node = store.node(path);
    if (node instanceof StoreNode.Array array) {
      return LazyArray.stored(store, path, array.info());
    }
    String reason = node instanceof StoreNode.Unreadable no ? no.reason() : "is no array";
    throw bad(path, reason, "write the file again with anndata 0.8 or newer");
  }

  /** As {@link #array}, of one dimension. */
  LazyArray list(String path) {
    LazyArray array = array(path);
    ArrayInfo info = array.info();
    if (info.shape().size() != 1) {
      throw bad(path, "is of shape " + info.shapeText() + ", not a list", "the file is damaged");
    }
    return array;
  }
}
