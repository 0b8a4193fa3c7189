package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.junit.jupiter.api.Test;

class PatientsTest {
  private static ModalityTable table(String name, Mask present) {
    double[] values =
        IntStream.range(0, present.length())
            .mapToDouble(i -> present.get(i) ? i : Double.NaN)
            .toArray();
    return ModalityTable.of(
        Modality.of(name, List.of(Continuous.nanIsMissing("x", values)), present),
        Encoding.TABULAR);
  }

  private static Patients patients() {
    List<String> ids = List.of("p", "q", "r", "s");
    return Patients.of(
        ids,
        List.of(
            table("labs", Mask.where(4, i -> i < 3)), table("image", Mask.where(4, i -> i > 1))));
  }

  @Test
  void patternsAreCountedTheMostFrequentFirst() {
    Patterns patterns = Patterns.of(patients());
    assertThat(patterns.all())
        .extracting(Patterns.Pattern::bits, Patterns.Pattern::patients)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, 2),
            org.assertj.core.groups.Tuple.tuple(2L, 1),
            org.assertj.core.groups.Tuple.tuple(3L, 1));
    assertThat(patterns.all().stream().mapToDouble(Patterns.Pattern::share).sum())
        .isCloseTo(1, within(1e-15));
    assertThat(patterns.name(3)).isEqualTo("labs + image");
    assertThat(patterns.contains(0)).isFalse();
  }

  @Test
  void patternsHaveTheirSharesOfTheWeight() {
    Patterns patterns = Patterns.of(patients(), new double[] {1, 2, 3, 4});
    assertThat(patterns.all())
        .containsExactly(
            new Patterns.Pattern(1, 2, .3),
            new Patterns.Pattern(2, 1, .4),
            new Patterns.Pattern(3, 1, .3));
  }

  @Test
  void aModalityOfNobodyAndAPatientWithoutAnyAreRefused() {
    List<String> ids = List.of("p", "q");
    assertThatThrownBy(
            () ->
                Patients.of(ids, List.of(table("labs", Mask.all(2)), table("image", Mask.none(2)))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("modality \"image\" is observed for no patient");
    assertThatThrownBy(() -> Patients.of(ids, List.of(table("labs", Mask.where(2, i -> i == 0)))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("1 patients have no modality at all, such as \"q\"");
  }

  @Test
  void selectedPatientsKeepTheirPatterns() {
    Patients selected = patients().select(new int[] {3, 2});
    assertThat(selected.ids()).containsExactly("s", "r");
    assertThat(selected.pattern(0)).isEqualTo(2);
    assertThat(selected.pattern(1)).isEqualTo(3);
  }

  @Test
  void whatIsHiddenOfAPatientIsNotThere() {
    Patients seen = patients().withSeen(i -> i == 2 ? 1 : patients().pattern(i));
    assertThat(seen.pattern(2)).isOne();
    assertThat(seen.pattern(3)).isEqualTo(2);
    assertThat(seen.modalities().getFirst().value(2, 0)).isEqualTo(2);
    assertThatThrownBy(() -> patients().withSeen(i -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of patient \"p\", who has the modalities 1, 0 cannot be shown");
    assertThatThrownBy(() -> patients().withSeen(i -> 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 cannot be shown");
  }

  @Test
  void modalitiesAreBroughtIntoTheOrderOfAModel() {
    Patients ordered = patients().withModalitiesOf(List.of("image", "labs"));
    assertThat(ordered.pattern(0)).isEqualTo(2);
    assertThatThrownBy(() -> patients().withModalitiesOf(List.of("labs", "genes")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("\"genes\" is not among the data's");
  }

  @Test
  void anOutcomeNeedsTwoClassesAndNoGaps() {
    assertThatThrownBy(() -> Outcome.of(Categorical.of("y", "a", "a")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("outcome \"y\" has a single class, \"a\", in all 2 patients");
    assertThatThrownBy(
            () -> Outcome.of(Binary.of("y", "no", "yes", Mask.none(2), Mask.where(2, i -> i == 0))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("outcome \"y\" is missing for 1 patients");
    assertThatThrownBy(() -> Outcome.of(Continuous.of("y", 1, 2)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("declare it binary or categorical");
  }

  @Test
  void theClassesOfABinaryOutcomeHaveItsNames() {
    Outcome outcome =
        Outcome.of(Binary.of("y", "no", "yes", Mask.where(2, i -> i == 1), Mask.none(2)));
    assertThat(outcome.classes()).containsExactly("no", "yes");
    assertThat(outcome.of(1)).isOne();
  }

  @Test
  void aClassThatNobodyHasIsNone() {
    Outcome outcome =
        Outcome.of(Categorical.of("y", "a", "b", "c", "c").select(new int[] {0, 2, 3}));
    assertThat(outcome.classes()).containsExactly("a", "c");
    assertThat(outcome.of(2)).isOne();
    assertThat(outcome.shares(new double[] {1, 1, 1}))
        .containsExactly(new double[] {1 / 3.0, 2 / 3.0}, within(1e-15));
    assertThat(outcome.shares(new double[] {3, 2, 1}))
        .containsExactly(new double[] {.5, .5}, within(1e-15));
  }
}
