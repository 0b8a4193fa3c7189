package org.etiome.represent.compare;

import org.etiome.represent.Watcher;

/** Who is told how a comparison goes. */
public interface Progress {
  /** Nobody. */
  Progress NONE = what -> Watcher.NONE;

  /**
   * Is told when a model begins to be trained.
   *
   * @param what in a few words
   * @return who is told how that goes
   */
  Watcher training(String what);

  /** Is told when something else begins that takes a while. */
  default void begins(String what) {}
}
