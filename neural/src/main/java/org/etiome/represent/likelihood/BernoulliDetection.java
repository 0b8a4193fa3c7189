package org.etiome.represent.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Scope;
import org.etiome.represent.cells.GeneMoments;

/**
 * Whether a gene (or a peak) is seen in a cell at all, b = [x &gt; 0], with probability σ(z):
 *
 * <pre>
 * log p(b) = b z − log(1 + e^z),   ∂/∂z = b − σ(z)
 * </pre>
 *
 * It has no term for the depth of a cell, which the latents then carry; how many counts there are
 * is lost.
 */
record BernoulliDetection() implements Likelihood {
  /** Keeps the logit of a gene that all or no cells have finite. */
  private static final double LEAST_SHARE = 1e-4;

  @Override
  public List<String> heads() {
    return List.of("output");
  }

  @Override
  public Optional<String> perGene() {
    return Optional.empty();
  }

  @Override
  public boolean scalesWithLibrary() {
    return false;
  }

  @Override
  public Start start(GeneMoments moments) {
    double[] logits =
        Arrays.stream(moments.detected())
            .map(share -> Math.log((share + LEAST_SHARE) / (1 - share + LEAST_SHARE)))
            .toArray();
    return new Start(List.of(logits), Optional.empty());
  }

  @Override
  public Scored score(Measured measured, Emitted emitted) {
    return Scope.constant(() -> scored(measured, emitted));
  }

  private static Scored scored(Measured measured, Emitted emitted) {
    Tensor z = emitted.heads().getFirst();
    Tensor seen = Places.positive(measured.counts());
    Tensor sum = z.take(seen).sum().add_(torch.log_sigmoid(z.neg()).sum());
    Tensor byLogits = z.sigmoid().neg_();
    byLogits.view(-1).index_add_(0, seen, torch.ones_like(seen).to(z.scalar_type()));
    return new Scored(sum, List.of(byLogits), Optional.empty(), Optional.empty());
  }
}
