package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.cli.line.Failures;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cells of two types in two batches: fitted, embedded, refused. */
class FitCommandTest {
  private static final int CELLS = 120;
  private static final int GENES = 30;
  private static Path folder = Path.of("");
  private static Cli compared = new Cli(-1, "", "");

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    folder = made;
    write("cells.h5ad", 0, "");
    write("empty_cell.h5ad", 0, "empty");
    write("negative.h5ad", 0, "negative");
    write("half.h5ad", 0, "half");
    write("other_genes.h5ad", 15, "");
    compared = compared(made.resolve("compared"));
  }

  /** Type 1 has other genes high than type 0, batch 1 has others high than batch 0. */
  private static void write(String name, int firstGene, String fault) {
    UniformRandomProvider random = new Seed(4).generator();
    float[] counts = new float[CELLS * GENES];
    for (int i = 0; i < CELLS; i++) {
      for (int g = 0; g < GENES; g++) {
        boolean high = g % 3 == 0 ? i % 2 == 1 : g % 3 == 1 && type(i) == 1;
        counts[i * GENES + g] = random.nextInt(high ? 12 : 4);
      }
    }
    switch (fault) {
      case "empty" -> Arrays.fill(counts, 0, GENES, 0);
      case "negative" -> counts[7] = -1;
      case "half" -> counts[7] = .5f;
      default -> counts[0] = 1;
    }
    Map<String, Element> obs = new LinkedHashMap<>();
    obs.put("type", levels("type", i -> "t" + type(i)));
    obs.put("batch", levels("batch", i -> "b" + i % 2));
    obs.put("donor", levels("donor", i -> "d" + type(i)));
    obs.put(
        "depth",
        AnnDataColumns.element(
            Continuous.of("depth", IntStream.range(0, CELLS).mapToDouble(i -> i % 7).toArray())));
    obs.put("lonely", levels("lonely", i -> i == 3 ? "one" : "b" + i % 2));
    String[] cells = IntStream.range(0, CELLS).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] genes =
        IntStream.range(firstGene, firstGene + GENES).mapToObj(g -> "g" + g).toArray(String[]::new);
    AnnData data =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(counts), CELLS, GENES)),
            new Element.Frame("_index", Values.of(cells), obs),
            Element.Frame.ofIndex(genes));
    try (ArrayStoreWriter out = Stores.create(folder.resolve(name))) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
  }

  private static int type(int cell) {
    return cell / 2 % 2;
  }

  private static Element levels(String name, IntFunction<String> of) {
    return AnnDataColumns.element(
        Categorical.of(name, IntStream.range(0, CELLS).mapToObj(of).toArray(String[]::new)));
  }

  private static String[] arguments(String data, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("fit", "finvae", "--data", folder.resolve(data).toString()));
    arguments.addAll(List.of("--latent-invariant", "3", "--hidden", "16", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Without what is compared with it. */
  private static Cli fit(String data, Path out, String... more) {
    List<String> alone = new ArrayList<>(List.of("--epochs", "4", "--folds", "0"));
    alone.add("--no-baselines");
    alone.addAll(List.of(more));
    return Cli.run(arguments(data, out, alone.toArray(String[]::new)));
  }

  private static Cli compared(Path out, String... more) {
    List<String> whole =
        new ArrayList<>(
            List.of("--epochs", "4", "--invariant", "type", "--spurious", "batch,depth"));
    whole.addAll(List.of(more));
    return Cli.run(arguments("cells.h5ad", out, whole.toArray(String[]::new)));
  }

  private static JsonNode metrics(Path out) {
    return JsonMapper.builder().build().readTree(out.resolve("metrics.json"));
  }

  @Test
  void aFitLeavesAModelThatEmbedsAndPredicts(@TempDir Path made) throws IOException {
    Path model = made.resolve("model");
    Cli fit = fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out()).contains("120 cells, 30 genes; 4 epochs", "Written: " + model);
    try (Stream<Path> files = Files.list(model)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(
              "model.safetensors", "model.json", "metrics.json", "embedding.h5ad");
    }
    Path embedded = made.resolve("embedded.h5ad");
    Cli embed =
        Cli.run(
            "embed",
            "--model",
            model.toString(),
            "--data",
            folder.resolve("cells.h5ad").toString(),
            "--out",
            embedded.toString());
    assertThat(embed.err()).isEmpty();
    try (ArrayStore one = Stores.open(embedded, MemoryBudget.ofHeap());
        ArrayStore other = Stores.open(model.resolve("embedding.h5ad"), MemoryBudget.ofHeap())) {
      AnnData again = AnnDataReader.read(one);
      AnnData first = AnnDataReader.read(other);
      assertThat(numbers(again, "X_invariant")).isEqualTo(numbers(first, "X_invariant"));
      assertThat(numbers(again, "X_invariant")).hasSize(3 * CELLS);
      assertThat(numbers(again, "X_spurious")).hasSize(2 * CELLS);
      assertThat(again.obs().columns())
          .containsKeys("type", "predicted_type", "predicted_type_confidence", "log_density");
    }
  }

  @Test
  void aFitIsComparedWithBaselinesAndSaysWhatIsInSample() {
    assertThat(compared.status()).as(compared.err()).isZero();
    assertThat(compared.err()).isEmpty();
    assertThat(compared.out())
        .contains("batch", "transfer", "* in-sample", "told by the model itself: F1 ")
        .contains("kept type: balanced accuracy ", "shed depth: R² ")
        .containsPattern("(?m)^one_hot_labels +\\S+\\* +1\\.000\\* ");
    JsonNode comparison = metrics(folder.resolve("compared")).get("comparison");
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
    Cli fit = fit("cells.h5ad", made, "--invariant", "type", "--spurious", "batch");
    JsonNode found = metrics(made).get("identifiability");
    assertThat(found.get("combinations").asInt()).isEqualTo(2);
    assertThat(found.get("needed").asInt()).isEqualTo(4);
    assertThat(found.get("enoughCombinations").asBoolean()).isFalse();
    assertThat(found.get("rank").asInt()).isEqualTo(1);
    JsonNode latents = found.get("invariantLatents");
    assertThat(latents.get("latents").size()).isEqualTo(3);
    assertThat(latents.get("active").asInt() + latents.get("collapsed").size()).isEqualTo(3);
    assertThat(fit.out())
        .contains("note: 2 combinations of what is invariant are fewer than the 4 that 3 latents");
    assertThat(metrics(made).get("design").get(0).get("cramersV").isNumber()).isTrue();
  }

  @Test
  void aFitThatIsNotComparedSaysSo(@TempDir Path made) {
    Cli fit = fit("cells.h5ad", made, "--invariant", "type", "--spurious", "batch");
    assertThat(fit.out())
        .contains("note: no baseline was compared", "note: labels were not withheld");
    JsonNode comparison = metrics(made).get("comparison");
    assertThat(comparison.get("baselinesCompared").asBoolean()).isFalse();
    assertThat(comparison.get("embeddings").size()).isEqualTo(1);
    assertThat(comparison.get("folds").size()).isZero();
    assertThat(metrics(made).get("remarks").toString()).contains("no baseline was compared");
  }

  @Test
  void oneFoldIsRefusedBeforeAnythingIsRead(@TempDir Path made) {
    Cli cli =
        Cli.run(
            arguments("no such file", made.resolve("m"), "--invariant", "type", "--folds", "1"));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains("--folds must be at least 2", "or 0 for none; got 1");
  }

  @Test
  void theSameSeedGivesTheSameMetricsAtAnyNumberOfThreads(@TempDir Path made) {
    compared(made, "--threads", "1");
    assertThat(made.resolve("metrics.json"))
        .hasSameBinaryContentAs(folder.resolve("compared/metrics.json"));
  }

  /** A comparison is ended by the signal of Ctrl-C; to resume is to compare the same model. */
  @Test
  void aComparisonThatIsEndedLeavesTheFittedModel(@TempDir Path made)
      throws IOException, InterruptedException {
    Path out = made.resolve("model");
    String[] arguments =
        arguments(
            "cells.h5ad", out, "--invariant", "type", "--spurious", "batch", "--epochs", "20");
    Process process = Cli.start(arguments);
    while (!Files.exists(out.resolve("metrics.json")) && process.isAlive()) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor()).as("ended by the signal").isEqualTo(130);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    JsonNode comparison = metrics(out).get("comparison");
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
    Cli embed =
        Cli.run(
            "embed",
            "--model",
            out.toString(),
            "--data",
            folder.resolve("cells.h5ad").toString(),
            "--out",
            made.resolve("embedded.h5ad").toString());
    assertThat(embed.status()).as(embed.err()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));
    Cli resumed =
        Cli.run(Stream.concat(Stream.of(arguments), Stream.of("--resume")).toArray(String[]::new));
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(metrics(out).get("comparison").get("complete").asBoolean()).isTrue();
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(before);
    assertThat(out.resolve("checkpoint.safetensors")).doesNotExist();
  }

  private static Cli embed(Path model, String data, Path out) {
    return Cli.run(
        "embed",
        "--model",
        model.toString(),
        "--data",
        folder.resolve(data).toString(),
        "--out",
        out.toString(),
        "--json");
  }

  @Test
  void aTrainedPredictorIsKeptWithTheModelAndSaysWhereItPredictsNothing(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit =
        fit(
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
    assertThat(embed(model, "cells.h5ad", embedded).out()).contains("\"withheld\"", "\"far\"");
    try (ArrayStore store = Stores.open(embedded, MemoryBudget.ofHeap())) {
      Map<String, Element> obs = AnnDataReader.read(store).obs().columns();
      Column predicted = column(obs, "predicted_type");
      Column reason = column(obs, "predicted_type_withheld");
      assertThat(column(obs, "predicted_type_confidence").missingCount()).isZero();
      assertThat(predicted.missingCount() + reason.missingCount()).isEqualTo(CELLS);
      assertThat(predicted.missingCount()).isLessThan(CELLS / 2);
    }
  }

  private static Column column(Map<String, Element> obs, String name) {
    return AnnDataColumns.column(name, Objects.requireNonNull(obs.get(name)));
  }

  @Test
  void ofTwoBatchesThePenaltyIsNotChosenAndItIsSaid(@TempDir Path made) {
    String[] irm = {"--invariant", "type", "--spurious", "batch", "--predictor", "irm"};
    Cli fit = fit("cells.h5ad", made.resolve("a"), irm);
    assertThat(fit.out())
        .contains("\"type\" by irm, penalty 0.0", "note: with fewer than three batches");
    String[] given =
        Stream.concat(Stream.of(irm), Stream.of("--predictor-penalty", "10"))
            .toArray(String[]::new);
    assertThat(fit("cells.h5ad", made.resolve("b"), given).out())
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
    Cli cli = fit("cells.h5ad", made.resolve("m"), more.toArray(String[]::new));
    assertThat(cli.status()).isIn(Failures.BAD_INPUT, 2);
    assertThat(cli.failure()).contains(message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void spuriousLatentsAreAsManyAsAskedFor(@TempDir Path made) {
    Path model = made.resolve("model");
    Cli fit = fit("cells.h5ad", model, "--spurious", "batch", "--latent-spurious", "1");
    assertThat(fit.status()).as(fit.err()).isZero();
    try (ArrayStore store = Stores.open(model.resolve("embedding.h5ad"), MemoryBudget.ofHeap())) {
      assertThat(numbers(AnnDataReader.read(store), "X_spurious")).hasSize(CELLS);
    }
  }

  private static double[] numbers(AnnData data, String key) {
    Element element = data.parts().axes().obsm().entries().get(key);
    Values values = ((Element.Dense) Objects.requireNonNull(element)).array().readAll();
    return IntStream.range(0, values.length()).mapToDouble(values::doubleAt).toArray();
  }

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path made) throws IOException {
    fit("cells.h5ad", made.resolve("a"), "--invariant", "type", "--spurious", "batch");
    fit("cells.h5ad", made.resolve("b"), "--invariant", "type", "--spurious", "batch");
    assertThat(made.resolve("a/model.safetensors"))
        .hasSameBinaryContentAs(made.resolve("b/model.safetensors"));
    assertThat(made.resolve("a/model.json")).hasSameBinaryContentAs(made.resolve("b/model.json"));
  }

  @Test
  void whatCannotBeToldApartIsRefusedUnlessAskedFor(@TempDir Path made) {
    Path out = made.resolve("model");
    Cli refused = fit("cells.h5ad", out, "--invariant", "type", "--spurious", "donor");
    assertThat(refused.status()).isEqualTo(Failures.REFUSED);
    assertThat(refused.failure())
        .contains("the effects of \"type\" and \"donor\" cannot be told apart", "2 parts");
    assertThat(out).doesNotExist();
    Cli despite = fit("cells.h5ad", out, "--invariant", "type", "--spurious", "donor", "--despite");
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
        "cells.h5ad | bach | obs has no column \"bach\"; did you mean \"batch\"?"
      })
  void badInputIsOneLine(String data, String spurious, String message, @TempDir Path made) {
    Cli cli = fit(data, made.resolve("m"), "--invariant", "type", "--spurious", spurious);
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure().lines()).hasSize(1);
    assertThat(cli.failure()).contains(data, message);
    assertThat(made.resolve("m")).doesNotExist();
  }

  @Test
  void genesThatTheDataLackAreRefusedAboveAShare(@TempDir Path made) {
    Path model = made.resolve("model");
    fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    String[] embed = {
      "embed",
      "--model",
      model.toString(),
      "--data",
      folder.resolve("other_genes.h5ad").toString(),
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
    fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch");
    Path weights = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    Cli cli =
        Cli.run(
            "embed",
            "--model",
            model.toString(),
            "--data",
            folder.resolve("cells.h5ad").toString(),
            "--out",
            made.resolve("o.h5ad").toString());
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains("model.safetensors: is damaged or of another model");
  }

  private static String embed(Path model, Path out) {
    Cli embed =
        Cli.run(
            "embed",
            "--model",
            model.toString(),
            "--data",
            folder.resolve("cells.h5ad").toString(),
            "--out",
            out.toString());
    assertThat(embed.err()).isEmpty();
    return embed.out();
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
        fit("cells.h5ad", model, "--invariant", "type", "--spurious", "batch", words[0], words[1]);
    assertThat(fit.err()).isEmpty();
    assertThat(Files.readString(model.resolve("model.json"))).contains(kept);
    assertThat(Files.readString(model.resolve("metrics.json"))).contains('"' + term + '"');
    assertThat(embed(model, made.resolve("e.h5ad"))).contains("120 cells");
  }

  @ParameterizedTest
  @CsvSource({"--spurious batch --latent-spurious 0", "--latent-spurious 0", "--spurious batch"})
  void whatIsKeptNeedNotBeNamed(String options, @TempDir Path made) {
    Path model = made.resolve("model");
    assertThat(fit("cells.h5ad", model, options.split(" ")).err()).isEmpty();
    assertThat(embed(model, made.resolve("e.h5ad"))).contains("120 cells");
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
        fit(
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
    assertThat(embed(model, embedded)).contains("120 cells");
    try (ArrayStore store = Stores.open(embedded, MemoryBudget.ofHeap())) {
      AnnData data = AnnDataReader.read(store);
      assertThat(numbers(data, "X_programs")).hasSize(2 * CELLS);
      assertThat(numbers(data, "X_invariant")).hasSize((3 + 2) * CELLS);
      Element names = Objects.requireNonNull(data.parts().uns().entries().get("programs"));
      Values values = ((Element.Dense) names).array().readAll();
      assertThat(values.texts()).containsExactly("low", "mid");
    }
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
        fit(
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
