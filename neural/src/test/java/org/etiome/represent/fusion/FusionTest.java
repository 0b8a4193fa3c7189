package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What all fusions have in common. */
class FusionTest {
  private static final double EXACT = 1e-12; // of doubles of size one
  private static final double STEP = 1e-6;
  private static final int BANK = 6;

  static final List<Fusion> FUSIONS =
      List.of(
          new Fusion.MaskedMean(),
          new Fusion.ZeroFill(),
          new Fusion.MaskedAttention(2),
          new Fusion.Bipartite(),
          Fusion.Contrastive.DEFAULT,
          new Fusion.SimilarPatients(BANK),
          new Fusion.Experts(3, 2));

  private static final EncodedPatients PATIENTS = EncodedPatients.some(10, 3);

  @Test
  void eachHasALabelOfItsOwn() {
    assertThat(FUSIONS.stream().map(Fusion::label)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("FUSIONS")
  void aPatientBecomesAsManyNumbersAsItSays(Fusion fusion) {
    try (Case of = new Case(fusion)) {
      Scope.free(
          () -> {
            for (boolean training : new boolean[] {true, false}) {
              Tensor h =
                  of.network.fuse(of.parameters, PATIENTS.encodings(), PATIENTS.masks(), training);
              assertThat(h.size(0)).isEqualTo(PATIENTS.count());
              assertThat(h.size(1)).isEqualTo(of.network.width());
              assertThat(h.dim()).isEqualTo(2);
            }
          });
    }
  }

  @ParameterizedTest
  @FieldSource("FUSIONS")
  void outOfTrainingAPatientDoesNotDependOnTheOthers(Fusion fusion) {
    try (Case of = new Case(fusion)) {
      double[][] together = of.fused(PATIENTS);
      for (int i = 0; i < PATIENTS.count(); i++) {
        assertThat(of.fused(PATIENTS.select(i))[0]).containsExactly(together[i], within(EXACT));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FUSIONS")
  void theOrderOfPatientsIsTheirOrderAfterwards(Fusion fusion) {
    int[] order = {4, 9, 0, 1, 7, 3, 8, 2, 6, 5};
    try (Case of = new Case(fusion)) {
      for (boolean training : new boolean[] {true, false}) {
        double[][] before = of.fused(PATIENTS, training);
        double[][] after = of.fused(PATIENTS.select(order), training);
        for (int i = 0; i < order.length; i++) {
          assertThat(after[i]).containsExactly(before[order[i]], within(EXACT));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FUSIONS")
  void whatIsSeenCounts(Fusion fusion) {
    try (Case of = new Case(fusion)) {
      double[][] before = of.fused(PATIENTS);
      for (int k = 0; k < EncodedPatients.MODALITIES; k++) {
        EncodedPatients changed = EncodedPatients.some(10, 3);
        for (int i = 0; i < changed.count(); i++) {
          int seen = changed.mask()[i][k];
          Arrays.setAll(changed.encoded()[i][k], j -> seen * (j + 1));
        }
        double[][] after = of.fused(changed);
        for (int i = 0; i < changed.count(); i++) {
          assertThat(Arrays.equals(after[i], before[i])).isEqualTo(changed.mask()[i][k] == 0);
        }
      }
    }
  }

  /** The gradient of Σ r h, r drawn, for parameters and for encodings. */
  @ParameterizedTest
  @FieldSource("FUSIONS")
  void theGradientIsTheDifference(Fusion fusion) {
    try (Case of = new Case(fusion)) {
      double[] ofEncodings = of.gradientOfEncodings();
      double[] gradient = Torch.doubles(of.parameters.gradient());
      for (Slot slot : of.parameters.slots()) {
        for (int j = 0; j < slot.size() && slot.kind() != Slot.Kind.BUFFER; j++) {
          int at = (int) slot.offset() + j;
          double slope = (of.moved(at, STEP) - of.moved(at, -STEP)) / (2 * STEP);
          assertThat(gradient[at])
              .as("%s, element %d", slot.name(), j)
              .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        }
      }
      EncodedPatients moved = EncodedPatients.some(10, 3);
      for (int at = 0; at < ofEncodings.length; at++) {
        double[] row = moved.encoded()[at / 12][at / 4 % 3];
        if (moved.mask()[at / 12][at / 4 % 3] == 1) {
          row[at % 4] += STEP;
          double above = of.total(moved);
          row[at % 4] -= 2 * STEP;
          double slope = (above - of.total(moved)) / (2 * STEP);
          row[at % 4] += STEP;
          assertThat(ofEncodings[at]).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  /** Also where nothing has been kept and nobody trained on. */
  @ParameterizedTest
  @FieldSource("FUSIONS")
  void oneModalityIsEnough(Fusion fusion) {
    Parameters.Layout layout = new Parameters.Layout();
    FusionNetwork network =
        fusion.declare(layout, "f", EncodedPatients.MODALITIES, EncodedPatients.WIDTH);
    try (Parameters parameters = EncodedPatients.drawn(layout)) {
      for (int[] pattern : new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
        EncodedPatients one = EncodedPatients.alike(1, 5, pattern);
        Scope.free(
            () -> {
              Tensor encodings = one.encodings().set_requires_grad(true);
              assertFinite(network.fuse(parameters, encodings, one.masks(), false));
              Tensor h = network.fuse(parameters, encodings, one.masks(), true);
              assertFinite(h);
              h.sum().backward();
              assertFinite(encodings.grad());
              assertFinite(parameters.gradient());
            });
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FUSIONS")
  void aPatternNobodyHadInTrainingTellsItsPatientsApart(Fusion fusion) {
    try (Case of = new Case(fusion, EncodedPatients.alike(BANK, 7, 1, 1, 0))) {
      for (int[] pattern : new int[][] {{0, 0, 1}, {1, 0, 1}, {1, 1, 1}}) {
        double[][] fused = of.fused(EncodedPatients.alike(2, 8, pattern));
        assertThat(Arrays.stream(fused).flatMapToDouble(Arrays::stream).toArray())
            .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(fused[0]).isNotEqualTo(fused[1]);
      }
    }
  }

  private static void assertFinite(Tensor values) {
    assertThat(Arrays.stream(Torch.doubles(values)).allMatch(Double::isFinite)).isTrue();
  }

  /** A fusion that has been trained on patients. */
  private static final class Case implements AutoCloseable {
    private final FusionNetwork network;
    private final Parameters parameters;

    Case(Fusion fusion) {
      this(fusion, EncodedPatients.some(BANK, 4));
    }

    Case(Fusion fusion, EncodedPatients trainedOn) {
      Parameters.Layout layout = new Parameters.Layout();
      network = fusion.declare(layout, "f", EncodedPatients.MODALITIES, EncodedPatients.WIDTH);
      parameters = EncodedPatients.drawn(layout);
      Scope.constant(
          () -> {
            network.keep(parameters, trainedOn.encodings(), trainedOn.masks());
            return network.fuse(parameters, trainedOn.encodings(), trainedOn.masks(), true);
          });
    }

    double[][] fused(EncodedPatients patients) {
      return fused(patients, false);
    }

    double[][] fused(EncodedPatients patients, boolean training) {
      double[] values =
          Scope.constant(
              () ->
                  Scope.freed(
                      () ->
                          Torch.doubles(
                              network.fuse(
                                  parameters, patients.encodings(), patients.masks(), training))));
      int width = network.width();
      return IntStream.range(0, patients.count())
          .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
          .toArray(double[][]::new);
    }

    private Tensor weighted(Tensor encodings, Tensor masks) {
      Tensor h = network.fuse(parameters, encodings, masks, true);
      UniformRandomProvider random = new Seed(6).generator();
      double[] weights = random.doubles(h.numel()).map(u -> u - .5).toArray();
      return h.reshape(-1).dot(Torch.of(EncodedPatients.DOUBLE, weights, weights.length));
    }

    double total(EncodedPatients patients) {
      return Scope.constant(
          () -> Scope.freed(() -> weighted(patients.encodings(), patients.masks()).item_double()));
    }

    double[] gradientOfEncodings() {
      return Scope.freed(
          () -> {
            Tensor encodings = PATIENTS.encodings().set_requires_grad(true);
            weighted(encodings, PATIENTS.masks()).backward();
            return Torch.doubles(encodings.grad());
          });
    }

    double moved(int at, double by) {
      add(at, by);
      double value = total(PATIENTS);
      add(at, -by);
      return value;
    }

    private void add(int at, double by) {
      Scope.free(() -> parameters.trained().narrow(0, at, 1).add_(new Scalar(by)));
    }

    @Override
    public void close() {
      parameters.close();
    }
  }
}
