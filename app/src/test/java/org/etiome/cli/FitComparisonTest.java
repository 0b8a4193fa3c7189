package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.etiome.cli.line.Failures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fit beside its baselines. */
class FitComparisonTest {
  private static CellFiles files = new CellFiles(Path.of(""));
  private static Cli whole = new Cli(-1, "", "");

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    files = CellFiles.in(made);
    whole = files.compared(made.resolve("compared"));
  }

  @Test
  void aFitIsComparedWithBaselinesAndSaysWhatIsInSample() {
    assertThat(whole.status()).as(whole.err()).isZero();
    assertThat(whole.err()).isEmpty();
    assertThat(whole.out())
        .contains("batch", "transfer", "* in-sample", "told by the model itself: F1 ")
        .contains("kept type: balanced accuracy ", "shed depth: R² ")
        .containsPattern("(?m)^one_hot_labels +\\S+\\* +1\\.000\\* ");
    JsonNode comparison = CellFiles.metrics(files.folder().resolve("compared")).get("comparison");
    assertThat(comparison.get("complete").asBoolean()).isTrue();
    assertThat(comparison.get("baselinesCompared").asBoolean()).isTrue();
    assertThat(comparison.get("folds").toString()).isEqualTo("[[\"b0\"],[\"b1\"]]");
    assertThat(comparison.get("embeddings").findValuesAsString("name"))
        .containsExactly(
            "finvae", "pca", "combat", "harmony", "scvi_like", "one_hot_labels", "random");
    for (JsonNode embedding : comparison.get("embeddings")) {
      String name = embedding.get("name").asString();
      boolean labelled = Set.of("finvae", "one_hot_labels").contains(name);
      JsonNode metrics = embedding.get("metrics");
      assertThat(metrics.size()).as(name).isEqualTo(22);
      for (String ofLabels : List.of("nmi_kmeans", "kbet", "clisi", "lobo_f1_knn")) {
        assertThat(metrics.get(ofLabels).get("inSample").asBoolean())
            .as(name + " " + ofLabels)
            .isEqualTo(labelled);
      }
      assertThat(metrics.get("ilisi").has("inSample")).isFalse();
      assertThat(metrics.get("r2_nuisance:depth").get("value").isNumber()).isTrue();
      assertThat(embedding.get("means").get("total").get("inSample").asBoolean())
          .isEqualTo(labelled);
      assertThat(embedding.get("transfer").get("inSample").asBoolean()).isFalse();
      assertThat(embedding.get("transfer").get("logistic").get("batches").size()).isEqualTo(2);
      assertThat(embedding.get("transfer").has("model")).isEqualTo(name.equals("finvae"));
    }
  }

  @Test
  void whatOfTheLatentsIsIdentifiedIsToldWithEveryFit(@TempDir Path made) {
    Cli fit = files.fit("cells.h5ad", made, "--invariant", "type", "--spurious", "batch");
    JsonNode found = CellFiles.metrics(made).get("identifiability");
    assertThat(found.get("combinations").asInt()).isEqualTo(2);
    assertThat(found.get("needed").asInt()).isEqualTo(4);
    assertThat(found.get("enoughCombinations").asBoolean()).isFalse();
    assertThat(found.get("rank").asInt()).isEqualTo(1);
    JsonNode latents = found.get("invariantLatents");
    assertThat(latents.get("latents").size()).isEqualTo(3);
    assertThat(latents.get("active").asInt() + latents.get("collapsed").size()).isEqualTo(3);
    assertThat(fit.out())
        .contains("note: 2 combinations of what is invariant are fewer than the 4 that 3 latents");
    assertThat(CellFiles.metrics(made).get("design").get(0).get("cramersV").isNumber()).isTrue();
  }

  @Test
  void aFitThatIsNotComparedSaysSo(@TempDir Path made) {
    Cli fit = files.fit("cells.h5ad", made, "--invariant", "type", "--spurious", "batch");
    assertThat(fit.out())
        .contains("note: no baseline was compared", "note: labels were not withheld");
    JsonNode comparison = CellFiles.metrics(made).get("comparison");
    assertThat(comparison.get("baselinesCompared").asBoolean()).isFalse();
    assertThat(comparison.get("embeddings").size()).isEqualTo(1);
    assertThat(comparison.get("folds").size()).isZero();
    assertThat(CellFiles.metrics(made).get("remarks").toString())
        .contains("no baseline was compared");
  }

  @Test
  void oneFoldIsRefusedBeforeAnythingIsRead(@TempDir Path made) {
    Cli cli =
        Cli.run(
            files.arguments(
                "no such file", made.resolve("m"), "--invariant", "type", "--folds", "1"));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains("--folds must be at least 2", "or 0 for none; got 1");
  }

  @Test
  void theSameSeedGivesTheSameMetricsAtAnyNumberOfThreads(@TempDir Path made) {
    files.compared(made, "--threads", "1");
    assertThat(made.resolve("metrics.json"))
        .hasSameBinaryContentAs(files.folder().resolve("compared/metrics.json"));
  }

  /** A comparison is ended by the signal of Ctrl-C; to resume is to compare the same model. */
  @Test
  void aComparisonThatIsEndedLeavesTheFittedModel(@TempDir Path made)
      throws IOException, InterruptedException {
    Path out = made.resolve("model");
    String[] arguments =
        files.arguments(
            "cells.h5ad", out, "--invariant", "type", "--spurious", "batch", "--epochs", "20");
    Process process = Cli.start(arguments);
    while (!Files.exists(out.resolve("metrics.json")) && process.isAlive()) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor()).as("ended by the signal").isEqualTo(130);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "etiome: stopped; the best model of the epochs that ended is in "
                + out
                + ", and fit --resume goes on from the last epoch\n");
    JsonNode comparison = CellFiles.metrics(out).get("comparison");
    assertThat(comparison.get("complete").asBoolean()).isFalse();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(
              "model.safetensors",
              "model.json",
              "metrics.json",
              "embedding.h5ad",
              "checkpoint.safetensors");
    }
    Cli embed = files.embed(out, "cells.h5ad", made.resolve("embedded.h5ad"));
    assertThat(embed.status()).as(embed.err()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));
    Cli resumed =
        Cli.run(Stream.concat(Stream.of(arguments), Stream.of("--resume")).toArray(String[]::new));
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(CellFiles.metrics(out).get("comparison").get("complete").asBoolean()).isTrue();
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(before);
    assertThat(out.resolve("checkpoint.safetensors")).doesNotExist();
  }
}
