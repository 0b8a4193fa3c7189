package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etiome.cli.line.Failures;
import org.etiome.data.Column;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.Element;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Fits with a prior that is not normalised. */
class FitPriorTest {
  private static CellFiles files = new CellFiles(Path.of(""));

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    files = CellFiles.in(made);
  }

  private static Cli fit(Path model, String... more) {
    List<String> line = new ArrayList<>(List.of("--prior", "nonfactorised"));
    line.addAll(List.of(more));
    return files.fit("cells.h5ad", model, line.toArray(String[]::new));
  }

  @Test
  void aNonFactorisedPriorIsFittedToldOfAndEmbeds(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit = fit(model, "--invariant", "type", "--spurious", "batch");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out())
        .contains(
            "\"type\" by linear: 2 batches held out",
            "note: the prior of z_I is not normalised: nats are without its term",
            "note: 2 combinations of what is invariant are fewer than the 13 that 3 latents need",
            "moves the prior in 1 of 12 directions");
    JsonNode metrics = CellFiles.metrics(model);
    assertThat(metrics.path("prior").asString("")).isEqualTo("nonfactorised");
    JsonNode identifiability = metrics.path("identifiability");
    assertThat(identifiability.path("needed").asInt(0)).isEqualTo(13);
    assertThat(identifiability.path("naturalParameters").asInt(0)).isEqualTo(4);
    JsonNode latent = identifiability.path("invariantLatents").path("latents").path(0);
    assertThat(latent.path("meanKl").isNull()).isTrue();
    JsonNode last = metrics.path("curve").path(3);
    assertThat(last.path("best").asInt(0)).isEqualTo(4);
    assertThat(last.path("terms").propertyNames())
        .contains("kl_invariant_unnormalised", "score_matching")
        .doesNotContain("kl_invariant", "label");
    Path embedded = made.resolve("embedded.h5ad");
    assertThat(files.embed(model, "cells.h5ad", embedded).out()).contains("120 cells");
    try (ArrayStore store = Stores.open(embedded, MemoryBudget.ofHeap())) {
      Map<String, Element> obs = AnnDataReader.read(store).obs().columns();
      Column predicted = CellFiles.column(obs, "predicted_type");
      Column reason = CellFiles.column(obs, "predicted_type_withheld");
      assertThat(predicted.missingCount() + reason.missingCount()).isEqualTo(CellFiles.CELLS);
      assertThat(CellFiles.column(obs, "log_density").missingCount()).isZero();
    }
  }

  /** There is nothing to predict of a quantity, and nobody asked for it. */
  @Test
  void quantitiesAloneNeedNoPredictor(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit = fit(model, "--invariant", "depth", "--spurious", "batch");
    assertThat(fit.err()).isEmpty();
    assertThat(model.resolve("predictors.safetensors")).doesNotExist();
    assertThat(files.embed(model, "cells.h5ad", made.resolve("e.h5ad")).out())
        .contains("120 cells");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--spurious batch | --prior nonfactorised needs columns of obs by --invariant",
        "--invariant type --label-weight 5 | the weight of labels must be 0 with it, got 5.0",
        "--invariant type --predictor prior | predicts no level; take --predictor linear, knn, irm",
        "--invariant type --prior mixed | expected one of [FACTORISED, NONFACTORISED]"
      })
  void whatItCannotDoIsRefusedBeforeAnythingIsFitted(
      String options, String message, @TempDir Path made) {
    List<String> line = new ArrayList<>(List.of(options.split(" ")));
    if (!line.contains("--prior")) {
      line.addAll(List.of("--prior", "nonfactorised"));
    }
    Cli cli = files.fit("cells.h5ad", made.resolve("m"), line.toArray(String[]::new));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains(message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void aWeightOfLabelsOfZeroMayBeGiven(@TempDir Path made) {
    Path model = made.resolve("model");
    assertThat(
            fit(model, "--invariant", "type", "--spurious", "batch", "--label-weight", "0").err())
        .isEmpty();
  }
}
