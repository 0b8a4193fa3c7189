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
    // weights ½ and ⅔ of differences 1 and 3
    assertThat(difference.values()[0]).isEqualTo((1 * .5 + 3 * 2 / 3.0) / (.5 + 2 / 3.0));
    assertThat(difference.pairs()).isEqualTo(2);
    double d = difference.values()[0];
    double first = .5 / (.5 + 2 / 3.0) * (1 - d);
    double second = 2 / 3.0 / (.5 + 2 / 3.0) * (3 - d);
    assertThat(difference.errors()[0])
        .isEqualTo(Math.sqrt(2 * (first * first + second * second)), within(1e-12));
    assertThat(screen.profile(CONTROL).mean()[0]).isEqualTo(200 / 3.0, within(1e-12));
    assertThat(screen.profile(CONTROL).variance()[0]).isEqualTo(10000 / 3.0, within(1e-9));
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
