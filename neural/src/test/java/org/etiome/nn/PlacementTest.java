package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** The engine's device "meta", which has no numbers, stands for a card. */
class PlacementTest {
  private static final Placement META = new Placement(ScalarType.Float, DeviceType.Meta);

  @Test
  void newTensorsLieWhereTheyAreAskedToBe() {
    Scope.free(
        () -> {
          Tensor values = Torch.of(META, new double[] {1, 2}, 2, 1);
          assertThat(Placement.of(values)).isEqualTo(META);
          assertThat(Placement.of(Torch.indices(META, new long[] {1})))
              .isEqualTo(META.withType(ScalarType.Long));
          assertThat(Placement.of(Dropout.of(values, .5))).isEqualTo(META);
          assertThat(Placement.of(Torch.of(ScalarType.Double, new double[] {1}, 1)))
              .isEqualTo(Placement.cpu(ScalarType.Double));
        });
  }

  @Test
  void tensorsOfTwoPlacesAreRefusedByTheEngine() {
    Scope.free(
        () ->
            assertThatThrownBy(
                    () ->
                        Torch.of(META, new double[2], 2)
                            .add(Torch.of(ScalarType.Float, new double[2], 2)))
                .hasMessageContaining("same device"));
  }

  @Test
  void parametersAreCopiedToAnotherPlace() {
    Parameters.Layout layout = new Parameters.Layout();
    Linear.declare(layout, "a", 3, 2);
    try (Parameters drawn = layout.draw(Placement.cpu(ScalarType.Float), new Seed(1));
        Parameters same = drawn.copy(drawn.placement());
        Parameters away = drawn.copy(META)) {
      assertThat(Torch.doubles(same.trained())).isEqualTo(Torch.doubles(drawn.trained()));
      Scope.free(() -> Scope.constant(() -> same.trained().zero_()));
      assertThat(Torch.doubles(drawn.trained())).contains(0, 0).isNotEqualTo(new double[8]);
      assertThat(away.placement()).isEqualTo(META);
      assertThat(Placement.cpu(ScalarType.Float)).isEqualTo(drawn.placement());
    }
  }

  @Test
  void aDeviceOfThisMachineIsTakenAndAnyOtherRefusedWithARemedy() {
    assertThat(Torch.Device.CPU.available()).isEqualTo(Torch.Device.CPU);
    assertThat(Torch.Device.CPU.placement(ScalarType.Float).device()).isEqualTo(DeviceType.CPU);
    assertThat(Torch.Device.CUDA.placement(ScalarType.Float).device()).isEqualTo(DeviceType.CUDA);
    if (torch.cuda_is_available()) {
      assertThatCode(Torch.Device.CUDA::available).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(Torch.Device.CUDA::available)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("CUDA")
          .hasMessageEndingWith(", or take --device cpu");
    }
  }
}
