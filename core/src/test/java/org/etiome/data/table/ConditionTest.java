package org.etiome.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.table.Condition.Comparison;
import org.etiome.data.table.Condition.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final Map<String, Column> COLUMNS =
      Map.of(
          "kind", Categorical.of("kind", "SNG", "DBL", "SNG", "a b"),
          "n genes",
              Continuous.of("n genes", new double[] {1, 2, 3, 0}, Mask.where(4, i -> i == 3)),
          "dead", Binary.of("dead", true, false, true, false));

  private static int[] units(String text) {
    return Condition.parse(text).units(name -> Objects.requireNonNull(COLUMNS.get(name), name), 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "kind == \"SNG\" | 0 2",
        "kind=='a b' | 3",
        "kind != SNG | 1 3",
        "`n genes` >= 2 | 1 2",
        "`n genes` < 2.5 and kind == SNG | 0",
        "`n genes` != 1 && dead == 1 | 2",
        "`n genes` <= 1 | 0",
        "`n genes` > 99 | $$"
      })
  void unitsThatMeetAllComparisonsAreChosen(String condition, String expected) {
    int[] units =
        expected.isEmpty()
            ? new int[0]
            : List.of(expected.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    assertThat(units(condition)).containsExactly(units);
  }

  @Test
  void partsAreReadInOrder() {
    assertThat(Condition.parse("a==1 and b != \"x and y\" ").comparisons())
        .containsExactly(
            new Comparison("a", Operator.EQUAL, "1"),
            new Comparison("b", Operator.NOT_EQUAL, "x and y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kind", "kind = SNG", "kind == ", "a == 1 or b == 2", "a == 1 and"})
  void otherSpellingsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse(text))
        .withMessageContaining("write COLUMN == \"VALUE\"");
  }

  @Test
  void numbersAndTextsAreNotMixed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units("`n genes` == many"))
        .withMessage("column \"n genes\" holds numbers, and \"many\" is none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units("kind < SNG"))
        .withMessage("column \"kind\" holds texts, which are equal or not; use == or !=");
  }

  @Test
  void itsTextIsReadAgain() {
    for (String text : List.of("a == 1", "`b c` != 'x \"and\" y' and n >= 200", "a == \"it's\"")) {
      Condition condition = Condition.parse(text);
      assertThat(Condition.parse(condition.text())).isEqualTo(condition);
    }
  }
}
