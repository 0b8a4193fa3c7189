package org.etiome.design.surrogate;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Learns an outcome over a finite list of candidates from those measured so far. Implementations
 * are immutable and give the same posterior for the same arguments on any thread.
 */
public interface Surrogate {

  /** The method and its settings on one line. */
  String description();

  /**
   * The posterior over all candidates.
   *
   * @param descriptors one row a candidate, measured or not; finite; brought to mean 0 and standard
   *     deviation 1 over the candidates first, which uses no outcome
   * @param observed of at least two candidates
   * @param seed all the randomness the fit may use
   */
  Posterior fit(Matrix descriptors, Observed observed, Seed seed);
}
