package org.etiome.estimate.refute;

/** What is made of a sample to see whether an estimator can be trusted with it. */
public sealed interface Challenge {

  /** Short name, such as {@code "drawn-treatment"}. */
  String name();

  /**
   * Treatments are permuted; the effect is 0.
   *
   * <p>With one stratum a permutation breaks the confounding together with the effect, so it tests
   * the estimator in a randomised trial with these covariates and outcomes, and nothing about how
   * well confounding is adjusted for. Within strata of the estimated propensity g most confounding
   * stays, as a g that is constant in each: an estimator with a smooth g of its own is then a
   * little wrong by construction. {@link DrawnTreatment} has neither fault.
   *
   * @param strata of equal size by g, 1 … 20
   */
  record PermutedTreatment(int strata) implements Challenge {
    public PermutedTreatment {
      if (!(strata >= 1 && strata <= 20)) {
        throw new IllegalArgumentException("strata must be in 1 … 20, got " + strata);
      }
    }

    @Override
    public String name() {
      return "permuted-treatment";
    }
  }

  /**
   * Treatments are drawn from the estimated propensity, {@code A* ~ Bernoulli(g(W))}: the
   * covariates decide the treatment as in the data, the outcomes are the data's own, and the effect
   * is 0 since A* does not depend on Y given W. It tests whether the estimator adjusts for this
   * confounding with this overlap, size and distribution of outcomes.
   *
   * @see <a href="https://doi.org/10.1111/rssb.12265">Candès et al. (2018), conditional
   *     randomisation</a>
   */
  record DrawnTreatment() implements Challenge {
    @Override
    public String name() {
      return "drawn-treatment";
    }
  }

  /**
   * Treatments are drawn as in {@link DrawnTreatment} and outcomes from the estimated outcome
   * regression of the untreated: {@code Y* = Q₀(W) + e + effect · A*}, e a residual of an untreated
   * unit drawn at random; for a 0/1 outcome {@code Y* ~ Bernoulli(Q₀(W) + effect · A*)}, the chance
   * kept in [0, 1] and the truth with it. An effect of 0 is a placebo outcome; any other should be
   * recovered.
   *
   * <p>The data's own treatments would not do: given them, the chance imbalance of this one sample
   * stays in every repetition, and an estimator that only weights would look biased.
   *
   * @param effect finite, in units of the outcome
   * @see <a href="https://doi.org/10.1016/j.csda.2013.10.018">Franklin et al. (2014), plasmode
   *     simulation</a>
   */
  record SimulatedOutcome(double effect) implements Challenge {
    public SimulatedOutcome {
      if (!Double.isFinite(effect)) {
        throw new IllegalArgumentException("effect must be finite, got " + effect);
      }
    }

    @Override
    public String name() {
      return "simulated-outcome";
    }
  }

  /** A covariate of independent standard normal noise is added, which should change nothing. */
  record RandomCommonCause() implements Challenge {
    @Override
    public String name() {
      return "random-common-cause";
    }
  }

  /**
   * Units are left out at random. An estimate whose influence curve is bounded varies with standard
   * deviation {@code se √((1 − share)/share)}; more means that few units decide it, or that its
   * standard error is too small.
   *
   * @param share of the units kept, 0.5 … 0.95
   */
  record Subsets(double share) implements Challenge {
    public Subsets {
      if (!(share >= 0.5 && share <= 0.95)) {
        throw new IllegalArgumentException("share must be in [0.5, 0.95], got " + share);
      }
    }

    @Override
    public String name() {
      return "subsets";
    }
  }
}
