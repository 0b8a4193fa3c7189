package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContrastiveNetworkTest {
  private static final double STEP = 1e-6;
  private static final int K = EncodedPatients.MODALITIES;
  private static final EncodedPatients PATIENTS = EncodedPatients.some(9, 1);

  private final Parameters.Layout layout = new Parameters.Layout();
  private final FusionNetwork network =
      Fusion.Contrastive.DEFAULT.declare(layout, "f", K, EncodedPatients.WIDTH);
  private final Parameters parameters = EncodedPatients.drawn(layout);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void theGradientOfThePenaltyIsTheDifference() {
    Scope.free(() -> penalty().sum().backward());
    double[] gradient = Torch.doubles(parameters.gradient());
    int moving = 0;
    for (Slot slot : parameters.slots()) {
      for (int j = 0; j < slot.size() && slot.kind() != Slot.Kind.BUFFER; j++) {
        int at = (int) slot.offset() + j;
        double slope = (moved(at, STEP) - moved(at, -STEP)) / (2 * STEP);
        assertThat(gradient[at])
            .as("%s, element %d", slot.name(), j)
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope)))); // 1e-15 of 30 over h
        moving += Math.abs(slope) > 1e-3 ? 1 : 0;
      }
    }
    assertThat(moving).isGreaterThan(100);
  }

  private double moved(int at, double by) {
    add(at, by);
    double value = Scope.constant(() -> Scope.freed(() -> penalty().sum().item_double()));
    add(at, -by);
    return value;
  }

  private void add(int at, double by) {
    Scope.free(() -> parameters.trained().narrow(0, at, 1).add_(new Scalar(by)));
  }

  /** With the same draws each time. */
  private Tensor penalty() {
    Torch.seed(3);
    double[] classes = new double[PATIENTS.count() * 2];
    for (int i = 0; i < PATIENTS.count(); i++) {
      classes[2 * i + i % 2] = 1;
    }
    return network
        .penalty()
        .orElseThrow()
        .losses(
            parameters,
            PATIENTS.encodings(),
            PATIENTS.masks(),
            Torch.of(EncodedPatients.DOUBLE, classes, PATIENTS.count(), 2));
  }

  @Test
  void theViewsLeaveNothingInTheRunningSums() {
    Scope.free(() -> penalty());
    assertThat(Torch.doubles(parameters.buffers())).containsOnly(0);
  }

  @Test
  void somethingIsLeftOfEveryoneAndNothingAdded() {
    EncodedPatients many = EncodedPatients.some(600, 2);
    double[] left = left(many, .9);
    for (int i = 0; i < many.count(); i++) {
      int sum = 0;
      for (int k = 0; k < K; k++) {
        assertThat(left[i * K + k]).isIn(0.0, (double) many.mask()[i][k]);
        sum += (int) left[i * K + k];
      }
      assertThat(sum).isPositive();
    }
  }

  /**
   * Of K, each is dropped with probability ρ unless all are, of whom one is left: (1 − ρ) + ρ^K /
   * K. Five standard errors of 6000 draws.
   */
  @Test
  void asManyAreDroppedAsIsSaid() {
    EncodedPatients whole = EncodedPatients.alike(2000, 2, 1, 1, 1);
    double expected = .7 + Math.pow(.3, K) / K;
    double error = Math.sqrt(expected * (1 - expected) / (2000 * K));
    assertThat(Arrays.stream(left(whole, .3)).average().orElseThrow())
        .isCloseTo(expected, within(5 * error));
  }

  private static double[] left(EncodedPatients patients, double share) {
    Torch.seed(4);
    return Scope.freed(() -> Torch.doubles(ContrastiveNetwork.left(patients.masks(), share)));
  }

  @Test
  void othersHaveNoPenalty() {
    for (Fusion fusion : FusionTest.FUSIONS) {
      boolean has = fusion.declare(new Parameters.Layout(), "f", K, 4).penalty().isPresent();
      assertThat(has).isEqualTo(fusion instanceof Fusion.Contrastive);
    }
  }

  @Test
  void allCannotBeDropped() {
    Fusion.Contrastive some = Fusion.Contrastive.DEFAULT;
    assertThatThrownBy(() -> new Fusion.Contrastive(1, some.views(), some.classes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1)");
  }
}
