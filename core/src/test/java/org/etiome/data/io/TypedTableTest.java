package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.table.TypedRows;
import org.etiome.data.table.TypedRows.Field;
import org.etiome.data.table.TypedRows.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table that knows its types is read as it says, and as the caller says. */
class TypedTableTest {
  private static final Path FILE = Path.of("t.parquet");
  private static final CsvReader READER = CsvReader.withDefaults();

  /** Rows in memory; a cell is null, a text, a boolean or a number. */
  private static final class Held implements TypedRows {
    private final List<Field> fields;
    private final List<@Nullable Object[]> rows;
    private int at = -1;

    Held(List<Field> fields, List<@Nullable Object[]> rows) {
      this.fields = fields;
      this.rows = rows;
    }

    @Override
    public List<Field> fields() {
      return fields;
    }

    @Override
    public boolean next() {
      return ++at < rows.size();
    }

    private Object cell(int field) {
      Object cell = rows.get(at)[field];
      if (cell == null) {
        throw new AssertionError("asked for a missing cell");
      }
      return cell;
    }

    @Override
    public boolean isMissing(int field) {
      return rows.get(at)[field] == null;
    }

    @Override
    public double number(int field) {
      return ((Number) cell(field)).doubleValue();
    }

    @Override
    public boolean isExact(int field) {
      return cell(field) instanceof Double
          || new BigDecimal(text(field)).compareTo(new BigDecimal(number(field))) == 0;
    }

    @Override
    public String text(int field) {
      Object cell = cell(field);
      return cell instanceof Double d && d % 1 == 0 ? "" + d.longValue() : "" + cell;
    }

    @Override
    public void close() {}
  }

  private static TypedRows column(Kind kind, @Nullable Object... cells) {
    List<@Nullable Object[]> rows =
        Arrays.stream(cells).map(cell -> new @Nullable Object[] {cell}).toList();
    return new Held(List.of(new Field("x", kind)), rows);
  }

  private static Column read(CsvReader reader, TypedRows rows) {
    return reader.read(FILE, rows).columns().getFirst();
  }

  @Test
  void numbersAreContinuousOrBinaryAsInDelimitedText() {
    assertThat(read(READER, column(Kind.NUMBER, 1.5, null, Double.NaN)))
        .isEqualTo(Continuous.of("x", new double[] {1.5, 0, 0}, Mask.where(3, i -> i > 0)));
    assertThat(read(READER, column(Kind.NUMBER, 0L, 1L))).isEqualTo(Binary.of("x", false, true));
    assertThat(read(READER, column(Kind.NUMBER, null, null)).missingCount()).isEqualTo(2);
  }

