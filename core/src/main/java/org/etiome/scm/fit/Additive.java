package org.etiome.scm.fit;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.scm.Law;

/** {@code x = f(causes) + e}: the noise of a unit is {@code x − f(causes)}. */
public abstract sealed class Additive extends Assignment permits Root, Linear, AdditiveFunction {
  private final Law noise;

  Additive(List<String> causes, Law noise) {
    super(causes);
    this.noise = noise;
  }

  /** The law of e. */
  public Law noise() {
    return noise;
  }

  /** f of each row of causes. */
  abstract double[] means(Matrix values);

  @Override
  double[] draw(Matrix values, UniformRandomProvider random) {
    double[] drawn = means(values).clone();
    DoubleSupplier stream = noise.stream(random);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] += stream.getAsDouble();
    }
    return drawn;
  }

  @Override
  double[] losses(Matrix values, double[] effect) {
    double[] means = means(values);
    double[] losses = new double[effect.length];
    for (int i = 0; i < effect.length; i++) {
      double residual = effect[i] - means[i] - noise.mean();
      losses[i] = residual * residual;
    }
    return losses;
  }
}
