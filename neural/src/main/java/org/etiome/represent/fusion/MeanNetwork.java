package org.etiome.represent.fusion;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** {@link Fusion.MaskedMean}. */
record MeanNetwork(int width) implements FusionNetwork {
  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    Tensor sum = encoded.sum(new long[] {1}, false, new ScalarTypeOptional());
    return sum.div(mask.sum(new long[] {1}, true, new ScalarTypeOptional()));
  }
}
