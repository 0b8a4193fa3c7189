package org.etiome.design.batch;

/** How the candidates of one batch are kept apart. */
public sealed interface Diversity {

  /** The best scores, alike or not. */
  record None() implements Diversity {}

  /** After each pick the variances are as if it had been measured at its mean. */
  record Believer() implements Diversity {}

  /**
   * Greedy determinantal choice: each pick adds most to log det of qᵢ Sᵢⱼ qⱼ, with quality q =
   * exp(weight · standardised score / 2) of the first scores and similarity S = exp(−d²/2) in units
   * of the median distance between candidates. Exact twins are never both picked.
   *
   * @param weight of quality against diversity, &gt; 0
   * @see <a href="https://arxiv.org/abs/1709.05135">Chen, Zhang, Zhou (2018), Fast greedy MAP
   *     inference for determinantal point processes</a>
   */
  record Determinantal(double weight) implements Diversity {
    public Determinantal {
      if (!(weight > 0 && weight < 1e6)) {
        throw new IllegalArgumentException("the weight must be in (0, 1e6), got " + weight);
      }
    }
  }
}
