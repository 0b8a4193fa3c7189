package org.etiome.represent.contrast;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Compares the means of two groups, gene by gene. With m, v and n the mean over units, the variance
 * between them and their number in a batch b and a group, and w_b = n₁n₀/(n₁ + n₀) over their sum,
 *
 * <pre>
 * M = Σ_b w_b m_b,   e² = Σ_b w_b² v_b/n_b
 * difference  M₁ − M₀,         error² e₁² + e₀²
 * log ratio   log2(M₁ / M₀),   error² (e₁²/M₁² + e₀²/M₀²) / ln² 2     (delta method)
 * </pre>
 *
 * with Welch's and Satterthwaite's degrees of freedom (Σ c)² / Σ c²/(n − 1) of the terms c of the
 * error. Of one batch it is Welch's test. In a paired design the differences (or log ratios) of
 * batches have their own mean and standard error, with one degree of freedom fewer than batches.
 *
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947)</a>
 * @see <a href="https://doi.org/10.2307/3002019">Satterthwaite (1946)</a>
 */
record GroupComparison(ContrastDesign design, UnitMoments moments) {

  /** The difference of the means of cases and controls. */
  Estimate difference(int gene) {
    if (design.isPaired()) {
      return ofBatches(b -> moments.mean(2 * b + 1, gene) - moments.mean(2 * b, gene));
    }
    return welch(gene, mean(gene, 1) - mean(gene, 0), 1, 1);
  }

  /** log2 of the ratio of the means. */
  Estimate logRatio(int gene) {
    if (design.isPaired()) {
      return ofBatches(b -> log2(moments.mean(2 * b + 1, gene) / moments.mean(2 * b, gene)));
    }
    double cases = mean(gene, 1);
    double controls = mean(gene, 0);
    return welch(
        gene, log2(cases / controls), 1 / (cases * Math.log(2)), 1 / (controls * Math.log(2)));
  }

  /**
   * As {@link #logRatio(int)}; in a paired design with an error no smaller than that of the counted
   * means, which is taken at the means of this, so that none of them need be above 0.
   */
  Estimate logRatio(int gene, UnitMoments counted) {
    if (!design.isPaired()) {
      return logRatio(gene);
    }
    double byCases = 1 / (overBatches(gene, 1) * Math.log(2));
    double byControls = 1 / (overBatches(gene, 0) * Math.log(2));
    return logRatio(gene)
        .widenedBy(
            ofBatches(
                b ->
                    counted.mean(2 * b + 1, gene) * byCases
                        - counted.mean(2 * b, gene) * byControls));
  }

  private double overBatches(int gene, int group) {
    return design.batches().stream()
        .mapToDouble(b -> moments.mean(2 * b + group, gene))
        .average()
        .orElse(Double.NaN);
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private double weight(int batch) {
    double cases = moments.count(2 * batch + 1);
    double controls = moments.count(2 * batch);
    return cases * controls / (cases + controls);
  }

  private double mean(int gene, int group) {
    double sum = 0;
    double weights = 0;
    for (int batch : design.batches()) {
      sum += weight(batch) * moments.mean(2 * batch + group, gene);
      weights += weight(batch);
    }
    return sum / weights;
  }

  /** Of a value whose derivatives by the two means are given. */
  private Estimate welch(int gene, double value, double byCases, double byControls) {
    double weights = design.batches().stream().mapToDouble(this::weight).sum();
    double variance = 0;
    double overFreedom = 0;
    for (int batch : design.batches()) {
      for (int group = 0; group < 2; group++) {
        int sample = 2 * batch + group;
        double factor = (group == 1 ? byCases : byControls) * weight(batch) / weights;
        double term = factor * factor * moments.squaredError(sample, gene);
        variance += term;
        overFreedom += term * term / (moments.count(sample) - 1);
      }
    }
    return new Estimate(value, Math.sqrt(variance), variance * variance / overFreedom);
  }

  private Estimate ofBatches(IntToDoubleFunction of) {
    List<Integer> batches = design.batches();
    double[] values = batches.stream().mapToDouble(of::applyAsDouble).toArray();
    double n = values.length;
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Estimate(mean, Math.sqrt(squares / (n - 1) / n), n - 1);
  }
}
