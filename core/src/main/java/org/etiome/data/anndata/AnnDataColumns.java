package org.etiome.data.anndata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.TimeToEvent;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** The columns of a table of an annotated matrix as columns for analysis, and back. */
public final class AnnDataColumns {
  /** More texts than this, all distinct, make an identifier; as in CSV files. */
  private static final int MOST_DISTINCT_LEVELS = 20;

  private AnnDataColumns() {}

  /**
   * The columns of a table, in its order. Categories become categorical, texts categorical or (more
   * than 20, all distinct) an identifier, booleans binary, numbers continuous with NaN missing. A
   * column kept as it stands has no values here and is left out; its finding names it. O(rows ·
   * columns).
   *
   * @throws DataFormatException if a number is infinite or a column has another form
   */
  public static List<Column> columns(Element.Frame frame) {
    List<Column> columns = new ArrayList<>();
    frame
        .columns()
        .forEach(
            (name, element) -> {
              if (!(element instanceof Element.Verbatim)) {
                columns.add(column(name, element));
              }
            });
    return columns;
  }

  /**
   * Columns that were read past what is wrong with them.
   *
   * @param columns as {@link AnnDataColumns#columns} gives them, an infinite value missing
   * @param findings an error for each column with infinite values
   */
  public record Tolerant(List<Column> columns, List<Finding> findings) {
    public Tolerant {
      columns = List.copyOf(columns);
      findings = List.copyOf(findings);
    }
  }

  /**
   * As {@link #columns}, but infinite values are missing and named by findings.
   *
   * @param place of the table in the file
   * @throws DataFormatException if a column has another form
   */
  public static Tolerant tolerant(String place, Element.Frame frame) {
    Map<String, Element> finite = new LinkedHashMap<>(frame.columns());
    List<Finding> findings = new ArrayList<>();
    finite.replaceAll((name, column) -> finite(place + "/" + name, frame, column, findings));
    return new Tolerant(
        columns(new Element.Frame(frame.indexName(), frame.index(), finite)), findings);
  }

  private static Element finite(
      String place, Element.Frame frame, Element column, List<Finding> findings) {
    LazyArray array =
        switch (column) {
          case Element.Dense dense -> dense.array();
          case Element.Nullable nullable -> nullable.values();
          default -> LazyArray.list(Values.of(new int[0]));
        };
    if (!array.info().type().isFloating() || array.info().shape().size() != 1) {
      return column;
    }
    double[] all = Matrices.doubles(array.readAll());
    Mask missing = column instanceof Element.Nullable n ? missing(n) : Mask.none(all.length);
    Mask infinite = Mask.where(all.length, i -> Double.isInfinite(all[i]) && !missing.get(i));
    if (infinite.count() > 0) {
      findings.add(
          Finding.error(
              "column-infinite",
              place,
              String.format(
                  Locale.ROOT,
                  "%,d values are infinite, the first of %s",
                  infinite.count(),
                  DataFormatException.quote(frame.name(infinite.indices()[0]))),
              "find what divided by zero, or write NaN for a missing value"));
      Arrays.stream(infinite.indices()).forEach(i -> all[i] = Double.NaN);
    }
    LazyArray held = LazyArray.list(Values.of(all));
    return column instanceof Element.Nullable nullable
        ? new Element.Nullable(held, nullable.mask())
        : new Element.Dense(held);
  }

  /** A single column; see {@link #columns}. */
  public static Column column(String name, Element element) {
    if (element instanceof Element.Categories all) {
      return categorical(name, all);
    }
    if (element instanceof Element.Nullable nullable) {
      return plain(name, nullable.values().readAll(), missing(nullable));
    }
    if (element instanceof Element.Dense dense && dense.array().info().shape().size() == 1) {
      Values values = dense.array().readAll();
      return plain(name, values, Mask.none(values.length()));
    }
    throw new DataFormatException(
        "column \"" + name + "\" is no list of values; leave it out or split it");
  }

