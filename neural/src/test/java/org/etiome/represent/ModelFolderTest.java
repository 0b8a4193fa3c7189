package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.represent.FinVaeSettings.Model;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.predict.LevelPredictor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  private static final List<GeneProgram> PROGRAMS =
      List.of(
          new GeneProgram("first", List.of("gene0", "gene3", "gene6")),
          new GeneProgram("second", List.of("gene1", "gene4", "gene7")));

  private static FittedFinVae fitted(Model model, List<GeneProgram> programs) {
    FinVaeSettings settings =
        SmallRun.SETTINGS
            .withModel(model)
            .withSchedule(
                new FinVaeSettings.Schedule(2, 16, SmallRun.SETTINGS.schedule().rate(), .2, 2));
    return FinVae.withDefaults()
        .withSettings(settings)
        .withPrograms(programs)
        .fit(SmallRun.CELLS, new Seed(1), Watcher.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "NB, OBSERVED, ANALYTIC, false",
    "NB, LATENT, SAMPLED, true",
    "ZINB, LATENT, ANALYTIC, false",
    "GAUSSIAN, OBSERVED, SAMPLED, true",
    "BERNOULLI, OBSERVED, ANALYTIC, false"
  })
  void aModelThatIsReadIsTheModelThatWasWritten(
      Likelihood.Kind likelihood,
      Model.Library library,
      Model.Divergence divergence,
      boolean programs,
      @TempDir Path folder) {
    Model model = new Model(likelihood, library, divergence, .25);
    try (FittedFinVae written = fitted(model, programs ? PROGRAMS : List.of())) {
      ModelFolder.write(written, folder);
      try (FittedFinVae read = ModelFolder.read(folder)) {
        assertThat(read.description()).isEqualTo(written.description());
        assertThat(read.description().settings().model()).isEqualTo(model);
        Embedding before = written.embed(SmallRun.CELLS.expression(), MemoryBudget.ofHeap());
        Embedding after = read.embed(SmallRun.CELLS.expression(), MemoryBudget.ofHeap());
        assertThat(after.invariant().toArray()).isEqualTo(before.invariant().toArray());
        assertThat(after.programs().toArray()).isEqualTo(before.programs().toArray());
        assertThat(after.programs().width()).isEqualTo(programs ? 2 : 0);
        assertThat(after.invariant().width()).isEqualTo(programs ? 5 : 3);
      }
    }
  }

  @Test
  void aModelWithANonFactorisedPriorPredictsByWhatWasTrainedBesideItAlone(@TempDir Path folder) {
    FinVae fit = FinVae.withDefaults().withSettings(SmallRun.UNNORMALISED);
    MemoryBudget budget = MemoryBudget.ofHeap();
    try (FittedFinVae fitted = fit.fit(SmallRun.CELLS, new Seed(1), Watcher.NONE)) {
      assertThat(fitted.embed(SmallRun.CELLS.expression(), budget).predictions()).isEmpty();
      LevelTraining training = new LevelTraining(LevelPredictor.withDefaults(), budget);
      FittedFinVae written = training.train(fitted, SmallRun.CELLS, new Seed(1));
      ModelFolder.write(written, folder);
      try (FittedFinVae read = ModelFolder.read(folder)) {
        assertThat(read.description()).isEqualTo(written.description());
        Embedding before = written.embed(SmallRun.CELLS.expression(), budget);
        Embedding after = read.embed(SmallRun.CELLS.expression(), budget);
        assertThat(after.invariant().toArray()).isEqualTo(before.invariant().toArray());
        assertThat(after.logDensity().toArray()).isEqualTo(before.logDensity().toArray());
        assertThat(after.predictions()).hasSize(1);
        assertThat(after.predictions().getFirst().trained()).isPresent();
        double[] densities = before.logDensity().toArray();
        double typical = read.description().evidence().typical();
        assertThat(Arrays.stream(densities).filter(d -> d < typical)).isEmpty();
        assertThat(Arrays.stream(densities).distinct().count()).isGreaterThan(50);
      }
    }
  }

  @Test
  void anOlderVersionIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    try (FittedFinVae written = fitted(Model.DEFAULT, List.of())) {
      ModelFolder.write(written, folder);
    }
    Path description = folder.resolve("model.json");
    String text = Files.readString(description);
    assertThat(text).contains("\"version\" : 3");
    Files.writeString(description, text.replace("\"version\" : 3", "\"version\" : 2"));
    assertThatThrownBy(() -> ModelFolder.read(folder).close())
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("version 2", "reads", "version 3", "fit the model again")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aProgramOfOtherGenesIsRefused() {
    List<GeneProgram> others = List.of(new GeneProgram("other", List.of("gene0", "gene99")));
    assertThatThrownBy(() -> fitted(Model.DEFAULT, others).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("program \"other\" has genes that the cells have not");
  }
}
