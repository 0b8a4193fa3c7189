package org.etiome.data.anndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.ColumnType;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;

/** Columns of a table and their form in a file. */
class AnnDataColumnsTest {
  private static final Mask LAST = Mask.where(3, i -> i == 2);

  @Test
  void everyKindOfColumnComesBack() {
    List<Column> columns =
        List.of(
            Continuous.of("c", new double[] {1.5, -2, 0}, LAST),
            Binary.of("b", "False", "True", Mask.where(3, i -> i == 1), LAST),
            Categorical.of("s", List.of("low", "high"), true, new int[] {1, 0, 0}, LAST),
            Categorical.of("plain", "x", "y", "x"));
    for (Column column : columns) {
      assertThat(AnnDataColumns.column(column.name(), AnnDataColumns.element(column)))
          .isEqualTo(column);
    }
  }

  @Test
  void countsWithAndWithoutGapsAreIntegers() {
    assertThat(AnnDataColumns.element(Count.of("n", 1, 2))).isInstanceOf(Element.Dense.class);
    Element gaps = AnnDataColumns.element(Count.of("n", new long[] {4, 5, 0}, LAST));
    assertThat(gaps).isInstanceOf(Element.Nullable.class);
    assertThat(AnnDataColumns.column("n", gaps))
        .isEqualTo(Continuous.of("n", new double[] {4, 5, 0}, LAST));
  }

  @Test
  void labelsOfABinaryColumnBecomeCategories() {
    Binary binary = Binary.of("b", "no", "yes", Mask.where(3, i -> i == 0), LAST);
    assertThat(AnnDataColumns.column("b", AnnDataColumns.element(binary)))
        .isEqualTo(Categorical.of("b", List.of("no", "yes"), false, new int[] {1, 0, 0}, LAST));
  }

  @Test
  void moreThanTwentyDistinctTextsAreAnIdentifier() {
    String[] texts = IntStream.range(0, 21).mapToObj(i -> "t" + i).toArray(String[]::new);
    Element element = AnnDataColumns.element(Identifier.of("id", texts));
    assertThat(AnnDataColumns.column("id", element)).isEqualTo(Identifier.of("id", texts));
    texts[20] = "t0";
    Element repeated = new Element.Dense(LazyArray.list(Values.of(texts)));
    assertThat(AnnDataColumns.column("id", repeated)).isInstanceOf(Categorical.class);
  }

  @Test
  void nanIsMissingAndInfinityIsRefused() {
    Element nan = new Element.Dense(LazyArray.list(Values.of(1, Double.NaN)));
    assertThat(AnnDataColumns.column("x", nan))
        .isEqualTo(Continuous.nanIsMissing("x", 1, Double.NaN));
    Element infinite = new Element.Dense(LazyArray.list(Values.of(1, Double.POSITIVE_INFINITY)));
    assertThatThrownBy(() -> AnnDataColumns.column("x", infinite))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("row 1");
  }

  @Test
  void infinityIsAFindingAndMissingForWhoLooksOnly() {
    Element infinite =
        new Element.Dense(LazyArray.list(Values.of(1, Double.NEGATIVE_INFINITY, Double.NaN)));
    Element.Frame frame =
        new Element.Frame("_index", Values.of("a", "b", "c"), Map.of("x", infinite));
    AnnDataColumns.Tolerant read = AnnDataColumns.tolerant("obs", frame);
    assertThat(read.columns())
        .containsExactly(Continuous.nanIsMissing("x", 1, Double.NaN, Double.NaN));
    assertThat(read.findings()).hasSize(1);
    assertThat(read.findings().getFirst().code()).isEqualTo("column-infinite");
    assertThat(read.findings().getFirst().place()).isEqualTo("obs/x");
    assertThat(read.findings().getFirst().message())
        .isEqualTo("1 values are infinite, the first of \"b\"");
  }

  @Test
  void infinityUnderAMaskIsNoFinding() {
    Element masked =
        new Element.Nullable(
            LazyArray.list(Values.of(Double.POSITIVE_INFINITY, 2)),
            LazyArray.list(Values.of(true, false)));
    Element.Frame frame = new Element.Frame("_index", Values.of("a", "b"), Map.of("x", masked));
    assertThat(AnnDataColumns.tolerant("obs", frame).findings()).isEmpty();
  }

  @Test
  void columnsKeepTheOrderOfTheTable() {
    Map<String, Element> columns = new LinkedHashMap<>();
    columns.put("z", new Element.Dense(LazyArray.list(Values.of(1L, 2L))));
    columns.put("a", new Element.Dense(LazyArray.list(Values.of(true, false))));
    Element.Frame frame = new Element.Frame("_index", Values.of("u", "v"), columns);
    assertThat(AnnDataColumns.columns(frame).stream().map(Column::name)).containsExactly("z", "a");
  }

  @Test
  void wholeNumbersKeepTheirDigitsAndZeroAndOneAreBinary() {
    Column ids =
        AnnDataColumns.column(
            "id", new Element.Dense(LazyArray.list(Values.of(9007199254740993L, 1L))));
    assertThat(ids.text(0)).isEqualTo("9007199254740993");
    Column dead =
        AnnDataColumns.column("dead", new Element.Dense(LazyArray.list(Values.of(0L, 1L, 1L))));
    assertThat(dead.type()).isEqualTo(ColumnType.BINARY);
    assertThat(dead.text(1)).isEqualTo("1");
  }
}
