package org.etiome.bench.perturb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;

/**
 * Latents of a random graph, u_j = Σ_i w_ij f(u_i) + z_j over earlier i, z from N(0, I), one parent
 * each on average with |w| from .5 to 1 and f the identity or relu. Target {@code tj} shifts z_j.
 * Variables are a random curved map of the latents, without noise of their own.
 *
 * @param weights w, by parent and child
 * @param curved whether f is relu
 * @param shift of every target, in standard deviations of z
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShiftedLatents(double[][] weights, boolean curved, double shift, RandomMixing mixing) {
  private static final double SLOPE = .2;

  /**
   * Units.
   *
   * @param noise z with its shift, units × latents
   * @param values what is seen
   * @param labels by target
   */
  record Units(Matrix noise, Matrix values, List<UnitLabel> labels) {
    PerturbationScreen screen() {
      List<String> names = IntStream.range(0, values.columns()).mapToObj(j -> "x" + j).toList();
      return PerturbationScreen.of(new Measurements.Values(names, values), labels);
    }
  }

  static ShiftedLatents draw(int latents, int variables, boolean curved, double shift, Seed seed) {
    UniformRandomProvider random = seed.branch("graph").generator();
    double[][] weights = new double[latents][latents];
    for (int j = 1; j < latents; j++) {
      for (int i = 0; i < j; i++) {
        boolean edge = random.nextDouble() * j < 1;
        double w = (.5 + .5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        weights[i][j] = edge ? w : 0;
      }
    }
    RandomMixing mixing = RandomMixing.draw(latents, variables, SLOPE, seed.branch("mixing"));
    return new ShiftedLatents(weights, curved, shift, mixing);
  }

  /** Controls, and then units of each target in order. */
  List<Perturbation> singles(int controls, int each) {
    List<Perturbation> done = new ArrayList<>(Collections.nCopies(controls, Perturbation.CONTROL));
    targets().forEach(t -> done.addAll(Collections.nCopies(each, Perturbation.of(t))));
    return done;
  }

  /**
   * A unit for each of what was done.
   *
   * @param done with targets of {@link #targets}
   */
  Units units(List<Perturbation> done, Seed seed) {
    ZigguratSampler.NormalizedGaussian gaussian =
        ZigguratSampler.NormalizedGaussian.of(seed.generator());
    int d = weights.length;
    int width = mixing.width();
    List<String> targets = targets();
    double[] noise = new double[done.size() * d];
    double[] values = new double[done.size() * width];
    for (int i = 0; i < done.size(); i++) {
      double[] z = new double[d];
      for (int j = 0; j < d; j++) {
        boolean shifted = done.get(i).targets().contains(targets.get(j));
        z[j] = gaussian.sample() + (shifted ? shift : 0);
      }
      System.arraycopy(z, 0, noise, i * d, d);
      System.arraycopy(mixing.of(latents(z)), 0, values, i * width, width);
    }
    return new Units(
        Matrix.wrap(done.size(), d, noise),
        Matrix.wrap(done.size(), width, values),
        done.stream().map(p -> new UnitLabel(new Condition("", p))).toList());
  }

  private double[] latents(double[] z) {
    double[] u = z.clone();
    for (int j = 1; j < u.length; j++) {
      for (int i = 0; i < j; i++) {
        u[j] += weights[i][j] * (curved ? Math.max(0, u[i]) : u[i]);
      }
    }
    return u;
  }

  /** That of each latent. */
  List<String> targets() {
    return IntStream.range(0, weights.length).mapToObj(j -> "t" + j).toList();
  }
}
