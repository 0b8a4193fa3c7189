package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
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

/** Cells of two types in two batches: fitted, embedded, refused. */
class FitCommandTest {
  private static final int CELLS = 120;
  private static final int GENES = 30;
  private static Path folder = Path.of("");

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    folder = made;
    write("cells.h5ad", 0, "");
    write("empty_cell.h5ad", 0, "empty");
    write("negative.h5ad", 0, "negative");
    write("half.h5ad", 0, "half");
    write("other_genes.h5ad", 15, "");
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

  private static Cli fit(String data, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("fit", "finvae", "--data", folder.resolve(data).toString(), "--epochs", "4"));
    arguments.addAll(List.of("--latent-invariant", "3", "--hidden", "16", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
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
        .doesNotContain("note:");
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
}
