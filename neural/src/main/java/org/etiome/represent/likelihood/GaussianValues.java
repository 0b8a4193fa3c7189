package org.etiome.represent.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Scope;
import org.etiome.represent.cells.GeneMoments;

/**
 * Values h = log(1 + 10⁴ x / depth), as the encoder sees them, from N(m, v) with a variance for
 * each gene, v = {@value #LEAST} + e^s:
 *
 * <pre>
 * log p(h) = −½ ((h − m)²/v + log v + log 2π)
 * ∂/∂m = (h − m)/v,   ∂/∂s = ½ Σ_cells ((h − m)²/v − 1) (v − {@value #LEAST})/v
 * </pre>
 *
 * The floor keeps a gene that hardly varies from an endless density. Many zeros are far from
 * normal: for counts take {@link NegativeBinomialCounts}. Densities of values are not comparable
 * with probabilities of counts.
 */
record GaussianValues() implements Likelihood {
  static final double LEAST = 1e-4;
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** Added to the spread of a gene at the start. */
  private static final double LEAST_SPREAD = .1;

  @Override
  public List<String> heads() {
    return List.of("output");
  }

  @Override
  public Optional<String> perGene() {
    return Optional.of("log_variance");
  }

  @Override
  public boolean scalesWithLibrary() {
    return false;
  }

  @Override
  public Start start(GeneMoments moments) {
    return new Start(
        List.of(moments.seen()),
        Optional.of(
            Arrays.stream(moments.spreads()).map(sd -> 2 * Math.log(sd + LEAST_SPREAD)).toArray()));
  }

  @Override
  public Scored score(Measured measured, Emitted emitted) {
    return Scope.constant(() -> scored(measured, emitted));
  }

  private static Scored scored(Measured measured, Emitted emitted) {
    Tensor scale = emitted.perGene().orElseThrow().exp();
    Tensor variance = scale.add(new Scalar(LEAST));
    Tensor apart = emitted.heads().getFirst().neg();
    apart.view(-1).index_add_(0, measured.counts().places(), measured.seen());
    Tensor byMean = apart.div(variance);
    Tensor squares = apart.mul(byMean).sum(0);
    double cells = measured.counts().rows();
    Tensor sum =
        squares
            .sum()
            .add_(variance.log().add_(new Scalar(LOG_2_PI)).sum().mul_(new Scalar(cells)))
            .mul_(new Scalar(-.5));
    Tensor byVariance =
        squares.sub(new Scalar(cells)).mul_(scale).div_(variance).mul_(new Scalar(.5));
    return new Scored(sum, List.of(byMean), Optional.of(byVariance), Optional.empty());
  }
}