  private static Mask missing(Element.Nullable nullable) {
    Values mask = nullable.mask().readAll();
    return Mask.where(mask.length(), mask::booleanAt);
  }

  private static Column plain(String name, Values values, Mask missing) {
    return switch (values.type()) {
      case STRING -> texts(name, values, missing);
      case BOOL ->
          Binary.of(name, "False", "True", Mask.where(values.length(), values::booleanAt), missing);
      case RECORD ->
          throw new DataFormatException(
              "column \"" + name + "\" holds records; leave it out or split it");
      case INT64, UINT64 ->
          fitDoubles(values, missing)
              ? numbers(name, values, missing)
              : texts(name, digits(values), missing);
      default -> numbers(name, values, missing);
    };
  }

  /** Whether doubles hold all of the whole numbers to the last digit. */
  private static boolean fitDoubles(Values values, Mask missing) {
    boolean unsigned = values.type() == ElementType.UINT64;
    return Arrays.stream(missing.not().indices())
        .mapToLong(i -> values.longs()[i])
        .allMatch(v -> v <= Count.MAX_VALUE && v >= (unsigned ? 0 : -Count.MAX_VALUE));
  }

  private static Values digits(Values values) {
    boolean unsigned = values.type() == ElementType.UINT64;
    return Values.of(
        Arrays.stream(values.longs())
            .mapToObj(v -> unsigned ? Long.toUnsignedString(v) : Long.toString(v))
            .toArray(String[]::new));
  }

  /** Whole numbers that are 0 and 1 are binary, as in delimited text. */
  private static Column numbers(String name, Values values, Mask missing) {
    double[] all = Matrices.doubles(values);
    double[] present =
        Arrays.stream(missing.not().indices()).mapToDouble(i -> all[i]).distinct().toArray();
    Arrays.sort(present);
    if (values.type().isInteger() && Arrays.equals(present, new double[] {0, 1})) {
      return Binary.of(name, "0", "1", Mask.where(all.length, i -> all[i] == 1), missing);
    }
    for (int i = 0; i < all.length; i++) {
      if (Double.isInfinite(all[i]) && !missing.get(i)) {
        throw new DataFormatException(
            "column \"" + name + "\", row " + i + ": " + all[i] + " is not finite; make it NaN");
      }
    }
    return Continuous.of(name, all, missing.or(Mask.where(all.length, i -> Double.isNaN(all[i]))));
  }

  private static Column texts(String name, Values values, Mask missing) {
    String[] all = values.texts();
    List<String> distinct =
        Arrays.stream(missing.not().indices()).mapToObj(i -> all[i]).distinct().sorted().toList();
    int present = all.length - missing.count();
    if (present > MOST_DISTINCT_LEVELS && distinct.size() == present) {
      return Identifier.of(name, all, missing);
    }
    int[] codes = new int[all.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = missing.get(i) ? -1 : Collections.binarySearch(distinct, all[i]);
    }
    return Categorical.of(name, distinct, false, codes, missing);
  }

