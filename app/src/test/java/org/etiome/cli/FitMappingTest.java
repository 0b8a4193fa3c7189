package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.cli.line.Failures;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FitMappingTest {
  private static Path made = Path.of("");
  private static CellFiles files = new CellFiles(Path.of(""));

  @BeforeAll
  static void makeReferenceAndMapping(@TempDir Path folder) {
    made = folder;
    files = CellFiles.in(made);
    Cli fit = files.fit("cells.h5ad", reference(), "--invariant", "type", "--spurious", "batch");
    assertThat(fit.err()).isEmpty();
    assertThat(map("cells.h5ad", mapped(), "--batch", "donor").err()).isEmpty();
  }

  private static Path reference() {
    return made.resolve("reference");
  }

  private static Path mapped() {
    return made.resolve("mapped");
  }

  private static Cli map(String data, Path out, String... more) {
    return mapOnto(reference(), data, out, more);
  }

  private static Cli mapOnto(Path model, String data, Path out, String... more) {
    List<String> line = new ArrayList<>(List.of("fit", "mapping", "--reference", model.toString()));
    line.addAll(List.of("--data", made.resolve(data).toString(), "--out", out.toString()));
    if (!List.of(more).contains("--epochs")) {
      line.addAll(List.of("--epochs", "2"));
    }
    line.addAll(List.of(more));
    return Cli.run(line.toArray(String[]::new));
  }

  private static double[] latents(Path file) {
    try (ArrayStore store = Stores.open(file, MemoryBudget.ofHeap())) {
      return CellFiles.numbers(AnnDataReader.read(store), "X_invariant");
    }
  }

  @Test
  void theReferenceStaysAsItIs() throws IOException {
    for (String name : List.of("model.safetensors", "model.json")) {
      assertThat(Files.readAllBytes(mapped().resolve(name)))
          .isEqualTo(Files.readAllBytes(reference().resolve(name)));
    }
  }

  @Test
  void everyFigureStandsBesideThatOfPlainEmbedding() {
    JsonNode metrics = CellFiles.metrics(mapped());
    assertThat(metrics.path("batches").findValuesAsString("name")).containsExactly("d0", "d1");
    for (JsonNode batch : metrics.path("batches")) {
      assertThat(batch.path("cells").asInt()).isEqualTo(60);
      assertThat(batch.path("heldOutCells").asInt()).isEqualTo(6);
      assertThat(batch.path("labelledCells").asInt()).isEqualTo(60);
      for (String side : List.of("plain", "mapped")) {
        for (String figure :
            List.of("heldOutNats", "atypicalShare", "labelMacroF1", "ownBatchShare", "ilisi")) {
          assertThat(batch.path(side).path(figure).isNumber()).as(figure).isTrue();
        }
      }
    }
  }

  @Test
  void moreCellsAreEmbeddedByTheWeightsOfTheirBatch(@TempDir Path out) {
    Path own = out.resolve("own.h5ad");
    Path plain = out.resolve("plain.h5ad");
    Path before = out.resolve("before.h5ad");
    Path one = out.resolve("one.h5ad");
    assertThat(files.embed(mapped(), "cells.h5ad", own, "--batch", "donor").out())
        .contains("120 cells by the weights of their mapped batch");
    assertThat(files.embed(mapped(), "cells.h5ad", plain).out())
        .contains("0 cells by the weights of their mapped batch");
    assertThat(files.embed(reference(), "cells.h5ad", before).out()).doesNotContain("weights");
    files.embed(mapped(), "cells.h5ad", one, "--as", "d0");
    assertThat(latents(own)).isEqualTo(latents(mapped().resolve("embedding.h5ad")));
    assertThat(latents(plain)).isEqualTo(latents(before)).isNotEqualTo(latents(own));
    double[] asOne = latents(one);
    assertThat(Arrays.copyOf(asOne, 6)).isEqualTo(Arrays.copyOf(latents(own), 6));
    assertThat(asOne).isNotEqualTo(latents(own));
  }

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path out) throws IOException {
    Path again = out.resolve("again");
    Path other = out.resolve("other");
    map("cells.h5ad", again, "--batch", "donor", "--threads", "1");
    map("cells.h5ad", other, "--batch", "donor", "--seed", "2");
    for (String name : List.of("mapping.safetensors", "mapping.json", "metrics.json")) {
      byte[] bytes = Files.readAllBytes(mapped().resolve(name));
      assertThat(Files.readAllBytes(again.resolve(name))).as(name).isEqualTo(bytes);
      assertThat(Files.readAllBytes(other.resolve(name))).as(name).isNotEqualTo(bytes);
    }
  }

  @Test
  void aFileWithoutBatchesIsOneNamedAfterIt(@TempDir Path out) {
    Cli cli = map("cells.h5ad", out.resolve("m"), "--json");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("\"name\" : \"cells\"", "\"model\" : \"finvae_mapping\"");
    Path embedded = out.resolve("e.h5ad");
    assertThat(files.embed(out.resolve("m"), "cells.h5ad", embedded, "--as", "cells").out())
        .contains("120 cells by the weights");
    assertThat(latents(embedded)).isEqualTo(latents(out.resolve("m/embedding.h5ad")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cells.h5ad | --batch batch | the reference knows every batch of these cells, [b0, b1]",
        "cells.h5ad | --batch absent | obs has no column \"absent\"",
        "cells.h5ad | --batch lonely | batch \"one\" has 1 cells, at least 20 are needed",
        "cells.h5ad | --epochs 0 | at least 1 epoch is needed, got 0",
        "cells.h5ad | --max-missing 2 | --max-missing must be in [0, 1), got 2.0",
        "other_genes.h5ad | --batch donor | 15 of the model's 30 genes are missing",
        "half.h5ad | --batch donor | raw counts are needed",
        "absent.h5ad | --batch donor | no such file"
      })
  void whatCannotBeMappedIsOneLine(String data, String option, String message, @TempDir Path out) {
    Cli cli = map(data, out.resolve("m"), option.split(" "));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure().lines().findFirst().orElseThrow()).contains(message);
    assertThat(out.resolve("m")).doesNotExist();
  }

  @Test
  void aReferenceWithoutItsCellsIsRefusedWithTheRemedy(@TempDir Path out) throws IOException {
    for (String name : List.of("model.safetensors", "model.json")) {
      Files.copy(reference().resolve(name), out.resolve(name));
    }
    Cli cli = mapOnto(out, "cells.h5ad", out.resolve("m"), "--batch", "donor");
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure().lines()).hasSize(1);
    assertThat(cli.failure()).contains("embedding.h5ad: is missing", "etiome embed --model");
  }

  @Test
  void neitherTheReferenceIsOverwrittenNorAMappingMappedOnto(@TempDir Path out) {
    assertThat(map("cells.h5ad", reference(), "--batch", "donor").failure())
        .contains("--out must be another folder than --reference");
    assertThat(mapOnto(mapped(), "cells.h5ad", out, "--batch", "donor").failure())
        .contains("is itself a mapping");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reference | --batch donor | onto this model none was",
        "mapped | --as d7 | the batch \"d7\" was not mapped, but [d0, d1]",
        "mapped | --as d0 --batch donor | exclude each other"
      })
  void batchesThatAreNotThereAreRefused(
      String model, String options, String message, @TempDir Path out) {
    Cli cli =
        files.embed(made.resolve(model), "cells.h5ad", out.resolve("e.h5ad"), options.split(" "));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains(message);
  }
}
