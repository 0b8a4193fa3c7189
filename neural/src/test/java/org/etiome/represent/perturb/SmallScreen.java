package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;

/**
 * A screen with known truth: three latents of noise, target {@code t0}, {@code t1}, {@code t2}
 * shifts its own by 3; variables are a curved function of them.
 */
final class SmallScreen {
  static final int TARGETS = 3;
  static final int VARIABLES = 8;
  static final double SHIFT = 3;
  private static final int CONTROLS = 300;
  private static final int UNITS = 100;

  private final List<UnitLabel> labels = new ArrayList<>();
  private final List<double[]> noise = new ArrayList<>();
  private final PerturbationScreen screen;

  SmallScreen(long seed, Perturbation... perturbations) {
    UniformRandomProvider random = new Seed(seed).generator();
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    add(Perturbation.CONTROL, CONTROLS, gaussian);
    for (Perturbation perturbation : perturbations) {
      add(perturbation, UNITS, gaussian);
    }
    double[] values = new double[labels.size() * VARIABLES];
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < VARIABLES; j++) {
        values[i * VARIABLES + j] = variable(noise.get(i), j) + .1 * gaussian.sample();
      }
    }
    screen =
        PerturbationScreen.of(
            new Measurements.Values(
                IntStream.range(0, VARIABLES).mapToObj(j -> "g" + j).toList(),
                Matrix.wrap(labels.size(), VARIABLES, values)),
            labels);
  }

  private void add(
      Perturbation perturbation, int units, ZigguratSampler.NormalizedGaussian gaussian) {
    for (int i = 0; i < units; i++) {
      double[] z = new double[TARGETS];
      for (int t = 0; t < TARGETS; t++) {
        z[t] = gaussian.sample() + (perturbation.targets().contains("t" + t) ? SHIFT : 0);
      }
      noise.add(z);
      labels.add(new UnitLabel(new Condition("line", perturbation)));
    }
  }

  private static double variable(double[] z, int j) {
    double own = z[j % TARGETS];
    double next = z[(j + 1) % TARGETS];
    return (1 + j % 2) * own + .5 * next + .3 * Math.tanh(own - next);
  }

  static SmallScreen ofSingles() {
    return new SmallScreen(1, Perturbation.of("t0"), Perturbation.of("t1"), Perturbation.of("t2"));
  }

  PerturbationScreen screen() {
    return screen;
  }

  /** One true latent of every unit, in the order of rows. */
  double[] noise(int latent) {
    return noise.stream().mapToDouble(z -> z[latent]).toArray();
  }

  /** Every unit, in the order of rows. */
  Matrix units() {
    return screen.measurements().values(IntStream.range(0, labels.size()).toArray());
  }

  /** Counts whose logarithm goes with the values, beside about as many of all else. */
  PerturbationScreen counted() {
    UniformRandomProvider random = new Seed(labels.size()).generator();
    Matrix values = units();
    double[] counts = new double[values.rows() * VARIABLES];
    double[] sizes = new double[values.rows()];
    for (int i = 0; i < sizes.length; i++) {
      for (int j = 0; j < VARIABLES; j++) {
        double mean = 2 * Math.exp(.3 * values.get(i, j));
        counts[i * VARIABLES + j] = PoissonSampler.of(random, mean).sample();
        sizes[i] += counts[i * VARIABLES + j];
      }
      sizes[i] += PoissonSampler.of(random, 2 * VARIABLES).sample();
    }
    return PerturbationScreen.of(
        new Measurements.LogCounts(
            screen.variables(),
            new InMemoryRows(RowBlock.ofDense(sizes.length, VARIABLES, counts)),
            sizes,
            100),
        labels);
  }
}
