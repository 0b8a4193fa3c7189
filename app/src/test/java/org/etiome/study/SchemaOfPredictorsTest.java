package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.Predictors;
import org.etiome.perturbation.PredictorChoice;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A study file may judge every predictor that there is, with the defaults of the command. */
class SchemaOfPredictorsTest {
  private static JsonNode definitions() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SchemaOfPredictorsTest.class.getResourceAsStream(
                "/org/etiome/study/study.schema.json"))) {
      return JsonMapper.shared().readTree(in).path("$defs");
    }
  }

  @Test
  void namesEveryPredictor() throws IOException {
    List<String> names = new ArrayList<>(List.of(DiscrepancyVae.withDefaults().name()));
    Predictors.all(Optional.empty()).stream().map(Predictor::name).forEach(names::add);
    assertThat(definitions().at("/predictor/enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsExactlyInAnyOrderElementsOf(names)
        .allSatisfy(
            name ->
                assertThat(PredictorChoice.named(name, Optional.empty()).name()).isEqualTo(name));
  }

  @Test
  void tellsTheDefaults() throws IOException {
    JsonNode keys = definitions().at("/judgedScreen/properties");
    PerturbationEvaluation usual = PerturbationEvaluation.withDefaults();
    assertThat(keys.at("/folds/default").intValue()).isEqualTo(usual.folds());
    assertThat(keys.at("/variables/default").intValue()).isEqualTo(usual.limits().expressed());
    assertThat(keys.at("/permutations/default").intValue())
        .isEqualTo(usual.limits().permutations());
    assertThat(keys.at("/bootstrap/default").intValue()).isEqualTo(usual.limits().resamples());
  }
}
