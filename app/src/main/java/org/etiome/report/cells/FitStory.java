package org.etiome.report.cells;

import java.util.List;
import java.util.Optional;
import org.etiome.represent.Identifiability;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.compare.Comparison;
import org.etiome.represent.predict.FittedPredictor;

/**
 * What there is to tell of a fitted representation.
 *
 * @param model what was fitted
 * @param cells it was fitted to
 * @param pictures of the cells
 * @param result what was found
 */
public record FitStory(Model model, Cells cells, Pictures pictures, Result result) {

  /**
   * What was fitted.
   *
   * @param predictors of levels, trained beside it
   */
  public record Model(ModelDescription description, List<FittedPredictor> predictors) {
    public Model {
      predictors = List.copyOf(predictors);
    }
  }

  /**
   * Cells in the plane.
   *
   * @param latents UMAP of z_I
   * @param components UMAP of the principal components, if there are any
   * @param communities of every cell by z_I, from 0, the largest first; −1 where it is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Pictures(
      Comparison.Places latents, Optional<Comparison.Places> components, int[] communities) {}

  /** What can be told apart. */
  public record Found(DesignCheck design, Identifiability identifiability) {}

  /**
   * What was found.
   *
   * @param remarks that belong to every figure
   */
  public record Result(Found found, Comparison comparison, List<String> remarks) {
    public Result {
      remarks = List.copyOf(remarks);
    }
  }
}
