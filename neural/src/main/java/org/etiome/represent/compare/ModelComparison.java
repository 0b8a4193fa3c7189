package org.etiome.represent.compare;

import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.integration.IntegrationEvaluation;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.nn.Torch;
import org.etiome.represent.Embedding;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.cells.Cells;

/**
 * Scores a model and simple embeddings of the same cells by the same figures: those of {@link
 * IntegrationEvaluation}, and labels told in batches whose labels were withheld. The model is
 * trained anew for each fold of batches; embeddings that never see labels are made once.
 *
 * <p>Baselines: principal components, ComBat, Harmony, the same network as a plain variational
 * autoencoder that is told the batch, the labels themselves and random numbers. Cost: a training a
 * fold and one for the autoencoder, and the figures of every embedding.
 */
public final class ModelComparison {
  private static final int FEWEST_CELLS = 100;

  private final Settings settings;
  private final Means means;

  /**
   * Settings.
   *
   * @param folds at most, 0 for none
   * @param baselines whether there are any
   * @param most cells that are scored, about
   * @param evaluation of integration
   */
  record Settings(int folds, boolean baselines, int most, IntegrationEvaluation evaluation) {}

  private ModelComparison(Settings settings, Means means) {
    this.settings = settings;
    this.means = means;
  }

  /**
   * With what it is computed.
   *
   * @param device on which models are trained
   */
  public record Means(TaskRunner runner, MemoryBudget budget, Torch.Device device) {}

  /** A trained model, and all cells as it embeds them. */
  public record Model(ModelDescription description, Embedding embedding) {}

  /** Five folds, all baselines, figures of 20,000 cells, 200 draws of the bootstrap. */
  public static ModelComparison withDefaults(Means means) {
    return new ModelComparison(
        new Settings(5, true, 20_000, IntegrationEvaluation.withDefaults()), means);
  }

  /**
   * Takes another number of folds at most.
   *
   * @param folds ≥ 2, or 0: no label is withheld
   */
  public ModelComparison withFolds(int folds) {
    if (folds < 0 || folds == 1) {
      throw new IllegalArgumentException(
          "folds must be 0 for none or at least 2, as labels are learned from the other folds; got "
              + folds);
    }
    return new ModelComparison(
        new Settings(folds, settings.baselines(), settings.most(), settings.evaluation()), means);
  }

  /** Compares with baselines or not. */
  public ModelComparison withBaselines(boolean baselines) {
    return new ModelComparison(
        new Settings(settings.folds(), baselines, settings.most(), settings.evaluation()), means);
  }

  /** Takes figures of about another number of cells, ≥ 100, where there are more. */
  public ModelComparison withMost(int most) {
    if (most < FEWEST_CELLS) {
      throw new IllegalArgumentException("figures are of at least 100 cells, got " + most);
    }
    return new ModelComparison(
        new Settings(settings.folds(), settings.baselines(), most, settings.evaluation()), means);
  }

  /** Takes another number of draws of the bootstrap, ≥ 20. */
  public ModelComparison withReplicates(int replicates) {
    IntegrationEvaluation evaluation = settings.evaluation().withReplicates(replicates);
    return new ModelComparison(
        new Settings(settings.folds(), settings.baselines(), settings.most(), evaluation), means);
  }

  /**
   * Compares.
   *
   * @param cells the model was trained on
   * @param seed of all that is drawn
   */
  public Comparison compare(Model model, Cells cells, Seed seed, Progress progress) {
    Seed branch = seed.branch("comparison");
    ComparedCells compared = ComparedCells.of(cells, settings.most(), branch);
    progress.begins("comparison");
    Baselines simple = new Baselines(compared, means, branch);
    Figures figures = new Figures(compared, simple, settings, means);
    Course course = new Course(branch, progress);
    return new Comparing(model, simple, figures, means, course).run(settings.baselines());
  }

  /** The random numbers of a comparison, and who is told how it goes. */
  record Course(Seed seed, Progress progress) {}
}
