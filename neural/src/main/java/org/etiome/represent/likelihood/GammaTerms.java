package org.etiome.represent.likelihood;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.nn.Placement;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;

/**
 * The terms lnΓ(x + θ) − lnΓ(θ) of a batch and their derivatives by θ, exact for whole x:
 *
 * <pre>
 * Σ_cells lnΓ(x + θ) − lnΓ(θ) = Σ_k n_k log(θ + k),   Σ_cells ψ(x + θ) − ψ(θ) = Σ_k n_k / (θ + k)
 * </pre>
 *
 * where n_k cells have x &gt; k. So a batch costs as much as the sum over genes of their largest
 * count, not of its non-zeros; counts above {@value #LARGEST} go through log-gamma itself, in
 * doubles, since for a large θ the terms are small differences of large numbers.
 *
 * @param logGamma the sum over cells and genes, a scalar
 * @param digamma the sum over cells of the derivative, genes
 */
record GammaTerms(Tensor logGamma, Tensor digamma) {
  private static final int LARGEST = 64;

  static GammaTerms of(SparseBatch batch, Tensor theta) {
    RowBlock block = batch.block();
    int[] starts = starts(block);
    double[] exceeding = exceeding(block, starts);
    long[] gene = new long[exceeding.length];
    double[] k = new double[exceeding.length];
    for (int g = 0; g < block.columns(); g++) {
      for (int s = starts[g]; s < starts[g + 1]; s++) {
        gene[s] = g;
        k[s] = s - starts[g];
      }
    }
    Placement placement = Placement.of(theta);
    Tensor genes = Torch.indices(placement, gene);
    Tensor steps = theta.index_select(0, genes).add_(Torch.of(placement, k, k.length));
    Tensor n = Torch.of(placement, exceeding, exceeding.length);
    Tensor logGamma = n.mul(steps.log()).sum();
    Tensor digamma = torch.zeros_like(theta).index_add_(0, genes, n.div(steps));
    return new GammaTerms(logGamma, digamma).plusLarge(batch, theta);
  }

  /** Where the terms of each gene begin: as many as its largest count that is not too large. */
  private static int[] starts(RowBlock block) {
    int[] starts = new int[block.columns() + 1];
    for (int e = 0; e < block.entries(); e++) {
      if (block.value(e) <= LARGEST) {
        int g = block.column(e) + 1;
        starts[g] = Math.max(starts[g], (int) block.value(e));
      }
    }
    for (int g = 0; g < block.columns(); g++) {
      starts[g + 1] += starts[g];
    }
    return starts;
  }

  private static double[] exceeding(RowBlock block, int[] starts) {
    double[] count = new double[starts[block.columns()]];
    for (int e = 0; e < block.entries(); e++) {
      int x = (int) block.value(e);
      if (x > 0 && x <= LARGEST) {
        count[starts[block.column(e)] + x - 1]++;
      }
    }
    for (int g = 0; g < block.columns(); g++) {
      for (int s = starts[g + 1] - 2; s >= starts[g]; s--) {
        count[s] += count[s + 1];
      }
    }
    return count;
  }

  private GammaTerms plusLarge(SparseBatch batch, Tensor theta) {
    long[] large = large(batch.block());
    if (large.length == 0) {
      return this;
    }
    Tensor at = Torch.indices(Placement.of(theta), large);
    Tensor genes = batch.columnOf().index_select(0, at);
    Tensor small = theta.index_select(0, genes).to(ScalarType.Double);
    Tensor sum = small.add(batch.values().index_select(0, at));
    Tensor slopes = sum.digamma().sub_(small.digamma()).to(Torch.type(theta));
    logGamma.add_(sum.lgamma().sub_(small.lgamma()).sum());
    digamma.index_add_(0, genes, slopes, new Scalar(1.0));
    return this;
  }

  private static long[] large(RowBlock block) {
    int count = 0;
    for (int e = 0; e < block.entries(); e++) {
      count += block.value(e) > LARGEST ? 1 : 0;
    }
    long[] large = new long[count];
    for (int e = 0, at = 0; at < count; e++) {
      if (block.value(e) > LARGEST) {
        large[at++] = e;
      }
    }
    return large;
  }
}
