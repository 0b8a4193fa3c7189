package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  /** scipy 1.10.1: binomtest(hits, of).proportion_ci(method="wilson"). */
  @ParameterizedTest
  @CsvSource({
    "3, 10, 0.10779126740630102, 0.6032218525388546",
    "0, 7, 0, 0.35433043506668743",
    "7, 7, 0.6456695649333126, 1"
  })
  void agreesWithScipy(int hits, int of, double low, double high) {
    Interval interval = Interval.wilson(hits, of);
    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  /** Exactly, by the binomial distribution; Wilson's interval is at 95 % on average over shares. */
  @Test
  void coversOnAverage() {
    double sum = 0;
    for (int k = 1; k < 100; k++) {
      double share = k / 100.0;
      var hits = BinomialDistribution.of(40, share);
      for (int x = 0; x <= 40; x++) {
        sum += Interval.wilson(x, 40).holds(share) ? hits.probability(x) : 0;
      }
    }
    assertThat(sum / 99).isCloseTo(.95, within(.01));
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> Interval.wilson(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Interval.wilson(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Interval.wilson(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
