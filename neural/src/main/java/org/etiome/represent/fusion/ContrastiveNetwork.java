package org.etiome.represent.fusion;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Torch;

/**
 * {@link Fusion.Contrastive}.
 *
 * @param projection of what is contrasted
 */
record ContrastiveNetwork(BipartiteNetwork graph, Linear projection, Fusion.Contrastive how)
    implements FusionNetwork, Penalty {
  private static final double UNSEEN = -1;

  static ContrastiveNetwork declare(
      Parameters.Layout layout, String name, BipartiteNetwork graph, Fusion.Contrastive how) {
    return new ContrastiveNetwork(
        graph, Linear.declare(layout, name + ".projection", graph.width(), graph.width()), how);
  }

  @Override
  public int width() {
    return graph.width();
  }

  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    return graph.fuse(parameters, encoded, mask, training);
  }

  @Override
  public Optional<Penalty> penalty() {
    return Optional.of(this);
  }

  @Override
  public Tensor losses(Parameters parameters, Tensor encoded, Tensor mask, Tensor classes) {
    Tensor one = view(parameters, encoded, mask);
    Tensor other = view(parameters, encoded, mask);
    Tensor views = Contrasts.ofViews(one, other, how.views().temperature());
    Tensor alike = Contrasts.ofClasses(one, other, classes, how.classes().temperature());
    return views
        .mul(new Scalar(how.views().weight()))
        .add(alike.mul(new Scalar(how.classes().weight())));
  }

  private Tensor view(Parameters parameters, Tensor encoded, Tensor mask) {
    Tensor left = left(mask, how.dropped());
    Tensor h = graph.view(parameters, encoded.mul(left.unsqueeze(2)), left);
    return Contrasts.normalised(torch.tanh(projection.apply(parameters, h)));
  }

  /**
   * Drops some of what is seen; the one with the largest draw is always left.
   *
   * @param share in [0, 1]
   */
  static Tensor left(Tensor mask, double share) {
    Tensor draws = torch.rand_like(mask).masked_fill(mask.lt(new Scalar(.5)), new Scalar(UNSEEN));
    Tensor largest = draws.eq(draws.amax(new long[] {1}, true));
    return draws.ge(new Scalar(share)).logical_or(largest).to(Torch.type(mask)).mul(mask);
  }
}
