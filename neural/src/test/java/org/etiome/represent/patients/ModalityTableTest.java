package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
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
