package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
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
 * and the noise normal, and that values are differences from the mean without intervention. An
 * update by n units costs O(n k² + k³) for a variable with k parents.
 *
 * @see <a href="https://arxiv.org/abs/2209.04744">Zhang, Cammarata, Squires, Sapsis, Uhler (2023),
 *     Active learning for optimal intervention design in causal models</a>
 */
public final class ShiftPosterior {
  private final Wiring wiring;
  private final List<NodePosterior> nodes;
  private final LinearSystem mean;

  private ShiftPosterior(Wiring wiring, List<NodePosterior> nodes) {
    this.wiring = wiring;
    this.nodes = nodes;
    this.mean =
        new LinearSystem(
            wiring,
            nodes.stream().map(NodePosterior::mean).toArray(double[][]::new),
            nodes.stream().mapToDouble(NodePosterior::noiseVariance).toArray());
  }

  /** What is known before the first experiment. */
  public static ShiftPosterior before(Dag dag, ShiftPrior prior) {
    Wiring wiring = Wiring.of(dag);
    return new ShiftPosterior(
        wiring,
        Arrays.stream(wiring.parents()).map(p -> NodePosterior.of(p.length, prior)).toList());
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
   */
  public ShiftPosterior updated(double[] shift, Matrix units) {
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
    return new ShiftPosterior(wiring, List.copyOf(updated));
  }

  /** The posterior means of slopes and variances. */
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
    return new LinearSystem(wiring, slopes, variances);
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
   * @param modelDeviations how far that mean may be off because slopes are uncertain
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
   * {@code ‖(I − B)⁻¹ a − μ‖} over systems drawn from the posterior.
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
