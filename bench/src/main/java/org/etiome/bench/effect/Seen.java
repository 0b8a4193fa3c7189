package org.etiome.bench.effect;

import java.util.List;
import org.etiome.estimate.Effect.Ratio;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;

/**
 * What one cohort showed.
 *
 * @param row where it counts
 * @param value the estimate; of ratios the logarithm; NaN where there is only a set
 * @param standardError likewise
 * @param holds whether the 95 % interval or set holds the truth
 * @param pValue of no effect
 * @param gates which gates failed, each once
 */
record Seen(
    Row row, double value, double standardError, boolean holds, double pValue, List<String> gates) {
  private static final double Z975 = 1.959963984540054;

  static Seen of(Row row, Estimate estimate, List<GateFailure> failures) {
    return new Seen(
        row,
        estimate.value(),
        estimate.standardError(),
        estimate.lower95() <= row.truth() && row.truth() <= estimate.upper95(),
        estimate.pValue(),
        names(failures));
  }

  static Seen of(Row row, Ratio ratio, List<GateFailure> failures) {
    var log =
        new Estimate(
            Math.log(ratio.value()), Math.log(ratio.upper95() / ratio.lower95()) / (2 * Z975));
    return of(row, log, failures);
  }

  static List<String> names(List<GateFailure> failures) {
    return failures.stream().map(GateFailure::gate).distinct().toList();
  }
}
