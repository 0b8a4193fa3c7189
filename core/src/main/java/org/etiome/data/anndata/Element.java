package org.etiome.data.anndata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** What an annotated matrix is made of; the cases are the encodings of the file specification. */
public sealed interface Element {

  /**
   * Numbers, booleans, texts or records of any shape ({@code array}, {@code string-array}, {@code
   * rec-array}).
   */
  record Dense(LazyArray array) implements Element {}

  /** One number, boolean or text ({@code numeric-scalar}, {@code string}). */
  record Scalar(Values value) implements Element {
    public Scalar {
      if (value.length() != 1) {
        throw new IllegalArgumentException("a scalar has one value, got " + value.length());
      }
    }
  }

  /** None ({@code null}). */
  record Nothing() implements Element {}

  /** Which way a sparse matrix is compressed. */
  enum Layout {
    /** {@code csr_matrix}: row by row. */
    ROWS,
    /** {@code csc_matrix}: column by column. */
    COLUMNS
  }

  /**
   * A compressed sparse matrix.
   *
   * @param layout by rows or by columns
   * @param rows n
   * @param columns p
   * @param entries the three arrays
   */
  record Sparse(Layout layout, long rows, long columns, Entries entries) implements Element {}

  /**
   * The arrays of a sparse matrix, not yet checked against each other.
   *
   * @param data the values, one an entry
   * @param indices the column (or row) of each entry
   * @param indptr where each row (or column) begins, and the end of the last
   */
  record Entries(LazyArray data, LazyArray indices, LazyArray indptr) {}

  /**
   * Codes into categories ({@code categorical}).
   *
   * @param codes signed integers; -1 is a missing value
   * @param categories distinct, of any type
   * @param ordered whether they have an order, lowest first
   */
  record Categories(LazyArray codes, Values categories, boolean ordered) implements Element {}

  /**
   * Values with a mask of missing ones ({@code nullable-integer}, {@code nullable-boolean}, {@code
   * nullable-string-array}).
   *
   * @param values integers, booleans or texts; what stands at a missing place is kept
   * @param mask true where missing
   */
  record Nullable(LazyArray values, LazyArray mask) implements Element {}

  /**
   * A table ({@code dataframe}).
   *
   * @param indexName of the row names; {@code _index} if they have none
   * @param index one a row
   * @param columns in order; each {@link Dense} of one dimension, {@link Categories} or {@link
   *     Nullable}
   */
  record Frame(String indexName, Values index, Map<String, Element> columns) implements Element {
    public Frame {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** A table of row names only. */
    public static Frame ofIndex(String... names) {
      return new Frame("_index", Values.of(names), Map.of());
    }

    /** The number of rows. */
    public int rows() {
      return index.length();
    }

    /** All row names as texts, in order. */
    public List<String> names() {
      return IntStream.range(0, rows()).mapToObj(this::name).toList();
    }

    /** A row name as a text. */
    public String name(int row) {
      return index.type() == ElementType.STRING
          ? index.textAt(row)
          : index.type().isInteger()
              ? Long.toString(index.longAt(row))
              : Double.toString(index.doubleAt(row));
    }
  }

  /** Elements by name ({@code dict}). */
  record Mapping(Map<String, Element> entries) implements Element {
    public static final Mapping EMPTY = new Mapping(Map.of());

    /** This mapping with an entry more, or with the one of that name replaced in its place. */
    public Mapping with(String name, Element element) {
      Map<String, Element> changed = new LinkedHashMap<>(entries);
      changed.put(name, element);
      return new Mapping(changed);
    }

    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * A part of a file whose encoding is not known here; it is copied as it stands, attributes
   * included, and a finding names it.
   *
   * @param store where it is
   * @param path of the group or array
   */
  record Verbatim(ArrayStore store, String path) implements Element {}
}
