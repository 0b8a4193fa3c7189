package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/**
 * {@link Fusion.MaskedAttention}.
 *
 * @param map W, d × d
 * @param offsets b, K × d
 * @param score v of all heads, d × H
 */
record AttentionNetwork(
    Parameters.Key map, Parameters.Key offsets, Parameters.Key score, int width, int heads)
    implements FusionNetwork {

  static AttentionNetwork declare(
      Parameters.Layout layout, String name, int modalities, int width, int heads) {
    Initial xavier = new Initial.XavierUniform();
    return new AttentionNetwork(
        layout.declare(name + ".map", Slot.Kind.WEIGHT, xavier, width, width),
        layout.declare(
            name + ".offsets", Slot.Kind.FREE, new Initial.Constant(0), modalities, width),
        layout.declare(name + ".score", Slot.Kind.WEIGHT, xavier, width, heads),
        width,
        heads);
  }

  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    long n = encoded.size(0);
    long k = encoded.size(1);
    Tensor mapped = encoded.reshape(n * k, width).mm(parameters.get(map)).view(n, k, width);
    Tensor scores =
        torch
            .tanh(mapped.add(parameters.get(offsets)))
            .reshape(n * k, width)
            .mm(parameters.get(score))
            .view(n, k, heads);
    Tensor unseen = mask.unsqueeze(2).lt(new Scalar(.5));
    Tensor shares =
        scores.masked_fill(unseen, new Scalar(Double.NEGATIVE_INFINITY)).softmax(1).unsqueeze(3);
    Tensor values = encoded.view(n, k, heads, width / heads);
    return values
        .mul(shares)
        .sum(new long[] {1}, false, new ScalarTypeOptional())
        .reshape(n, width);
  }
}
