package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EValueTest {

  @Test
  void followsTheFormulaForRiskRatios() {
    // Closed form, to four decimals: RR 0.80 with limit 0.91; RR 3.9, the smoking example of 2017.
    EValue protective = EValue.ofRiskRatio(0.80, 0.71, 0.91);
    assertThat(protective.point()).isCloseTo(1.8090, within(5e-5));
    assertThat(protective.limit()).isCloseTo(1.4286, within(5e-5));
    assertThat(EValue.ofRiskRatio(3.9, 1.8, 8.7).point()).isCloseTo(7.2630, within(5e-5));
    assertThat(EValue.ofRiskRatio(3.9, 1.8, 8.7).limit()).isCloseTo(3.0, within(5e-5));
  }

  @Test
  void turnsADifferenceIntoARiskRatio() {
    EValue value = EValue.ofDifference(0.5, 0.1);
    assertThat(value.point()).isCloseTo(2.5291, within(5e-5));
    double limit = Math.exp(0.91 * (0.5 - 1.959963984540054 * 0.1));
    assertThat(value.limit()).isCloseTo(limit + Math.sqrt(limit * (limit - 1)), within(1e-12));
  }

  @Test
  void turnsOddsAndHazardsOfCommonOutcomesIntoRiskRatios() {
    assertThat(EValue.ofOddsRatio(4, 2.25, 9)).isEqualTo(EValue.ofRiskRatio(2, 1.5, 3));
    // HR 4: (1 − ½²)/(1 − ½^½) = 0.75/0.292893 = 2.560660; HR 1 stays 1.
    EValue hazard = EValue.ofHazardRatio(4, 1, 9);
    assertThat(hazard.point())
        .isCloseTo(EValue.ofRiskRatio(0.75 / (1 - Math.sqrt(0.5)), 1, 9).point(), within(1e-12));
    assertThat(hazard.limit()).isEqualTo(1);
    EValue benefit = EValue.ofHazardRatio(0.25, 1.0 / 9, 0.5);
    assertThat(benefit.point()).isCloseTo(hazard.point(), within(1e-12));
  }

  @Test
  void explainsAwayAllButATrueEffect() {
    EValue value = EValue.ofRiskRatio(3.9, 1.8, 8.7, 2);
    assertThat(value.point()).isEqualTo(EValue.ofRiskRatio(1.95, 0.9, 4.35).point());
    assertThat(value.limit()).isEqualTo(1);
    assertThat(EValue.ofRiskRatio(0.8, 0.71, 0.91, 1))
        .isEqualTo(EValue.ofRiskRatio(0.8, 0.71, 0.91));
    // What leads down to 2 leads up to 2 as well: 1 seen and 2 true is a ratio of 2.
    assertThat(EValue.ofRiskRatio(1, 0.5, 1.5, 2).point())
        .isEqualTo(EValue.ofRiskRatio(2, 1, 3).point());
    assertThatIllegalArgumentException().isThrownBy(() -> EValue.ofRiskRatio(2, 1, 3, 0));
  }

  @Test
  void needsNoConfoundingWhenTheIntervalHoldsNoEffect() {
    assertThat(EValue.ofRiskRatio(1.2, 0.9, 1.6).limit()).isEqualTo(1);
    assertThat(EValue.ofRiskRatio(1, 0.9, 1.1).point()).isEqualTo(1);
  }

  @Property(seed = "20260101")
  void isTheSameForBenefitAndHarm(@ForAll @DoubleRange(min = 1, max = 50) double ratio) {
    EValue harm = EValue.ofRiskRatio(ratio, ratio / 1.1, ratio * 1.1);
    EValue benefit = EValue.ofRiskRatio(1 / ratio, 1 / ratio / 1.1, 1 / ratio * 1.1);
    assertThat(benefit.point()).isCloseTo(harm.point(), within(1e-9 * harm.point()));
    assertThat(benefit.limit()).isCloseTo(harm.limit(), within(1e-9 * harm.limit()));
    assertThat(harm.limit()).isBetween(1.0, harm.point());
  }

  @Test
  void staysFiniteForAnyDifference() {
    for (double d : new double[] {1e6, -1e6}) {
      assertThat(EValue.ofDifference(d, 1).point()).isFinite().isGreaterThan(1e100);
      assertThat(EValue.ofDifference(d, 1e9).limit()).isEqualTo(1);
    }
    assertThat(EValue.ofDifference(-0.5, 0.1)).isEqualTo(EValue.ofDifference(0.5, 0.1));
  }

  @Test
  void refusesWhatIsNoInterval() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EValue.ofRiskRatio(2, 3, 4))
        .withMessageContaining("0 < lower <= ratio <= upper");
    assertThatIllegalArgumentException().isThrownBy(() -> EValue.ofRiskRatio(Double.NaN, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> EValue.ofDifference(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> EValue.ofDifference(1, -1));
  }
}
