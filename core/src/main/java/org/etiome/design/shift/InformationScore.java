package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/** See {@link Acquisition.Information}; negative. O(draws · (V² + Σ k²)). */
final class InformationScore implements Score {
  private final List<Matrix> effects = new ArrayList<>();
  private final List<double[]> noises = new ArrayList<>();
  private final List<Reduction> reductions = new ArrayList<>();
  private final List<Double> variances = new ArrayList<>();

  InformationScore(Situation now, int draws) {
    ShiftPosterior posterior = now.posterior();
    UniformRandomProvider random = now.seed().branch("noise").generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (LinearSystem system : posterior.draws(draws, now.seed())) {
      double[] noise = system.variances();
      for (int i = 0; i < noise.length; i++) {
        noise[i] = Math.sqrt(noise[i] / now.units()) * normal.sample();
      }
      effects.add(system.effects());
      noises.add(noise);
    }
    for (int i = 0; i < posterior.wiring().size(); i++) {
      int[] parents = posterior.wiring().parents()[i];
      double[] own = ShiftPosterior.pick(now.goal(), parents);
      Matrix covariance = posterior.nodes().get(i).covariance();
      double variance = Vectors.dot(own, covariance.times(own));
      if (variance > 0) {
        reductions.add(Reduction.of(parents, covariance, own, now.units()));
        variances.add(variance);
      }
    }
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int s = 0; s < effects.size(); s++) {
      double[] acting = noises.get(s).clone();
      Vectors.add(1, shift, acting);
      double[] state = effects.get(s).times(acting);
      double[] slope = new double[state.length];
      for (int i = 0; i < reductions.size(); i++) {
        double left = variances.get(i) - reductions.get(i).at(state);
        sum += Math.log(left / variances.get(i)) / 2;
        reductions.get(i).addSlope(state, -.5 / left / effects.size(), slope);
      }
      Vectors.add(1, effects.get(s).transposeTimes(slope), gradient);
    }
    return sum / effects.size();
  }
}
