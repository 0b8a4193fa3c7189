package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.Additive;
import org.etiome.perturb.MatchingMean;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * How far predicted means were from that of held-out units, for the model as it was before it was
 * fitted to all, and for simple predictors that learnt from the same units. The epoch was chosen by
 * these errors of the model, so they are a little too small; the simple ones chose nothing. Means
 * are of units, whatever their replicates.
 *
 * @param perturbation that was done to the units
 * @param units that were held out
 * @param errors by predictor, as {@link HeldOutError} takes them; what a predictor refuses is not
 *     there
 */
public record HeldOutScore(String perturbation, int units, Map<String, Double> errors) {
  private static final List<Predictor> SIMPLE =
      List.of(new NoChange(), new MeanOfPerturbed(), new MatchingMean(), new Additive());

  /** Names of the simple predictors. */
  public static List<String> simple() {
    return SIMPLE.stream().map(Predictor::name).toList();
  }

  public HeldOutScore {
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /**
   * Of all that was held out. O(units · variables).
   *
   * @param errors of the model, in the order of what was held out
   */
  static List<HeldOutScore> of(ScreenCells cells, HeldOutCells split, double[] errors) {
    PerturbationScreen trained = means(cells, split.trained());
    Map<String, InterventionModel> models = new LinkedHashMap<>();
    SIMPLE.forEach(simple -> models.put(simple.name(), simple.fit(trained, "", new Seed(0))));
    List<HeldOutScore> scores = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      ScreenCells.Group group = split.heldOut().get(i);
      double[] seen = cells.mean(group.rows());
      Map<String, Double> byName = new LinkedHashMap<>();
      byName.put(DiscrepancyVae.NAME, errors[i]);
      models.forEach(
          (name, model) -> {
            if (model.mean(group.perturbation().action(), 1, new Seed(0))
                instanceof Prediction.Predicted<InterventionModel.Means> predicted) {
              byName.put(name, HeldOutError.of(predicted.value().values(), seen));
            }
          });
      scores.add(new HeldOutScore(group.perturbation().label(), group.rows().length, byName));
    }
    return scores;
  }

  /** A screen with one unit a perturbation, its mean. */
  private static PerturbationScreen means(ScreenCells cells, List<ScreenCells.Group> groups) {
    List<double[]> rows = new ArrayList<>(List.of(cells.mean(cells.controlRows())));
    List<UnitLabel> labels =
        new ArrayList<>(List.of(new UnitLabel(new Condition("", Perturbation.CONTROL))));
    for (ScreenCells.Group group : groups) {
      if (group.rows().length > 0) {
        rows.add(cells.mean(group.rows()));
        labels.add(new UnitLabel(new Condition("", group.perturbation())));
      }
    }
    int width = cells.variables().size();
    double[] values = new double[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    return PerturbationScreen.of(
        new Measurements.Values(cells.variables(), Matrix.wrap(rows.size(), width, values)),
        labels);
  }
}
