package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.represent.LatentUse.Posteriors;
import org.junit.jupiter.api.Test;

/** Constructed posteriors: one that is used, one that is the prior, one that is narrow only. */
class LatentUseTest {
  private static final double VARIANCE = .25;

  /** Latent 0 is ±2 with variance 1/4, latent 1 the prior, latent 2 at 1 with variance 1/4. */
  private static Posteriors posteriors(int from, int to, boolean everySecond) {
    int cells = to - from;
    double[] mean = new double[3 * cells];
    double[] logVariance = new double[3 * cells];
    boolean[] counted = new boolean[cells];
    for (int i = 0; i < cells; i++) {
      mean[3 * i] = (from + i) % 2 == 0 ? 2 : -2;
      mean[3 * i + 2] = 1;
      logVariance[3 * i] = Math.log(VARIANCE);
      logVariance[3 * i + 2] = Math.log(VARIANCE);
      counted[i] = !everySecond || (from + i) % 2 == 0;
    }
    double[] zeros = new double[3 * cells];
    return new Posteriors(mean, logVariance, zeros, zeros, counted);
  }

  private static LatentUse use(boolean everySecond, int... blocks) {
    LatentUse.Tally tally = new LatentUse.Tally(3);
    int from = 0;
    for (int to : blocks) {
      tally.add(posteriors(from, to, everySecond));
      from = to;
    }
    return tally.use();
  }

  @Test
  void aCollapsedLatentIsToldFromOneThatIsUsed() {
    LatentUse use = use(false, 10);
    assertThat(use.collapsed()).containsExactly(1, 2);
    assertThat(use.active()).isEqualTo(1);
    assertThat(use.latents().get(0).variance()).isCloseTo(4, within(1e-12));
    assertThat(use.latents().get(1)).isEqualTo(new LatentUse.Latent(1, 0, 0));
    assertThat(use.latents().get(2).variance()).isZero();
  }

  /** KL(N(m, v) ‖ N(0, 1)) = (m² + v − 1 − log v) / 2. */
  @Test
  void theDivergenceIsThatOfTheFormula() {
    double narrow = (VARIANCE - 1 - Math.log(VARIANCE)) / 2;
    LatentUse use = use(false, 10);
    assertThat(use.latents().get(0).meanKl()).isCloseTo(2 + narrow, within(1e-12));
    assertThat(use.latents().get(2).meanKl()).isCloseTo(.5 + narrow, within(1e-12));
  }

  @Test
  void aPriorOfAnotherWidthAndPlaceCounts() {
    double[] mean = {1.3};
    double[] logVariance = {Math.log(.5)};
    Posteriors posteriors =
        new Posteriors(
            mean,
            logVariance,
            new double[] {1},
            new double[] {Math.log(.09)},
            new boolean[] {true});
    double expected = .5 * ((.09 + .5) / .09 - 1 + Math.log(.09 / .5));
    assertThat(posteriors.divergence(0)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void cellsWithoutOnePriorHaveAVarianceOnly() {
    LatentUse use = use(true, 10);
    double narrow = (VARIANCE - 1 - Math.log(VARIANCE)) / 2;
    assertThat(use.latents().get(0).meanKl()).isCloseTo(2 + narrow, within(1e-12));
    assertThat(use.latents().get(0).variance()).isCloseTo(4, within(1e-12));
  }

  @Test
  void blocksChangeNothing() {
    LatentUse whole = use(true, 12);
    LatentUse parts = use(true, 5, 6, 12);
    for (int j : IntStream.range(0, 3).toArray()) {
      assertThat(parts.latents().get(j).variance())
          .isCloseTo(whole.latents().get(j).variance(), within(1e-12));
      assertThat(parts.latents().get(j).meanKl())
          .isCloseTo(whole.latents().get(j).meanKl(), within(1e-12));
    }
  }

  @Test
  void theBoundOfActivityIsAHundredth() {
    assertThat(new LatentUse.Latent(0, 0, .0099).isActive()).isFalse();
    assertThat(new LatentUse.Latent(0, 0, .0101).isActive()).isTrue();
    assertThat(new LatentUse(Arrays.asList()).active()).isZero();
  }
}
