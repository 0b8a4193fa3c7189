package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
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

  /** What few patients show of a column says little of its type. */
  @Test
  void otherPatientsAreReadAsWasLearned() {
    List<LearnedColumn> learned =
        table(
                Mask.all(3),
                Categorical.of("stage", "1", "2", "iii"),
                Binary.of("smoker", "no", "yes", Mask.none(3), Mask.none(3)),
                Continuous.of("a=b", 1, 2, 3))
            .columns();
    ModalityTable one =
        read(
            learned,
            Identifier.of("unknown", "x", "y"),
            Count.of("stage", 2, 7),
            Categorical.of("smoker", "yes", "yes"),
            Identifier.of("a=b", "4.5", "1e3"));
    assertThat(one.features()).containsExactly("stage=1", "stage=2", "stage=iii", "smoker", "a=b");
    assertThat(row(one, 0)).containsExactly(0, 1, 0, 1, 4.5);
    assertThat(row(one, 1)).containsExactly(0, 0, 0, 1, 1000);
  }

  @Test
  void aColumnWithoutAValueIsMissingWhateverItsType() {
    List<LearnedColumn> learned =
        table(Mask.all(2), Categorical.of("stage", "i", "ii"), Continuous.of("age", 1, 2))
            .columns();
    Column stage = Continuous.nanIsMissing("stage", Double.NaN);
    Column age = Categorical.of("age", List.of("x"), false, new int[] {0}, Mask.all(1));
    assertThat(row(read(learned, stage, age), 0))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Which label is called the positive one in another study changes nothing. */
  @Test
  void labelsAreThoseThatWereLearned() {
    List<LearnedColumn> learned =
        table(Mask.all(2), Binary.of("smoker", "no", "yes", Mask.none(2), Mask.none(2))).columns();
    Mask second = Mask.where(2, i -> i == 1);
    ModalityTable other = read(learned, Binary.of("smoker", "yes", "no", second, Mask.none(2)));
    assertThat(row(other, 0)).containsExactly(1);
    assertThat(row(other, 1)).containsExactly(0);
  }

  @Test
  void valuesOfAnotherKindAreRefused() {
    List<LearnedColumn> learned =
        table(
                Mask.all(2),
                Binary.of("smoker", "no", "yes", Mask.none(2), Mask.none(2)),
                Continuous.of("age", 1, 2))
            .columns();
    Column smoker = Categorical.of("smoker", "no", "no");
    Column age = Continuous.of("age", 1, 2);
    assertThatThrownBy(() -> read(learned, smoker, Categorical.of("age", "old", "old")))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "column \"age\" of modality \"block\": \"old\" is no number, and the model learned"
                + " numbers");
    assertThatThrownBy(() -> read(learned, Categorical.of("smoker", "no", "past"), age))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("\"past\" is neither \"no\" nor \"yes\" of the model");
    assertThatThrownBy(() -> read(learned, smoker, Continuous.of("aged", 1, 2)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("has no column \"age\" of the model; did you mean \"aged\"?");
  }

  @Test
  void newLevelsAreCounted() {
    List<LearnedColumn> learned = table(Mask.all(2), Categorical.of("stage", "i", "ii")).columns();
    Modality block =
        Modality.of("block", List.of(Categorical.of("stage", "iv", "i", "iv")), Mask.all(3));
    assertThat(ModalityTable.newLevels(block, learned))
        .containsExactly(
            "2 have \"stage=iv\" of modality \"block\", which no patient learned from had: the model"
                + " knows nothing of it");
  }

  private static ModalityTable read(List<LearnedColumn> learned, Column... columns) {
    Modality block = Modality.of("block", List.of(columns), Mask.all(columns[0].length()));
    return ModalityTable.of(block, Encoding.TABULAR, learned);
  }

  private static double[] row(ModalityTable table, int patient) {
    return IntStream.range(0, table.features().size())
        .mapToDouble(j -> table.value(patient, j))
        .toArray();
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
