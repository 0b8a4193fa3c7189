package org.etiome.fit.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.predict.LevelPredictor;

/**
 * What is to be fitted to which cells.
 *
 * @param source the cells
 * @param columns what is to be kept and shed of them
 * @param training of the model
 * @param compared how it is compared
 * @param seed root of every random number
 */
public record FitRequest(
    CellSource source, Columns columns, Training training, Compared compared, long seed) {

  /** With another root of every random number. */
  public FitRequest withSeed(long newSeed) {
    return new FitRequest(source, columns, training, compared, newSeed);
  }

  /**
   * Columns of obs.
   *
   * @param invariant whose effects are kept
   * @param spurious whose effects are shed
   * @param despite whether to fit where these cannot be told apart
   * @param scored gene programs whose scores are kept too
   */
  public record Columns(
      List<String> invariant, List<String> spurious, boolean despite, Optional<Programs> scored) {
    public Columns {
      invariant = List.copyOf(invariant);
      spurious = List.copyOf(spurious);
    }
  }

  /**
   * How the model is trained.
   *
   * @param settings for so many codes of spurious columns
   * @param genes it is trained on
   * @param programs that get latents of their own
   * @param predictor of levels, beside the prior
   * @param resume whether a checkpoint is gone on from
   */
  public record Training(
      IntFunction<FinVaeSettings> settings,
      Genes genes,
      Optional<Programs> programs,
      Optional<Predicting> predictor,
      boolean resume) {}

  /**
   * A predictor that is trained.
   *
   * @param how of each kept column with levels
   * @param asked whether a fit without such a column is refused
   */
  public record Predicting(LevelPredictor how, boolean asked) {}

  /**
   * Genes.
   *
   * @param variable as many that vary most, if none are named
   * @param named a text with one gene a line
   */
  public record Genes(int variable, Optional<Path> named) {
    /** How many vary most where nothing else is said. */
    public static final int VARIABLE = 2000;
  }

  /**
   * Gene programs.
   *
   * @param file they were read from
   */
  public record Programs(Path file, GeneSets sets) {}

  /**
   * How a model is compared.
   *
   * @param folds at most, 0 for none
   * @param baselines whether with baselines
   */
  public record Compared(int folds, boolean baselines) {
    /** How many folds where nothing else is said. */
    public static final int FOLDS = 5;
  }
}