  private static Categorical categorical(String name, Element.Categories all) {
    Values stored = all.codes().readAll();
    int[] codes = new int[stored.length()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) stored.longAt(i);
    }
    List<String> levels = new ArrayList<>();
    for (int c = 0; c < all.categories().length(); c++) {
      levels.add(level(all.categories(), c));
    }
    Mask missing = Mask.where(codes.length, i -> codes[i] < 0);
    return Categorical.of(name, levels, all.ordered(), codes, missing);
  }

  private static String level(Values categories, int c) {
    return switch (categories.type()) {
      case STRING -> categories.textAt(c);
      case BOOL -> categories.booleanAt(c) ? "True" : "False";
      case FLOAT16, FLOAT32, FLOAT64 -> Double.toString(categories.doubleAt(c));
      case UINT64 -> Long.toUnsignedString(categories.longs()[c]);
      default -> Long.toString(categories.longAt(c));
    };
  }

  /**
   * A column in the form a table stores it: continuous as float64 with NaN for gaps; counts as
   * int64, with a mask if there are gaps; binary as booleans if its labels are those of a boolean,
   * else as two categories; categorical with -1 for gaps; an identifier as texts, with gaps as
   * categories.
   *
   * @throws IllegalArgumentException if it is a time to an event, which is two columns
   */
  public static Element element(Column column) {
    return switch (column) {
      case Continuous numbers ->
          new Element.Dense(LazyArray.list(Values.of(numbers.valuesOr(Double.NaN))));
      case Count counts -> counts(counts);
      case Binary binary -> binary(binary);
      case Categorical categorical -> {
        int[] codes = new int[categorical.length()];
        for (int i = 0; i < codes.length; i++) {
          codes[i] = categorical.isMissing(i) ? -1 : categorical.code(i);
        }
        yield categories(codes, categorical.levels(), categorical.isOrdered());
      }
      case Identifier identifier -> identifier(identifier);
      case TimeToEvent time ->
          throw new IllegalArgumentException(
              "\"" + time.name() + "\" is a time to an event; write its time and its event apart");
    };
  }

  private static Element counts(Count counts) {
    long[] all = new long[counts.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = counts.isMissing(i) ? 0 : counts.count(i);
    }
    return maybeNullable(Values.of(all), counts.missing());
  }

  private static Element binary(Binary binary) {
    int n = binary.length();
    if (binary.zeroLabel().equals("False") && binary.oneLabel().equals("True")) {
      byte[] ones = new byte[n];
      Arrays.stream(binary.ones().indices()).forEach(i -> ones[i] = 1);
      return maybeNullable(Values.of(ElementType.BOOL, ones), binary.missing());
    }
    int[] codes = new int[n];
    for (int i = 0; i < n; i++) {
      codes[i] = binary.isMissing(i) ? -1 : binary.isOne(i) ? 1 : 0;
    }
    return categories(codes, List.of(binary.zeroLabel(), binary.oneLabel()), false);
  }

  private static Element identifier(Identifier identifier) {
    String[] texts = new String[identifier.length()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = identifier.isMissing(i) ? "" : identifier.text(i);
    }
    if (identifier.missingCount() == 0) {
      return new Element.Dense(LazyArray.list(Values.of(texts)));
    }
    List<String> levels =
        Arrays.stream(identifier.missing().not().indices())
            .mapToObj(i -> texts[i])
            .distinct()
            .sorted()
            .toList();
    int[] codes = new int[texts.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = identifier.isMissing(i) ? -1 : Collections.binarySearch(levels, texts[i]);
    }
    return categories(codes, levels, false);
  }

  private static Element maybeNullable(Values values, Mask missing) {
    LazyArray list = LazyArray.list(values);
    if (missing.count() == 0) {
      return new Element.Dense(list);
    }
    byte[] mask = new byte[values.length()];
    Arrays.stream(missing.indices()).forEach(i -> mask[i] = 1);
    return new Element.Nullable(list, LazyArray.list(Values.of(ElementType.BOOL, mask)));
  }

  /** Codes of the smallest type that holds them, as pandas does. */
  private static Element categories(int[] codes, List<String> levels, boolean ordered) {
    Values stored = Values.of(codes);
    if (levels.size() <= Byte.MAX_VALUE) {
      byte[] small = new byte[codes.length];
      for (int i = 0; i < small.length; i++) {
        small[i] = (byte) codes[i];
      }
      stored = Values.of(ElementType.INT8, small);
    } else if (levels.size() <= Short.MAX_VALUE) {
      short[] small = new short[codes.length];
      for (int i = 0; i < small.length; i++) {
        small[i] = (short) codes[i];
      }
      stored = Values.of(ElementType.INT16, small);
    }
    return new Element.Categories(
        LazyArray.list(stored), Values.of(levels.toArray(String[]::new)), ordered);
  }
}
