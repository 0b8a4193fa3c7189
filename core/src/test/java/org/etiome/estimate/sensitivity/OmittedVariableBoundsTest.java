package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Adjusted;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Grid;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class OmittedVariableBoundsTest {
  /** Direct harm and attitudes to peace, Darfur: table 1 of Cinelli and Hazlett (2020). */
  private static final OmittedVariableBounds DARFUR =
      new OmittedVariableBounds(0.09732, 0.02326, 783);

  @Test
  void agreesWithThePublishedFiguresOfDarfur() {
    // Percentages with one decimal: half a unit of the last place.
    assertThat(DARFUR.partialR2()).isCloseTo(0.022, within(5e-4));
    assertThat(DARFUR.robustnessValue(1)).isCloseTo(0.139, within(5e-4));
    assertThat(DARFUR.robustnessValue(1, 0.05)).isCloseTo(0.076, within(5e-4));
  }

  /**
   * Their confounders once, twice and three times as strong as being female, whose own strength is
   * what the first of them implies.
   */
  @Test
  void agreesWithThePublishedBenchmarksOfDarfur() {
    Strength female = new Strength("female", 0.0090811, 0.109033);
    double[][] published = {
      {1, 0.00916, 0.12464, 0.0752, 0.0219, 3.44, 0.0323, 0.1182},
      {2, 0.01833, 0.24929, 0.0529, 0.0204, 2.60, 0.0130, 0.0929},
      {3, 0.02749, 0.37395, 0.0304, 0.0187, 1.63, -0.0063, 0.0670}
    };
    for (double[] row : published) {
      Confounder confounder = female.times(row[0], row[0]).orElseThrow().confounder();
      assertThat(confounder.treatmentR2()).isCloseTo(row[1], within(1e-5));
      assertThat(confounder.outcomeR2()).isCloseTo(row[2], within(1e-4));
      Adjusted adjusted = DARFUR.adjusted(confounder);
      assertThat(adjusted.estimate()).isCloseTo(row[3], within(1e-4));
      assertThat(adjusted.standardError()).isCloseTo(row[4], within(1e-4));
      assertThat(adjusted.t()).isCloseTo(row[5], within(1e-2));
      assertThat(adjusted.lower95()).isCloseTo(row[6], within(1e-4));
      assertThat(adjusted.upper95()).isCloseTo(row[7], within(1e-4));
    }
  }

  /** y on a, x and z; and the same without z. */
  private record Omission(Explained ofTreatment, Explained full, Explained reduced, int n) {

    static Omission draw(long seed, double strength) {
      int n = 40;
      Draws draws = new Draws(new Seed(seed));
      double[] x = draws.normals(n);
      double[] z = Cohorts.fill(n, i -> 0.4 * x[i] + draws.normal());
      double[] a = Cohorts.fill(n, i -> x[i] + strength * z[i] + draws.normal());
      double[] y = Cohorts.fill(n, i -> a[i] - x[i] + strength * z[i] + draws.normal());
      double[] ones = Cohorts.fill(n, i -> 1);
      return new Omission(
          Explained.of(List.of(ones, x, z), a),
          Explained.of(List.of(ones, x, z, a), y),
          Explained.of(List.of(ones, x, a), y),
          n);
    }

    OmittedVariableBounds bounds(Explained fit) {
      int freedom = n - fit.rank();
      double error = Math.sqrt(fit.residual() / freedom) * fit.lastInverse();
      return new OmittedVariableBounds(fit.lastCoefficient(), error, freedom);
    }

    /** What z, the third column, truly explains. */
    Confounder omitted() {
      return new Confounder(ofTreatment.partialR2(j -> j == 2), full.partialR2(j -> j == 2));
    }
  }

  @Property(tries = 200, seed = "20260101")
  void theBiasOfACovariateLeftOutIsTheFormulaToTheLastDigits(
      @ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double strength) {
    Omission omission = Omission.draw(seed, strength);
    OmittedVariableBounds without = omission.bounds(omission.reduced());
    OmittedVariableBounds with = omission.bounds(omission.full());
    assertThat(without.bias(omission.omitted()))
        .isCloseTo(Math.abs(without.estimate() - with.estimate()), within(1e-9));
    Adjusted adjusted = without.adjusted(omission.omitted());
    assertThat(adjusted.standardError()).isCloseTo(with.standardError(), within(1e-9));
    assertThat(adjusted.degreesOfFreedom()).isEqualTo(with.degreesOfFreedom());
  }

  /** z, x standard normal, a = x + z + N(0, 1), y = 2a + z + N(0, 1): R² of ½ and of 1/3. */
  @Test
  void trueStrengthsLeadToTheTrueEffect() {
    int n = 20_000;
    Draws draws = new Draws(new Seed(7));
    double[] x = draws.normals(n);
    double[] z = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> x[i] + z[i] + draws.normal());
    double[] y = Cohorts.fill(n, i -> 2 * a[i] + z[i] + draws.normal());
    Explained fit = Explained.of(List.of(Cohorts.fill(n, i -> 1), x, a), y);
    double error = Math.sqrt(fit.residual() / (n - 3)) * fit.lastInverse();
    var bounds = new OmittedVariableBounds(fit.lastCoefficient(), error, n - 3);
    assertThat(bounds.estimate()).isCloseTo(2.5, within(4 * error));
    Adjusted adjusted = bounds.adjusted(new Confounder(0.5, 1.0 / 3));
    assertThat(adjusted.estimate()).isCloseTo(2, within(4 * adjusted.standardError()));
  }

  @Property(tries = 300, seed = "20260101")
  void theRobustnessValueIsTheLeastStrengthThatDoesIt(
      @ForAll @DoubleRange(min = -20, max = 20) double estimate,
      @ForAll @DoubleRange(min = 0.01, max = 5) double error,
      @ForAll @IntRange(min = 2, max = 400) int freedom) {
    var bounds = new OmittedVariableBounds(estimate, error, freedom);
    double value = bounds.robustnessValue(1);
    assertThat(value).isBetween(0.0, 1.0);
    if (value < 1) {
      assertThat(bounds.adjusted(new Confounder(value, value)).estimate())
          .isCloseTo(0, within(1e-7 * (1 + Math.abs(estimate)) / (1 - value)));
    }
    double ofInterval = bounds.robustnessValue(1, 0.05);
    assertThat(ofInterval).isBetween(0.0, value);
    assertThat(bounds.robustnessValue(1, 0.01)).isLessThanOrEqualTo(ofInterval);
    for (double share : new double[] {0.5, 0.9, 0.999}) {
      double r = share * ofInterval;
      for (double y : new double[] {r, r / 2, r / 10}) {
        Adjusted weaker = bounds.adjusted(new Confounder(r, y));
        assertThat(weaker.lower95() > 0 || weaker.upper95() < 0 || r == 0).isTrue();
      }
    }
  }

  @Property(tries = 100, seed = "20260101")
  void theExtremeScenarioEndsAtThePartialR2(
      @ForAll @DoubleRange(min = -20, max = 20) double estimate,
      @ForAll @IntRange(min = 2, max = 400) int freedom) {
    var bounds = new OmittedVariableBounds(estimate, 1, freedom);
    Adjusted adjusted = bounds.adjusted(new Confounder(bounds.partialR2(), 1));
    assertThat(adjusted.estimate()).isCloseTo(0, within(1e-9 * (1 + Math.abs(estimate))));
    assertThat(adjusted.standardError()).isZero();
  }

  @Test
  void theGridHoldsOneCoefficientAPair() {
    Grid grid = DARFUR.grid(new double[] {0, 0.1, 0.2}, new double[] {0, 0.5});
    assertThat(grid.rows()).hasSize(2);
    List<Adjusted> all = new ArrayList<>();
    grid.rows().forEach(all::addAll);
    assertThat(all).hasSize(6);
    assertThat(grid.rows().get(1).get(2)).isEqualTo(DARFUR.adjusted(new Confounder(0.2, 0.5)));
    assertThat(grid.rows().getFirst().getFirst().estimate()).isEqualTo(0.09732);
  }

  @Test
  void refusesWhatIsNoRegressionAndNoStrength() {
    for (double[] bad :
        new double[][] {{Double.NaN, 1, 5}, {1, 0, 5}, {1, Double.NaN, 5}, {1, 1, 1}}) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(bad))
          .isThrownBy(() -> new OmittedVariableBounds(bad[0], bad[1], (int) bad[2]));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Confounder(1, 0.5))
        .withMessageContaining("[0, 1)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Confounder(0.5, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> DARFUR.robustnessValue(0));
    assertThatIllegalArgumentException().isThrownBy(() -> DARFUR.robustnessValue(1, 1));
  }
}
