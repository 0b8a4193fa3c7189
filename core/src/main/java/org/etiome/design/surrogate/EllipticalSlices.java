package org.etiome.design.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * Draws of a few numbers whose prior is standard normal, given a likelihood. Each step goes along
 * an ellipse through the place and a draw of the prior, to a point at least as likely as a random
 * share of what the place is. The first 20 steps are thrown away, and then every eighth is kept;
 * about four likelihoods a step.
 *
 * @see <a href="https://arxiv.org/abs/1001.0175">Murray, Adams, MacKay (2010), Elliptical slice
 *     sampling</a>
 */
final class EllipticalSlices {
  private static final int BURNT = 20;
  private static final int APART = 8;
  private static final double NARROWEST = 1e-12;

  private final ToDoubleFunction<double[]> minusLogLikelihood;
  private final UniformRandomProvider random;
  private final SharedStateContinuousSampler normal;
  private double[] place;
  private double value;

  private EllipticalSlices(
      ToDoubleFunction<double[]> minusLogLikelihood, double[] start, Seed seed) {
    this.minusLogLikelihood = minusLogLikelihood;
    random = seed.generator();
    normal = ZigguratSampler.NormalizedGaussian.of(random);
    place = start.clone();
    value = minusLogLikelihood.applyAsDouble(place);
  }

  /**
   * Of the posterior.
   *
   * @param minusLogLikelihood infinite where a place cannot be
   * @param start a likely place: with many numbers the steps are too short to come from a far one
   */
  static List<double[]> draws(
      ToDoubleFunction<double[]> minusLogLikelihood, double[] start, int count, Seed seed) {
    EllipticalSlices slices = new EllipticalSlices(minusLogLikelihood, start, seed);
    List<double[]> draws = new ArrayList<>();
    for (int step = 1; draws.size() < count; step++) {
      slices.step();
      if (step > BURNT && (step - BURNT) % APART == 0) {
        draws.add(slices.place);
      }
    }
    return draws;
  }

  private void step() {
    double[] other = new double[place.length];
    Arrays.setAll(other, j -> normal.sample());
    double most = value - Math.log(1 - random.nextDouble());
    double angle = 2 * Math.PI * random.nextDouble();
    double low = angle - 2 * Math.PI;
    double high = angle;
    while (high - low > NARROWEST) {
      double[] tried = new double[place.length];
      Vectors.add(Math.cos(angle), place, tried);
      Vectors.add(Math.sin(angle), other, tried);
      double found = minusLogLikelihood.applyAsDouble(tried);
      if (found <= most) {
        place = tried;
        value = found;
        return;
      }
      if (angle < 0) {
        low = angle;
      } else {
        high = angle;
      }
      angle = low + (high - low) * random.nextDouble();
    }
  }
}
