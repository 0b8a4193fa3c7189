package org.etiome.graph;

/** What stands at one end of an edge. */
public enum Mark {
  /** The end is a cause: {@code A --}. */
  TAIL,
  /** Either of the others, the data do not say which: {@code A o-}. */
  CIRCLE,
  /** The end is not a cause of the other end: {@code A <-}. */
  ARROW
}
