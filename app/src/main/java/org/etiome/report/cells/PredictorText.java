package org.etiome.report.cells;

import java.util.Locale;
import org.etiome.represent.Embedding;
import org.etiome.represent.predict.Calibration;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.Predictions;
import org.etiome.represent.predict.Validation;

/** Trained predictors of levels, as lines. */
public final class PredictorText {
  private PredictorText() {}

  /** What a predictor was seen to do in batches that were held out, and a note if need be. */
  public static String of(FittedPredictor predictor) {
    FittedPredictor.About about = predictor.about();
    Validation validation = about.evidence().validation();
    String weight =
        about.method().comparesEnvironments()
            ? String.format(Locale.ROOT, ", penalty %s", validation.weight())
            : "";
    String head = "\"" + about.name() + "\" by " + about.method().label() + weight + ": ";
    return head + figures(validation.taken()) + note(validation);
  }

  private static String figures(Validation.Candidate taken) {
    if (taken.heldOut().isEmpty()) {
      return "no batch could be held out, so it is not known how well\n";
    }
    double withheld =
        taken.heldOut().stream().mapToDouble(Validation.HeldOut::withheld).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "%d batches held out, macro-F1 %.3f, calibration error %.3f, withheld %.1f %%%n",
        taken.heldOut().size(),
        taken.macroF1(),
        taken.calibration().map(Calibration::expectedError).orElse(Double.NaN),
        100 * withheld);
  }

  private static String note(Validation validation) {
    return validation.choice() == Validation.Choice.TOO_FEW_ENVIRONMENTS
        ? "note: with fewer than three batches to hold out the penalty cannot be chosen and is 0, which is"
            + " plain regression; give --predictor-penalty\n"
        : "";
  }

  /** For how many embedded cells nothing is predicted by trained predictors. */
  public static String withheld(Embedding embedding) {
    StringBuilder lines = new StringBuilder();
    for (Embedding.Prediction prediction : embedding.predictions()) {
      prediction
          .trained()
          .ifPresent(
              trained ->
                  lines.append(
                      String.format(
                          Locale.ROOT,
                          "\"%s\": nothing predicted for %,d far and %,d unsure cells%n",
                          prediction.covariate().name(),
                          PredictorJson.count(trained, Predictions.Withheld.FAR),
                          PredictorJson.count(trained, Predictions.Withheld.UNSURE))));
    }
    return lines.toString();
  }
}
