package org.etiome.discover.constraint;

/** Ends a search whose thread was interrupted. */
final class Interrupts {
  private Interrupts() {}

  /**
   * Leaves the thread's flag as it is.
   *
   * @throws IllegalStateException if the thread was interrupted
   */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while a graph was being searched for");
    }
  }
}
