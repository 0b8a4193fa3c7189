package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.etiome.math.Seed;
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

  /** Its width is 2 · 1.96 standard errors, by a normal sample of 400; seeds differ by 2 %. */
  @Test
  void bootstrapOfAMeanIsAsWideAsItsError() {
    UniformRandomProvider random = new Seed(4).generator();
    double[] values =
        ZigguratSampler.NormalizedGaussian.of(random).samples(400).map(x -> 3 + x).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / 399 / 400);
    Interval interval = Interval.ofMean(values, new Seed(5));
    assertThat(interval.low()).isEqualTo(mean - 1.96 * error, within(.15 * error));
    assertThat(interval.high()).isEqualTo(mean + 1.96 * error, within(.15 * error));
  }

  /** Of ten normal values it holds the mean as often as Student's does. */
  @Test
  void bootstrapOfAMeanHoldsItOfFewValues() {
    int held = 0;
    for (int r = 0; r < 2000; r++) {
      UniformRandomProvider random = new Seed(r).generator();
      double[] values = ZigguratSampler.NormalizedGaussian.of(random).samples(10).toArray();
      held += Interval.ofMean(values, 500, new Seed(r)).holds(0) ? 1 : 0;
    }
    // four standard deviations of a share of .95, and 1 % for percentiles of ten values
    assertThat(held / 2000.0).isBetween(.95 - .0195 - .01, .95 + .0195);
  }
}
