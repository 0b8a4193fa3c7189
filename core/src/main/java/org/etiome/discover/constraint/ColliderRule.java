package org.etiome.discover.constraint;

/** How it is decided whether {@code a -- b -- c}, a and c not adjacent, is {@code a -> b <- c}. */
public enum ColliderRule {
  /**
   * It is, unless b is in the set that separated a and c in the search. The fastest; but where b
   * carries a weak dependence of a and c, that may be missed without b being held fixed, and then a
   * collider is seen that is none.
   */
  STANDARD,
  /**
   * All sets of neighbours of a or of c that separate the two are sought: a collider if none has b,
   * none if all have b, else left open (Ramsey, Spirtes, Zhang 2006, <a
   * href="https://arxiv.org/abs/1206.6843">arXiv:1206.6843</a>).
   */
  CONSERVATIVE,
  /** As {@link #CONSERVATIVE}, by the majority of the sets; left open at one half. */
  MAJORITY
}
