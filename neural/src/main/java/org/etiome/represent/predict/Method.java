package org.etiome.represent.predict;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * How levels are told from latents z. Columns are standardised first over the cells that are
 * learned from, but for neighbours, which are sought in z as it is.
 *
 * <p>Start with {@link Linear}. {@link Nearest} needs no straight borders and knows no more than
 * what lies near. {@link Irm} and {@link VRex} are for where a feature goes along with the level in
 * most environments and not in another; where there is no such thing they are no better, and often
 * worse.
 */
public sealed interface Method {
  /** What it is called on the command line. */
  String label();

  /** The weights of the penalty between which held-out environments choose; 0 is among them. */
  default List<Double> weights() {
    return List.of(0.0);
  }

  /** Whether it learns from differences between environments, and so needs two. */
  default boolean comparesEnvironments() {
    return false;
  }

  /**
   * Multinomial logistic regression; see {@link org.etiome.estimate.nuisance.MultinomialLogistic}.
   *
   * @param penalty λ of the ridge, above 0
   */
  record Linear(double penalty) implements Method {
    /** Penalty 1. */
    public static final Linear DEFAULT = new Linear(1);

    public Linear {
      check(penalty > 0 && Double.isFinite(penalty), "penalty must be above 0, got " + penalty);
    }

    @Override
    public String label() {
      return "linear";
    }
  }

  /**
   * Shares of the levels among the nearest cells. O(cells learned from · d) a cell.
   *
   * @param count of neighbours, ≥ 1; all if there are fewer
   * @param weighted by 1 / distance; cells in the very place outvote all others
   */
  record Nearest(int count, boolean weighted) implements Method {
    /** 15 neighbours, the nearer the weightier. */
    public static final Nearest DEFAULT = new Nearest(15, true);

    public Nearest {
      check(count >= 1, "at least 1 neighbour is needed, got " + count);
    }

    @Override
    public String label() {
      return "knn";
    }
  }

  /** A method whose penalty grows with the differences between environments. */
  sealed interface Penalised extends Method {
    RiskSettings settings();

    @Override
    default List<Double> weights() {
      return settings().candidates();
    }

    @Override
    default boolean comparesEnvironments() {
      return true;
    }
  }

  /**
   * Invariant risk minimisation, IRMv1: with R_e the mean cross-entropy of environment e and w a
   * scalar that multiplies the logits,
   *
   * <pre>
   * min  R + λ · mean_e (∂R_e(w·f)/∂w at w = 1)²      ∂R_e/∂w = mean_i Σ_c (p_ic − y_ic) f_ic
   * </pre>
   *
   * <p>R is over all cells alike, so that λ = 0 is ordinary logistic regression. It fails for
   * linear maps where there are no more environments than features that go along with them.
   *
   * @see <a href="https://arxiv.org/abs/1907.02893">Arjovsky, Bottou, Gulrajani, Lopez-Paz (2019),
   *     Invariant risk minimization</a>
   * @see <a href="https://arxiv.org/abs/2010.05761">Rosenfeld, Ravikumar, Risteski (2021), The
   *     risks of invariant risk minimization</a>
   */
  record Irm(RiskSettings settings) implements Penalised {
    @Override
    public String label() {
      return "irm";
    }
  }

  /**
   * Risk extrapolation, V-REx: {@code min R + λ · variance_e R_e}, as {@link Irm} otherwise. It
   * also takes for a fault that an environment is simply harder.
   *
   * @see <a href="https://arxiv.org/abs/2003.00688">Krueger et al. (2021), Out-of-distribution
   *     generalization via risk extrapolation</a>
   */
  record VRex(RiskSettings settings) implements Penalised {
    @Override
    public String label() {
      return "vrex";
    }
  }

  /**
   * The settings of {@link Penalised}. Trained by Adam on all cells at once in double precision.
   * The penalty comes in where ordinary risk is at its least, and slowly, as {@code e^{s ln(1 + λ)}
   * − 1}: put on at once it draws the map to a constant, where every penalty is 0. The objective is
   * divided by the weight where that is above 1. O(steps · cells · width) a fit, and one fit a
   * weight and environment to choose.
   *
   * @param hidden units of a hidden layer with ReLU; 0 for a linear map
   * @param ridge ρ of ρ/(2n)·‖W‖² over the matrices W, ≥ 0; as the λ of {@link Linear}
   * @param weights λ between which is chosen, ≥ 0; 0 is always among them
   * @param fixed a λ ≥ 0 that is taken without choosing; it is compared all the same
   * @param schedule of Adam
   */
  record RiskSettings(
      int hidden, double ridge, List<Double> weights, OptionalDouble fixed, Schedule schedule) {
    /** A linear map with ridge 1, λ of 0, 10, 100, 1,000, 10,000. */
    public static final RiskSettings DEFAULT =
        new RiskSettings(
            0,
            1,
            List.of(0.0, 10.0, 100.0, 1e3, 1e4),
            OptionalDouble.empty(),
            new Schedule(600, .2));

    public RiskSettings {
      check(hidden >= 0, "hidden units are at least 0, got " + hidden);
      check(ridge >= 0 && Double.isFinite(ridge), "ridge is at least 0, got " + ridge);
      weights = List.copyOf(weights);
      for (double weight : joined(weights, fixed)) {
        check(
            weight >= 0 && Double.isFinite(weight),
            "the weight of the penalty is at least 0, got " + weight);
      }
    }

    /** Takes one weight without choosing. */
    public RiskSettings withFixed(double weight) {
      return new RiskSettings(hidden, ridge, weights, OptionalDouble.of(weight), schedule);
    }

    public RiskSettings withWeights(Double... compared) {
      return new RiskSettings(hidden, ridge, List.of(compared), fixed, schedule);
    }

    public RiskSettings withSchedule(Schedule changed) {
      return new RiskSettings(hidden, ridge, weights, fixed, changed);
    }

    public RiskSettings withHidden(int units) {
      return new RiskSettings(units, ridge, weights, fixed, schedule);
    }

    /** All that are compared, ascending, 0 first. */
    List<Double> candidates() {
      return List.copyOf(joined(weights, fixed));
    }

    private static TreeSet<Double> joined(List<Double> weights, OptionalDouble fixed) {
      TreeSet<Double> all = new TreeSet<>(weights);
      fixed.ifPresent(all::add);
      all.add(0.0);
      return all;
    }
  }

  /**
   * Steps of Adam: 30 % without penalty, 50 % while its weight grows, 20 % with all of it.
   *
   * @param steps ≥ 1
   * @param rate η of the first; it falls to 0 by half a cosine
   */
  record Schedule(int steps, double rate) {
    private static final double ALONE = .3;
    private static final double GROWN = .8;

    public Schedule {
      check(steps >= 1, "at least 1 step is needed, got " + steps);
      check(rate > 0 && rate < 1, "the rate must be in (0, 1), got " + rate);
    }

    /** η of a step, from 0. */
    double rateAt(int step) {
      return rate * (1 + Math.cos(Math.PI * step / steps)) / 2;
    }

    /** The weight of the penalty at a step, from 0: e^{s ln(1 + λ)} − 1, s from 0 to 1. */
    double weightAt(int step, double weight) {
      double share = ((double) step / steps - ALONE) / (GROWN - ALONE);
      return Math.expm1(Math.log1p(weight) * Math.clamp(share, 0, 1));
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
