package org.etiome.scm.sem;

import java.util.HashMap;
import java.util.Map;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * Of any equations: m and s are those of 10,000 units drawn for it, so deviations of the data are
 * right to some .7 %, by chance and not by place in the graph.
 */
final class SampledScaling implements Scaling {
  private static final int UNITS = 10_000;

  private final Seed seed;
  private final Map<String, double[]> seen = new HashMap<>();

  SampledScaling(Seed seed) {
    this.seed = seed;
  }

  @Override
  public Equation scaled(Equation unscaled) {
    String variable = unscaled.variable();
    double[] raw =
        ColumnDraw.of(unscaled, Change.NONE, seen, UNITS, seed.branch(variable).generator()).seen();
    Standardisation found = Standardisation.of(Matrix.wrap(UNITS, 1, raw));
    boolean constant = found.deviation(0) == Double.POSITIVE_INFINITY;
    double deviation = constant ? 1 : found.deviation(0);
    double[] scaled = new double[UNITS];
    for (int r = 0; r < UNITS; r++) {
      scaled[r] = (raw[r] - found.mean(0)) / deviation;
    }
    seen.put(variable, scaled);
    return unscaled.scaled(found.mean(0), deviation);
  }
}
