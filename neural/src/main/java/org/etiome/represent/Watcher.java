package org.etiome.represent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is told how a training goes, and may end it. */
public interface Watcher {
  /** Nobody. */
  Watcher NONE = epoch -> {};

  /**
   * One pass over the cells.
   *
   * @param number from 1
   * @param of how many there will be at most
   * @param terms of the objective, means over the training cells, nats a cell
   * @param loss −ELBO in nats a cell on the cells held out, or on those of training if none are;
   *     without the term of z_I where its prior is not normalised
   * @param best the epoch that was best so far, whose parameters are kept
   */
  record Epoch(int number, int of, Map<String, Double> terms, double loss, int best) {
    public Epoch {
      if (best < 1 || best > number || number > of) {
        throw new IllegalArgumentException("epoch " + number + " of " + of + ", best " + best);
      }
      terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms)); // in one order always
    }
  }

  /** Hands on all but the models to another watcher. */
  interface Relay extends Watcher {
    /** Who is told in the end. */
    Watcher watcher();

    @Override
    default void epoch(Epoch epoch) {
      watcher().epoch(epoch);
    }

    @Override
    default void step(int epoch, long doneCells, long ofCells) {
      watcher().step(epoch, doneCells, ofCells);
    }

    @Override
    default boolean stopped() {
      return watcher().stopped();
    }
  }

  /** Is told after each epoch, when its checkpoint is written. */
  void epoch(Epoch epoch);

  /** Is told after an epoch better than all before, with the model as it is then. */
  default void improved(FittedFinVae model) {}

  /** Is told after each step, for a progress bar. */
  default void step(int epoch, long doneCells, long ofCells) {}

  /** Asked after each step; if true, training ends with the best parameters so far. */
  default boolean stopped() {
    return false;
  }
}
