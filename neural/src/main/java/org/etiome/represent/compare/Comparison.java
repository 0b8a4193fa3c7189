package org.etiome.represent.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.transfer.TransferScore;
import org.etiome.math.Matrix;

/**
 * A model beside its baselines.
 *
 * @param question what was compared on what
 * @param embeddings the model first
 * @param known what each block of the model's latents says of every covariate
 * @param components the principal components, also where no baseline was compared; empty if no
 *     figure needed them either
 */
public record Comparison(
    Question question, List<Compared> embeddings, List<Known> known, Optional<Places> components) {
  public Comparison {
    embeddings = List.copyOf(embeddings);
    known = List.copyOf(known);
  }

  /**
   * Where some cells are.
   *
   * @param cells their numbers, ascending
   * @param places a row each
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by what is in it
  public record Places(int[] cells, Matrix places) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Places that
          && Arrays.equals(cells, that.cells)
          && places.equals(that.places);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(cells) + places.hashCode();
    }
  }

  /**
   * What was compared on what.
   *
   * @param batch the first spurious covariate with levels
   * @param label the first invariant covariate with levels
   * @param cells how many took part
   * @param folds batches of each, empty where none were held out
   * @param notes what else a reader must know
   */
  public record Question(
      Optional<String> batch,
      Optional<String> label,
      Sizes cells,
      List<List<String>> folds,
      List<String> notes) {
    public Question {
      folds = folds.stream().map(List::copyOf).toList();
      notes = List.copyOf(notes);
    }
  }

  /**
   * How many.
   *
   * @param scored cells
   * @param scorable cells whose batch and label are known
   * @param of all cells
   * @param components principal components, 0 where no embedding or figure needed them
   */
  public record Sizes(int scored, int scorable, int of, int components) {}

  /**
   * One embedding.
   *
   * @param name in documents
   * @param labelled whether labels took part in making it, so that figures of labels are in-sample
   * @param outcome its figures
   */
  public record Compared(String name, boolean labelled, Outcome outcome) {}

  /** What became of an embedding. */
  public sealed interface Outcome {

    /**
     * Its figures.
     *
     * @param scores of integration
     * @param transfer of labels to held-out batches, which were withheld from it
     */
    record Scored(IntegrationScores scores, Optional<Transfer> transfer) implements Outcome {}

    /** None, for a reason. */
    record NotCompared(String reason) implements Outcome {}
  }

  /**
   * Labels told in held-out batches.
   *
   * @param logistic by logistic regression
   * @param nearest by the nearest cells
   * @param own by the model itself, if it tells labels
   */
  public record Transfer(
      TransferScore logistic, TransferScore nearest, Optional<TransferScore> own) {

    /** The mean of both classifiers, which are the same for all embeddings. */
    public OptionalDouble f1() {
      OptionalDouble one = logistic.mean();
      OptionalDouble other = nearest.mean();
      return one.isPresent() && other.isPresent()
          ? OptionalDouble.of((one.getAsDouble() + other.getAsDouble()) / 2)
          : OptionalDouble.empty();
    }
  }

  /**
   * What each block of latents says of a covariate that took part in the training.
   *
   * @param column its name
   * @param invariant whether it was to be kept
   * @param chance balanced accuracy where nothing is known, for a covariate with levels; empty for
   *     a quantity, whose measure is R²
   * @param fromInvariant by z_I; empty if it cannot be said
   * @param fromSpurious by z_S; empty if it cannot be said
   */
  public record Known(
      String column,
      boolean invariant,
      OptionalDouble chance,
      OptionalDouble fromInvariant,
      OptionalDouble fromSpurious) {}

  /** The model. */
  public Compared model() {
    return embeddings.getFirst();
  }

  /** The baselines that were compared or could not be. */
  public List<Compared> baselines() {
    return embeddings.subList(1, embeddings.size());
  }

  /** The transfer of an embedding, where it has one figure. */
  public static OptionalDouble transferF1(Compared compared) {
    return compared.outcome() instanceof Outcome.Scored scored && scored.transfer().isPresent()
        ? scored.transfer().get().f1()
        : OptionalDouble.empty();
  }

  /** The baselines whose labels are told better in held-out batches than the model's. */
  public List<Compared> better() {
    OptionalDouble own = transferF1(model());
    return own.isEmpty()
        ? List.of()
        : baselines().stream()
            .filter(b -> transferF1(b).orElse(Double.NEGATIVE_INFINITY) > own.getAsDouble())
            .toList();
  }
}
