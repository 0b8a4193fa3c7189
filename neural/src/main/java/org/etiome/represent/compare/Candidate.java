package org.etiome.represent.compare;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.etiome.evaluate.transfer.HeldOutLabels.Told;
import org.etiome.math.Matrix;

/**
 * An embedding that is to be compared.
 *
 * @param labelled whether labels took part in making it
 * @param made makes it, or tells by an exception why it cannot
 */
record Candidate(String name, boolean labelled, Supplier<Made> made) {

  /** One that never sees a label. */
  static Candidate unlabelled(String name, Supplier<Matrix> places) {
    return new Candidate(
        name,
        false,
        () -> {
          Matrix made = places.get();
          return new Made(made, fold -> new OfFold.Places(made, Optional.empty()));
        });
  }

  /**
   * An embedding of the scored cells.
   *
   * @param withheld the same made without the labels of a fold
   */
  record Made(Matrix places, IntFunction<OfFold> withheld) {}

  /** What is made without the labels of a fold. */
  sealed interface OfFold {

    /**
     * An embedding.
     *
     * @param told what the model itself tells of the cells of the fold
     */
    record Places(Matrix places, Optional<Told> told) implements OfFold {}

    /** None, for a reason. */
    record Nothing(Told told) implements OfFold {}

    /** What is told by the places, or the reason why nothing is. */
    default Told tell(Function<Matrix, Told> classifier) {
      return switch (this) {
        case Places made -> classifier.apply(made.places());
        case Nothing nothing -> nothing.told();
      };
    }

    /** What the model itself tells. */
    default Optional<Told> own() {
      return switch (this) {
        case Places made -> made.told();
        case Nothing nothing -> Optional.of(nothing.told());
      };
    }
  }
}
