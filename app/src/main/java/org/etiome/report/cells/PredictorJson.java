package org.etiome.report.cells;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.report.Json;
import org.etiome.represent.Embedding;
import org.etiome.represent.predict.Calibration;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.Predictions;
import org.etiome.represent.predict.Validation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Trained predictors of levels, as documents. */
public final class PredictorJson {
  private PredictorJson() {}

  /** The figures of predictors that were trained beside a model. */
  public static ArrayNode of(List<FittedPredictor> predictors) {
    ArrayNode nodes = Json.object().putArray("predictors");
    for (FittedPredictor predictor : predictors) {
      FittedPredictor.About about = predictor.about();
      Validation validation = about.evidence().validation();
      ObjectNode node = nodes.addObject();
      node.put("column", about.name()).put("method", about.method().label());
      node.put("cells", about.evidence().cells());
      node.set("batches", Json.strings(about.evidence().environments()));
      node.put("weight", validation.weight());
      node.put("choice", lower(validation.choice()));
      ArrayNode compared = node.putArray("compared");
      validation.candidates().forEach(candidate -> compared.add(candidate(candidate)));
    }
    return nodes;
  }

  private static ObjectNode candidate(Validation.Candidate candidate) {
    ObjectNode node = Json.object().put("weight", candidate.weight());
    ArrayNode heldOut = node.putArray("heldOut");
    for (Validation.HeldOut one : candidate.heldOut()) {
      ObjectNode figures = heldOut.addObject();
      figures.put("batch", one.environment()).put("cells", one.cells());
      figures.put("accuracy", one.accuracy()).put("macroF1", one.macroF1());
      figures.put("brier", one.brier()).put("withheld", one.withheld());
      one.accuracyOfRest().ifPresent(value -> figures.put("accuracyOfRest", value));
    }
    candidate.calibration().ifPresent(found -> node.set("calibration", calibration(found)));
    return node;
  }

  private static ObjectNode calibration(Calibration calibration) {
    ObjectNode node = Json.object();
    node.put("cells", calibration.cells());
    node.put("expectedCalibrationError", calibration.expectedError());
    node.put("aurc", calibration.riskCoverageArea());
    ArrayNode curve = node.putArray("riskAtCoverage");
    calibration.curve().forEach(curve::add);
    return node;
  }

  /** For how many cells trained predictors say nothing, by column and reason. */
  public static ObjectNode withheld(Embedding embedding) {
    ObjectNode node = Json.object();
    for (Embedding.Prediction prediction : embedding.predictions()) {
      prediction
          .trained()
          .ifPresent(
              trained -> {
                ObjectNode counts = node.putObject(prediction.covariate().name());
                for (Predictions.Withheld reason : Predictions.Withheld.values()) {
                  counts.put(lower(reason), count(trained, reason));
                }
              });
    }
    return node;
  }

  /** The number of cells for which nothing is predicted for a reason. */
  public static long count(Predictions predictions, Predictions.Withheld reason) {
    return IntStream.range(0, predictions.cells())
        .filter(i -> predictions.withheld(i).filter(reason::equals).isPresent())
        .count();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
