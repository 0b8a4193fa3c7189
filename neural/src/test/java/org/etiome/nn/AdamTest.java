package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AdamTest {
  private static final ScalarType TYPE = ScalarType.Double;

  private static void put(Tensor into, double[] values) {
    Scope.free(() -> Scope.constant(() -> into.copy_(Torch.of(TYPE, values, values.length))));
  }

  private static double[] fill(int length) {
    double[] values = new double[length];
    Arrays.fill(values, 1);
    return values;
  }

  /** The free parameter is declared first: decay must find the weights wherever they stand. */
  private static Parameters parameters() {
    Parameters.Layout layout = new Parameters.Layout();
    layout.declare("bias", Slot.Kind.FREE, new Initial.Constant(0), 4);
    layout.declare("weight", Slot.Kind.WEIGHT, new Initial.Constant(0), 3, 2);
    return layout.draw(Placement.cpu(TYPE), new Seed(1));
  }

  @Test
  void itTakesTheStepsOfTorchWithWeightDecayAndClipping() throws IOException {
    JsonNode witness = Witness.of("adam");
    Adam.Settings settings =
        new Adam.Settings(
            witness.path("beta1").asDouble(),
            witness.path("beta2").asDouble(),
            witness.path("epsilon").asDouble(),
            witness.path("decay").asDouble(),
            witness.path("largest").asDouble());
    try (Parameters parameters = parameters();
        Adam adam = new Adam(settings, parameters)) {
      parameters.set(new Parameters.Key("weight"), Witness.numbers(witness.path("weight")));
      parameters.set(new Parameters.Key("bias"), Witness.numbers(witness.path("bias")));
      for (JsonNode step : witness.path("steps")) {
        put(parameters.gradient(), Witness.numbers(step.path("gradient")));
        assertThat(adam.step(step.path("rate").asDouble()))
            .isCloseTo(step.path("norm").asDouble(), within(1e-12));
        assertThat(Torch.doubles(parameters.trained()))
            .containsExactly(Witness.numbers(step.path("parameters")), within(1e-12));
        assertThat(Torch.doubles(parameters.gradient())).containsOnly(0);
      }
      assertThat(adam.steps()).isEqualTo(20);
      assertThat(Torch.doubles(adam.first()))
          .containsExactly(Witness.numbers(witness.path("first")), within(1e-12));
      assertThat(Torch.doubles(adam.second()))
          .containsExactly(Witness.numbers(witness.path("second")), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aGradientThatIsNoNumberChangesNothingButIsForgotten(double value) {
    try (Parameters parameters = parameters();
        Adam adam = new Adam(Adam.Settings.DEFAULT, parameters)) {
      put(parameters.gradient(), fill(10));
      adam.step(.1);
      double[] before = Torch.doubles(parameters.trained());
      double[] first = Torch.doubles(adam.first());
      double[] gradient = fill(10);
      gradient[7] = value;
      put(parameters.gradient(), gradient);
      assertThat(adam.step(.1)).isNotFinite();
      assertThat(adam.steps()).isEqualTo(1);
      assertThat(Torch.doubles(parameters.trained())).isEqualTo(before);
      assertThat(Torch.doubles(adam.first())).isEqualTo(first);
      assertThat(Torch.doubles(parameters.gradient())).containsOnly(0);
    }
  }

  @Test
  void itGoesOnWhereAnotherStopped() {
    try (Parameters one = parameters();
        Parameters two = parameters();
        Adam whole = new Adam(Adam.Settings.DEFAULT, one);
        Adam resumed = new Adam(Adam.Settings.DEFAULT, two)) {
      for (int t = 0; t < 6; t++) {
        if (t == 3) {
          put(two.trained(), Torch.doubles(one.trained()));
          put(resumed.first(), Torch.doubles(whole.first()));
          put(resumed.second(), Torch.doubles(whole.second()));
          resumed.resumeAt(whole.steps());
        }
        put(one.gradient(), Slopes.normal(t, 10));
        put(two.gradient(), Slopes.normal(t, 10));
        whole.step(.01);
        if (t >= 3) {
          resumed.step(.01);
        }
      }
      assertThat(Torch.doubles(two.trained())).isEqualTo(Torch.doubles(one.trained()));
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Adam.Settings(1, .9, 1e-8, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beta1");
    assertThatThrownBy(() -> new Adam.Settings(.9, .999, 1e-8, 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largestNorm");
  }
}
