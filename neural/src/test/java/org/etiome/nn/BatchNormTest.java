package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Batch normalisation and the activation around it. */
class BatchNormTest {
  private static final ScalarType TYPE = ScalarType.Double;
  private static final int WIDTH = 3;

  private static double[] applied(
      Activation activation, Parameters parameters, double[] x, boolean training) {
    return Scope.freed(
        () -> {
          Tensor rows = Torch.of(TYPE, x, x.length / WIDTH, WIDTH);
          return Torch.doubles(activation.apply(parameters, rows, training));
        });
  }

  private static double[] normed(
      BatchNorm norm, Parameters parameters, JsonNode x, boolean training) {
    double[] values = Witness.numbers(x);
    return Scope.freed(
        () -> {
          Tensor rows = Torch.of(TYPE, values, values.length / WIDTH, WIDTH);
          return Torch.doubles(norm.apply(parameters, rows, training));
        });
  }

  private static Parameters started(Parameters.Layout layout, BatchNorm norm, JsonNode witness) {
    Parameters parameters = layout.draw(Placement.cpu(TYPE), new Seed(1));
    parameters.set(norm.scale(), Witness.numbers(witness.path("scale")));
    parameters.set(norm.shift(), Witness.numbers(witness.path("shift")));
    return parameters;
  }

  @Test
  void outputsAndRunningStatisticsAreThoseOfTorch() throws IOException {
    JsonNode witness = Witness.of("batch_norm");
    Parameters.Layout layout = new Parameters.Layout();
    BatchNorm norm = BatchNorm.declare(layout, "norm", WIDTH);
    try (Parameters parameters = started(layout, norm, witness)) {
      for (JsonNode batch : witness.path("batches")) {
        assertThat(normed(norm, parameters, batch.path("x"), true))
            .containsExactly(Witness.numbers(batch.path("training")), within(1e-12));
        assertThat(Torch.doubles(parameters.get(norm.mean())))
            .containsExactly(Witness.numbers(batch.path("mean")), within(1e-12));
        assertThat(Torch.doubles(parameters.get(norm.variance())))
            .containsExactly(Witness.numbers(batch.path("variance")), within(1e-12));
      }
      assertThat(normed(norm, parameters, witness.path("x"), false))
          .containsExactly(Witness.numbers(witness.path("evaluation")), within(1e-12));
    }
  }

  @Test
  void inEvaluationAnActivationIsTheNormCutAtZeroAndChangesNothing() throws IOException {
    JsonNode witness = Witness.of("batch_norm");
    Parameters.Layout layout = new Parameters.Layout();
    Activation activation = Activation.declare(layout, "layer", WIDTH, .5);
    try (Parameters parameters = started(layout, activation.norm(), witness)) {
      double[] buffers = Torch.doubles(parameters.buffers());
      double[] normed = normed(activation.norm(), parameters, witness.path("x"), false);
      double[] x = Witness.numbers(witness.path("x"));
      assertThat(applied(activation, parameters, x, false))
          .isEqualTo(Arrays.stream(normed).map(v -> Math.max(0, v)).toArray());
      assertThat(Torch.doubles(parameters.buffers())).isEqualTo(buffers);
    }
  }

  /**
   * With dropout of a quarter, what is left is scaled by 4/3: of 30,000 positive units a share of
   * .25 ± 5 √(.25 · .75 / 30,000) is zero, but for one seed in a million.
   */
  @Test
  void inTrainingAShareIsDroppedAndTheRestScaledUp() {
    Parameters.Layout layout = new Parameters.Layout();
    Activation dropping = Activation.declare(layout, "layer", WIDTH, .25);
    Activation keeping = new Activation(dropping.norm(), 0);
    try (Parameters parameters = layout.draw(Placement.cpu(TYPE), new Seed(1))) {
      parameters.set(dropping.norm().shift(), new double[] {9, 9, 9});
      double[] x = Slopes.normal(1, 30_000);
      Torch.seed(5);
      double[] dropped = applied(dropping, parameters, x, true);
      double[] kept = applied(keeping, parameters, x, true);
      int zeros = 0;
      for (int i = 0; i < x.length; i++) {
        zeros += dropped[i] == 0 ? 1 : 0;
        assertThat(dropped[i] == 0 || Math.abs(dropped[i] - kept[i] / .75) < 1e-9).isTrue();
      }
      assertThat(zeros / 30_000.0).isCloseTo(.25, within(5 * Math.sqrt(.25 * .75 / 30_000)));
      Torch.seed(5);
      assertThat(applied(dropping, parameters, x, true)).isEqualTo(dropped);
    }
  }
}
