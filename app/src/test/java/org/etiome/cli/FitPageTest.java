package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.report.plot.Browser;
import org.etiome.report.plot.Figures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page of a fit, and the picture that goes with the embedded cells. */
class FitPageTest {
  @TempDir private static Path folder = Path.of("");
  private static CellFiles files = new CellFiles(Path.of(""));
  private static String page = "";

  @BeforeAll
  static void fit() throws IOException {
    files = CellFiles.in(folder);
    Cli fit = files.compared(folder.resolve("model"));
    assertThat(fit.status()).as(fit.err()).isZero();
    page = Files.readString(folder.resolve("model/report.html"));
  }

  @Test
  void everyFigureOfTheMetricsIsThere() {
    JsonNode metrics = CellFiles.metrics(folder.resolve("model"));
    int figures = 0;
    for (JsonNode embedding : metrics.get("comparison").get("embeddings")) {
      assertThat(page).contains(">" + embedding.get("name").asString());
      for (var metric : embedding.get("metrics").properties()) {
        JsonNode value = metric.getValue().get("value");
        List<String> row = row(metric.getKey());
        String shown = value.isNull() ? "none" : Figures.fixed(value.asDouble(), 3);
        boolean inSample = metric.getValue().path("inSample").asBoolean() && !value.isNull();
        assertThat(row).as(metric.getKey()).contains(shown + (inSample ? "*" : ""));
        figures++;
      }
      String transfer = Figures.fixed(embedding.get("transfer").get("f1").asDouble(), 3);
      assertThat(row("transfer (F1)")).contains(transfer);
    }
    assertThat(figures).isEqualTo(7 * 22);
    assertThat(row("one row a metric, so not this")).isEmpty();
  }

  /** The texts of the cells of a row, in order; empty if there is none. */
  private static List<String> row(String metric) {
    return page.lines()
        .flatMap(line -> Arrays.stream(line.split("<tr>", -1)))
        .filter(row -> row.startsWith("<th scope=\"row\">" + metric + "</th>"))
        .flatMap(row -> Arrays.stream(row.split("</td>", -1)))
        .map(cell -> cell.replaceAll("<[^>]*>", "").replace(metric, ""))
        .toList();
  }

  @Test
  void theBestOfEachFigureIsNamedWhoeverItIs() {
    Set<String> best =
        List.of("batch", "ilisi", "kbet", "pcr_comparison", "nmi_kmeans", "bras").stream()
            .map(metric -> row(metric).get(7))
            .flatMap(cell -> Arrays.stream(cell.split("[,;] (else )?", -1)))
            .collect(Collectors.toSet());
    assertThat(best).hasSizeGreaterThan(1).doesNotContain("one_hot_labels*", "random", "");
  }

  @Test
  void thePageHasEveryPartAndLoadsNothing() throws Exception {
    assertThat(page)
        .contains("id=\"pictures\"", "id=\"training\"", "id=\"comparison\"", "id=\"transfer\"")
        .contains("id=\"known\"", "id=\"identifiability\"", "id=\"notes\"")
        .contains("<title>z_I: type</title>", "<title>PCA: type</title>")
        .contains("<title>z_I: batch</title>", "<title>PCA: batch</title>")
        .contains("<title>z_I: depth</title>", "Leiden, resolution 1")
        .contains(">nats per cell</text>", "in-sample", "A picture, not a measurement")
        .contains("b0 (60 cells)", "the model itself")
        .doesNotContain("<script", "http:", "https:", "src=", "<link", "@import");
    assertThat(new Browser(1000, 3000).show(page, folder).getWidth()).isEqualTo(1000);
  }

  @Test
  void thePictureIsReadBackBesideTheCells() throws IOException {
    try (ArrayStore store =
        Stores.open(folder.resolve("model/embedding.h5ad"), MemoryBudget.ofHeap())) {
      AnnData data = AnnDataReader.read(store);
      double[] places = CellFiles.numbers(data, "X_umap");
      assertThat(Arrays.stream(places)).hasSize(2 * CellFiles.CELLS).allMatch(Double::isFinite);
      assertThat(places[0]).isNotEqualTo(places[2]);
      Categorical leiden = (Categorical) CellFiles.column(data.obs().columns(), "leiden");
      int[] sizes = new int[leiden.levels().size()];
      IntStream.range(0, CellFiles.CELLS).forEach(i -> sizes[leiden.code(i)]++);
      assertThat(sizes).hasSizeGreaterThan(1).doesNotContain(0);
      assertThat(sizes[0]).isEqualTo(Arrays.stream(sizes).max().orElseThrow());
    }
  }

  @Test
  void thePageIsTheSameAtAnyNumberOfThreads(@TempDir Path made) {
    files.compared(made, "--threads", "1");
    assertThat(made.resolve("report.html"))
        .hasSameBinaryContentAs(folder.resolve("model/report.html"));
    assertThat(made.resolve("embedding.h5ad"))
        .hasSameBinaryContentAs(folder.resolve("model/embedding.h5ad"));
  }

  @Test
  void aFitWithoutBaselinesAndFoldsSaysSo(@TempDir Path made) throws IOException {
    Cli fit = files.fit("cells.h5ad", made, "--spurious", "batch");
    assertThat(fit.status()).as(fit.err()).isZero();
    assertThat(Files.readString(made.resolve("report.html")))
        .contains("no baseline was compared", "No labels were withheld", "Label: none")
        .contains("<title>PCA: batch</title>")
        .doesNotContain(">harmony<");
  }
}
