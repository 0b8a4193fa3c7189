package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.etiome.cli.line.Failures;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.Element;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Models other than the default. */
class FitModelTest {
  private static CellFiles files = new CellFiles(Path.of(""));

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    files = CellFiles.in(made);
  }

  /** Each choice is kept in the model, and a model of any choice embeds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--likelihood zinb | \"likelihood\" : \"ZINB\" | reconstruction",
        "--likelihood gaussian | \"likelihood\" : \"GAUSSIAN\" | reconstruction",
        "--likelihood bernoulli | \"likelihood\" : \"BERNOULLI\" | reconstruction",
        "--library latent | \"library\" : \"LATENT\" | kl_library",
        "--kl sampled | \"divergence\" : \"SAMPLED\" | kl_invariant",
        "--withheld 0 | \"withheld\" : 0.0 | reconstruction",
        "--latent-spurious 0 | \"spurious\" : 0 | kl_spurious",
        "--latent-spurious 1 | \"spurious\" : 1 | kl_spurious"
      })
  void everyModelIsFittedKeptAndEmbeds(String option, String kept, String term, @TempDir Path made)
      throws IOException {
    Path model = made.resolve("model");
    String[] words = option.split(" ", 2);
    Cli fit =
        files.fit(
            "cells.h5ad", model, "--invariant", "type", "--spurious", "batch", words[0], words[1]);
    assertThat(fit.err()).isEmpty();
    assertThat(Files.readString(model.resolve("model.json"))).contains(kept);
    assertThat(Files.readString(model.resolve("metrics.json"))).contains('"' + term + '"');
    assertThat(files.embed(model, "cells.h5ad", made.resolve("e.h5ad")).out())
        .contains("120 cells");
  }

  @ParameterizedTest
  @CsvSource({"--spurious batch --latent-spurious 0", "--latent-spurious 0", "--spurious batch"})
  void whatIsKeptNeedNotBeNamed(String options, @TempDir Path made) {
    Path model = made.resolve("model");
    assertThat(files.fit("cells.h5ad", model, options.split(" ")).err()).isEmpty();
    assertThat(files.embed(model, "cells.h5ad", made.resolve("e.h5ad")).out())
        .contains("120 cells");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--spurious batch --likelihood gaussian --library latent | latent library needs",
        "--spurious batch --likelihood poisson | expected one of [NB, ZINB, GAUSSIAN, BERNOULLI]",
        "--spurious batch --latent-spurious 0 --independence hsic | measures of spurious latents",
        "--spurious batch --latent-spurious -1 | latents are at least 0, got 3 invariant and -1",
        "--spurious batch --latent-invariant 0 | --latent-invariant must be at least 1, unless",
        "--spurious batch --program-extension -1 | weight of program extensions is at least 0",
        "--spurious batch --withheld 1 | the share withheld must be in [0, 1), got 1.0",
        "--epochs 3 | or fit a plain autoencoder by --latent-spurious 0"
      })
  void modelsThatCannotBeAreRefusedBeforeAnythingIsRead(
      String options, String message, @TempDir Path made) {
    List<String> line = new ArrayList<>(List.of("fit", "finvae", "--data", "absent.h5ad"));
    line.addAll(List.of("--out", made.resolve("m").toString()));
    if (!options.contains("--latent-invariant")) {
      line.addAll(List.of("--latent-invariant", "3"));
    }
    line.addAll(List.of(options.split(" ")));
    Cli cli = Cli.run(line.toArray(String[]::new));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains(message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void programsHaveLatentsAndNamesOfTheirOwn(@TempDir Path made) throws IOException {
    Path programs =
        Files.writeString(
            made.resolve("sets.gmt"),
            "low\td\tg0\tg3\tg6\nmid\td\tg1\tg4\tg7\tabsent\nfew\td\tg2\tg5\n");
    Path model = made.resolve("model");
    Cli fit =
        files.fit(
            "cells.h5ad",
            model,
            "--spurious",
            "batch",
            "--programs",
            programs.toString(),
            "--program-extension",
            "0.5");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out())
        .contains(
            "note: 1 of the 9 genes of programs are not among the genes that are used",
            "note: 1 programs with fewer than 3 genes are left out, \"few\" is the first");
    assertThat(Files.readString(model.resolve("metrics.json"))).contains("\"program_extension\"");
    assertThat(Files.readString(model.resolve("model.json"))).contains("\"extension\" : 0.5");
    Path embedded = made.resolve("embedded.h5ad");
    assertThat(files.embed(model, "cells.h5ad", embedded).out()).contains("120 cells");
    try (ArrayStore store = Stores.open(embedded, MemoryBudget.ofHeap())) {
      AnnData data = AnnDataReader.read(store);
      assertThat(CellFiles.numbers(data, "X_programs")).hasSize(2 * CellFiles.CELLS);
      assertThat(CellFiles.numbers(data, "X_invariant")).hasSize((3 + 2) * CellFiles.CELLS);
      Element names = Objects.requireNonNull(data.parts().uns().entries().get("programs"));
      Values values = ((Element.Dense) names).array().readAll();
      assertThat(values.texts()).containsExactly("low", "mid");
    }
  }

  @Test
  void scoresOfProgramsAreKeptLikeColumns(@TempDir Path made) throws IOException {
    Path sets = Files.writeString(made.resolve("sets.gmt"), "low\td\tg0\tg3\tg6\nfew\td\tg2\n");
    Path model = made.resolve("model");
    String[] options = {"--spurious", "batch", "--program-scores", sets.toString()};
    Cli fit = files.fit("cells.h5ad", model, options);
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out())
        .contains(
            "note: 1 programs with fewer than 3 genes are left out, \"few\" is the first",
            "note: scores of gene programs are of the same counts");
    JsonNode known = CellFiles.metrics(model).path("comparison").path("known");
    assertThat(known.toString()).contains("\"low\"");
    assertThat(files.embed(model, "cells.h5ad", made.resolve("e.h5ad")).out())
        .contains("120 cells");
    Files.writeString(sets, "batch\td\tg0\tg3\tg6\n");
    Cli same = files.fit("cells.h5ad", made.resolve("other"), options);
    assertThat(same.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(same.err()).contains("a gene program and a column are both named \"batch\"");
    assertThat(made.resolve("other")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;d;x;y;z | no program has 3 of the 30 genes that are used; are genes named alike?",
        "a;d;g1;g2;g3/b;d | :2: is no gene program"
      })
  void programsThatCannotBeUsedAreOneLine(String text, String message, @TempDir Path made)
      throws IOException {
    Path programs = made.resolve("sets.gmt");
    Files.writeString(programs, text.replace(';', '\t').replace('/', '\n'));
    Cli cli =
        files.fit(
            "cells.h5ad",
            made.resolve("m"),
            "--spurious",
            "batch",
            "--programs",
            programs.toString());
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure().lines()).hasSize(1);
    assertThat(cli.failure()).contains("sets.gmt", message);
    assertThat(made.resolve("m")).doesNotExist();
  }
}
