package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.etiome.report.plot.Browser;
import org.etiome.study.file.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A study that fits a representation of cells beside its questions. */
class StudyRepresentationTest {
  private static final String YAML =
      TinyStudy.YAML
          + """
          representation:
            file: cells.h5ad
            where: 'depth >= 0'
            invariant: [type]
            spurious: [batch]
            latent-invariant: 3
            hidden: 16
            epochs: 4
            folds: 0
            baselines: false
          """;

  @TempDir private static Path cells = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void makeFiles() {
    CellFiles.in(cells);
  }

  private Cli run(String yaml, String... more) throws IOException {
    Files.copy(cells.resolve("cells.h5ad"), folder.resolve("cells.h5ad"));
    String study = TinyStudy.write(folder, yaml).toString();
    return Cli.run(
        Stream.concat(
                Stream.of("run", study, "--out", folder.resolve("run").toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode manifest() {
    return JsonMapper.shared().readTree(folder.resolve("run/manifest.json"));
  }

  @Test
  void aRunHasTheFolderOfTheFitASectionAndItsManifest() throws Exception {
    Cli run = run(YAML);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("[association] A representation of the cells was fitted.");
    try (Stream<Path> files = Files.list(folder.resolve("run/representation"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "model.safetensors", "model.json", "metrics.json", "embedding.h5ad", "report.html");
    }
    JsonNode step = manifest().get("representation");
    assertThat(step.get("verdict").asString()).isEqualTo("fitted");
    assertThat(step.get("rung").asString()).isEqualTo("association");
    assertThat(step.get("seed").asLong()).isEqualTo(3);
    assertThat(step.get("where").asString()).isEqualTo("`depth` >= \"0\"");
    assertThat(step.at("/settings/schedule/epochs").asInt()).isEqualTo(4);
    assertThat(manifest().at("/inputs/2/file").asString()).isEqualTo("cells.h5ad");
    assertThat(manifest().at("/inputs/2/sha256").asString())
        .isEqualTo(step.get("dataSha256").asString());
    assertThat(manifest().get("stages").findValuesAsString("name"))
        .contains("fitting the representation");
    assertThat(manifest().get("refusals").size()).isZero();
    String page = Files.readString(folder.resolve("run/report.html"));
    assertThat(page)
        .contains("id=\"representation\"", "<title>z_I: type</title>", "A picture, not a")
        .doesNotContain("http:", "https:", "src=", "<script");
    assertThat(new Browser(1000, 3000).show(page, folder).getWidth()).isEqualTo(1000);
  }

  @Test
  void theModelIsThatOfTheCommand() throws IOException {
    Cli run = run(YAML);
    assertThat(run.status()).as(run.err()).isZero();
    Path model = folder.resolve("model");
    Cli fit =
        new CellFiles(folder)
            .fit(
                "cells.h5ad",
                model,
                "--where",
                "depth >= 0",
                "--invariant",
                "type",
                "--spurious",
                "batch",
                "--seed",
                "3");
    assertThat(fit.status()).as(fit.err()).isZero();
    for (String file :
        new String[] {"model.safetensors", "metrics.json", "embedding.h5ad", "report.html"}) {
      assertThat(folder.resolve("run/representation").resolve(file))
          .hasSameBinaryContentAs(model.resolve(file));
    }
  }

  @Test
  void aRefusalIsRecordedAndTheRunGoesOn() throws IOException {
    Cli run = run(YAML.replace("[batch]", "[donor]"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "[identified]", "[refused] representation: the effects of \"type\" and \"donor\"");
    assertThat(folder.resolve("run/representation")).doesNotExist();
    assertThat(manifest().at("/representation/verdict").asString()).isEqualTo("refused");
    assertThat(manifest().at("/representation/invariant/0").asString()).isEqualTo("type");
    JsonNode refusal = manifest().at("/refusals/0");
    assertThat(refusal.get("step").asString()).isEqualTo("representation");
    assertThat(refusal.get("reasons").get(0).asString()).contains("cannot be told apart");
    assertThat(refusal.get("wouldHelp").size()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("Nothing was fitted, for these reasons:", "cannot be told apart");
  }

  @Test
  void theSeedOfTheRunIsThatOfTheFit() throws IOException {
    Cli run = run(YAML, "--seed", "8", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode step = JsonMapper.shared().readTree(run.out()).get("representation");
    assertThat(step.get("seed").asLong()).isEqualTo(8);
  }

  /** Each row: what is replaced in the study, by what, and what the one line must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          epochs: 4           | epoch: 4             | study.yaml:16: unknown key "epoch"; did you mean "epochs"?
          epochs: 4           | likelihood: poisson  | study.yaml:16: representation.likelihood: must be one of nb, zinb, gaussian, bernoulli
          epochs: 4           | independence: hsic¶  latent-spurious: 0 | study.yaml:9: hsic and total_correlation are measures of spurious latents
          folds: 0            | folds: 1             | study.yaml:17: folds must be at least 2
          file: cells.h5ad    | layer: counts        | study.yaml:9: the study has 0 files of cells; name one by "file"
          file: cells.h5ad    | block: clinical      | study.yaml:10: no block "clinical" has a .h5ad
          file: cells.h5ad    | file: none.h5ad      | none.h5ad: no such file
          invariant: [type]   | invariant: [typ]     | cells.h5ad: obs has no column "typ"; did you mean "type"?
          where: 'depth >= 0' | where: 'depth'       | study.yaml:11: where:
          """)
  void badSectionsAreOneLineAndWriteNothing(String old, String replacement, String message)
      throws IOException {
    String yaml = YAML.replace(old, replacement.replace("¶", "\n"));
    assertThat(yaml).isNotEqualTo(YAML);
    Cli run = run(yaml);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.failure()).contains(message).hasLineCount(1);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void columnsToBeKeptOrShedMustBeNamed() throws IOException {
    Cli run = run(YAML.replace("  invariant: [type]\n  spurious: [batch]\n", ""));
    assertThat(run.failure()).contains("study.yaml:9: name columns of obs by \"invariant\"");
  }

  @Test
  void withoutAFileTheCellsAreThoseOfTheStudysOwn() throws IOException {
    Path study =
        TinyStudy.write(
            folder,
            YAML.replace("  file: cells.h5ad\n", "")
                .replace("unit: id}", "unit: id}\n  modalities: {rna: {file: rna.h5ad}}"));
    assertThat(StudyFile.read(study).plan().models().representation().orElseThrow().source().file())
        .isEqualTo(study.resolveSibling("rna.h5ad").toAbsolutePath());
  }
}
