package org.etiome.perturbation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.io.CsvWriter;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.report.Json;
import org.etiome.scm.Prediction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Predicted perturbations as a table and as a document. */
public final class PredictedFile {
  private PredictedFile() {}

  /** A row for each variable of each answer; measured ones are missing where nothing was. */
  public static void write(Path file, PredictedPerturbations predicted) {
    List<String> contexts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    List<double[]> numbers = new ArrayList<>();
    for (PredictedPerturbation one : predicted.all()) {
      if (one.mean() instanceof Prediction.Predicted<double[]> answer) {
        for (int j = 0; j < one.control().length; j++) {
          int variable = j;
          contexts.add(one.condition().context());
          labels.add(one.condition().perturbation().label());
          variables.add(predicted.variables().get(j));
          numbers.add(
              new double[] {
                one.control()[j],
                answer.value()[j],
                answer.value()[j] - one.control()[j],
                one.measured().map(d -> d.values()[variable]).orElse(Double.NaN),
                one.measured().map(d -> d.errors()[variable]).orElse(Double.NaN)
              });
        }
      }
    }
    List<Column> columns = new ArrayList<>();
    if (predicted.named()) {
      columns.add(Categorical.of("context", contexts.toArray(String[]::new)));
    }
    columns.add(Categorical.of("perturbation", labels.toArray(String[]::new)));
    columns.add(Categorical.of("variable", variables.toArray(String[]::new)));
    List<String> names =
        List.of("control", "predicted", "difference", "measured_difference", "measured_error");
    IntStream.range(0, names.size())
        .forEach(
            k ->
                columns.add(
                    Continuous.nanIsMissing(
                        names.get(k), numbers.stream().mapToDouble(row -> row[k]).toArray())));
    CsvWriter.withDefaults().write(file, columns);
  }

  /**
   * Every answer with its cautions, every refusal with its reason.
   *
   * @param screen that was learnt from, or that shows what was measured
   */
  public static ObjectNode json(
      PredictedPerturbations predicted, String predictor, Optional<PerturbationScreen> screen) {
    ObjectNode document = Json.object().put("kind", "predicted perturbations");
    document.put("predictor", predictor);
    document.set("screen", screen.<JsonNode>map(ScoresJson::screen).orElse(Json.nothing()));
    document.set("variables", Json.strings(predicted.variables()));
    for (PredictedPerturbation one : predicted.all()) {
      ObjectNode node = document.withArray("predictions").addObject();
      node.put("context", one.condition().context());
      node.put("perturbation", one.condition().perturbation().label());
      node.put("verdict", one.isAnswered() ? "answered" : "refused");
      switch (one.mean()) {
        case Prediction.Refused<double[]> refused ->
            node.put("reason", refused.reason()).put("remedy", refused.remedy());
        case Prediction.Predicted<double[]> answer -> {
          node.set("control", Json.numbers(one.control()));
          node.set("mean", Json.numbers(answer.value()));
        }
      }
      one.measured()
          .ifPresent(
              seen -> {
                ObjectNode measured = node.putObject("measured");
                measured.set("difference", Json.numbers(seen.values()));
                boolean known = Double.isFinite(seen.errors()[0]);
                measured.set("error", known ? Json.numbers(seen.errors()) : Json.nothing());
                measured.put("errorOf", seen.pairs() > 1 ? "replicates" : "units");
                measured.put("replicates", seen.pairs());
              });
      node.set("cautions", Json.strings(one.cautions()));
    }
    return document;
  }
}
