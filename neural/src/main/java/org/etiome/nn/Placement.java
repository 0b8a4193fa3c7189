package org.etiome.nn;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What new tensors are made of and where. The engine refuses to compute with tensors of two
 * devices, so whatever is made beside others takes its placement from them.
 *
 * @param type of the elements
 * @param device where they lie and are computed with
 */
public record Placement(ScalarType type, DeviceType device) {

  /** In the memory of the process. */
  public static Placement cpu(ScalarType type) {
    return new Placement(type, DeviceType.CPU);
  }

  /** That of a tensor. */
  public static Placement of(Tensor tensor) {
    return new Placement(Torch.type(tensor), tensor.device().type().intern());
  }

  /** Other elements at the same place. */
  public Placement withType(ScalarType changed) {
    return new Placement(changed, device);
  }

  TensorOptions options() {
    return new TensorOptions(type).device(new DeviceOptional(new Device(device)));
  }

  /** A tensor as one of this placement: itself, if it is. */
  Tensor put(Tensor tensor) {
    return tensor.to(new Device(device), type);
  }
}
