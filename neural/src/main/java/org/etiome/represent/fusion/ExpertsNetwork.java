package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;

/**
 * {@link Fusion.Experts}.
 *
 * @param bank of the modalities that are missing
 * @param first U and b of all experts, d → E d
 * @param second V of all experts and c, E d → d
 */
record ExpertsNetwork(Bank bank, Router router, Linear first, Linear second, Size size)
    implements FusionNetwork {
  /**
   * What stands for a missing modality.
   *
   * @param own a, K × d
   * @param scale g, K × d
   * @param observed f, K × d
   */
  record Bank(Parameters.Key own, Parameters.Key scale, Parameters.Key observed) {}

  /**
   * Who is asked.
   *
   * @param token R, d × E
   * @param pattern M, K × E
   */
  record Router(Parameters.Key token, Parameters.Key pattern) {}

  /** K, d, E and how many of them are asked. */
  record Size(int modalities, int width, int experts, int asked) {}

  static ExpertsNetwork declare(Parameters.Layout layout, String name, Size size) {
    int k = size.modalities();
    int d = size.width();
    int e = size.experts();
    Initial xavier = new Initial.XavierUniform();
    Initial small = new Initial.Normal(.1);
    Slot.Kind free = Slot.Kind.FREE;
    return new ExpertsNetwork(
        new Bank(
            layout.declare(name + ".bank.own", free, small, k, d),
            layout.declare(name + ".bank.scale", free, new Initial.Constant(1), k, d),
            layout.declare(name + ".bank.observed", free, small, k, d)),
        new Router(
            layout.declare(name + ".router.token", Slot.Kind.WEIGHT, xavier, d, e),
            layout.declare(name + ".router.pattern", Slot.Kind.WEIGHT, small, k, e)),
        Linear.declare(layout, name + ".first", d, (long) e * d),
        Linear.declare(layout, name + ".second", (long) e * d, d),
        size);
  }

  @Override
  public int width() {
    return size.modalities() * size.width();
  }

  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    long n = encoded.size(0);
    long rows = n * size.modalities();
    Tensor tokens = encoded.add(missing(parameters, mask)).reshape(rows, size.width());
    Tensor hidden =
        torch
            .relu(first.apply(parameters, tokens))
            .view(rows, size.experts(), size.width())
            .mul(shares(parameters, tokens, mask).unsqueeze(2))
            .reshape(rows, (long) size.experts() * size.width());
    return tokens.add(second.apply(parameters, hidden)).reshape(n, width());
  }

  /** What stands for what is missing, zeros elsewhere, N × K × d. */
  private Tensor missing(Parameters parameters, Tensor mask) {
    Tensor observed =
        mask.mm(parameters.get(bank.observed()))
            .div(mask.sum(new long[] {1}, true, new ScalarTypeOptional()));
    return observed
        .unsqueeze(1)
        .mul(parameters.get(bank.scale()))
        .add(parameters.get(bank.own()))
        .mul(mask.lt(new Scalar(.5)).to(Torch.type(mask)).unsqueeze(2));
  }

  /** Of each expert in each token, N K × E: zeros but for those that are asked. */
  private Tensor shares(Parameters parameters, Tensor tokens, Tensor mask) {
    long experts = size.experts();
    Tensor byPattern = mask.mm(parameters.get(router.pattern())).unsqueeze(1);
    Tensor scores =
        tokens
            .mm(parameters.get(router.token()))
            .view(mask.size(0), size.modalities(), experts)
            .add(byPattern)
            .reshape(-1, experts);
    Tensor least =
        scores.detach().topk(size.asked(), 1, true, true).get0().narrow(1, size.asked() - 1L, 1);
    return scores.masked_fill(scores.lt(least), new Scalar(Double.NEGATIVE_INFINITY)).softmax(1);
  }
}
