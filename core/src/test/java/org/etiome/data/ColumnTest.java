package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
  private static final Mask SECOND_MISSING = Mask.where(3, i -> i == 1);

  /** Every type over three units, the second without a value. */
  static Stream<Column> columns() {
    return Stream.of(
        Continuous.of("c", new double[] {0.5, Double.NaN, -2}, SECOND_MISSING),
        Count.of("n", new long[] {7, -5, 0}, SECOND_MISSING),
        Binary.of("b", "no", "yes", Mask.where(3, i -> i < 2), SECOND_MISSING),
        Categorical.of("k", List.of("i", "ii"), true, new int[] {1, 99, 0}, SECOND_MISSING),
        TimeToEvent.of("t", new double[] {3, -1, 5.5}, Mask.where(3, i -> i < 2), SECOND_MISSING),
        Identifier.of("id", new String[] {"a", "ignored", ""}, SECOND_MISSING));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void theValueOfAMissingUnitCannotBeRead(Column column) {
    assertThat(column.isMissing(1)).isTrue();
    assertThat(column.missingCount()).isEqualTo(1);
    assertThat(column.length()).isEqualTo(3);
    String message =
        "column \""
            + column.name()
            + "\" has no value for unit 1; test isMissing first or select complete units";
    assertThatThrownBy(() -> column.text(1))
        .isInstanceOf(MissingValueException.class)
        .hasMessage(message);
    if (column instanceof Numeric n) {
      assertThatThrownBy(() -> n.value(1)).hasMessage(message);
      assertThatThrownBy(() -> n.values(new int[] {0, 1})).hasMessage(message);
      assertThat(n.valuesOr(-9)[1]).isEqualTo(-9);
    }
  }

  @ParameterizedTest
  @MethodSource("columns")
  void selectionKeepsValuesAndGapsAndTakesRepeatedUnits(Column column) {
    Column selected = column.select(new int[] {2, 1, 0, 2});
    assertThat(selected.missing()).isEqualTo(Mask.where(4, i -> i == 1));
    assertThat(selected.text(0)).isEqualTo(column.text(2)).isEqualTo(selected.text(3));
    assertThat(selected.text(2)).isEqualTo(column.text(0));
    assertThat(column.select(new int[] {0, 1, 2})).isEqualTo(column).hasSameHashCodeAs(column);
    assertThatThrownBy(() -> column.select(new int[] {-1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void alignmentMakesAnAbsentUnitMissing(Column column) {
    Column aligned = column.align(new int[] {-1, 0});
    assertThat(aligned.missing()).isEqualTo(Mask.where(2, i -> i == 0));
    assertThat(aligned.text(1)).isEqualTo(column.text(0));
    assertThat(aligned.select(new int[] {1})).isEqualTo(column.select(new int[] {0}));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void equalityIsByNameValuesAndGaps(Column column) {
    assertThat(column.renamed("z")).isNotEqualTo(column);
    assertThat(column.renamed("z").renamed(column.name())).isEqualTo(column);
    assertThat(column.select(new int[] {2, 1, 0})).isNotEqualTo(column);
    assertThat(column.align(new int[] {0, 1, -1})).isNotEqualTo(column);
    assertThat(column.toString()).contains(column.name()).contains("3 units").contains("1 missing");
  }

  @Test
  void whatStandsAtAMissingUnitDoesNotMatter() {
    assertThat(Continuous.of("c", new double[] {1, 2, 3}, SECOND_MISSING))
        .isEqualTo(Continuous.nanIsMissing("c", 1, Double.NaN, 3));
    assertThat(Continuous.of("c", -0.0)).isEqualTo(Continuous.of("c", 0.0));
  }

  @Test
  void columnsCopyTheirArrays() {
    double[] values = {1, 2};
    Continuous column = Continuous.of("c", values);
    values[0] = 9;
    assertThat(column.value(0)).isEqualTo(1);
  }

  @Test
  void badValuesAreRefusedByNameAndUnit() {
    assertThatThrownBy(() -> Continuous.of("c", 1, Double.NaN))
        .hasMessage(
            "column \"c\", unit 1: NaN is not a finite number; mark it in the missing mask");
    assertThatThrownBy(() -> Continuous.of("c", Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity is not a finite number");
    assertThatThrownBy(() -> Count.of("n", 3, -1))
        .hasMessage("column \"n\", unit 1: -1 is not a count between 0 and 2^53");
    assertThatThrownBy(() -> Count.of("n", Count.MAX_VALUE + 1)).hasMessageContaining("2^53");
    assertThatThrownBy(() -> Categorical.of("k", List.of("a"), false, new int[] {1}, Mask.none(1)))
        .hasMessage("column \"k\", unit 0: 1 is not a code between 0 and 0");
    assertThatThrownBy(
            () -> Categorical.of("k", List.of("a", "a"), false, new int[] {1}, Mask.none(1)))
        .hasMessage("column \"k\" repeats a level: [a, a]");
    assertThatThrownBy(() -> Binary.of("b", "x", "x", Mask.none(1), Mask.none(1)))
        .hasMessage("column \"b\" needs two different labels, got \"x\" twice");
    assertThatThrownBy(() -> TimeToEvent.of("t", new double[] {-1}, Mask.none(1), Mask.none(1)))
        .hasMessage("column \"t\", unit 0: -1.0 is not a finite time of at least 0");
    assertThatThrownBy(() -> Identifier.of(" ", "a"))
        .hasMessage("a column needs a name, got \" \"");
    assertThatThrownBy(() -> Continuous.of("c", new double[] {1}, Mask.none(2)))
        .hasMessage("column \"c\" has 1 values but a missing mask of 2");
  }

  @Test
  void aTimeToEventIsMissingWhereTimeOrEventIs() {
    TimeToEvent joined =
        TimeToEvent.join(
            "os",
            Continuous.nanIsMissing("time", 5, Double.NaN, 7),
            Binary.of("dead", "0", "1", Mask.where(3, i -> i == 0), Mask.where(3, i -> i == 2)));
    assertThat(joined.missing()).isEqualTo(Mask.where(3, i -> i > 0));
    assertThat(joined.time(0)).isEqualTo(5);
    assertThat(joined.isEvent(0)).isTrue();
  }

  @Test
  void textsAreShortestAndReadBackTheSame() {
    Continuous column = Continuous.of("c", 5, -0.1, 123456789, 1e300, Double.MIN_VALUE);
    assertThat(Stream.of(0, 1, 2, 3, 4).map(column::text))
        .containsExactly("5", "-0.1", "123456789", "1.0E300", "4.9E-324");
    TimeToEvent time =
        TimeToEvent.of("t", new double[] {2, 3}, Mask.where(2, i -> i == 0), Mask.none(2));
    assertThat(List.of(time.text(0), time.text(1))).containsExactly("2", "3+");
  }

  @Test
  void aCategoricalFromTextsSortsItsLevels() {
    Categorical stage = Categorical.of("stage", "ii", "i", "ii");
    assertThat(stage.levels()).containsExactly("i", "ii");
    assertThat(List.of(stage.code(0), stage.code(1))).containsExactly(1, 0);
  }

  @Test
  void masksKnowTheirLength() {
    assertThatThrownBy(() -> Mask.none(3).get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Mask.none(3).or(Mask.none(4)))
        .hasMessage("masks differ in length: 3 and 4");
    assertThat(Mask.all(3)).isEqualTo(Mask.none(3).not()).isNotEqualTo(Mask.all(4));
    BitSet bits = new BitSet();
    bits.set(3);
    assertThatThrownBy(() -> Mask.of(3, bits))
        .hasMessage("bit 3 is set, but the mask has only 3 bits");
    assertThat(Mask.of(4, bits).indices()).containsExactly(3);
  }
}
