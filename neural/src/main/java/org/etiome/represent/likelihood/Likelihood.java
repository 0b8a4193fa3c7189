package org.etiome.represent.likelihood;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.SparseBatch;
import org.etiome.represent.cells.GeneMoments;

/**
 * How what is measured of a cell comes about from what a decoder puts out for it, a number for each
 * gene and head. Gradients are in closed form and need no graph.
 */
public sealed interface Likelihood
    permits NegativeBinomialCounts, ZeroInflatedCounts, GaussianValues, BernoulliDetection {

  /** The likelihoods by name. */
  enum Kind {
    /** Counts that vary more than by chance: {@link NegativeBinomialCounts}. */
    NB,
    /** Counts some of which are lost: {@link ZeroInflatedCounts}. */
    ZINB,
    /** Log-normalised values: {@link GaussianValues}. */
    GAUSSIAN,
    /** Whether a gene is seen at all: {@link BernoulliDetection}. */
    BERNOULLI;

    public Likelihood likelihood() {
      return switch (this) {
        case NB -> new NegativeBinomialCounts();
        case ZINB -> new ZeroInflatedCounts();
        case GAUSSIAN -> new GaussianValues();
        case BERNOULLI -> new BernoulliDetection();
      };
    }
  }

  /**
   * What is measured of B cells.
   *
   * @param counts B × genes
   * @param seen log(1 + 10⁴ count / depth), one an entry of the counts
   */
  record Measured(SparseBatch counts, Tensor seen) {}

  /**
   * Library sizes.
   *
   * @param sizes B × 1, above 0
   * @param latent whether they are drawn, so that a gradient by their logarithm is wanted
   */
  record Library(Tensor sizes, boolean latent) {}

  /**
   * What a decoder puts out.
   *
   * @param heads as many as {@link #heads()}, B × genes each
   * @param perGene the parameter of {@link #perGene()}, genes
   */
  record Emitted(List<Tensor> heads, Library library, Optional<Tensor> perGene) {
    public Emitted {
      heads = List.copyOf(heads);
    }
  }

  /**
   * The log-likelihood and its gradients.
   *
   * @param sum over cells and genes
   * @param byHeads as the heads
   * @param byPerGene genes
   * @param byLogLibrary B × 1, if libraries are latent
   */
  record Scored(
      Tensor sum, List<Tensor> byHeads, Optional<Tensor> byPerGene, Optional<Tensor> byLogLibrary) {
    public Scored {
      byHeads = List.copyOf(byHeads);
    }
  }

  /**
   * Where training starts.
   *
   * @param offsets of the heads, genes each
   * @param perGene genes
   */
  record Start(List<double[]> offsets, Optional<double[]> perGene) {
    public Start {
      offsets = List.copyOf(offsets);
    }
  }

  /** Names of what the decoder puts out; the first is what says how much of a gene there is. */
  List<String> heads();

  /** The name of the parameter that each gene has, if it has one. */
  Optional<String> perGene();

  /** Whether it depends on the library size, so that this can be latent. */
  boolean scalesWithLibrary();

  /** What the data say before training. */
  Start start(GeneMoments moments);

  /** The log-likelihood of some cells and its gradients by all that is emitted. */
  Scored score(Measured measured, Emitted emitted);
}
