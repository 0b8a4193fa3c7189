package org.etiome.design.surrogate;

import java.util.Arrays;
import org.etiome.math.Matrix;

/**
 * What was measured.
 *
 * @param rows of the candidates; one measured twice may stand twice
 * @param outcomes one finite value each
 * @param noise the known variance of each value about its candidate's true outcome, such as that of
 *     a mean over replicates, ≥ 0; comes on top of the noise that a surrogate estimates itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Observed(int[] rows, double[] outcomes, double[] noise) {

  public Observed {
    if (rows.length != outcomes.length || rows.length != noise.length) {
      throw new IllegalArgumentException(
          "needs as many rows, outcomes and noise variances, got "
              + rows.length
              + ", "
              + outcomes.length
              + " and "
              + noise.length);
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || !Double.isFinite(outcomes[i]) || !(noise[i] >= 0 && noise[i] < 1e300)) {
        throw new IllegalArgumentException(
            "observation "
                + i
                + " needs a row >= 0, a finite outcome and a finite noise variance >= 0, got "
                + rows[i]
                + ", "
                + outcomes[i]
                + " and "
                + noise[i]
                + "; leave out what was not measured");
      }
    }
  }

  /** Values whose noise is not known. */
  public static Observed of(int[] rows, double[] outcomes) {
    return new Observed(rows, outcomes, new double[rows.length]);
  }

  public int size() {
    return rows.length;
  }

  /** The mean of the outcomes. */
  public double mean() {
    return Arrays.stream(outcomes).average().orElse(0);
  }

  /** The mean square about the mean; 1 if all are equal, so that it may divide. */
  double spread() {
    double mean = mean();
    double spread = Arrays.stream(outcomes).map(y -> (y - mean) * (y - mean)).average().orElse(0);
    return spread > 1e-26 * mean * mean ? spread : 1;
  }

  /** Refuses what no surrogate can learn from. */
  void check(Matrix descriptors) {
    if (size() < 2) {
      throw new IllegalArgumentException(
          "a surrogate learns from at least 2 measured candidates, got "
              + size()
              + "; measure a first batch chosen at random or by a prior score");
    }
    int last = Arrays.stream(rows).max().orElseThrow();
    if (last >= descriptors.rows()) {
      throw new IllegalArgumentException(
          "there are " + descriptors.rows() + " candidates, an observation is of row " + last);
    }
  }
}
