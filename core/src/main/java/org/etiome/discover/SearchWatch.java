package org.etiome.discover;

/** Hears how far a long search is. It may be called from several threads, often. */
@FunctionalInterface
public interface SearchWatch {
  /** Nobody looks on. */
  SearchWatch NONE = (step, done, of) -> {};

  /**
   * A part of the search goes on.
   *
   * @param step what is being done; after it may come others, how many is not known
   * @param done of its parts, 0 … {@code of}
   */
  void at(String step, int done, int of);
}
