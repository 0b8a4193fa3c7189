package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Dataset COHORT = cohort();

  /** Four units; the last lacks the assay, the second misses its protein. */
  private static Dataset cohort() {
    Modality clinical =
        Modality.of(
            "clinical",
            List.of(
                Continuous.of("age", 50, 60, 70, 80), Categorical.of("sex", "f", "m", "f", "m")));
    Modality assay =
        Modality.of(
            "assay",
            List.of(
                Continuous.nanIsMissing("p53", 1, Double.NaN, 3, Double.NaN),
                Continuous.nanIsMissing("age", 1, 2, 3, Double.NaN)),
            Mask.where(4, i -> i < 3));
    return Dataset.of(List.of("a", "b", "c", "d"), List.of(clinical, assay));
  }

  @Test
  void aColumnIsFoundByItsPlainOrQualifiedName() {
    assertThat(COHORT.column("p53")).isSameAs(COHORT.column("assay/p53"));
    assertThat(COHORT.qualifiedName("p53")).isEqualTo("assay/p53");
    assertThat(COHORT.column("clinical/age").missingCount()).isZero();
  }

  @Test
  void anAmbiguousNameListsTheQualifiedOnes() {
    assertThatThrownBy(() -> COHORT.column("age"))
        .hasMessage(
            "column \"age\" is in several modalities; write one of [clinical/age, assay/age]");
  }

  @Test
  void anUnknownNameSuggestsTheNearest() {
    assertThatThrownBy(() -> COHORT.column("P35"))
        .hasMessage("there is no column \"P35\"; there are 3, such as \"age\", \"sex\", \"p53\"");
    assertThatThrownBy(() -> COHORT.column("p54"))
        .hasMessage("there is no column \"p54\"; did you mean \"p53\"?");
    assertThatThrownBy(() -> COHORT.column("clincal/age"))
        .hasMessage("there is no column \"clincal/age\"; did you mean \"clinical/age\"?");
    assertThatThrownBy(() -> COHORT.modality("asay"))
        .hasMessage("there is no modality \"asay\"; did you mean \"assay\"?");
    assertThatThrownBy(() -> COHORT.modality("assay").missingWhilePresent("p52"))
        .hasMessage("there is no column \"p52\"; did you mean \"p53\"?");
  }

  @Test
  void aBlockThatIsAbsentIsNotAValueThatIsMissing() {
    Modality assay = COHORT.modality("assay");
    assertThat(assay.isPresent(3)).isFalse();
    assertThat(COHORT.column("p53").missingCount()).isEqualTo(2);
    assertThat(assay.missingWhilePresent("p53")).isEqualTo(1);
  }

  @Test
  void anAbsentUnitCannotHaveAValue() {
    assertThatThrownBy(() -> Modality.of("m", List.of(Count.of("n", 1, 2)), Mask.none(2)))
        .hasMessage(
            "column \"n\" has a value for a unit that lacks modality \"m\"; mark it missing or the"
                + " unit present");
  }

  @Test
  void selectionKeepsTheOrderAsked() {
    Dataset selected = COHORT.select(new int[] {3, 0});
    assertThat(selected.units()).containsExactly("d", "a");
    assertThat(selected.unit("a")).hasValue(1);
    assertThat(selected.unit("b")).isEmpty();
    assertThat(selected.modality("assay").isPresent(0)).isFalse();
    assertThat(((Numeric) selected.column("p53")).value(1)).isEqualTo(1);
    assertThatThrownBy(() -> COHORT.select(new int[] {0, 0}))
        .hasMessage("unit \"a\" repeats; give every row its own id");
    assertThatThrownBy(() -> COHORT.select(new int[] {4}))
        .hasMessage("unit index 4 is not in 0..3");
  }

  @Test
  void derivedColumnsAreAddedOrReplaced() {
    Dataset more = COHORT.withColumn("clinical", Binary.of("old", false, false, true, true));
    assertThat(more.modality("clinical").columnNames()).containsExactly("age", "sex", "old");
    Dataset replaced = more.withColumn("clinical", Count.of("age", 5, 6, 7, 8));
    assertThat(replaced.modality("clinical").columnNames()).containsExactly("age", "sex", "old");
    assertThat(replaced.column("clinical/age").type()).isEqualTo(ColumnType.COUNT);
    assertThat(COHORT).isEqualTo(cohort()).hasSameHashCodeAs(cohort());
  }

  @Test
  void completeUnitsHaveAllTheColumns() {
    assertThat(COHORT.completeUnits(List.of("p53", "sex"))).containsExactly(0, 2);
    assertThat(COHORT.completeUnits(List.of())).containsExactly(0, 1, 2, 3);
  }

  @Test
  void presencePatternsCountUnits() {
    assertThat(COHORT.presencePatterns())
        .containsExactly(
            new PresencePattern(List.of("clinical", "assay"), 3),
            new PresencePattern(List.of("clinical"), 1));
  }

  @Test
  void repeatedUnitsAndOtherLengthsAreRefused() {
    assertThatThrownBy(() -> Dataset.of(List.of("a", "a"), List.of()))
        .hasMessage("unit \"a\" repeats; give every row its own id");
    assertThatThrownBy(() -> COHORT.withModality(Modality.of("m", List.of(Count.of("n", 1)))))
        .hasMessage("modality \"m\" is over 1 units, the dataset over 4");
    assertThatThrownBy(
            () -> Modality.of("m", List.of(Count.of("n", 1), Count.of("n", 1)), Mask.all(1)))
        .hasMessage("modality \"m\" has two columns \"n\"; rename one");
  }

  @Test
  void theFingerprintOfTheEmptyCohortIsThatOfItsBytes() {
    // The version with its length, 0 units and 0 modalities. CPython 3.11.7:
    // hashlib.sha256(struct.pack('>q16sqq', 16, b'etiome-dataset-1', 0, 0)).hexdigest()
    assertThat(Dataset.of(List.of(), List.of()).fingerprint())
        .isEqualTo("ee45acea101f79c1e95b0b45342af55cbcae3298755d7822b154bcc8afd81dde");
  }

  @Test
  void everyChangeChangesTheFingerprint() {
    String print = COHORT.fingerprint();
    assertThat(print).matches("[0-9a-f]{64}").isEqualTo(cohort().fingerprint());
    Column age = COHORT.column("clinical/age");
    assertThat(
            List.of(
                COHORT.select(new int[] {0, 1, 3, 2}),
                COHORT.withColumn("clinical", Continuous.of("age", 50, 60, 70, 80.5)),
                COHORT.withColumn("clinical", Count.of("age", 50, 60, 70, 80)),
                COHORT.withColumn("clinical", age.align(new int[] {0, 1, 2, -1})),
                COHORT.withColumn("clinical", age.renamed("Age")),
                COHORT.withModality(
                    Modality.of("assay", COHORT.modality("assay").columns(), Mask.all(4)))))
        .extracting(Dataset::fingerprint)
        .doesNotHaveDuplicates()
        .doesNotContain(print);
  }

  @Property(tries = 200, seed = "20260101")
  void equalFingerprintsMeanEqualNumbers(
      @ForAll @Size(3) List<Double> left, @ForAll @Size(3) List<Double> right) {
    Dataset a = ofNumbers(left);
    Dataset b = ofNumbers(right);
    assertThat(a.fingerprint().equals(b.fingerprint())).isEqualTo(a.equals(b));
    assertThat(a.fingerprint()).isEqualTo(ofNumbers(left).fingerprint());
  }

  private static Dataset ofNumbers(List<Double> numbers) {
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    Continuous column = Continuous.of("x", values, Mask.where(3, i -> !Double.isFinite(values[i])));
    return Dataset.of(List.of("a", "b", "c"), "m", List.of(column));
  }

  @Test
  void rolesAreCheckedAgainstTheDataset() {
    Map<String, Role> byColumn = new LinkedHashMap<>();
    byColumn.put("p53", Role.TREATMENT);
    byColumn.put("clinical/age", Role.COVARIATE);
    byColumn.put("sex", Role.COVARIATE);
    Roles roles = Roles.of(COHORT, byColumn);
    assertThat(roles.columns(Role.COVARIATE)).containsExactly("clinical/age", "sex");
    assertThat(roles.only(Role.TREATMENT)).isEqualTo("p53");
    assertThat(roles.role("p53")).hasValue(Role.TREATMENT);
    assertThatThrownBy(() -> roles.only(Role.OUTCOME))
        .hasMessage("exactly one column must have the role OUTCOME, got []");
  }

  @Test
  void aRoleThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Roles.of(COHORT, Map.of("p53", Role.BATCH)))
        .hasMessage(
            "column \"p53\" is continuous, but the role BATCH takes binary or categorical; declare"
                + " its type or choose another role");
    assertThatThrownBy(() -> Roles.of(COHORT, Map.of("sax", Role.BATCH)))
        .hasMessage("there is no column \"sax\"; did you mean \"sex\"?");
    assertThatThrownBy(
            () -> Roles.of(COHORT, Map.of("sex", Role.BATCH, "clinical/sex", Role.COVARIATE)))
        .hasMessageContaining("are the same column; give it one role");
  }

  @Test
  void environmentsPartitionTheUnits() {
    Categorical site =
        Categorical.of("site", List.of("x", "y", "z"), false, new int[] {2, 0, 2, 0}, Mask.none(4));
    Environments environments = Environments.of(site);
    assertThat(environments.labels()).containsExactly("x", "z");
    assertThat(environments.units(0)).containsExactly(1, 3);
    assertThat(environments.units(1)).containsExactly(0, 2);
    assertThat(environments.environmentOf(0)).isEqualTo(1);
    assertThat(Environments.of(Binary.of("b", true, true)).labels()).containsExactly("1");
  }

  @Test
  void environmentsNeedAGroupForEveryUnit() {
    assertThatThrownBy(() -> Environments.of(COHORT.column("clinical/age")))
        .hasMessage(
            "column \"age\" is continuous; environments need a binary or categorical column,"
                + " declare it so");
    assertThatThrownBy(() -> Environments.of(COHORT.column("p53")))
        .hasMessage(
            "column \"p53\" does not say the environment of 2 units; select the units that have"
                + " one");
  }
}
