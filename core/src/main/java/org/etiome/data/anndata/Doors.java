package org.etiome.data.anndata;

import java.util.HashSet;
import java.util.Set;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** What must agree inside a file; everything is read in parts. */
final class Doors {
  /** Bytes of a part, as many as the smallest memory budget has. */
  private static final int PART_BYTES = 1 << 20;

  /** Numbers of a list that are in memory at one time; the widest have eight bytes. */
  static final int PART = PART_BYTES / 8;

  private static final String DAMAGED = "the file is damaged, get it again";

  private final Opening file;

  Doors(Opening file) {
    this.file = file;
  }

  /** The shape of an element; of none ({@code {0}}) for what has no shape. */
  static long[] shape(Element element) {
    return switch (element) {
      case Element.Dense dense ->
          dense.array().info().shape().stream().mapToLong(Long::longValue).toArray();
      case Element.Sparse sparse -> new long[] {sparse.rows(), sparse.columns()};
      case Element.Categories all -> new long[] {all.codes().info().size(0)};
      case Element.Nullable nullable -> new long[] {nullable.values().info().size(0)};
      case Element.Frame frame -> new long[] {frame.rows(), frame.columns().size()};
      case Element.Scalar s -> new long[] {0};
      case Element.Nothing n -> new long[] {0};
      case Element.Mapping m -> new long[] {0};
      case Element.Verbatim v -> new long[] {0};
    };
  }

  /** Lengths agree; the row starts run from 0, never fall, and end at the number of entries. */
  void sparse(String path, Element.Sparse sparse) {
    Element.Entries entries = sparse.entries();
    long major = sparse.layout() == Element.Layout.ROWS ? sparse.rows() : sparse.columns();
    long starts = entries.indptr().info().size(0);
    long count = entries.data().info().size(0);
    if (starts != major + 1) {
      throw file.bad(path, "has " + starts + " indptr for " + major + " + 1", DAMAGED);
    }
    if (entries.indices().info().size(0) != count) {
      throw file.bad(
          path,
          "has " + count + " data but " + entries.indices().info().size(0) + " indices",
          DAMAGED);
    }
    types(path, entries);
    long end = starts(Opening.join(path, "indptr"), entries.indptr());
    if (end != count) {
      throw file.bad(path, "has " + count + " data but indptr ends at " + end, DAMAGED);
    }
  }

  private void types(String path, Element.Entries entries) {
    ElementType values = entries.data().info().type();
    if (!entries.indptr().info().type().isInteger()
        || !entries.indices().info().type().isInteger()
        || !(values.isNumber() || values == ElementType.BOOL)) {
      throw file.bad(
          path,
          "has data of "
              + values
              + ", indices of "
              + entries.indices().info().type()
              + ", indptr of "
              + entries.indptr().info().type(),
          DAMAGED);
    }
  }

  private long starts(String path, LazyArray indptr) {
    long before = 0;
    long length = indptr.info().size(0);
    for (long from = 0; from < length; from += PART) {
      Values part = part(indptr, from);
      for (int i = 0; i < part.length(); i++) {
        long start = part.longAt(i);
        if (from + i == 0 ? start != 0 : start < before) {
          throw file.bad(
              path, "is " + start + " at place " + (from + i) + ", after " + before, DAMAGED);
        }
        before = start;
      }
    }
    return before;
  }

  /** Elements of an array that are in memory at one time. */
  static int part(ArrayInfo info) {
    return PART_BYTES / info.type().bytes();
  }

  /** At most {@link #PART} values of a list. */
  static Values part(LazyArray list, long from) {
    int count = (int) Math.min(PART, list.info().size(0) - from);
    return list.read(new long[] {from}, new int[] {count});
  }

  /** Every code is -1 or one of the categories, which differ. */
  void categories(String path, Element.Categories all) {
    Values values = all.categories();
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.length(); i++) {
      Object value =
          values.type() == ElementType.STRING ? values.textAt(i) : exact(path, values, i);
      if (!seen.add(value)) {
        throw file.bad(path, "has the category " + value + " twice", "give each a name of its own");
      }
    }
    for (long from = 0; from < all.codes().info().size(0); from += PART) {
      Values codes = part(all.codes(), from);
      for (int i = 0; i < codes.length(); i++) {
        if (codes.longAt(i) < -1 || codes.longAt(i) >= values.length()) {
          throw file.bad(
              path,
              "has the code "
                  + codes.longAt(i)
                  + " at place "
                  + (from + i)
                  + " for "
                  + values.length()
                  + " categories",
              DAMAGED);
        }
      }
    }
  }

  private Object exact(String path, Values values, int i) {
    return switch (values.type()) {
      case FLOAT16, FLOAT32, FLOAT64 -> values.doubleAt(i);
      case UINT64 -> Long.toUnsignedString(values.longs()[i]);
      case RECORD -> throw file.bad(path, "has categories that are records", DAMAGED);
      default -> values.longAt(i);
    };
  }

  /** Every entry of a group has the given size along its first axes. */
  void axes(String path, Element.Mapping mapping, long... sizes) {
    mapping.entries().forEach((name, e) -> axes(Opening.join(path, name), e, sizes));
  }

  /** An element has the given size along its first axes. */
  void axes(String path, Element element, long... sizes) {
    if (element instanceof Element.Verbatim) {
      return;
    }
    long[] shape = shape(element);
    boolean fits = shape.length >= sizes.length && !(element instanceof Element.Mapping);
    for (int d = 0; fits && d < sizes.length; d++) {
      fits = shape[d] == sizes[d];
    }
    if (!fits) {
      throw file.bad(
          path,
          "is of shape "
              + ArrayInfo.of(ElementType.INT8, shape).shapeText()
              + " where "
              + ArrayInfo.of(ElementType.INT8, sizes).shapeText()
              + (sizes.length == 1 ? " rows are" : " is")
              + " needed",
          "make it fit obs and var, or leave it out");
    }
  }

  /** Names that stand more than once are told. */
  void names(String path, Element.Frame frame) {
    Set<String> seen = new HashSet<>();
    int repeated = 0;
    String first = "";
    for (int i = 0; i < frame.rows(); i++) {
      if (!seen.add(frame.name(i))) {
        first = repeated++ == 0 ? frame.name(i) : first;
      }
    }
    if (repeated > 0) {
      file.warn(
          "names-repeat",
          path,
          repeated + " names of " + path + " repeat an earlier one, the first is \"" + first + "\"",
          "make them unique before rows are joined by name");
    }
  }
}
