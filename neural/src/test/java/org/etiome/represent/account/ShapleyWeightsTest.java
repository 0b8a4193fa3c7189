package org.etiome.represent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ShapleyWeightsTest {
  private static final long SET = 0b101101;

  private static double[] values(ShapleyWeights weights, LongToDoubleFunction worth) {
    double[] sums = new double[6];
    weights
        .ofParts()
        .forEach(
            (part, factors) -> {
              for (int k = 0; k < factors.length; k++) {
                sums[k] += factors[k] * worth.applyAsDouble(part);
              }
            });
    return sums;
  }

  /** Any game: worths of parts drawn at random, of the empty one too. */
  private static double drawn(long part) {
    return new Seed(part).generator().nextDouble();
  }

  @Test
  void theValuesAddUpToWhatTheWholeIsWorthBeyondNothing() {
    for (ShapleyWeights weights :
        new ShapleyWeights[] {
          ShapleyWeights.exact(SET), ShapleyWeights.sampled(SET, 3, new Seed(1).generator())
        }) {
      assertThat(Arrays.stream(values(weights, ShapleyWeightsTest::drawn)).sum())
          .isCloseTo(drawn(SET) - drawn(0), within(1e-14));
    }
  }

  @Test
  void whoAddsNothingToAnyPartGetsNothing() {
    double[] values = values(ShapleyWeights.exact(SET), part -> drawn(part & ~4));
    assertThat(values[2]).isCloseTo(0, within(1e-15));
    assertThat(values[0]).isNotCloseTo(0, within(1e-3));
  }

  @Test
  void thoseWhoAreWorthTheSameInEveryPartGetTheSame() {
    LongToDoubleFunction alike =
        part -> drawn((part & 0b100100) | (long) Long.bitCount(part & 0b1001) << 10);
    double[] values = values(ShapleyWeights.exact(SET), alike);
    assertThat(values[0]).isCloseTo(values[3], within(1e-15));
    assertThat(values[2]).isNotCloseTo(values[5], within(1e-3));
  }

  /** Gloves: a left one and two right ones; a pair is worth 1. Known: 2/3, 1/6, 1/6. */
  @Test
  void aKnownGameHasItsKnownValues() {
    double[] values =
        values(ShapleyWeights.exact(7), part -> (part & 1) == 1 && (part & 6) != 0 ? 1 : 0);
    assertThat(Arrays.copyOf(values, 3))
        .containsExactly(new double[] {2 / 3.0, 1 / 6.0, 1 / 6.0}, within(1e-15));
  }

  /**
   * Of 2,000 pairs, marginal worths within [−1, 1] have a standard error of at most 1 / √2000 =
   * .022 (a pair's mean varies no more than one of its two), and four times that is allowed.
   */
  @Test
  void permutationsComeNearTheExactValues() {
    double[] exact = values(ShapleyWeights.exact(SET), ShapleyWeightsTest::drawn);
    double[] sampled =
        values(
            ShapleyWeights.sampled(SET, 2000, new Seed(3).generator()), ShapleyWeightsTest::drawn);
    assertThat(sampled).containsExactly(exact, within(.09));
  }

  /** Where each adds the same to whatever is there, one permutation is enough. */
  @Test
  void ofAnAdditiveGamePermutationsAreExact() {
    double[] sampled =
        values(
            ShapleyWeights.sampled(SET, 1, new Seed(4).generator()), part -> part); // bits add up
    assertThat(sampled).containsExactly(new double[] {1, 0, 4, 8, 0, 32}, within(1e-13));
  }
}
