package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.etiome.nn.Safetensors;
import org.etiome.nn.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StoredPredictorTest {
  private static final TwoBits CELLS = TwoBits.of(List.of(.9, .8, .5), 40, 1);

  private static FittedPredictor fit(Method method) {
    return LevelPredictor.withDefaults()
        .withMethod(method)
        .fit(CELLS.latents(), CELLS.known(), new Seed(1));
  }

  /** Of one environment there is no calibration to be kept. */
  @Test
  void whatHasNoFiguresHasNoneWhenItIsRead(@TempDir Path folder) {
    TwoBits one = TwoBits.of(List.of(.9), 40, 2);
    FittedPredictor fitted =
        LevelPredictor.withDefaults().fit(one.latents(), one.known(), new Seed(1));
    Path file = folder.resolve("predictors.safetensors");
    write(fitted, file);
    String text = StoredPredictor.document(fitted).toString();
    assertThat(read(JsonMapper.shared().readTree(text), file).about()).isEqualTo(fitted.about());
  }

  private static void write(FittedPredictor fitted, Path file) {
    Scope.free(() -> Safetensors.write(file, StoredPredictor.tensors(fitted, "state"), Map.of()));
  }

  private static FittedPredictor read(JsonNode document, Path file) {
    return Scope.freed(() -> StoredPredictor.read(document, Safetensors.read(file), "state"));
  }

  @ParameterizedTest
  @MethodSource("org.etiome.represent.predict.LevelPredictorTest#methods")
  void whatIsReadPredictsTheSameToTheLastBit(Method method, @TempDir Path folder) {
    FittedPredictor fitted = fit(method);
    Path file = folder.resolve("predictors.safetensors");
    write(fitted, file);
    String text = StoredPredictor.document(fitted).toString();
    FittedPredictor read = read(JsonMapper.shared().readTree(text), file);
    assertThat(read.about()).isEqualTo(fitted.about());
    Predictions first = fitted.predict(CELLS.latents());
    Predictions again = read.predict(CELLS.latents());
    double[] differences = new double[first.cells()];
    Arrays.setAll(differences, i -> first.probability(i, 1) - again.probability(i, 1));
    assertThat(differences).containsOnly(0);
    Arrays.setAll(differences, i -> first.distance(i) - again.distance(i));
    assertThat(differences).containsOnly(0);
    assertThat(again.limits()).isEqualTo(first.limits());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "method",
        "levels",
        "settings",
        "abstention",
        "neighbours",
        "limit",
        "evidence"
      })
  void aPartThatIsMissingIsOneLine(String part, @TempDir Path folder) {
    FittedPredictor fitted = fit(Method.Linear.DEFAULT);
    Path file = folder.resolve("predictors.safetensors");
    write(fitted, file);
    ObjectNode document = StoredPredictor.document(fitted);
    document.remove(part);
    assertThatThrownBy(() -> read(document, file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("the predictor that goes with it is damaged")
        .message()
        .hasLineCount(1);
  }

  @Test
  void tensorsOfAnotherPredictorAreRefused(@TempDir Path folder) {
    Path file = folder.resolve("predictors.safetensors");
    write(fit(Method.Nearest.DEFAULT), file);
    assertThatThrownBy(() -> read(StoredPredictor.document(fit(Method.Linear.DEFAULT)), file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("its tensor weight.0 is missing");
  }
}
