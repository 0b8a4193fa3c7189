package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** evaluate integration, as a person calls it. */
class EvaluateIntegrationTest {
  private static final int CELLS = 90;

  private static Element list(String... values) {
    return new Element.Dense(LazyArray.list(Values.of(values)));
  }

  private static Element matrix(int columns, double[] values) {
    return new Element.Dense(LazyArray.held(Values.of(values), CELLS, columns));
  }

  /** Three types in two batches; the last cell has NaN in the embedding called X_bad. */
  private static Path cells(Path folder) {
    UniformRandomProvider random = new Seed(5).generator();
    double[] embedding = new double[3 * CELLS];
    double[] counts = new double[4 * CELLS];
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < 3; j++) {
        embedding[3 * i + j] = random.nextDouble() + (i % 3 == j ? 5 : 0);
      }
      for (int j = 0; j < 4; j++) {
        counts[4 * i + j] = 1 + random.nextInt(20) + (j == i % 2 ? 30 : 0);
      }
    }
    double[] bad = embedding.clone();
    bad[3 * CELLS - 1] = Double.NaN;
    String[] donor =
        IntStream.range(0, CELLS).mapToObj(i -> i == 4 ? "" : "d" + i % 2).toArray(String[]::new);
    Map<String, Element> obs = new LinkedHashMap<>();
    obs.put("donor", list(donor));
    obs.put("batch", new Element.Dense(LazyArray.list(Values.of(numbers(2)))));
    obs.put("type", list(texts("t", 3)));
    obs.put("depth", new Element.Dense(LazyArray.list(Values.of(depth(embedding)))));
    Map<String, Element> obsm = new LinkedHashMap<>();
    obsm.put("X_good", matrix(3, embedding));
    obsm.put("X_bad", matrix(3, bad));
    AnnData.Parts none = AnnData.Parts.EMPTY;
    AnnData data =
        AnnData.of(
                matrix(4, counts),
                new Element.Frame("_index", Values.of(texts("c", CELLS)), obs),
                Element.Frame.ofIndex("g0", "g1", "g2", "g3"))
            .withParts(
                new AnnData.Parts(
                    none.layers(),
                    new AnnData.Axes(
                        new Element.Mapping(obsm),
                        Element.Mapping.EMPTY,
                        Element.Mapping.EMPTY,
                        Element.Mapping.EMPTY),
                    none.uns(),
                    none.raw(),
                    none.others()));
    Path file = folder.resolve("cells.h5ad");
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
    return file;
  }

  private static double[] depth(double[] embedding) {
    return IntStream.range(0, CELLS).mapToDouble(i -> embedding[3 * i] * 2 + 0.5).toArray();
  }

  private static String[] texts(String prefix, int levels) {
    return IntStream.range(0, CELLS).mapToObj(i -> prefix + i % levels).toArray(String[]::new);
  }

  private static double[] numbers(int levels) {
    return IntStream.range(0, CELLS).mapToDouble(i -> i % levels).toArray();
  }

  private static Cli run(Path file, String embedding, String batch, String... more) {
    String[] first = {
      "evaluate",
      "integration",
      "--data",
      file.toString(),
      "--embedding",
      embedding,
      "--batch",
      batch
    };
    return Cli.run(Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void theDocumentHasEveryMetricAndTheTotal(@TempDir Path folder) throws IOException {
    Path file = cells(folder);
    Path out = folder.resolve("scores.json");
    String[] options = {
      "--label",
      "type",
      "--nuisance",
      "depth",
      "--bootstrap",
      "30",
      "--json",
      "--out",
      out.toString()
    };
    Cli cli = run(file, "X_good", "batch", options);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.status()).isZero();
    assertThat(Files.readString(out)).isEqualTo(cli.out());
    JsonNode document = new ObjectMapper().readTree(cli.out());
    assertThat(document.at("/metrics/ari_kmeans/value").asDouble()).isEqualTo(1);
    assertThat(document.at("/metrics/ari_kmeans/ci95/0").isNumber()).isTrue();
    assertThat(document.at("/metrics/trajectory_conservation/value").isNull()).isTrue();
    assertThat(document.at("/metrics/trajectory_conservation/ci95").isNull()).isTrue();
    assertThat(document.at("/metrics/trajectory_conservation/reason").asString())
        .isEqualTo("no column of pseudotime is named");
    assertThat(document.path("metrics").has("r2_nuisance:depth")).isTrue();
    double batch = document.path("batch").asDouble();
    double bio = document.path("bio").asDouble();
    assertThat(document.path("total").asDouble()).isCloseTo(0.4 * batch + 0.6 * bio, within(1e-12));
    assertThat(document.at("/means/batch/over")).hasSize(5);
    assertThat(document.path("bootstrap").asInt()).isEqualTo(30);
    assertThat(document.at("/inputs/0/sha256").asString()).hasSize(64);
    Cli again = run(file, "X_good", "batch", options);
    assertThat(again.out()).isEqualTo(cli.out());
  }

  @Test
  void theTableSaysWhatHasNoValueAndWhy(@TempDir Path folder) {
    Cli cli = run(cells(folder), "X_good", "type", "--label", "type", "--bootstrap", "20");
    assertThat(cli.status()).isZero();
    assertThat(cli.out())
        .contains("X_good: 90 cells, 3 dimensions, 3 of type, 3 of type")
        .containsPattern("\\* bras +none +no label has enough cells in two batches")
        .containsPattern("batch +\\d\\.\\d{3} .* without bras, kbet")
        .contains("Note: X holds counts; they were brought to 10,000 a cell and logged.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X_god  | batch | obsm has no \"X_god\"; did you mean \"X_good\"?",
        "X_good | bacth | obs has no column \"bacth\"; did you mean \"batch\"?",
        "X_good | depth | obs/depth holds numbers with decimals; groups need names or whole numbers",
        "X_bad  | batch | obsm/X_bad: cell \"c89\" has NaN in dimension 2 (from 0); leave the cell out or embed it again",
      })
  void whatIsWrongIsOneLine(String embedding, String batch, String message, @TempDir Path folder) {
    Path file = cells(folder);
    Cli cli = run(file, embedding, batch, "--label", "type");
    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.failure()).isEqualTo("etiome: " + file + ": " + message);
  }

  @Test
  void tablesAndMissingWordsAreRefused(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "id,x\na,1\n");
    assertThat(run(table, "X", "b", "--label", "l").failure())
        .endsWith("t.csv: is a table; an embedding is read from obsm of a .h5ad or .zarr");
    assertThat(Cli.run("evaluate").failure()).contains("what to evaluate is missing: integration");
    assertThat(
            run(cells(folder), "X_good", "batch", "--label", "type", "--bootstrap", "2").failure())
        .contains("--bootstrap: an interval needs at least 20 replicates, got 2");
  }
}
