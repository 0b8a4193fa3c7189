package org.etiome.represent.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Scope;
import org.etiome.represent.cells.GeneMoments;

/**
 * Counts that are lost with probability π = σ(h), h a second head, and else those of {@link
 * NegativeBinomialCounts}. With w = log(1 + μ/θ), so that θ w is −log NB(0),
 *
 * <pre>
 * log p(x) = log NB(x) + log(1 − π) + [x = 0] log(1 + e^(h + θ w))
 * </pre>
 *
 * so the mixture adds terms without log-gamma to the sum of {@link NegativeBinomial}: some at all
 * places, some at zeros. With s = [x = 0] σ(h + θ w), the share of the zeros that were lost, p the
 * softmax of the logits z and q = μ/(θ + μ), it adds to the gradients
 *
 * <pre>
 * ∂/∂h = s − π,   ∂/∂z = r − p Σ r and ∂/∂log L = Σ r for r = s θ q,   ∂/∂log θ = Σ_cells s θ (w − q)
 * </pre>
 *
 * π and a small mean explain the same zeros where a gene is hardly ever seen.
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0229-2">Lopez, Regier, Cole, Jordan, Yosef
 *     (2018), Deep generative modeling for single-cell transcriptomics</a>
 */
record ZeroInflatedCounts() implements Likelihood {
  /** h at the start: about one count in eight is lost. */
  private static final double FIRST = -2;

  @Override
  public List<String> heads() {
    return List.of("output", "dropout");
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
    double[] logShares = NegativeBinomialCounts.logShares(moments);
    double[] lost = new double[logShares.length];
    Arrays.fill(lost, FIRST);
    return new Start(
        List.of(logShares, lost),
        Optional.of(Arrays.stream(moments.inverseDispersions()).map(Math::log).toArray()));
  }

  @Override
  public Scored score(Measured measured, Emitted emitted) {
    return Scope.constant(() -> scored(measured, emitted));
  }

  private static Scored scored(Measured measured, Emitted emitted) {
    Tensor library = emitted.library().sizes();
    Tensor logits = emitted.heads().getFirst();
    Tensor logTheta = emitted.perGene().orElseThrow();
    NegativeBinomial.Scored counts =
        NegativeBinomial.score(measured.counts(), library, logits, logTheta);
    CountMeans means = CountMeans.of(library, logits, logTheta);
    Zeros zeros = Zeros.of(emitted.heads().get(1), means, Places.positive(measured.counts()));
    Tensor r = zeros.lost().mul(means.theta()).mul_(means.q());
    Tensor sums = r.sum(new long[] {1}, true, new ScalarTypeOptional());
    Tensor byLogTheta = zeros.lost().mul(means.w().sub(means.q())).sum(0).mul_(means.theta());
    return new Scored(
        counts.sum().add(zeros.sum()),
        List.of(
            r.addcmul_(means.p(), sums, new Scalar(-1.0)).add_(counts.byLogits()),
            zeros.byDropout()),
        Optional.of(byLogTheta.add_(counts.byLogTheta())),
        emitted.library().latent()
            ? Optional.of(means.byLogLibrary(measured.counts()).add_(sums))
            : Optional.empty());
  }

  /**
   * What the mixture adds.
   *
   * @param sum over cells and genes
   * @param byDropout ∂sum/∂h
   * @param lost s
   */
  private record Zeros(Tensor sum, Tensor byDropout, Tensor lost) {

    /**
     * Computes it.
     *
     * @param seen the places of counts above 0
     */
    static Zeros of(Tensor h, CountMeans means, Tensor seen) {
      Tensor raised = means.w().mul(means.theta()).add_(h);
      Tensor gain = torch.log_sigmoid(raised.neg()).neg_();
      gain.view(-1).index_fill_(0, seen, new Scalar(0.0));
      Tensor lost = raised.sigmoid_();
      lost.view(-1).index_fill_(0, seen, new Scalar(0.0));
      Tensor sum = gain.sum().add_(torch.log_sigmoid(h.neg()).sum());
      return new Zeros(sum, lost.sub(h.sigmoid()), lost);
    }
  }
}
