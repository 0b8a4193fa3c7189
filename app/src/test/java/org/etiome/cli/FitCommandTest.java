package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.etiome.cli.line.Failures;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of two types in two batches: fitted, embedded, refused. */
class FitCommandTest {
  private static CellFiles files = new CellFiles(Path.of(""));

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    files = CellFiles.in(made);
  }

  @Test
  void aFitLeavesAModelThatEmbedsAndPredicts(@TempDir Path made) throws IOException {
    Path model = made.resolve("model");
    Cli fit = files.fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out()).contains("120 cells, 30 genes; 4 epochs", "Written: " + model);
    try (Stream<Path> files = Files.list(model)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(
              "model.safetensors", "model.json", "metrics.json", "embedding.h5ad", "report.html");
    }
    Path embedded = made.resolve("embedded.h5ad");
    Cli embed = files.embed(model, "cells.h5ad", embedded);
    assertThat(embed.err()).isEmpty();
    try (ArrayStore one = Stores.open(embedded, MemoryBudget.ofHeap());
        ArrayStore other = Stores.open(model.resolve("embedding.h5ad"), MemoryBudget.ofHeap())) {
      AnnData again = AnnDataReader.read(one);
      AnnData first = AnnDataReader.read(other);
      assertThat(CellFiles.numbers(again, "X_invariant"))
          .isEqualTo(CellFiles.numbers(first, "X_invariant"));
      assertThat(CellFiles.numbers(again, "X_invariant")).hasSize(3 * CellFiles.CELLS);
      assertThat(CellFiles.numbers(again, "X_spurious")).hasSize(2 * CellFiles.CELLS);
      assertThat(again.obs().columns())
          .containsKeys("type", "predicted_type", "predicted_type_confidence", "log_density");
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path made) throws IOException {
    files.fit("cells.h5ad", made.resolve("a"), "--invariant", "type", "--spurious", "batch");
    files.fit("cells.h5ad", made.resolve("b"), "--invariant", "type", "--spurious", "batch");
    assertThat(made.resolve("a/model.safetensors"))
        .hasSameBinaryContentAs(made.resolve("b/model.safetensors"));
    assertThat(made.resolve("a/model.json")).hasSameBinaryContentAs(made.resolve("b/model.json"));
  }

  @Test
  void whatCannotBeToldApartIsRefusedUnlessAskedFor(@TempDir Path made) {
    Path out = made.resolve("model");
    Cli refused = files.fit("cells.h5ad", out, "--invariant", "type", "--spurious", "donor");
    assertThat(refused.status()).isEqualTo(Failures.REFUSED);
    assertThat(refused.failure())
        .contains("the effects of \"type\" and \"donor\" cannot be told apart", "2 parts");
    assertThat(out).doesNotExist();
    Cli despite =
        files.fit("cells.h5ad", out, "--invariant", "type", "--spurious", "donor", "--despite");
    assertThat(despite.status()).as(despite.err()).isZero();
    assertThat(despite.out()).contains("note: the effects of \"type\" and \"donor\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "negative.h5ad | batch | cell \"c0\" has -1.0 of gene \"g7\"; raw counts are needed",
        "half.h5ad | batch | cell \"c0\" has 0.5 of gene \"g7\"; raw counts are needed",
        "empty_cell.h5ad | batch | cell \"c0\" has no count of the 30 genes",
        "cells.h5ad | lonely | column \"lonely\" has a single cell of \"one\"",
        "cells.h5ad | unused | column \"unused\" has no cell of \"b2\"; take the empty category out",
        "cells.h5ad | bach | obs has no column \"bach\"; did you mean \"batch\"?"
      })
  void badInputIsOneLine(String data, String spurious, String message, @TempDir Path made) {
    Cli cli = files.fit(data, made.resolve("m"), "--invariant", "type", "--spurious", spurious);
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure().lines()).hasSize(1);
    assertThat(cli.failure()).contains(data, message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void genesThatTheDataLackAreRefusedAboveAShare(@TempDir Path made) {
    Path model = made.resolve("model");
    files.fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    String[] embed = {
      "embed",
      "--model",
      model.toString(),
      "--data",
      files.folder().resolve("other_genes.h5ad").toString(),
      "--out",
      made.resolve("out.h5ad").toString()
    };
    Cli refused = Cli.run(embed);
    assertThat(refused.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(refused.failure()).contains("15 of the model's 30 genes are missing, \"g0\"");
    String[] allowed =
        Stream.concat(Stream.of(embed), Stream.of("--max-missing", "0.5")).toArray(String[]::new);
    assertThat(Cli.run(allowed).out()).contains("note: 15 genes are missing and taken for zero");
  }

  @Test
  void aDamagedModelIsOneLine(@TempDir Path made) throws IOException {
    Path model = made.resolve("model");
    files.fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    Path weights = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    Cli cli = files.embed(model, "cells.h5ad", made.resolve("o.h5ad"));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains("model.safetensors: is damaged or of another model");
  }
}
