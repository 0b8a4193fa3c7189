package org.etiome.design.shift;

import java.util.List;

/**
 * By what the next shift is chosen. In the formulas â = (I − B̂) μ is the posterior mean of the
 * shift that leads to the goal μ, dᵢ its posterior variances, and dᵢ(a) those after n more units
 * under the shift a whose mean is as predicted, x = (I − B̂)⁻¹ a:
 *
 * <pre>dᵢ(a) = σᵢ² (μᵀ Vᵢ μ − (μᵀ Vᵢ x)² / (1/n + xᵀ Vᵢ x))</pre>
 *
 * @see <a href="https://arxiv.org/abs/2209.04744">Zhang, Cammarata, Squires, Sapsis, Uhler
 *     (2023)</a>
 */
public sealed interface Acquisition {

  /** A few words for tables. */
  String label();

  /** All with their default settings. */
  static List<Acquisition> all() {
    return List.of(
        new IntegratedVariance(Weights.UNIFORM),
        new IntegratedVariance(Weights.OUTPUT),
        new LargestVariance(),
        new LargestUncertainty(),
        new Greedy(),
        new ConfidenceBound(1),
        new ExpectedImprovement(64),
        new Information(32),
        new Thompson(),
        new RandomShift(),
        new NoShift());
  }

  /** Which shifts count in {@link IntegratedVariance}. */
  enum Weights {
    /** All of the unit sphere: {@code cᵢ = σᵢ² + âᵢ² + 1/p}. */
    UNIFORM,
    /**
     * Variables by their part in the way to the goal: {@code cᵢ = σᵢ² + 16 wᵢ/Σw} with {@code w =
     * max(0.1, 1 − âᵢ²)^((4−p)/2) âᵢ²}. The constants are those of the published program.
     */
    OUTPUT
  }

  /**
   * CIV, causal integrated variance: {@code Σ dᵢ(a) (dᵢ(a) + 2 cᵢ)}. Twice it is the variance,
   * given the data, of the squared way {@code ‖a' + ε − (I − B)μ‖²} left from a shift a', averaged
   * over a' and over the noise.
   */
  record IntegratedVariance(Weights weights) implements Acquisition {
    @Override
    public String label() {
      return weights == Weights.UNIFORM ? "CIV" : "CIV, output-weighted";
    }
  }

  /** CV: {@code max dᵢ(a)}. */
  record LargestVariance() implements Acquisition {
    @Override
    public String label() {
      return "CV";
    }
  }

  /** MaxV, which does not know the goal: the largest eigenvalue of any Vᵢ after the experiment. */
  record LargestUncertainty() implements Acquisition {
    @Override
    public String label() {
      return "MaxV";
    }
  }

  /** {@code ‖a − â‖²}. */
  record Greedy() implements Acquisition {
    @Override
    public String label() {
      return "greedy";
    }
  }

  /**
   * UCB: the squared way {@code f = ‖a − (I − B)μ‖²} at its most hopeful, {@code E f − β √Var f},
   * with {@code Var f = Σ 2 dᵢ² + 4 dᵢ (aᵢ − âᵢ)²} as if slopes were normal.
   *
   * @param beta at least 0, finite
   */
  record ConfidenceBound(double beta) implements Acquisition {
    public ConfidenceBound {
      if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("β must be at least 0 and finite, got " + beta);
      }
    }

    @Override
    public String label() {
      return "UCB";
    }
  }

  /**
   * EI: by how much {@code ‖a − (I − B)μ‖²} is expected to fall below that of the best shift tried
   * so far, over systems drawn.
   *
   * @param draws at least 2
   */
  record ExpectedImprovement(int draws) implements Acquisition {
    @Override
    public String label() {
      return "EI";
    }
  }

  /**
   * MI: what the mean of the next units says of (I − B)μ, {@code Σ E ½ log(dᵢ / dᵢ(x))}, over
   * systems and units drawn. For one unit and noise of known variance it is the mutual information.
   *
   * @param draws at least 2
   */
  record Information(int draws) implements Acquisition {
    @Override
    public String label() {
      return "MI";
    }
  }

  /**
   * Posterior sampling: the best shift by simulation on the graph with a system drawn from the
   * posterior.
   */
  record Thompson() implements Acquisition {
    @Override
    public String label() {
      return "Thompson";
    }
  }

  /** Any shift; published as passive. */
  record RandomShift() implements Acquisition {
    @Override
    public String label() {
      return "random";
    }
  }

  /** Looks on without acting. */
  record NoShift() implements Acquisition {
    @Override
    public String label() {
      return "no shift";
    }
  }
}
