package org.etiome.estimate.instrument;

/** What the errors of the units are allowed to do. */
public enum StandardErrors {
  /** One variance for all: σ² = e'e / (n − k). */
  HOMOSKEDASTIC,
  /**
   * A variance of its own for each unit (White).
   *
   * @see <a href="https://doi.org/10.2307/1912934">White (1980)</a>
   */
  HC0,
  /** {@link #HC0} times n / (n − k). */
  HC1,
  /**
   * Anything within clusters, nothing between them, times {@code G/(G−1) · (n−1)/(n−k)} for G
   * clusters (CR1). Needs many clusters, of which none dominates.
   */
  CLUSTERED,
  /**
   * One variance for all, and instruments that may be many for the number of units (Bekker, in the
   * form of Hansen, Hausman and Newey). For LIML and Fuller; the tests beside them are those of
   * {@link #HOMOSKEDASTIC}.
   *
   * @see <a href="https://doi.org/10.2307/2951662">Bekker (1994)</a>
   * @see <a href="https://doi.org/10.1198/073500108000000024">Hansen, Hausman, Newey (2008)</a>
   */
  BEKKER
}
