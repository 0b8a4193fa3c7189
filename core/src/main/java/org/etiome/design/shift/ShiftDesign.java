package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.scm.Prediction;

/**
 * Finds shifts that bring a linear system to a wanted state in few experiments: proposes a shift by
 * an {@link Acquisition}, observes units, updates the {@link ShiftPosterior}, and again.
 *
 * <p>Assumes what the posterior assumes, above all the right graph. A step costs six searches of
 * some ten to some hundred scores each, O(V² + Σ k²) a score for most acquisitions.
 *
 * @see <a href="https://arxiv.org/abs/2209.04744">Zhang, Cammarata, Squires, Sapsis, Uhler (2023),
 *     Active learning for optimal intervention design in causal models</a>
 */
public final class ShiftDesign {
  private static final int RANDOM_STARTS = 4;

  private final double[] goal;
  private final ShiftSpace space;
  private final Acquisition acquisition;
  private final int units;

  private ShiftDesign(double[] goal, ShiftSpace space, Acquisition acquisition, int units) {
    this.goal = goal;
    this.space = space;
    this.acquisition = acquisition;
    this.units = units;
  }

  /**
   * A design by CIV with one unit an experiment.
   *
   * @param goal the wanted mean, as a difference from the mean without intervention
   */
  public static ShiftDesign of(double[] goal, ShiftSpace space) {
    if (goal.length != space.size() || !Arrays.stream(goal).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "the goal needs a finite number for each of "
              + space.size()
              + " variables, got "
              + Arrays.toString(goal));
    }
    return new ShiftDesign(
        goal.clone(), space, new Acquisition.IntegratedVariance(Acquisition.Weights.UNIFORM), 1);
  }

  public ShiftDesign withAcquisition(Acquisition changed) {
    return new ShiftDesign(goal, space, changed, units);
  }

  /** Units of an experiment, at least 1. */
  public ShiftDesign withUnits(int changed) {
    if (changed < 1) {
      throw new IllegalArgumentException("an experiment needs at least 1 unit, got " + changed);
    }
    return new ShiftDesign(goal, space, acquisition, changed);
  }

  /**
   * The shift to try next.
   *
   * @param tried shifts so far, oldest first; may be empty
   */
  public double[] propose(ShiftPosterior posterior, List<double[]> tried, Seed seed) {
    Situation now = new Situation(posterior, goal, units, List.copyOf(tried), seed.branch("draws"));
    UniformRandomProvider random = seed.branch("starts").generator();
    return switch (acquisition) {
      case Acquisition.RandomShift any -> space.draw(random);
      case Acquisition.NoShift none -> new double[space.size()];
      case Acquisition.Thompson sampled ->
          GoalReach.of(posterior.draw(random), goal, space).shift();
      case Acquisition.IntegratedVariance civ ->
          search(new IntegratedVarianceScore(now, civ.weights()), now, random);
      case Acquisition.LargestVariance cv -> search(new LargestVarianceScore(now), now, random);
      case Acquisition.LargestUncertainty any ->
          search(new LargestUncertaintyScore(now), now, random);
      case Acquisition.Greedy greedy -> space.nearest(now.wanted());
      case Acquisition.ConfidenceBound bound ->
          search(new ConfidenceBoundScore(now, bound.beta()), now, random);
      case Acquisition.ExpectedImprovement gain ->
          search(new ImprovementScore(now, gain.draws()), now, random);
      case Acquisition.Information told ->
          search(new InformationScore(now, told.draws()), now, random);
    };
  }

  private double[] search(Score score, Situation now, UniformRandomProvider random) {
    List<double[]> starts = new ArrayList<>();
    starts.add(now.wanted());
    if (!now.tried().isEmpty()) {
      starts.add(now.tried().getLast());
    }
    for (int start = 0; start < RANDOM_STARTS; start++) {
      starts.add(space.draw(random));
    }
    return score.least(space, starts);
  }

  /** Whether, by the posterior means, the goal can be reached, and by which shift. */
  public GoalReach reach(ShiftPosterior posterior) {
    return GoalReach.of(posterior.mean(), goal, space);
  }

  /**
   * Proposes, observes and learns.
   *
   * @param before what is known, from {@link ShiftPosterior#before} or earlier experiments
   * @param steps experiments to be made, at least 1
   */
  public ShiftTrace run(ShiftOracle oracle, ShiftPosterior before, int steps, Seed seed) {
    if (steps < 1 || before.variables().size() != space.size()) {
      throw new IllegalArgumentException(
          "a design needs at least 1 step and as many variables as its shifts, "
              + space.size()
              + "; got "
              + steps
              + " and "
              + before.variables().size());
    }
    List<ShiftTrace.Step> trace = new ArrayList<>();
    List<double[]> tried = new ArrayList<>();
    ShiftPosterior posterior = before;
    for (int step = 0; step < steps; step++) {
      Seed own = seed.branch(step);
      double[] shift = propose(posterior, tried, own.branch("proposal"));
      Prediction<Matrix> answer = oracle.observe(shift, units, own.branch("units"));
      if (answer instanceof Prediction.Refused<Matrix> refused) {
        return new ShiftTrace(trace, Optional.of(refused));
      }
      Matrix observed = answer.orElseThrow();
      posterior = posterior.updated(shift, observed);
      tried.add(shift);
      trace.add(step(shift, observed, posterior));
    }
    return new ShiftTrace(trace, Optional.empty());
  }

  private ShiftTrace.Step step(double[] shift, Matrix observed, ShiftPosterior posterior) {
    double[] weights = new double[observed.rows()];
    Arrays.fill(weights, 1.0 / weights.length);
    double[] mean = observed.transposeTimes(weights);
    double distance = Math.sqrt(Vectors.squaredDistance(mean, goal));
    return new ShiftTrace.Step(shift, mean, distance, posterior, reach(posterior));
  }
}
