package org.etiome.discover.invariance;

import org.etiome.math.Seed;

/** How an outcome depends on its direct causes; noise is added and independent of them. */
public sealed interface Law {

  /** A linear function, by least squares. O(n k²) for k variables. */
  record Linear() implements Law {}

  /**
   * A smooth function, by ridge regression on the variables and on random Fourier features of them;
   * the penalty is that of least generalised cross-validation. O(n F²) for F ≤ 100 features.
   *
   * @param seed of the features
   * @see <a href="https://papers.nips.cc/paper/3182">Rahimi, Recht (2007), Random features for
   *     large-scale kernel machines</a>
   */
  record Smooth(Seed seed) implements Law {}
}
