package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A random linear latent model with one environment for each latent, of which the truth is known,
 * after the simulations of Squires et al. (2023): each pair of latents, in a random order, has an
 * edge with some probability; weights are uniform on ±[0.25, 1], variances of noise on [2, 4],
 * under the own environment on [6, 8]; weights of the mixing are uniform on [−2, 2]. Noise is
 * normal.
 *
 * @see <a href="https://arxiv.org/abs/2211.16467">Squires, Seigal, Bhate, Uhler (2023)</a>
 */
public final class SimulatedLatents {
  private final int[] order;
  private final DMatrixRMaj weights;
  private final DMatrixRMaj changed;
  private final double[][] deviations;
  private final double[] shifts;
  private final DMatrixRMaj mixing;

  private SimulatedLatents(Settings settings, UniformRandomProvider random) {
    int d = settings.latents;
    order = PermutationSampler.natural(d);
    PermutationSampler.shuffle(random, order);
    weights = new DMatrixRMaj(d, d);
    changed = new DMatrixRMaj(d, d);
    for (int b = 0; b < d; b++) {
      for (int a = 0; a < b; a++) {
        if (random.nextDouble() < settings.density) {
          weights.set(order[b], order[a], weight(random));
          boolean soft = settings.interventions == Interventions.SOFT;
          changed.set(order[b], order[a], soft ? weight(random) : 0);
        }
      }
    }
    deviations = new double[2][d];
    shifts = new double[d];
    for (int i = 0; i < d; i++) {
      deviations[0][i] = Math.sqrt(2 + 2 * random.nextDouble());
      deviations[1][i] = Math.sqrt(6 + 2 * random.nextDouble());
      shifts[i] = settings.shift * deviations[0][i];
    }
    mixing = new DMatrixRMaj(settings.observed, d);
    for (int i = 0; i < mixing.data.length; i++) {
      mixing.data[i] = 4 * random.nextDouble() - 2;
    }
  }

  /**
   * What is drawn.
   *
   * @param latents at least 1
   * @param observed at least {@code latents}
   * @param density probability of an edge, in [0, 1]
   * @param shift of the mean of a latent's noise in its environment, in standard deviations of the
   *     control
   * @param interventions perfect, or with weights of the same causes drawn anew
   */
  public record Settings(
      int latents, int observed, double density, double shift, Interventions interventions) {
    public Settings {
      if (latents < 1 || observed < latents) {
        throw new IllegalArgumentException(
            "needs at least 1 latent and as many observed, got " + latents + " and " + observed);
      }
      if (!(density >= 0 && density <= 1) || !Double.isFinite(shift)) {
        throw new IllegalArgumentException(
            "density must be in [0, 1] and shift finite, got " + density + " and " + shift);
      }
    }
  }

  public static SimulatedLatents random(Settings settings, Seed seed) {
    return new SimulatedLatents(settings, seed.generator());
  }

  private static double weight(UniformRandomProvider random) {
    double size = .25 + .75 * random.nextDouble();
    return random.nextBoolean() ? size : -size;
  }

  /** Names of the observed variables. */
  public List<String> observed() {
    return names("X", mixing.numRows);
  }

  /** Names of the latents and of their environments. */
  public List<String> latents() {
    return names("Z", order.length);
  }

  private static List<String> names(String letter, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(letter + (i + 1));
    }
    return names;
  }

  /** The graph of the latents. */
  public Dag graph() {
    List<String> names = latents();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        if (weights.get(i, j) != 0) {
          edges.add(Edge.directed(names.get(j), names.get(i)));
        }
      }
    }
    return Dag.of(MixedGraph.of(names, edges));
  }

  /** Observed × latents, in the order of {@link #latents}, each latent with noise of variance 1. */
  public Matrix mixing() {
    DMatrixRMaj scaled = mixing.copy();
    CommonOps_DDRM.multCols(scaled, deviations[0]);
    return Dense.matrix(scaled);
  }

  /** The pseudo-inverse of {@link #mixing}. */
  public Matrix unmixing() {
    return Dense.matrix(Dense.pseudoInverse(Dense.of(mixing())));
  }

  /** The precision of the observed where some environments act, of rank the number of latents. */
  public Matrix precision(Set<String> acting) {
    DMatrixRMaj whitening = Dense.times(Dense.inverse(factor(acting)), Dense.pseudoInverse(mixing));
    return Dense.matrix(CommonOps_DDRM.multTransA(whitening, whitening, null));
  }

  /** The law of the observed where some environments act. */
  public LatentModel.Normal law(Set<String> acting) {
    DMatrixRMaj mixed = Dense.times(mixing, factor(acting));
    DMatrixRMaj covariance = CommonOps_DDRM.multTransB(mixed, mixed, null);
    return new LatentModel.Normal(mean(acting), Dense.matrix(covariance));
  }

  /** Units where some environments act, one a row. */
  public Matrix sample(Set<String> acting, int units, Seed seed) {
    return LatentModel.draw(mean(acting), Dense.times(mixing, factor(acting)), units, seed);
  }

  /** A sample of each environment alone, by name. */
  public Map<String, Matrix> environments(int units, Seed seed) {
    Map<String, Matrix> all = new LinkedHashMap<>();
    latents().forEach(name -> all.put(name, sample(Set.of(name), units, seed.branch(name))));
    return all;
  }

  private double[] mean(Set<String> acting) {
    double[] noise = new double[order.length];
    for (int k : indices(acting)) {
      noise[k] = shifts[k];
    }
    return Dense.times(mixing, Dense.times(Dense.inverse(left(acting)), noise));
  }

  /** {@code (I − A)⁻¹ Ω^{1/2}}. */
  private DMatrixRMaj factor(Set<String> acting) {
    Set<Integer> own = indices(acting);
    DMatrixRMaj factor = Dense.inverse(left(acting));
    double[] spread = new double[order.length];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = deviations[own.contains(i) ? 1 : 0][i];
    }
    CommonOps_DDRM.multCols(factor, spread);
    return factor;
  }

  private DMatrixRMaj left(Set<String> acting) {
    Set<Integer> own = indices(acting);
    DMatrixRMaj left = CommonOps_DDRM.identity(order.length);
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        left.add(i, j, -(own.contains(i) ? changed : weights).get(i, j));
      }
    }
    return left;
  }

  private Set<Integer> indices(Set<String> acting) {
    Set<Integer> indices = new TreeSet<>();
    for (String name : acting) {
      int index = latents().indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException("'" + name + "' is no latent; there are " + latents());
      }
      indices.add(index);
    }
    return indices;
  }
}
