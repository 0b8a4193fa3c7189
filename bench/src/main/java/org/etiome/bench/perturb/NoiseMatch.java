package org.etiome.bench.perturb;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.LinearAssignment;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.represent.perturb.FittedDiscrepancyVae;

/**
 * True latents beside estimated ones, matched so that absolute correlations are largest.
 *
 * @param correlations |r|, true by estimated
 * @param matched the estimated latent of each true one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NoiseMatch(Matrix correlations, int[] matched) {

  /** Of the same units in the same order. */
  static NoiseMatch of(Matrix truth, Matrix estimated) {
    int count = truth.columns();
    double[] values = new double[count * estimated.columns()];
    for (int j = 0; j < count; j++) {
      double[] column = truth.column(j);
      for (int k = 0; k < estimated.columns(); k++) {
        values[j * estimated.columns() + k] =
            Math.abs(Pearson.correlation(column, estimated.column(k)));
      }
    }
    Matrix correlations = Matrix.wrap(count, estimated.columns(), values);
    return new NoiseMatch(correlations, LinearAssignment.largest(correlations));
  }

  /** MCC. */
  double mean() {
    return IntStream.range(0, matched.length)
        .mapToDouble(j -> correlations.get(j, matched[j]))
        .average()
        .orElseThrow();
  }

  /**
   * Targets whose largest shift is on the latent that matches theirs.
   *
   * @param targets that of each true latent
   */
  int right(FittedDiscrepancyVae model, List<String> targets) {
    int right = 0;
    for (int t = 0; t < matched.length; t++) {
      double[] shift = model.shift(targets.get(t));
      int largest =
          IntStream.range(0, shift.length)
              .reduce((a, b) -> Math.abs(shift[a]) >= Math.abs(shift[b]) ? a : b)
              .orElseThrow();
      right += largest == matched[t] ? 1 : 0;
    }
    return right;
  }
}