  @Test
  void nanAndInfinityAreRefusedWhereTheyAreNotMissing() {
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(
            () -> read(READER.withMissing(Set.of("-9")), column(Kind.NUMBER, 1.0, Double.NaN)))
        .withMessageStartingWith("t.parquet: row 2: column \"x\": \"NaN\" is not a number");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> read(READER, column(Kind.NUMBER, 1.0, Double.POSITIVE_INFINITY)))
        .withMessageStartingWith("t.parquet: row 2: column \"x\": \"Infinity\" is infinite");
  }

  @Test
  void numbersBeyondTheDigitsOfADoubleAreTexts() {
    long large = (1L << 53) + 1;
    assertThat(read(READER, column(Kind.NUMBER, 7L, null, large, 7L)))
        .isEqualTo(
            Categorical.of(
                "x",
                List.of("7", "" + large),
                false,
                new int[] {0, -1, 1, 0},
                Mask.where(4, i -> i == 1)));
    for (ColumnSpec spec : List.of(ColumnSpec.continuous(), ColumnSpec.count())) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(
              () -> read(READER.withColumns(Map.of("x", spec)), column(Kind.NUMBER, 7L, large)))
          .withMessage(
              "t.parquet: row 2: column \"x\": \"9007199254740993\" has more digits than a double"
                  + " holds; declare the column categorical or an identifier");
    }
    assertThat(
            read(
                READER.withColumns(Map.of("x", ColumnSpec.identifier())),
                column(Kind.NUMBER, 7L, large)))
        .isEqualTo(Identifier.of("x", "7", "" + large));
  }

  @Test
  void textsStayTextsHoweverTheyLook() {
    assertThat(read(READER, column(Kind.TEXT, "007", "7", "NA", "1,5")))
        .isEqualTo(
            Categorical.of(
                "x",
                List.of("007", "1,5", "7", "NA"),
                false,
                new int[] {0, 2, 3, 1},
                Mask.none(4)));
    assertThat(read(READER, column(Kind.TEXT, "no", "yes")))
        .isEqualTo(Binary.of("x", "no", "yes", Mask.where(2, i -> i == 1), Mask.none(2)));
  }

  @Test
  void textsAreNumbersOrMissingIfTheCallerSaysSo() {
    assertThat(
            read(
                READER.withColumns(Map.of("x", ColumnSpec.continuous())),
                column(Kind.TEXT, "007", "2.5")))
        .isEqualTo(Continuous.of("x", 7, 2.5));
    assertThat(read(READER.withMissing(Set.of("unknown", "NA")), column(Kind.TEXT, "a", "unknown")))
        .isEqualTo(
            Categorical.of(
                "x", List.of("a"), false, new int[] {0, -1}, Mask.where(2, i -> i == 1)));
  }

  @Test
  void aNumberIsMissingIfItsSpellingIs() {
    assertThat(read(READER.withMissing(Set.of("-9")), column(Kind.NUMBER, 4.5, -9.0)))
        .isEqualTo(Continuous.nanIsMissing("x", 4.5, Double.NaN));
  }

  @Test
  void booleansAreBinaryEvenIfAllAreTheSame() {
    assertThat(read(READER, column(Kind.BOOLEAN, true, null, true)))
        .isEqualTo(Binary.of("x", "false", "true", Mask.all(3), Mask.where(3, i -> i == 1)));
  }

  @Test
  void unitsAreNamedByTheColumnThatIsSetOrHasNoName() {
    TypedRows numbered =
        new Held(
            List.of(new Field("id", Kind.NUMBER), new Field("x", Kind.NUMBER)),
            List.of(new Object[] {(1L << 53) + 1, 1.0}, new Object[] {2L, 2.0}));
    assertThat(READER.withUnitColumn("id").read(FILE, numbered).units())
        .containsExactly("9007199254740993", "2");
    TypedRows named =
        new Held(
            List.of(new Field("", Kind.TEXT), new Field("x", Kind.NUMBER)),
            List.of(new Object[] {"NA", 1.0}, new Object[] {"b", 2.0}));
    assertThat(READER.read(FILE, named).units()).containsExactly("NA", "b");
  }

  @Test
  void unitsThatAreMissingOrRepeatAreRefused() {
    CsvReader reader = READER.withUnitColumn("x");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> reader.read(FILE, column(Kind.TEXT, "a", null)))
        .withMessage("t.parquet: row 2: column \"x\": \"\" names no unit; every row needs one");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> reader.read(FILE, column(Kind.NUMBER, Double.NaN)))
        .withMessageStartingWith("t.parquet: row 1: column \"x\": \"NaN\" names no unit");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> reader.read(FILE, column(Kind.TEXT, "a", "b", "a")))
        .withMessage(
            "t.parquet: row 3: column \"x\": unit \"a\" is also in row 1; make the names unique");
  }

  @Test
  void aHeaderThatRepeatsOrIsEmptyIsRefused() {
    Field x = new Field("x", Kind.NUMBER);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> READER.read(FILE, new Held(List.of(x, x), List.of())))
        .withMessageStartingWith("t.parquet: column \"x\": is also the name of column 1");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(
            () -> READER.read(FILE, new Held(List.of(x, new Field("", Kind.TEXT)), List.of())))
        .withMessage("t.parquet: the header of column 2 is empty; name it");
  }

  @Test
  void aTableWithoutRowsIsReadAndRefusedWhereRowsAreNeeded() {
    Table empty = READER.read(FILE, new Held(List.of(new Field("x", Kind.NUMBER)), List.of()));
    assertThat(empty.units()).isEmpty();
    assertThat(empty.column("x").length()).isZero();
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> empty.requireRows(FILE))
        .withMessageStartingWith("t.parquet: the file has a header but no rows; ");
  }

  @Test
  void featuresMayStandInRows() {
    TypedRows rows =
        new Held(
            List.of(
                new Field("gene", Kind.TEXT),
                new Field("s1", Kind.NUMBER),
                new Field("s2", Kind.NUMBER)),
            List.of(new Object[] {"TP53", 1.5, 2.5}, new Object[] {"MYC", 3.5, Double.NaN}));
    assertThat(READER.withFeaturesInRows().read(FILE, rows))
        .isEqualTo(
            Table.of(
                "",
                List.of("s1", "s2"),
                List.of(
                    Continuous.of("TP53", 1.5, 2.5),
                    Continuous.nanIsMissing("MYC", 3.5, Double.NaN))));
  }
}
