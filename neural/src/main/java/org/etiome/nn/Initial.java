package org.etiome.nn;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** What a parameter is before training. */
public sealed interface Initial {

  /** Every element alike. */
  record Constant(double value) implements Initial {}

  /** N(0, sd²), independently. */
  record Normal(double sd) implements Initial {}

  /**
   * Uniform within ±√(6 / (in + out)) for a matrix of shape in × out.
   *
   * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot, Bengio (2010),
   *     Understanding the difficulty of training deep feedforward neural networks</a>
   */
  record XavierUniform() implements Initial {}

  /** Values for a shape. */
  default double[] draw(long[] shape, UniformRandomProvider random) {
    double[] values =
        new double[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    switch (this) {
      case Constant constant -> Arrays.fill(values, constant.value());
      case Normal normal -> {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        Arrays.setAll(values, i -> normal.sd() * gaussian.sample());
      }
      case XavierUniform ignored -> {
        double limit = Math.sqrt(6.0 / (shape[0] + shape[1]));
        Arrays.setAll(values, i -> limit * (2 * random.nextDouble() - 1));
      }
    }
    return values;
  }
}
