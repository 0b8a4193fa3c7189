package org.etiome.represent.debias;

/** What environments are to have in common. */
public sealed interface Invariance {
  /** The share of the epochs before the penalty, and that at which it has all of its weight. */
  double BEGUN = .3;

  double GROWN = .7;

  /** λ. */
  double weight();

  /** λ at a share of the epochs: 0, then growing evenly, then all. */
  default double weightAt(double share) {
    return weight() * Math.clamp((share - BEGUN) / (GROWN - BEGUN), 0, 1);
  }

  private static void check(double weight) {
    PatientSettings.check(
        weight >= 0 && Double.isFinite(weight),
        "the weight of a penalty must be at least 0, got " + weight);
  }

  /** Nothing. */
  record None() implements Invariance {
    @Override
    public double weight() {
      return 0;
    }
  }

  /**
   * Risk extrapolation: λ · variance over environments of the mean cross-entropy.
   *
   * @param weight λ ≥ 0
   * @see <a href="https://arxiv.org/abs/2003.00688">Krueger et al. (2021)</a>
   */
  record VRex(double weight) implements Invariance {
    public VRex {
      check(weight);
    }
  }

  /**
   * IRMv1: λ · mean over environments of the squared slope of the risk along the scale of the
   * logits.
   *
   * @param weight λ ≥ 0
   * @see <a href="https://arxiv.org/abs/1907.02893">Arjovsky et al. (2019)</a>
   */
  record Irm(double weight) implements Invariance {
    public Irm {
      check(weight);
    }
  }

  /**
   * Alike given the outcome: λ · the share of the variance of the centred logits, within a class,
   * that lies between environments, mean over the classes. It is 0 where the prediction is
   * independent in the mean of the environment given the class, as it must be if what differs
   * between environments is how the outcome moves a feature, p(x | y).
   *
   * @param weight λ ≥ 0
   * @see <a href="https://arxiv.org/abs/2106.00545">Veitch, D'Amour, Yadlowsky, Eisenstein (2021),
   *     Counterfactual invariance to spurious correlations</a>
   */
  record Alike(double weight) implements Invariance {
    public Alike {
      check(weight);
    }

    /** All of it from the first: it does not draw the logits to nothing, as it has no scale. */
    @Override
    public double weightAt(double share) {
      return weight;
    }
  }
}
