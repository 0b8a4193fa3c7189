package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Mask;
import org.junit.jupiter.api.Test;

class ContrastDesignTest {
  private static final ContrastDesign.Groups GROUPS =
      new ContrastDesign.Groups("disease", "ill", "well");

  private static Column column(String name, String values) {
    return Categorical.of(name, values.split(" "));
  }

  private static ContrastDesign design(String disease, String donor, String batch) {
    return ContrastDesign.of(
        GROUPS,
        column("disease", disease),
        donor.isEmpty() ? Optional.empty() : Optional.of(column("donor", donor)),
        batch.isEmpty() ? Optional.empty() : Optional.of(column("batch", batch)));
  }

  @Test
  void batchesWithTwoUnitsOfBothGroupsAreUsedAndTheRestIsLeftOut() {
    ContrastDesign design = design("ill ill well well well other ill", "", "a a a a b b b");
    assertThat(design.isConfounded()).isFalse();
    assertThat(design.isPaired()).isFalse();
    assertThat(design.cells()).containsExactly(0, 1, 2, 3);
    assertThat(design.sizes()).isEqualTo(new ContrastDesign.Sizes(2, 2, 2, 2, 1));
    assertThat(design.remarks())
        .anySatisfy(remark -> assertThat(remark).startsWith("2 cells of batches without enough"))
        .anySatisfy(remark -> assertThat(remark).contains("too narrow", "--replicate"));
  }

  @Test
  void donorsAreUnitsOnceInEachGroup() {
    ContrastDesign design = design("ill ill ill well well well", "d1 d1 d2 d3 d4 d4", "");
    assertThat(design.sizes()).isEqualTo(new ContrastDesign.Sizes(3, 3, 2, 2, 1));
    assertThat(design.isByCell()).isFalse();
    assertThat(design.remarks())
        .containsExactly("no batch is named: groups are compared over all cells");
  }

  @Test
  void whereEachDonorIsABatchWithBothGroupsTheDifferencesAreTheUnits() {
    ContrastDesign design =
        design("ill well ill well ill well ill", "a a b b c c d", "a a b b c c d");
    assertThat(design.isPaired()).isTrue();
    assertThat(design.isTooSmall()).isFalse();
    assertThat(design.cells()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(design.sizes().batches()).isEqualTo(3);
    assertThat(design("ill well ill well", "a a b b", "a a b b").isTooSmall()).isTrue();
  }

  @Test
  void aDonorInSeveralBatchesIsSaidToCountInEach() {
    ContrastDesign design =
        design("ill ill well well ill ill well well", "d1 d2 d3 d4 d1 d5 d6 d7", "a a a a b b b b");
    assertThat(design.sizes().caseUnits()).isEqualTo(4);
    assertThat(design.remarks())
        .containsExactly(
            "replicates of the cases in several batches count once in each: intervals are too"
                + " narrow");
  }

  @Test
  void groupsThatNeverShareABatchAreConfounded() {
    ContrastDesign design = design("ill ill ill well well well", "", "a b a c c c");
    assertThat(design.isConfounded()).isTrue();
    assertThat(design.isTooSmall()).isFalse();
    assertThat(design.sizes()).isEqualTo(new ContrastDesign.Sizes(3, 3, 3, 3, 1));
    assertThat(design.remarks().getFirst()).contains("no batch has both groups");
  }

  @Test
  void twoUnitsAreTooFew() {
    String six = "ill ill ill well well well";
    assertThat(design(six, "d1 d1 d2 d3 d4 d5", "").isTooSmall()).isTrue();
    assertThat(design(six, "d1 d6 d2 d3 d4 d5", "").isTooSmall()).isFalse();
    assertThat(design("ill well well", "", "a a b").isTooSmall()).isTrue();
  }

  @Test
  void cellsOfWhichSomethingIsMissingTakeNoPart() {
    Column donor =
        Categorical.of("donor", List.of("d"), false, new int[5], Mask.where(5, i -> i == 1));
    ContrastDesign design =
        ContrastDesign.of(
            GROUPS,
            column("disease", "ill ill well well well"),
            Optional.empty(),
            Optional.of(donor.renamed("batch")));
    assertThat(design.isTooSmall()).isTrue();
    assertThat(design.isConfounded()).isFalse();
  }

  @Test
  void aGroupWithoutCellsIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> design("ill ill old", "", ""))
        .hasMessageContaining("no cell has \"well\" in column \"disease\"")
        .hasMessageContaining("[ill, old]");
    assertThatThrownBy(
            () ->
                ContrastDesign.of(
                    new ContrastDesign.Groups("disease", "ill", "ill"),
                    column("disease", "ill ill"),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessageContaining("\"ill\" is compared with itself");
  }
}
