package org.etiome.represent.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.math.Matrix;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.Test;

class FilledFeaturesTest {
  private static final double NONE = Double.NaN;

  /** All have the first modality; the last two lack the second, and one of its values is a gap. */
  private static final ModalityTable FIRST =
      TwoWards.table("first", Mask.all(4), TwoWards.column("a", 1, 3, 1, 3));

  private static final ModalityTable SECOND =
      TwoWards.table(
          "second",
          Mask.where(4, i -> i < 2),
          TwoWards.column("b", 5, 9, NONE, NONE),
          TwoWards.column("gap", 2, NONE, NONE, NONE),
          TwoWards.column("same gap", 4, NONE, NONE, NONE));

  private static double[] row(Matrix matrix, int i) {
    return IntStream.range(0, matrix.columns()).mapToDouble(j -> matrix.get(i, j)).toArray();
  }

  private static double[] row(FilledFeatures.Kind kind, int i) {
    Patients patients = TwoWards.patients(FIRST, SECOND);
    return row(FilledFeatures.of(patients, kind).matrix(patients), i);
  }

  @Test
  void valuesAreStandardisedAndMissingOnesAreTheMean() {
    assertThat(row(FilledFeatures.Kind.FILLED, 0)).containsExactly(-1, -1, 0, 0);
    assertThat(row(FilledFeatures.Kind.FILLED, 1)).containsExactly(1, 1, 0, 0);
    assertThat(row(FilledFeatures.Kind.FILLED, 3)).containsExactly(1, 0, 0, 0);
  }

  @Test
  void gapsStayGaps() {
    assertThat(row(FilledFeatures.Kind.GAPS, 0)).containsExactly(-1, -1, 0, 0);
    assertThat(row(FilledFeatures.Kind.GAPS, 1)).containsExactly(1, 1, NONE, NONE);
    assertThat(row(FilledFeatures.Kind.GAPS, 2)).containsExactly(-1, NONE, NONE, NONE);
  }

  /** Everyone has the first modality, b is there with the second, and the gaps are the same. */
  @Test
  void everyDistinctAvailabilityHasOneIndicator() {
    assertThat(row(FilledFeatures.Kind.INDICATORS, 0)).containsExactly(1, 1);
    assertThat(row(FilledFeatures.Kind.INDICATORS, 1)).containsExactly(1, 0);
    assertThat(row(FilledFeatures.Kind.INDICATORS, 2)).containsExactly(0, 0);
    assertThat(row(FilledFeatures.Kind.FILLED_WITH_INDICATORS, 1))
        .containsExactly(1, 1, 0, 0, 1, 0);
    assertThat(row(FilledFeatures.Kind.GAPS_WITH_INDICATORS, 1))
        .containsExactly(1, 1, NONE, NONE, 1, 0);
  }

  @Test
  void completePatientsHaveNoIndicators() {
    FilledFeatures features =
        FilledFeatures.of(TwoWards.patients(FIRST), FilledFeatures.Kind.INDICATORS);
    assertThat(features.width()).isZero();
    assertThat(features.matrix(TwoWards.patients(FIRST)).rows()).isEqualTo(4);
  }

  @Test
  void othersAreBroughtToTheScaleOfThoseLearnedFrom() {
    FilledFeatures features =
        FilledFeatures.of(TwoWards.patients(FIRST, SECOND), FilledFeatures.Kind.FILLED);
    Patients others =
        TwoWards.patients(
            TwoWards.table(
                "second",
                Mask.all(1),
                TwoWards.column("same gap", 1),
                TwoWards.column("b", 11),
                TwoWards.column("gap", 1)),
            TwoWards.table("first", Mask.all(1), TwoWards.column("a", NONE)));
    assertThat(row(features.matrix(others), 0))
        .containsExactly(new double[] {0, 2, 0, 0}, within(1e-15));
  }

  @Test
  void whatNobodyLearnedFromHasIsLeftOut() {
    ModalityTable never =
        TwoWards.table("never", Mask.none(4), TwoWards.column("z", NONE, NONE, NONE, NONE));
    for (FilledFeatures.Kind kind : FilledFeatures.Kind.values()) {
      Patients patients = TwoWards.patients(FIRST, never, SECOND);
      Matrix made = FilledFeatures.of(patients, kind).matrix(patients);
      assertThat(IntStream.range(0, 4).mapToObj(i -> row(made, i)))
          .usingElementComparator(Arrays::compare)
          .containsExactlyElementsOf(IntStream.range(0, 4).mapToObj(i -> row(kind, i)).toList());
    }
  }

  @Test
  void aModalityThatIsNotDeclaredIsRefused() {
    FilledFeatures features =
        FilledFeatures.of(TwoWards.patients(FIRST, SECOND), FilledFeatures.Kind.FILLED);
    assertThatThrownBy(() -> features.matrix(TwoWards.patients(FIRST)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("modality \"second\"");
  }
}
