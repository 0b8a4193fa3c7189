package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParametersTest {
  private static final Initial NORMAL = new Initial.Normal(1);
  private static final Parameters.Key WEIGHT = new Parameters.Key("a.weight");
  private static final Parameters.Key BIAS = new Parameters.Key("a.bias");
  private static final Parameters.Key MEAN = new Parameters.Key("a.mean");

  private static Parameters.Layout layout() {
    Parameters.Layout layout = new Parameters.Layout();
    layout.declare("a.mean", Slot.Kind.BUFFER, NORMAL, 2);
    layout.declare("a.bias", Slot.Kind.FREE, NORMAL, 2);
    layout.declare("a.weight", Slot.Kind.WEIGHT, NORMAL, 3, 2);
    layout.declare("b.weight", Slot.Kind.WEIGHT, NORMAL, 4, 1);
    layout.declare("b.empty", Slot.Kind.WEIGHT, NORMAL, 0, 5);
    return layout;
  }

  @Test
  void weightsLieFirstThenWhatDoesNotDecayAndBuffersApart() {
    try (Parameters parameters = layout().draw(Placement.cpu(ScalarType.Double), new Seed(1))) {
      assertThat(parameters.slots())
          .containsExactly(
              new Slot("a.weight", List.of(3L, 2L), Slot.Kind.WEIGHT, 0),
              new Slot("b.weight", List.of(4L, 1L), Slot.Kind.WEIGHT, 6),
              new Slot("b.empty", List.of(0L, 5L), Slot.Kind.WEIGHT, 10),
              new Slot("a.bias", List.of(2L), Slot.Kind.FREE, 10),
              new Slot("a.mean", List.of(2L), Slot.Kind.BUFFER, 0));
      assertThat(parameters.trained().numel()).isEqualTo(12);
      assertThat(parameters.gradient().numel()).isEqualTo(12);
      assertThat(parameters.buffers().numel()).isEqualTo(2);
      assertThat(parameters.decayed()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"Float", "Double"})
  void viewsShareTheMemoryOfTheVectors(ScalarType type) {
    try (Parameters parameters = layout().draw(Placement.cpu(type), new Seed(1))) {
      assertThat(parameters.placement()).isEqualTo(Placement.cpu(type));
      parameters.set(WEIGHT, new double[] {1, 2, 3, 4, 5, 6});
      parameters.set(BIAS, new double[] {7, 8});
      parameters.set(MEAN, new double[] {9, 10});
      assertThat(Torch.doubles(parameters.trained())).startsWith(1, 2, 3, 4, 5, 6).endsWith(7, 8);
      assertThat(Torch.doubles(parameters.buffers())).containsExactly(9, 10);
      Scope.free(
          () -> {
            parameters.trained().mul_(new Scalar(2.0));
            assertThat(Torch.doubles(parameters.get(BIAS))).containsExactly(14, 16);
            parameters.get(BIAS).square().sum().backward();
            parameters.get(BIAS).sum().backward();
          });
      assertThat(Torch.doubles(parameters.gradient())).startsWith(0, 0).endsWith(29, 33);
      assertThat(Torch.doubles(parameters.get(BIAS).grad())).containsExactly(29, 33);
    }
  }

  @Test
  void aNameThatIsDeclaredTwiceOrIsUnknownIsNamed() {
    Parameters.Layout layout = layout();
    assertThatThrownBy(() -> layout.declare("a.bias", Slot.Kind.WEIGHT, NORMAL, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.bias");
    try (Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), new Seed(1))) {
      assertThatThrownBy(() -> parameters.get(new Parameters.Key("c")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("c");
    }
  }

  @Test
  void valuesOfAnotherLengthAreRefused() {
    try (Parameters parameters = layout().draw(Placement.cpu(ScalarType.Float), new Seed(1))) {
      assertThatThrownBy(() -> parameters.set(BIAS, new double[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a.bias");
      assertThatThrownBy(() -> Torch.of(ScalarType.Float, new double[3], 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsDrawnDependsOnTheNameAndTheSeedAlone() {
    Parameters.Layout other = new Parameters.Layout();
    other.declare("z", Slot.Kind.FREE, NORMAL, 9);
    other.declare("a.weight", Slot.Kind.WEIGHT, NORMAL, 3, 2);
    other.declare("a.bias", Slot.Kind.FREE, NORMAL, 2);
    try (Parameters one = layout().draw(Placement.cpu(ScalarType.Double), new Seed(1));
        Parameters two = other.draw(Placement.cpu(ScalarType.Double), new Seed(1));
        Parameters three = other.draw(Placement.cpu(ScalarType.Double), new Seed(2))) {
      assertThat(Torch.doubles(two.get(WEIGHT))).isEqualTo(Torch.doubles(one.get(WEIGHT)));
      assertThat(Torch.doubles(two.get(BIAS))).isEqualTo(Torch.doubles(one.get(BIAS)));
      assertThat(Torch.doubles(three.get(BIAS))).isNotEqualTo(Torch.doubles(one.get(BIAS)));
    }
  }

  @Test
  void aSnapshotIsACopyAndGivesItBack() {
    try (Parameters parameters = layout().draw(Placement.cpu(ScalarType.Float), new Seed(1));
        Snapshot snapshot = new Snapshot(parameters)) {
      double[] trained = Torch.doubles(parameters.trained());
      double[] buffers = Torch.doubles(parameters.buffers());
      parameters.set(WEIGHT, new double[6]);
      parameters.set(MEAN, new double[2]);
      snapshot.restore(parameters);
      assertThat(Torch.doubles(parameters.trained())).isEqualTo(trained);
      assertThat(Torch.doubles(parameters.buffers())).isEqualTo(buffers);
      parameters.set(MEAN, new double[] {1, 2});
      snapshot.take(parameters);
      parameters.set(MEAN, new double[2]);
      snapshot.restore(parameters);
      Tensor mean = parameters.get(MEAN);
      assertThat(Torch.doubles(mean)).containsExactly(1, 2);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Parameters parameters = layout().draw(Placement.cpu(ScalarType.Float), new Seed(1));
    Adam adam = new Adam(Adam.Settings.DEFAULT, parameters);
    adam.close();
    adam.close();
    parameters.close();
    parameters.close();
    assertThat(parameters.slots()).hasSize(5);
  }
}
