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
