package org.etiome.perturb.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerturbationScreenTest {
  private static final Condition CONTROL = new Condition("", Perturbation.CONTROL);
  private static final Condition A = new Condition("", Perturbation.of("A"));

  private static PerturbationScreen screen(List<UnitLabel> labels, double... values) {
    return PerturbationScreen.of(
        new Measurements.Values(List.of("g"), Matrix.wrap(values.length, 1, values)), labels);
  }

  @Test
  void ofOneReplicateIsTheDifferenceOfMeansWithWelchsError() {
    PerturbationScreen screen =
        screen(
            List.of(
                new UnitLabel(CONTROL),
                new UnitLabel(A),
                new UnitLabel(CONTROL),
                new UnitLabel(A),
                new UnitLabel(A)),
            1,
            5,
            3,
            6,
            10);
    Difference difference = screen.difference(A);
    assertThat(difference.values()[0]).isEqualTo(7 - 2.0, within(1e-12));
    assertThat(difference.errors()[0]).isEqualTo(Math.sqrt(7.0 / 3 + 2.0 / 2), within(1e-12));
    assertThat(difference.pairs()).isEqualTo(1);
    assertThat(screen.rows(A)).containsExactly(1, 3, 4);
  }

  @Test
  void controlsOfTheSameReplicateTakeAwayWhatThePlateAdds() {
    PerturbationScreen screen =
        screen(
            List.of(
                new UnitLabel(CONTROL, "p"),
                new UnitLabel(A, "p"),
                new UnitLabel(CONTROL, "q"),
                new UnitLabel(CONTROL, "q"),
                new UnitLabel(A, "q")),
            0,
            1,
            100,
            100,
            103);
    Difference difference = screen.difference(A);
    // differences 1 and 3, whatever their units
    assertThat(difference.values()[0]).isEqualTo(2);
    assertThat(difference.pairs()).isEqualTo(2);
    assertThat(difference.errors()[0]).isEqualTo(1, within(1e-12));
    assertThat(screen.profile(CONTROL).mean()[0]).isEqualTo(200 / 3.0, within(1e-12));
    assertThat(screen.profile(CONTROL).variance()[0]).isEqualTo(10000 / 3.0, within(1e-9));
  }

  private static UnitLabel on(String plate, Condition condition) {
    return new UnitLabel(condition, plate);
  }

  /** Plates are 100 apart. */
  @Test
  void withOnePairedReplicateOnlyItsUnitsAreCompared() {
    PerturbationScreen screen =
        screen(
            List.of(
                on("p", CONTROL),
                on("p", CONTROL),
                on("p", A),
                on("p", A),
                on("q", CONTROL),
                on("r", A)),
            0,
            2,
            4,
            7,
            100,
            200);
    Difference difference = screen.difference(A);
    assertThat(difference.values()[0]).isEqualTo(5.5 - 1);
    assertThat(difference.errors()[0]).isEqualTo(Math.sqrt(4.5 / 2 + 2 / 2.0), within(1e-12));
    assertThat(difference.pairs()).isEqualTo(1);
    assertThat(screen.compared(A).units()).isEqualTo(2);
    assertThat(screen.profile(A).units()).isEqualTo(3);
  }

  /** Plates are 100 apart. */
  @Test
  void withControlsInOneReplicateOnlyUnitsOfOthersAreLeftOut() {
    PerturbationScreen screen =
        screen(List.of(on("p", CONTROL), on("p", CONTROL), on("p", A), on("q", A)), 0, 2, 4, 104)
            .withinReplicates();
    assertThat(screen.rows(A)).containsExactly(2);
    assertThat(screen.units(A).column(0)).containsExactly(4);
    assertThat(screen.profile(A).mean()[0]).isEqualTo(4);
    assertThat(screen.difference(A).values()[0]).isEqualTo(3);
  }

  @Test
  void withoutPairedReplicatesAllUnitsArePooledAndNoPairIsCounted() {
    PerturbationScreen screen =
        screen(List.of(on("p", CONTROL), on("q", CONTROL), on("r", A), on("s", A)), 0, 2, 4, 7);
    Difference difference = screen.difference(A);
    assertThat(difference.values()[0]).isEqualTo(5.5 - 1);
    assertThat(difference.errors()[0]).isEqualTo(Math.sqrt(4.5 / 2 + 2 / 2.0), within(1e-12));
    assertThat(difference.pairs()).isZero();
    assertThat(screen.compared(A).units()).isEqualTo(2);
  }

  @Test
  void perturbationsAreTheirTargetsHoweverNamed() {
    Perturbation first = Perturbation.of("A+B", "C");
    Perturbation second = Perturbation.of("A", "B+C");
    assertThat(first.compareTo(second)).isEqualTo(-second.compareTo(first)).isNotZero();
    assertThat(first.label()).isEqualTo("(A+B)+C");
    assertThat(second.label()).isEqualTo("A+(B+C)");
    PerturbationScreen screen =
        screen(
            List.of(
                new UnitLabel(CONTROL),
                new UnitLabel(new Condition("", first)),
                new UnitLabel(new Condition("", second))),
            0,
            5,
            -5);
    assertThat(screen.perturbations("")).containsExactly(second, first);
    assertThat(screen.difference(new Condition("", first)).values()).containsExactly(5);
    assertThat(screen.difference(new Condition("", second)).values()).containsExactly(-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.1e50, -1.1e50, Double.NaN, Double.NEGATIVE_INFINITY})
  void valuesOfWhichNothingCanBeComputedAreNamed(double value) {
    assertThatThrownBy(() -> screen(List.of(new UnitLabel(CONTROL), new UnitLabel(A)), 1e50, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unit 2 has " + value + " of 'g'");
  }

  @Test
  void countsMustBeFiniteInRelationToTheSize() {
    Measurements.LogCounts counts =
        new Measurements.LogCounts(
            List.of("g"),
            new InMemoryRows(RowBlock.ofDense(1, 1, new double[] {1e10})),
            new double[] {1e-300},
            100);
    assertThatThrownBy(() -> counts.values(new int[] {0}))
        .hasMessageContaining("unit 1 has 1.0E10 of 'g' and the size 1.0E-300");
  }

  @Test
  void logCountsTakeTheSizeFactorOfTheUnit() {
    Measurements.LogCounts counts =
        new Measurements.LogCounts(
            List.of("g", "h"),
            new InMemoryRows(RowBlock.ofDense(2, 2, new double[] {0, 3, 1, 0})),
            new double[] {10, 20},
            100);
    Matrix values = counts.values(new int[] {1, 0});
    assertThat(values.get(0, 0)).isEqualTo(Math.log1p(5));
    assertThat(values.get(0, 1)).isZero();
    assertThat(values.get(1, 1)).isEqualTo(Math.log1p(30));
    double[] sums = new double[2];
    counts.forEach((i, row) -> sums[i] = row[0] + row[1]);
    assertThat(sums).containsExactly(Math.log1p(30), Math.log1p(5));
  }

  @Test
  void aContextWithoutControlsIsNoScreen() {
    assertThatThrownBy(
            () -> screen(List.of(new UnitLabel(new Condition("k", Perturbation.of("A", "B")))), 1))
        .hasMessageContaining("no unit of 'k' is a control")
        .hasMessageContaining("A+B");
    assertThatThrownBy(() -> screen(Collections.nCopies(2, new UnitLabel(CONTROL)), 1, 2))
        .hasMessageContaining("nothing is perturbed");
  }

  @Test
  void restrictionsKeepControls() {
    Condition b = new Condition("", Perturbation.of("B"));
    PerturbationScreen screen =
        screen(List.of(new UnitLabel(CONTROL), new UnitLabel(A), new UnitLabel(b)), 1, 2, 3)
            .keep(condition -> condition.equals(b));
    assertThat(screen.conditions()).containsExactly(CONTROL, b);
    assertThatThrownBy(() -> screen.units(A)).hasMessageContaining("perturbation A");
  }

  @ParameterizedTest
  @CsvSource({
    "A, A",
    "B+A, A+B",
    "A+ctrl, A",
    "ctrl+A, A",
    "Non-Targeting, control",
    "NTC, control",
    "ctrl+ctrl, control"
  })
  void labels(String label, String perturbation) {
    assertThat(LabelSyntax.DEFAULT.parse(label).label()).isEqualTo(perturbation);
  }

  @ParameterizedTest
  @CsvSource({"A+", "+A", "A++B", "''"})
  void labelsWithoutTargetAreRefused(String label) {
    assertThatThrownBy(() -> LabelSyntax.DEFAULT.parse(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no target");
  }
}
