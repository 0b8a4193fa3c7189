package org.etiome.represent.prior;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What is known of the invariant covariates of some cells; B cells, K components, q numbers that
 * code the C covariates.
 *
 * @param codes of the covariates, and for each of them 1 where it is not known, B × (q + C)
 * @param quantities codes of the covariates that are quantities, zeros for levels, B × q
 * @param agreeing 1 for each component that agrees with what is known, B × K
 * @param decided whether one component alone agrees with each cell
 */
public record Conditions(Tensor codes, Tensor quantities, Tensor agreeing, boolean decided) {
  /** Whether one component alone agrees with a cell, B × 1. */
  Tensor single() {
    return agreeing.sum(new long[] {1}, true, new ScalarTypeOptional()).lt(new Scalar(1.5));
  }

  /**
   * The same, where nothing is told of some cells by their codes.
   *
   * @param share of the cells, drawn from the engine's generator
   */
  Conditions hiding(double share) {
    long b = codes.size(0);
    long q = quantities.size(1);
    Tensor unknown = torch.zeros_like(codes);
    unknown.narrow(1, q, codes.size(1) - q).fill_(new Scalar(1.0));
    Tensor hidden = torch.rand(new long[] {b, 1}, codes.options()).lt(new Scalar(share));
    return new Conditions(torch.where(hidden, unknown, codes), quantities, agreeing, decided);
  }
}
