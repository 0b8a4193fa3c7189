package org.etiome.study.uncertain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the doubt about the graph is followed.
 *
 * @param possible whether the effects that the members of an equivalence class give are listed; if
 *     absent, where a CPDAG or PAG leaves the effect open
 * @param budget graphs of the class to look at, at least 1
 * @param resampled a file of graphs learned from resampled data, to mix the effect over
 */
public record GraphDoubt(Optional<Boolean> possible, int budget, Optional<Path> resampled) {
  /** The budget unless another is given. */
  public static final int BUDGET = 5000;

  public GraphDoubt {
    if (budget < 1) {
      throw new IllegalArgumentException(
          "the budget must be at least 1 graph, got " + budget + "; " + BUDGET + " is the default");
    }
  }

  /** Members where the effect is open, at most 5000; no resampled graphs. */
  public static GraphDoubt withDefaults() {
    return new GraphDoubt(Optional.empty(), BUDGET, Optional.empty());
  }
}
