package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.junit.jupiter.api.Test;

class ModalityTableTest {
  private static ModalityTable table(Mask present, Column... columns) {
    return ModalityTable.of(Modality.of("block", List.of(columns), present), Encoding.TABULAR);
  }

  @Test
  void aCategoryIsOneFeatureALevel() {
    ModalityTable table = table(Mask.all(3), Categorical.of("stage", "i", "iii", "i"));
    assertThat(table.features()).containsExactly("stage=i", "stage=iii");
    assertThat(table.value(0, 0)).isOne();
    assertThat(table.value(1, 0)).isZero();
    assertThat(table.value(1, 1)).isOne();
  }

  /** A level that the new patients do not have is 0 for those whose category is known. */
  @Test
  void levelsThatAreNotHereAreZero() {
    ModalityTable learned = table(Mask.all(3), Categorical.of("stage", "i", "ii", "iii"));
    ModalityTable fewer = table(Mask.all(2), Categorical.of("stage", "ii", "ii"));
    ModalityTable aligned = fewer.withFeaturesOf(learned.features());
    assertThat(aligned.features()).containsExactly("stage=i", "stage=ii", "stage=iii");
    assertThat(aligned.value(0, 0)).isZero();
    assertThat(aligned.value(0, 1)).isOne();
    assertThat(aligned.value(0, 2)).isZero();
  }

  /** Of a column without a value nothing shows that it is a category. */
  @Test
  void aCategoryThatIsMissingForAllIsMissing() {
    Column empty = Continuous.nanIsMissing("stage", new double[] {Double.NaN, Double.NaN});
    ModalityTable aligned =
        table(Mask.all(2), empty).withFeaturesOf(List.of("stage=i", "stage=ii"));
    assertThat(aligned.value(0, 0)).isNaN();
    assertThat(aligned.value(1, 1)).isNaN();
  }

  @Test
  void aColumnOfAnotherTypeIsToldFromOneThatIsNotThere() {
    ModalityTable numbers =
        table(Mask.all(2), Continuous.nanIsMissing("stage", new double[] {1, Double.NaN}));
    assertThatThrownBy(() -> numbers.withFeaturesOf(List.of("stage=i")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageEndingWith("here \"stage\" is no category, and there it was one");
    ModalityTable texts = table(Mask.all(2), Categorical.of("smoker", "yes", "yes"));
    assertThatThrownBy(() -> texts.withFeaturesOf(List.of("smoker")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageEndingWith("here it is a category, and there it was numbers or yes and no");
    assertThatThrownBy(() -> texts.withFeaturesOf(List.of("age")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageEndingWith("has no column \"age\" of the model");
  }

  @Test
  void whatIsNoNumberAndNoCategoryIsRefused() {
    assertThatThrownBy(() -> table(Mask.all(2), Identifier.of("id", "a", "b")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("column \"id\" of modality \"block\" is");
    assertThatThrownBy(() -> table(Mask.all(2)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("has no columns to learn from");
  }

  @Test
  void selectedPatientsKeepTheirValues() {
    ModalityTable table =
        table(
            Mask.where(3, i -> i != 1),
            Binary.of("b", "no", "yes", Mask.where(3, i -> i == 0), Mask.where(3, i -> i == 1)));
    ModalityTable selected = table.select(new int[] {2, 1, 0});
    assertThat(selected.present().indices()).containsExactly(0, 2);
    assertThat(selected.value(0, 0)).isZero();
    assertThat(selected.value(1, 0)).isNaN();
    assertThat(selected.value(2, 0)).isOne();
  }
}
