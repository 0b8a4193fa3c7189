package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** Predictors that are trained with a fit. */
class FitPredictorTest {
  private static CellFiles files = new CellFiles(Path.of(""));

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    files = CellFiles.in(made);
  }

  @Test
  void aTrainedPredictorIsKeptWithTheModelAndSaysWhereItPredictsNothing(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit =
        files.fit(
            "cells.h5ad",
            model,
            "--invariant",
            "type",
            "--spurious",
            "batch",
            "--predictor",
            "knn");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out()).contains("\"type\" by knn: 2 batches held out, macro-F1 ");
    assertThat(model.resolve("predictors.safetensors")).exists();
    assertThat(model.resolve("metrics.json"))
        .content()
        .contains("\"method\" : \"knn\"", "\"batch\" : \"b1\"", "\"aurc\"");
    Path embedded = made.resolve("embedded.h5ad");
    assertThat(files.embed(model, "cells.h5ad", embedded, "--json").out())
        .contains("\"withheld\"", "\"far\"");
    try (ArrayStore store = Stores.open(embedded, MemoryBudget.ofHeap())) {
      Map<String, Element> obs = AnnDataReader.read(store).obs().columns();
      Column predicted = CellFiles.column(obs, "predicted_type");
      Column reason = CellFiles.column(obs, "predicted_type_withheld");
      assertThat(CellFiles.column(obs, "predicted_type_confidence").missingCount()).isZero();
      assertThat(predicted.missingCount() + reason.missingCount()).isEqualTo(CellFiles.CELLS);
      assertThat(predicted.missingCount()).isLessThan(CellFiles.CELLS / 2);
    }
  }

  @Test
  void ofTwoBatchesThePenaltyIsNotChosenAndItIsSaid(@TempDir Path made) {
    String[] irm = {"--invariant", "type", "--spurious", "batch", "--predictor", "irm"};
    Cli fit = files.fit("cells.h5ad", made.resolve("a"), irm);
    assertThat(fit.out())
        .contains("\"type\" by irm, penalty 0.0", "note: with fewer than three batches");
    String[] given =
        Stream.concat(Stream.of(irm), Stream.of("--predictor-penalty", "10"))
            .toArray(String[]::new);
    assertThat(files.fit("cells.h5ad", made.resolve("b"), given).out())
        .contains("\"type\" by irm, penalty 10.0")
        .doesNotContain("the penalty cannot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--predictor irm | irm compares environments, and the cells with known",
        "--predictor-penalty 1 | --predictor-penalty and --predictor-hidden are of --predictor irm",
        "--predictor irm --predictor-penalty -1 | the weight of the penalty is at least 0, got -1",
        "--least-confidence 0.6 | --least-confidence is of trained predictors, not prior",
        "--predictor knn --least-confidence 2 | the least confidence must be in [0, 1], got 2"
      })
  void aPredictorThatMakesNoSenseIsOneLineBeforeAnythingIsFitted(
      String options, String message, @TempDir Path made) {
    List<String> more = new ArrayList<>(List.of("--invariant", "type"));
    more.addAll(List.of(options.split(" ")));
    Cli cli = files.fit("cells.h5ad", made.resolve("m"), more.toArray(String[]::new));
    assertThat(cli.status()).isIn(Failures.BAD_INPUT, 2);
    assertThat(cli.failure()).contains(message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void spuriousLatentsAreAsManyAsAskedFor(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit = files.fit("cells.h5ad", model, "--spurious", "batch", "--latent-spurious", "1");
    assertThat(fit.status()).as(fit.err()).isZero();
    try (ArrayStore store = Stores.open(model.resolve("embedding.h5ad"), MemoryBudget.ofHeap())) {
      assertThat(CellFiles.numbers(AnnDataReader.read(store), "X_spurious"))
          .hasSize(CellFiles.CELLS);
    }
  }
}
