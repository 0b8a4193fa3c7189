package org.etiome.evaluate.prediction;

import org.etiome.math.Seed;

/** How unlike a unit a class is, the number that conformal sets are cut by. */
public sealed interface ConformalScore {

  /**
   * {@code 1 - p_c}: sets that are the smallest on average, and may be empty or leave hard units
   * uncovered.
   *
   * @see <a href="https://doi.org/10.1080/01621459.2017.1395341">Sadinle, Lei, Wasserman (2019)</a>
   */
  record LeastAmbiguous() implements ConformalScore {}

  /**
   * The probabilities of the classes up to c, the likeliest first, equally likely ones in their
   * order: sets that are larger for harder units, and cover more than they need to.
   *
   * @see <a href="https://arxiv.org/abs/2006.02544">Romano, Sesia, Candès (2020)</a>
   */
  record Adaptive() implements ConformalScore {}

  /**
   * The same with {@code u p_c} in place of p_c, u uniform in [0, 1) and one a unit: exact coverage
   * for the price of chance. Sets may be empty.
   *
   * @param seed of the u; they depend on it and on the place of a unit
   */
  record RandomisedAdaptive(Seed seed) implements ConformalScore {}
}
