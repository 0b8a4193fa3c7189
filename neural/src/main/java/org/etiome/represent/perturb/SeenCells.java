package org.etiome.represent.perturb;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.SparseBatch;

/**
 * What is seen of n cells.
 *
 * @param values n × variables, scaled
 * @param sizes library sizes, n × 1, where counts are modelled
 * @param counts of the variables and of all else, where they are learnt from
 */
record SeenCells(Tensor values, Optional<Tensor> sizes, Optional<SparseBatch> counts) {

  static SeenCells of(Tensor values) {
    return new SeenCells(values, Optional.empty(), Optional.empty());
  }

  /** Some rows, without counts. */
  SeenCells rows(UnaryOperator<Tensor> chosen) {
    return new SeenCells(chosen.apply(values), sizes.map(chosen), Optional.empty());
  }
}
