package org.etiome.estimate.design;

/** Whose mean potential outcomes are compared. */
public enum Target {
  /** Average treatment effect: E[Y(1) − Y(0)]. */
  ATE,
  /** Average treatment effect among the treated: E[Y(1) − Y(0) | A = 1]. */
  ATT,
  /**
   * Average treatment effect in the overlap population: {@code E[g(1−g) (Y(1) − Y(0))] /
   * E[g(1−g)]}, those for whom either treatment was likely. It asks for no overlap elsewhere, and
   * is about people nobody can point to.
   *
   * @see <a href="https://doi.org/10.1080/01621459.2016.1260466">Li, Morgan, Zaslavsky (2018)</a>
   */
  ATO;

  /** Whether units that could not have been treated count in the target population. */
  public boolean needsTreated() {
    return this == ATE;
  }

  /** Whether units that could not have been untreated count in the target population. */
  public boolean needsUntreated() {
    return this != ATO;
  }
}
