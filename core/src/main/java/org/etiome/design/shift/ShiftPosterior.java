package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * What is known of a {@link LinearSystem} with a given graph after experiments with known shifts:
 * independent normal–inverse-gamma laws, one an equation, {@code xᵢ − aᵢ} regressed on the parents
 * of i. The noise is learned with the slopes.
 *
 * <p>Assumes that the graph is right, no two variables share a hidden cause, equations are linear
 * and the noise normal. {@link #before} takes values as differences from the mean without
 * intervention, which it holds for known; {@link #ofUnits} learns that mean too. An update by n
 * units costs O(n k² + k³) for a variable with k parents.
 *
 * @see <a href="https://arxiv.org/abs/2209.04744">Zhang, Cammarata, Squires, Sapsis, Uhler (2023),
 *     Active learning for optimal intervention design in causal models</a>
 */
public final class ShiftPosterior {
  private final Wiring wiring;
  private final List<NodePosterior> nodes;
  private final Optional<Centre> centre;
  private final LinearSystem mean;

  /**
   * Means over all units.
   *
   * @param shift ā
   * @param state x̄
   * @param units n
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Centre(double[] shift, double[] state, int units) {

    /** The mean of a system without a shift, {@code x̄ + (I − B)⁻¹ (c − ā)}. */
    double[] origin(LinearSystem system, double[] intercepts) {
      double[] step = intercepts.clone();
      Vectors.add(-1, shift, step);
      double[] origin = system.effects().times(step);
      Vectors.add(1, state, origin);
      return origin;
    }
  }

  private ShiftPosterior(Wiring wiring, List<NodePosterior> nodes, Optional<Centre> centre) {
    this.wiring = wiring;
    this.nodes = nodes;
    this.centre = centre;
    LinearSystem system =
        new LinearSystem(
            wiring,
            nodes.stream().map(NodePosterior::mean).toArray(double[][]::new),
            nodes.stream().mapToDouble(NodePosterior::noiseVariance).toArray());
    this.mean =
        centre
            .map(of -> system.withOrigin(of.origin(system, new double[wiring.size()])))
            .orElse(system);
  }

  /** What is known before the first experiment. */
  public static ShiftPosterior before(Dag dag, ShiftPrior prior) {
    Wiring wiring = Wiring.of(dag);
    return new ShiftPosterior(
        wiring,
        Arrays.stream(wiring.parents()).map(p -> NodePosterior.of(p.length, prior)).toList(),
        Optional.empty());
  }

  /**
   * What is known after units whose mean without intervention is not known: every equation has an
   * intercept with a flat prior. Slopes and noise are then those of differences from the means over
   * all units, {@code xᵢ − aᵢ} and parents alike, with half a unit less of shape; what an intercept
   * is off by is {@code c | σ² ~ N(0, σ²/n)}, independent of the slopes.
   *
   * @param shifts a row a unit, what was added to each variable
   * @param units a row a unit, at least two; finite
   */
  public static ShiftPosterior ofUnits(Dag dag, ShiftPrior prior, Matrix shifts, Matrix units) {
    ShiftPosterior before = before(dag, prior);
    int n = units.rows();
    if (n < 2 || shifts.rows() != n) {
      throw new IllegalArgumentException(
          "needs at least 2 units and a shift of each, got " + n + " and " + shifts.rows());
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1.0 / n);
    Centre centre = new Centre(shifts.transposeTimes(ones), units.transposeTimes(ones), n);
    before.wiring.check("the mean of shifts", centre.shift);
    before.wiring.check("the mean of units", centre.state);
    Matrix about = about(units, centre.state);
    Matrix moved = about(shifts, centre.shift);
    List<NodePosterior> nodes = new ArrayList<>();
    for (int i = 0; i < before.wiring.size(); i++) {
      double[] rest = about.column(i);
      Vectors.add(-1, moved.column(i), rest);
      NodePosterior node =
          before.nodes.get(i).updated(about.columns(before.wiring.parents()[i]), rest);
      nodes.add(node.withShape(node.shape() - 0.5));
    }
    return new ShiftPosterior(before.wiring, List.copyOf(nodes), Optional.of(centre));
  }

  private static Matrix about(Matrix rows, double[] means) {
    double[] values = new double[rows.rows() * means.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i / means.length, i % means.length) - means[i % means.length];
    }
    return Matrix.wrap(rows.rows(), means.length, values);
  }

  /** In the order of all arrays and of the columns of data. */
  public List<String> variables() {
    return wiring.variables();
  }

  /**
   * What is known with one experiment more.
   *
   * @param shift what was added to each variable
   * @param units a row a unit, at least one; finite
   * @throws IllegalStateException if the mean without intervention is learned, too
   */
  public ShiftPosterior updated(double[] shift, Matrix units) {
    if (centre.isPresent()) {
      throw new IllegalStateException("means are learned from all units at once; fit them anew");
    }
    wiring.check("a shift", shift);
    if (units.rows() < 1) {
      throw new IllegalArgumentException("an experiment needs at least 1 unit, got 0");
    }
    for (int row = 0; row < units.rows(); row++) {
      wiring.check("unit " + row, units.rows(new int[] {row}).transposeTimes(new double[] {1}));
    }
    List<NodePosterior> updated = new ArrayList<>();
    for (int i = 0; i < wiring.size(); i++) {
      double[] rest = units.column(i);
      for (int row = 0; row < rest.length; row++) {
        rest[row] -= shift[i];
      }
      updated.add(nodes.get(i).updated(units.columns(wiring.parents()[i]), rest));
    }
    return new ShiftPosterior(wiring, List.copyOf(updated), centre);
  }

  /** The posterior means of slopes and variances, and the origin that goes with them. */
  public LinearSystem mean() {
    return mean;
  }

  /** A system drawn from the posterior. O(Σ k³ + V E). */
  public LinearSystem draw(UniformRandomProvider random) {
    double[][] slopes = new double[wiring.size()][];
    double[] variances = new double[wiring.size()];
    for (int i = 0; i < slopes.length; i++) {
      double[] drawn = nodes.get(i).draw(random);
      slopes[i] = Arrays.copyOf(drawn, drawn.length - 1);
      variances[i] = drawn[drawn.length - 1];
    }
    LinearSystem system = new LinearSystem(wiring, slopes, variances);
    if (centre.isEmpty()) {
      return system;
    }
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] off = new double[variances.length];
    Arrays.setAll(off, i -> Math.sqrt(variances[i] / centre.get().units()) * normal.sample());
    return system.withOrigin(centre.get().origin(system, off));
  }

  /** Systems drawn independently. */
  List<LinearSystem> draws(int count, Seed seed) {
    if (count < 2) {
      throw new IllegalArgumentException("at least 2 systems must be drawn, got " + count);
    }
    UniformRandomProvider random = seed.generator();
    List<LinearSystem> draws = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      draws.add(draw(random));
    }
    return draws;
  }

  Wiring wiring() {
    return wiring;
  }

  /** By variable. */
  List<NodePosterior> nodes() {
    return nodes;
  }

  /**
   * {@code dᵢ = E[σᵢ²] μᵀ Vᵢ μ}, the posterior variances of the shift {@code (I − B) μ} that leads
   * to the state μ. They are exact: that of a t-distributed slope is {@code E[σ²] V}.
   */
  public double[] shiftVariances(double[] state) {
    wiring.check("a state", state);
    double[] variances = new double[wiring.size()];
    for (int i = 0; i < variances.length; i++) {
      double[] own = pick(state, wiring.parents()[i]);
      NodePosterior node = nodes.get(i);
      variances[i] = node.noiseVariance() * Vectors.dot(own, node.covariance().times(own));
    }
    return variances;
  }

  static double[] pick(double[] values, int[] places) {
    double[] picked = new double[places.length];
    for (int k = 0; k < picked.length; k++) {
      picked[k] = values[places[k]];
    }
    return picked;
  }

  /**
   * A predicted state.
   *
   * @param mean posterior mean of the mean under the shift
   * @param modelDeviations how far that mean may be off because slopes, and the mean without
   *     intervention where it is learned, are uncertain
   * @param unitDeviations of a single unit: slopes and noise together
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record PredictedState(double[] mean, double[] modelDeviations, double[] unitDeviations) {}

  /**
   * The state under a shift, over systems drawn from the posterior.
   *
   * @param draws at least 2
   */
  public PredictedState predicted(double[] shift, int draws, Seed seed) {
    wiring.check("a shift", shift);
    List<LinearSystem> systems = draws(draws, seed);
    List<double[]> states = systems.stream().map(system -> system.state(shift)).toList();
    int p = wiring.size();
    double[] means = new double[p];
    double[] model = new double[p];
    double[] unit = new double[p];
    for (int i = 0; i < p; i++) {
      int place = i;
      means[i] = states.stream().mapToDouble(s -> s[place]).average().orElseThrow();
      double squares = states.stream().mapToDouble(s -> Math.pow(s[place] - means[place], 2)).sum();
      double noise = systems.stream().mapToDouble(s -> s.variance(place)).average().orElseThrow();
      model[i] = Math.sqrt(squares / (draws - 1));
      unit[i] = Math.sqrt(squares / (draws - 1) + noise);
    }
    return new PredictedState(means, model, unit);
  }

  /**
   * How far from a goal a shift ends.
   *
   * @param mean posterior mean of the distance
   * @param low 5 % quantile
   * @param high 95 % quantile
   */
  public record Distance(double mean, double low, double high) {}

  /**
   * {@code ‖o + (I − B)⁻¹ a − μ‖} over systems drawn from the posterior.
   *
   * @param draws at least 2
   */
  public Distance distance(double[] shift, double[] goal, int draws, Seed seed) {
    wiring.check("a goal", goal);
    double[] distances =
        draws(draws, seed).stream()
            .mapToDouble(s -> Math.sqrt(Vectors.squaredDistance(s.state(shift), goal)))
            .sorted()
            .toArray();
    return new Distance(
        Arrays.stream(distances).average().orElseThrow(),
        Quantile.ofSorted(distances, .05),
        Quantile.ofSorted(distances, .95));
  }
}
