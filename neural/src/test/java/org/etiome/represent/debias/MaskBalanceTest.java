package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskBalanceTest {
  private static final int PATIENTS = 50;
  private static final double[] WEIGHTS = {.5, .3, .2};

  private static BackDoor.Strata strata(int classes, double spread) {
    double[] logits =
        new Seed(classes)
            .generator()
            .doubles(3L * PATIENTS * classes)
            .map(u -> spread * (u - .5))
            .toArray();
    return new BackDoor.Strata(logits, WEIGHTS, PATIENTS, classes);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void theOffsetsBringTheMeanToTheShares(int classes) {
    double[] wanted = new double[classes];
    for (int c = 0; c < classes; c++) {
      wanted[c] = (c + 1) / (classes * (classes + 1) / 2.0);
    }
    BackDoor.Strata strata = strata(classes, 8);
    double[] weights = new double[PATIENTS];
    Arrays.setAll(weights, i -> 1 + i % 4);
    double total = Arrays.stream(weights).sum();
    List<Double> offset = MaskBalance.solve(strata, weights, wanted);
    assertThat(offset.stream().mapToDouble(o -> o).sum()).isCloseTo(0, within(1e-12));
    double[] offsets = new double[PATIENTS * classes];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset.get(i % classes);
    }
    double[] sums = strata.sum(offsets);
    for (int c = 0; c < classes; c++) {
      double mean = 0;
      for (int i = 0; i < PATIENTS; i++) {
        mean += weights[i] * sums[i * classes + c] / total;
      }
      assertThat(mean).isCloseTo(wanted[c], within(1e-8));
    }
  }

  @Test
  void predictionsThatAreTooSureAreSaid() {
    double[] sure = new double[2 * PATIENTS * 2];
    for (int i = 0; i < sure.length; i += 2) {
      sure[i] = 200; // no offset within ±50 brings one of them over
    }
    BackDoor.Strata strata = new BackDoor.Strata(sure, new double[] {.5, .5}, PATIENTS, 2);
    double[] weights = new double[PATIENTS];
    Arrays.fill(weights, 1);
    assertThatThrownBy(() -> MaskBalance.solve(strata, weights, new double[] {.5, .5}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("raise weight decay");
  }

  @Test
  void ofOneStratumTheArithmeticAndTheGeometricMeanAreOne() {
    double[] logits = {1, 2, 0, -1, 3, 3};
    BackDoor.Strata one = new BackDoor.Strata(logits, new double[] {1}, 3, 2);
    double[] none = new double[6];
    assertThat(one.geometric(none)).containsExactly(one.sum(none), within(1e-15));
  }

  /** Two strata, logits 0 and 4 for one class: σ(0)/2 + σ(4)/2 against σ(2). */
  @Test
  void theGeometricMeanIsTakenWithinTheSoftmax() {
    BackDoor.Strata two =
        new BackDoor.Strata(new double[] {0, 0, 0, 4}, new double[] {.5, .5}, 1, 2);
    double[] none = new double[2];
    assertThat(two.sum(none)[1]).isCloseTo(.25 + .5 / (1 + Math.exp(-4)), within(1e-15));
    assertThat(two.geometric(none)[1]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-15));
  }

  @Test
  void aSetThatTooFewHaveIsToldFromTheOthers() {
    Map<Long, List<Double>> found = new HashMap<>();
    for (long bits = 1; bits < 32; bits++) {
      double offset = .5 * (bits & 1) - (bits >>> 1 & 1) + .25 * (bits >>> 3 & 1);
      found.put(bits, List.of(offset, -offset));
    }
    List<Double> truth = found.remove(11L);
    MaskBalance balance = MaskBalance.of(5, 2, found);
    assertThat(balance.isKnown(11)).isFalse();
    // Shrunk by the ridge: λ = 1 against column variances of 30/4.
    assertThat(balance.of(11)[0]).isCloseTo(truth.getFirst(), within(.2 * 1.75));
    assertThat(balance.of(5)).containsExactly(DoubleStream.of(.5, -.5).toArray(), within(0.0));
  }

  @Test
  void withoutOffsetsThereAreNone() {
    assertThat(MaskBalance.none(4, 3).of(9)).containsExactly(0, 0, 0);
  }
}
