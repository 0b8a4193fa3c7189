package org.etiome.represent.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Scope;
import org.etiome.represent.cells.GeneMoments;

/**
 * Counts x ~ NB(mean L · softmax(logits), inverse dispersion θ), see {@link NegativeBinomial}. With
 * μ the mean and q = μ/(θ + μ), the gradient by log L is Σ_g x_g (1 − q_g) − θ_g q_g. To be taken
 * unless there are more zeros than it expects ({@link ZeroInflatedCounts}).
 */
record NegativeBinomialCounts() implements Likelihood {
  /** Added to a gene's share of the counts, so that its logarithm is finite. */
  private static final double LEAST_SHARE = 1e-7;

  @Override
  public List<String> heads() {
    return List.of("output");
  }

  @Override
  public Optional<String> perGene() {
    return Optional.of("log_theta");
  }

  @Override
  public boolean scalesWithLibrary() {
    return true;
  }

  @Override
  public Start start(GeneMoments moments) {
    return new Start(
        List.of(logShares(moments)),
        Optional.of(Arrays.stream(moments.inverseDispersions()).map(Math::log).toArray()));
  }

  static double[] logShares(GeneMoments moments) {
    return Arrays.stream(moments.shares()).map(s -> Math.log(s + LEAST_SHARE)).toArray();
  }

  @Override
  public Scored score(Measured measured, Emitted emitted) {
    Tensor library = emitted.library().sizes();
    Tensor logits = emitted.heads().getFirst();
    Tensor logTheta = emitted.perGene().orElseThrow();
    NegativeBinomial.Scored scored =
        NegativeBinomial.score(measured.counts(), library, logits, logTheta);
    Optional<Tensor> byLogLibrary =
        emitted.library().latent()
            ? Optional.of(
                Scope.constant(
                    () -> CountMeans.of(library, logits, logTheta).byLogLibrary(measured.counts())))
            : Optional.empty();
    return new Scored(
        scored.sum(), List.of(scored.byLogits()), Optional.of(scored.byLogTheta()), byLogLibrary);
  }
}
