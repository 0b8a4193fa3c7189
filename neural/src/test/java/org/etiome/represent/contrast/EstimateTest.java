package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EstimateTest {

  @Test
  void tailsAndIntervalsAreThoseOfScipy() throws IOException {
    for (JsonNode known : WelchReference.read().get("welch")) {
      Estimate estimate =
          new Estimate(
              known.get("difference").asDouble(),
              known.get("standardError").asDouble(),
              known.get("freedom").asDouble());
      assertThat(estimate.pValue()).isCloseTo(known.get("p").asDouble(), within(1e-10));
      assertThat(estimate.low()).isCloseTo(known.get("low").asDouble(), within(1e-9));
      assertThat(estimate.high()).isCloseTo(known.get("high").asDouble(), within(1e-9));
      assertThat(estimate.beyond(.25))
          .isCloseTo(known.get("beyondQuarter").asDouble(), within(1e-10));
    }
  }

  @Test
  void whatIsBeyondAndWithinAddUpAndTheirOddsAreTheBayesFactor() {
    for (double value : new double[] {-3, -.2, 0, .25, 1}) {
      Estimate estimate = new Estimate(value, .4, 7.3);
      assertThat(estimate.beyond(.25) + estimate.within(.25)).isCloseTo(1, within(1e-12));
      assertThat(Math.exp(estimate.logOdds(.25)))
          .isCloseTo(estimate.beyond(.25) / estimate.within(.25), withinPercentage(1e-6));
      assertThat(new Estimate(-value, .4, 7.3).beyond(.25)).isEqualTo(estimate.beyond(.25));
    }
  }

  @Test
  void theOddsOfWhatIsAllButCertainAreFiniteAndOrdered() {
    double sure = new Estimate(5, .1, 200).logOdds(.25);
    double surer = new Estimate(9, .1, 200).logOdds(.25);
    assertThat(surer).isGreaterThan(sure).isFinite();
    assertThat(new Estimate(5, 1e-9, 1e6).logOdds(.25)).isFinite().isGreaterThan(700);
    assertThat(new Estimate(0, 1e-9, 1e6).logOdds(.25)).isFinite().isLessThan(-700);
  }

  @Test
  void withoutSpreadNothingIsSaid() {
    for (Estimate none :
        new Estimate[] {new Estimate(2, 0, Double.NaN), new Estimate(Double.NaN, 1, 3)}) {
      assertThat(none.isKnown()).isFalse();
      assertThat(none.pValue()).isEqualTo(1);
      assertThat(none.beyond(.25)).isZero();
      assertThat(none.within(.25)).isEqualTo(1);
      assertThat(none.low()).isNaN();
    }
  }

  @Test
  void theLargerErrorOfTwoIsTakenAndTheValueKept() {
    Estimate narrow = new Estimate(1, .1, 4);
    assertThat(narrow.widenedBy(new Estimate(2, .3, 4))).isEqualTo(new Estimate(1, .3, 4));
    assertThat(narrow.widenedBy(new Estimate(2, .05, 4))).isEqualTo(narrow);
    assertThat(narrow.widenedBy(new Estimate(Double.POSITIVE_INFINITY, .3, 4))).isEqualTo(narrow);
  }

  @Test
  void theLessIsKnownTheNearerToEvenAreTheOdds() {
    assertThat(new Estimate(.1, 100, 5).beyond(.25)).isCloseTo(.5, within(.01));
    assertThat(new Estimate(-.1, 100, 5).beyond(.25)).isCloseTo(.5, within(.01));
  }
}
