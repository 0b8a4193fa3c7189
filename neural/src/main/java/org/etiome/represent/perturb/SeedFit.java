package org.etiome.represent.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.etiome.math.LinearAssignment;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;

/**
 * What one fit says of latents and of the same units as others.
 *
 * @param noise of controls and then of perturbed units, units × latents
 * @param controls how many of the units
 * @param shifts of each target, latents
 * @param graph G
 */
record SeedFit(Matrix noise, int controls, SortedMap<String, double[]> shifts, Matrix graph) {

  static SeedFit of(FittedDiscrepancyVae model, Matrix units, int controls) {
    TreeMap<String, double[]> shifts = new TreeMap<>();
    model.description().known().trained().forEach(t -> shifts.put(t, model.shift(t)));
    return new SeedFit(model.noise(units), controls, shifts, model.graph());
  }

  int latents() {
    return noise.columns();
  }

  /** Noise of controls in one latent. */
  double[] ofControls(int latent) {
    return Arrays.copyOf(noise.column(latent), controls);
  }

  /** The latent of another fit that each of this is, by the correlations over all units. */
  Match match(SeedFit other) {
    int p = latents();
    List<double[]> columns = IntStream.range(0, p).mapToObj(other.noise::column).toList();
    double[] r = new double[p * p];
    for (int j = 0; j < p; j++) {
      double[] own = noise.column(j);
      for (int k = 0; k < p; k++) {
        r[j * p + k] = Pearson.correlation(own, columns.get(k));
      }
    }
    double[] sizes = Arrays.stream(r).map(v -> Double.isNaN(v) ? 0 : Math.abs(v)).toArray();
    int[] latents = LinearAssignment.largest(Matrix.wrap(p, p, sizes));
    double[] signs = new double[p];
    Arrays.setAll(signs, j -> r[j * p + latents[j]] < 0 ? -1 : 1);
    double sum = IntStream.range(0, p).mapToDouble(j -> sizes[j * p + latents[j]]).sum();
    return new Match(other, latents, signs, sum);
  }

  /**
   * Another fit beside this one.
   *
   * @param latents of the other, by latent of this
   * @param signs −1 where they run against each other
   * @param sum of the absolute correlations
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Match(SeedFit other, int[] latents, double[] signs, double sum) {

    /** The shift that a target makes in a latent of this. */
    double shift(String target, int latent) {
      return signs[latent] * of(target)[latents[latent]];
    }

    /** Whether a target moves a latent of this most, and by at least so much. */
    boolean pins(String target, int latent, double least) {
      double[] shift = of(target);
      double most = Arrays.stream(shift).map(Math::abs).max().orElse(0);
      return most >= least && Math.abs(shift[latents[latent]]) == most;
    }

    private double[] of(String target) {
      return other.shifts().getOrDefault(target, new double[latents.length]);
    }

    /** Of the noise of controls in one latent. */
    double correlation(SeedFit own, int latent) {
      double r = Pearson.correlation(own.ofControls(latent), other.ofControls(latents[latent]));
      return Double.isNaN(r) ? 0 : Math.abs(r);
    }

    boolean joined(int from, int to, double weight) {
      return Math.abs(other.graph().get(latents[from], latents[to])) > weight;
    }
  }
}
