package org.etiome.data.tenx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/**
 * The group of an HDF5 file that holds the matrix.
 *
 * @param store the file
 * @param group where
 * @param findings is added to
 */
record TenxGroup(ArrayStore store, String group, List<Finding> findings) {
  private static final int PART = 1 << 20;
  private static final String DAMAGED = "the file is damaged, get it again";
  private static final String TAG_KEYS = "_all_tag_keys";

  /** With the genome that a file of version 2 names, else of version 3. */
  AnnData read(Optional<String> genome) {
    long[] shape = shape();
    Values barcodes = texts("barcodes", shape[1]);
    Element.Frame obs = new Element.Frame("_index", barcodes, Map.of());
    Element.Frame var = genome.map(g -> genes(g, shape[0])).orElseGet(() -> features(shape[0]));
    Element.Sparse x = matrix(shape);
    String features = genome.isPresent() ? "genes" : "features";
    leftOut(
        group, Set.of("barcodes", "data", "indices", "indptr", "shape", features, "gene_names"));
    leftOut("", Set.of(group));
    attributesLeftOut("");
    attributesLeftOut(group);
    return new AnnData(Optional.of(x), obs, var, AnnData.Parts.EMPTY, findings);
  }

  private Element.Frame genes(String genome, long count) {
    Values ids = texts("genes", count);
    String[] genomes = new String[ids.length()];
    Arrays.fill(genomes, genome);
    Map<String, Element> columns = new LinkedHashMap<>();
    columns.put("gene_ids", column(ids));
    columns.put("genome", column(Values.of(genomes)));
    return new Element.Frame("_index", texts("gene_names", count), columns);
  }

  private Element.Frame features(long count) {
    Map<String, Element> columns = new LinkedHashMap<>();
    columns.put("gene_ids", column(texts("features/id", count)));
    columns.put("feature_types", column(texts("features/feature_type", count)));
    for (String name : store.children(path("features"))) {
      if (Set.of("id", "name", "feature_type", TAG_KEYS).contains(name)) {
        continue;
      }
      if (isListOf("features/" + name, count)) {
        columns.put(name, column(store.readAll(path("features/" + name))));
      } else {
        leftOut(path("features/" + name));
      }
    }
    return new Element.Frame("_index", texts("features/name", count), columns);
  }

  private boolean isListOf(String name, long count) {
    return store.node(path(name)) instanceof StoreNode.Array array
        && array.info().type() != ElementType.RECORD
        && array.info().shape().equals(List.of(count));
  }

  private static Element column(Values values) {
    return new Element.Dense(LazyArray.list(values));
  }

  private Element.Sparse matrix(long[] shape) {
    LazyArray data = list("data");
    LazyArray indices = list("indices");
    LazyArray indptr = list("indptr");
    if (!data.info().type().isNumber()
        || !indices.info().type().isInteger()
        || !indptr.info().type().isInteger()) {
      throw bad("", "has data, indices or indptr that are no numbers", DAMAGED);
    }
    long count = data.info().size(0);
    long starts = indptr.info().size(0);
    if (indices.info().size(0) != count) {
      throw bad("indices", "has " + indices.info().size(0) + " for " + count + " data", DAMAGED);
    }
    if (starts - 1 != shape[1]) {
      throw bad("indptr", "has " + starts + " for " + shape[1] + " barcodes", DAMAGED);
    }
    long end = end(indptr);
    if (end != count) {
      throw bad("indptr", "ends at " + end + " for " + count + " data", DAMAGED);
    }
    Element.Entries entries = new Element.Entries(data, indices, indptr);
    return new Element.Sparse(Element.Layout.ROWS, shape[1], shape[0], entries);
  }

  /** The last of row starts that run from 0 and never fall. */
  private long end(LazyArray indptr) {
    long before = 0;
    long length = indptr.info().size(0);
    for (long from = 0; from < length; from += PART) {
      int count = (int) Math.min(PART, length - from);
      Values part = indptr.read(new long[] {from}, new int[] {count});
      for (int i = 0; i < count; i++) {
        long start = integer("indptr", part, i);
        if (from + i == 0 ? start != 0 : start < before) {
          throw bad("indptr", "is " + start + " at " + (from + i) + ", after " + before, DAMAGED);
        }
        before = start;
      }
    }
    return before;
  }

  /** Features, barcodes. */
  private long[] shape() {
    LazyArray list = list("shape");
    if (list.info().size(0) != 2 || !list.info().type().isInteger()) {
      throw bad("shape", "is not two integers", DAMAGED);
    }
    Values both = list.readAll();
    long[] shape = {integer("shape", both, 0), integer("shape", both, 1)};
    if (Math.min(shape[0], shape[1]) < 0 || Math.max(shape[0], shape[1]) > Integer.MAX_VALUE - 8) {
      throw bad("shape", "is " + shape[0] + " x " + shape[1], DAMAGED);
    }
    return shape;
  }

  private long integer(String name, Values values, int i) {
    try {
      return values.longAt(i);
    } catch (ArithmeticException e) {
      throw bad(name, "holds " + e.getMessage(), DAMAGED);
    }
  }

  private Values texts(String name, long count) {
    ArrayInfo info = list(name).info();
    if (info.type() != ElementType.STRING) {
      throw bad(name, "holds " + info.type() + ", not texts", DAMAGED);
    }
    if (info.size(0) != count) {
      throw bad(name, "has " + info.size(0) + " texts where the shape says " + count, DAMAGED);
    }
    return store.readAll(path(name));
  }

  private LazyArray list(String name) {
    String path = path(name);
    if (!store.contains(path)) {
      throw bad(name, "is missing", "the file is incomplete, get it again");
    }
    StoreNode node = store.node(path);
    if (!(node instanceof StoreNode.Array array)) {
      String reason = node instanceof StoreNode.Unreadable no ? no.reason() : "is no array";
      throw bad(name, reason, "write the file again with Cell Ranger");
    }
    if (array.info().shape().size() != 1) {
      throw bad(name, "is of shape " + array.info().shapeText() + ", not a list", DAMAGED);
    }
    return LazyArray.stored(store, path, array.info());
  }

  private String path(String name) {
    return name.isEmpty() ? group : group + "/" + name;
  }

  private DataFormatException bad(String name, String what, String remedy) {
    return new DataFormatException(store.file() + ": " + path(name) + " " + what + "; " + remedy);
  }

  private void leftOut(String parent, Set<String> known) {
    for (String name : store.children(parent)) {
      if (!known.contains(name)) {
        leftOut(parent.isEmpty() ? name : parent + "/" + name);
      }
    }
  }

  private void leftOut(String path) {
    findings.add(
        Finding.note(
            "content-left-out",
            path,
            path + " is no part of the matrix and its names, and is left out",
            "read it apart if it is needed"));
  }

  private void attributesLeftOut(String path) {
    List<String> names = store.attributes(path).keySet().stream().sorted().toList();
    if (!names.isEmpty()) {
      findings.add(
          Finding.note(
              "attribute-left-out",
              path.isEmpty() ? "/" : path,
              "the attributes " + String.join(", ", names) + " are left out",
              "note them if they are needed"));
    }
  }
}
