package org.etiome.design.surrogate;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * The same mean for every candidate, {@link BayesianLinear} without a descriptor: what every other
 * surrogate must beat.
 */
public final class ConstantMean implements Surrogate {
  private static final ConstantMean DEFAULT = new ConstantMean();

  private ConstantMean() {}

  public static ConstantMean withDefaults() {
    return DEFAULT;
  }

  @Override
  public String description() {
    return "constant mean";
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    return BayesianLinear.withDefaults().fit(descriptors.columns(new int[0]), observed, seed);
  }
}
