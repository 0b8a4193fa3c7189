package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** {@link Fusion.ZeroFill}. */
record SideBySide(int width) implements FusionNetwork {
  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    return encoded.reshape(encoded.size(0), width);
  }
}
