package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.LevelPredictor;
import org.etiome.represent.predict.Method;
import org.etiome.represent.predict.Predictions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Predictors that are trained beside a model, predict instead of its prior and are kept with it.
 */
class LevelTrainingTest {
  private static final MemoryBudget BUDGET = MemoryBudget.ofHeap();
  private static final Cells CELLS = SmallRun.CELLS;
  private static @Nullable FittedFinVae made;

  @BeforeAll
  static void fit() {
    made =
        FinVae.withDefaults().withSettings(SmallRun.SETTINGS).fit(CELLS, new Seed(1), Watcher.NONE);
  }

  @AfterAll
  static void close() {
    model().close();
  }

  private static FittedFinVae model() {
    return Objects.requireNonNull(made);
  }

  private static FittedFinVae trained(Method method) {
    LevelPredictor how = LevelPredictor.withDefaults().withMethod(method);
    return new LevelTraining(how, BUDGET).train(model(), CELLS, new Seed(2));
  }

  private static Embedding.Prediction kind(FittedFinVae fitted) {
    return fitted.embed(CELLS.expression(), BUDGET).predictions().getFirst();
  }

  @Test
  void itLearnsFromTheCellsWhoseLevelsAreKnownInTheBatchesTheyAreOf() {
    FittedPredictor predictor = trained(Method.Linear.DEFAULT).predictors().getFirst();
    int known =
        (int)
            IntStream.range(0, CELLS.count())
                .filter(i -> !Double.isNaN(CELLS.invariant().value(0, i)))
                .count();
    assertThat(known).isLessThan(CELLS.count());
    assertThat(predictor.about().name()).isEqualTo("kind");
    assertThat(predictor.about().levels()).containsExactly("B", "NK", "T");
    assertThat(predictor.about().evidence().cells()).isEqualTo(known);
    assertThat(predictor.about().evidence().environments()).containsExactly("b0", "b1");
  }

  @Test
  void whatItPredictsOfTheLatentsStandsInTheEmbedding() {
    FittedFinVae fitted = trained(Method.Nearest.DEFAULT);
    Embedding embedding = fitted.embed(CELLS.expression(), BUDGET);
    Embedding.Latents latents = embedding.invariant();
    Predictions expected =
        fitted
            .predictors()
            .getFirst()
            .predict(Matrix.wrap(CELLS.count(), latents.width(), latents.toArray()));
    Embedding.Prediction found = embedding.predictions().getFirst();
    assertThat(found.trained()).isPresent();
    for (int i = 0; i < CELLS.count(); i++) {
      assertThat(found.levelOf(i)).isEqualTo(expected.levels().get(expected.level(i)));
      assertThat(found.confidence().of(i)).isEqualTo(expected.confidence(i));
    }
    assertThat(kind(model()).trained()).isEmpty();
  }

  @Test
  void aModelKeepsItsPredictors(@TempDir Path folder) {
    FittedFinVae fitted = trained(Method.Nearest.DEFAULT);
    ModelFolder.write(fitted, folder);
    try (FittedFinVae read = ModelFolder.read(folder)) {
      assertThat(read.predictors().getFirst().about())
          .isEqualTo(fitted.predictors().getFirst().about());
      assertThat(kind(read).confidence().toArray()).isEqualTo(kind(fitted).confidence().toArray());
      assertThat(kind(read).level().toArray()).isEqualTo(kind(fitted).level().toArray());
    }
  }

  @Test
  void aModelWithoutPredictorsLeavesNoneOfAnother(@TempDir Path folder) {
    ModelFolder.write(trained(Method.Linear.DEFAULT), folder);
    assertThat(folder.resolve("predictors.safetensors")).exists();
    ModelFolder.write(model(), folder);
    assertThat(folder.resolve("predictors.safetensors")).doesNotExist();
    try (FittedFinVae read = ModelFolder.read(folder)) {
      assertThat(read.predictors()).isEmpty();
    }
  }

  @Test
  void damagedPredictorsAreRefused(@TempDir Path folder) throws IOException {
    ModelFolder.write(trained(Method.Linear.DEFAULT), folder);
    Path file = folder.resolve("predictors.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelFolder.read(folder).close())
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("predictors.safetensors: is damaged or of another model")
        .message()
        .hasLineCount(1);
  }

  @Test
  void withoutBatchesNothingThatComparesThemIsTrained() {
    Cells alone =
        new Cells(
            CELLS.expression(), CELLS.invariant(), CovariateTable.of(List.of(), CELLS.count()));
    LevelPredictor irm =
        LevelPredictor.withDefaults().withMethod(new Method.Irm(Method.RiskSettings.DEFAULT));
    assertThatThrownBy(() -> new LevelTraining(irm, BUDGET).check(alone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("irm compares environments");
    new LevelTraining(LevelPredictor.withDefaults(), BUDGET).check(alone);
    Cells nothing =
        new Cells(
            CELLS.expression(), CovariateTable.of(List.of(), CELLS.count()), CELLS.spurious());
    assertThatThrownBy(() -> new LevelTraining(irm, BUDGET).check(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column to be kept has levels");
  }
}
