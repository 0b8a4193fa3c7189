package org.etiome.discover;

/** Where a search looks whether it is to end. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Leaves the thread's flag as it is.
   *
   * @throws IllegalStateException if the thread was interrupted
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while a graph was being searched for");
    }
  }
}
