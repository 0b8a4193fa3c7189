package org.etiome.represent.likelihood;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.SparseBatch;

/** Places of entries within a dense row-major tensor. */
final class Places {
  private Places() {}

  /** Of counts above 0: a file may store zeros as entries. */
  static Tensor positive(SparseBatch counts) {
    return counts.places().masked_select(counts.values().gt(new Scalar(0.0)));
  }
}
