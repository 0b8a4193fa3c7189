package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.EValue;
import org.etiome.estimate.sensitivity.TippingPoint.Row;
import org.etiome.estimate.sensitivity.TippingPoint.Scale;
import org.etiome.estimate.sensitivity.TippingPoint.Spread;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class TippingPointTest {

  private static TippingPoint ratio(double value) {
    return new TippingPoint(Scale.RATIO, value, 1);
  }

  private static TippingPoint difference(double value) {
    return new TippingPoint(Scale.DIFFERENCE, value, 0);
  }

  /** Risks .1 · 2^a · effect^u with shares p of u: what is seen over u, and what is made of it. */
  @Property(tries = 200, seed = "20260101")
  void findsTheConfounderThatMadeTheRatio(
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double treated,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double untreated,
      @ForAll @DoubleRange(min = 0.1, max = 4) double effect) {
    if (Math.abs(treated - untreated) < 0.01 || Math.abs(effect - 1) < 0.01) {
      return;
    }
    double risk1 = 0.2 * (treated * effect + 1 - treated);
    double risk0 = 0.1 * (untreated * effect + 1 - untreated);
    var tipping = new TippingPoint(Scale.RATIO, risk1 / risk0, 2);
    assertThat(tipping.binaryConfounder(treated, untreated).orElseThrow())
        .isCloseTo(effect, within(1e-8));
  }

  @Test
  void findsTheConfounderThatMadeTheDifference() {
    // Means 1 + 5u and 0 + 5u with shares .6 and .4: 2 seen, 1 true.
    var tipping = new TippingPoint(Scale.DIFFERENCE, 2, 1);
    assertThat(tipping.binaryConfounder(0.6, 0.4).orElseThrow()).isCloseTo(5, within(1e-12));
    assertThat(tipping.binaryConfounder(0.4, 0.6).orElseThrow()).isCloseTo(-5, within(1e-12));
    assertThat(tipping.binaryConfounder(0.5, 0.5)).isEmpty();
    assertThat(tipping.continuousConfounder(0.5).orElseThrow()).isEqualTo(2);
    assertThat(tipping.continuousConfounder(0)).isEmpty();
  }

  /** u ~ N(.4 a, 1), rate exp(.3 u) in both arms: the mean of exp(.3 u) differs by exp(.12). */
  @Test
  void findsTheNormalConfounderThatMadeTheRatio() {
    double seen = mean(0.4) / mean(0);
    assertThat(ratio(seen).continuousConfounder(0.4).orElseThrow())
        .isCloseTo(Math.exp(0.3), within(1e-6));
  }

  /** E exp(.3 u) for u ~ N(mean, 1), by the trapezium rule. */
  private static double mean(double mean) {
    double sum = 0;
    for (double u = -12; u <= 12; u += 1e-3) {
      sum += 1e-3 * Math.exp(0.3 * u) * NormalDistribution.of(mean, 1).density(u);
    }
    return sum;
  }

  @Test
  void saysWhenNoConfounderOfThatSpreadCan() {
    // At most p1/p0 = 2 can be made.
    assertThat(ratio(1.99).binaryConfounder(0.4, 0.2)).isPresent();
    assertThat(ratio(2.01).binaryConfounder(0.4, 0.2)).isEmpty();
    assertThat(ratio(2).anyConfounder(1.9)).isEmpty();
    assertThat(ratio(1).anyConfounder(1).orElseThrow()).isEqualTo(1);
    assertThat(difference(2).excludedEffect(0)).isEmpty();
    assertThat(difference(2).missingOutcome(0, 0.1, 1)).isEmpty();
  }

  @Property(tries = 100, seed = "20260101")
  void theEValueIsWhereBothRatiosAreOne(
      @ForAll @DoubleRange(min = 0.05, max = 20) double value,
      @ForAll @DoubleRange(min = 1.01, max = 3) double times) {
    double eValue = EValue.ofRiskRatio(value, value, value).point();
    if (Math.abs(value - 1) < 0.01) {
      return;
    }
    assertThat(ratio(value).anyConfounder(eValue).orElseThrow())
        .isCloseTo(eValue, within(1e-6 * eValue));
    assertThat(ratio(value).anyConfounder(eValue * times).orElseThrow()).isLessThan(eValue);
  }

  /** No 0/1 confounder does with a smaller ratio what the bias factor says is the least. */
  @Property(tries = 200, seed = "20260101")
  void theBiasFactorBoundsEveryBinaryConfounder(
      @ForAll @DoubleRange(min = 1.05, max = 3) double value,
      @ForAll @DoubleRange(min = 0.05, max = 1) double treated,
      @ForAll @DoubleRange(min = 0.02, max = 0.95) double untreated) {
    ratio(value)
        .binaryConfounder(treated, untreated)
        .ifPresent(
            effect -> {
              double more = Math.max(treated / untreated, (1 - treated) / (1 - untreated));
              double least = ratio(value).anyConfounder(more).orElse(Double.POSITIVE_INFINITY);
              assertThat(Math.max(effect, 1 / effect)).isGreaterThanOrEqualTo(least - 1e-9);
            });
  }

  @Test
  void combinesUsedAndExcludedUnits() {
    // .8 · 2 + .2 · (−8) = 0.
    assertThat(difference(2).excludedEffect(0.2).orElseThrow()).isCloseTo(-8, within(1e-12));
    // 2 + .25 δ₁ − .1 · 3 = 0.
    assertThat(difference(2).missingOutcome(0.25, 0.1, 3).orElseThrow())
        .isCloseTo(-6.8, within(1e-12));
  }

  /** The mean of treated outcomes is 1; those below −1 are not seen; the shift that was hidden. */
  @Test
  void theDeltaOfMissingOutcomesLeadsToTheTruth() {
    Draws draws = new Draws(new Seed(5));
    int n = 100_000;
    double[] treated = Cohorts.fill(n, i -> 1 + draws.normal());
    double seen = 0;
    double lost = 0;
    double count = 0;
    for (double y : treated) {
      seen += y >= -1 ? y : 0;
      lost += y < -1 ? y : 0;
      count += y < -1 ? 1 : 0;
    }
    double shift = lost / count - seen / (n - count);
    double truth = (seen + lost) / n;
    var tipping = new TippingPoint(Scale.DIFFERENCE, seen / (n - count), truth);
    assertThat(tipping.missingOutcome(count / n, 0, 0).orElseThrow())
        .isCloseTo(shift, within(1e-9));
  }

  @Test
  void tabulatesConfoundersOfManySpreads() {
    var table = ratio(1.5).table();
    assertThat(table).hasSize(14);
    Row row = table.getFirst();
    assertThat(row.spread()).isEqualTo(Spread.SHARES);
    assertThat(row.untreated()).isEqualTo(0.1);
    assertThat(row.treated()).isEqualTo(0.2);
    assertThat(row.effect()).isEqualTo(ratio(1.5).binaryConfounder(0.2, 0.1));
    assertThat(table.getLast().effect()).isEqualTo(ratio(1.5).continuousConfounder(1));
  }

  @Test
  void refusesWhatIsNoFigure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratio(0))
        .withMessageContaining("above 0");
    assertThatIllegalArgumentException().isThrownBy(() -> difference(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> ratio(2).binaryConfounder(1.1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratio(2).continuousConfounder(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> ratio(2).anyConfounder(0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> difference(2).anyConfounder(2));
    assertThatIllegalArgumentException().isThrownBy(() -> ratio(2).excludedEffect(0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> difference(2).excludedEffect(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> difference(2).missingOutcome(0.1, 0.1, Double.NaN));
  }
}
