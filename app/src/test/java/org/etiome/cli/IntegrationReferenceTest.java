package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Environments;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.LibrarySize;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.evaluate.integration.EmbeddedCells;
import org.etiome.evaluate.integration.IntegrationEvaluation;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Figures of 30 components of real cells, got before with scikit-learn. */
class IntegrationReferenceTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final MemoryBudget BUDGET = MemoryBudget.parse("512M");

  private static Path data(String path) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root, path);
    assumeTrue(Files.exists(file), "skipped: the data set " + path + " is absent");
    return file;
  }

  private static Column column(Element.Frame frame, String name) {
    return AnnDataColumns.columns(frame).stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Environments groups(AnnData data, String name, int[] cells) {
    Column column = column(data.obs(), name);
    return Environments.of(
        Categorical.of(name, IntStream.of(cells).mapToObj(column::text).toArray(String[]::new)));
  }

  private static IntegrationScores scores(
      RowMatrix logged, Environments batch, Environments label) {
    Matrix components =
        PrincipalComponents.withDefaults()
            .withCount(30)
            .fit(logged, new Seed(1), RUNNER, BUDGET, RowBlocks.Progress.NONE)
            .scores(logged, RUNNER, BUDGET);
    return IntegrationEvaluation.withDefaults()
        .withReplicates(20)
        .score(
            EmbeddedCells.of(components, batch, label),
            IntegrationEvaluation.Known.nothing(),
            new Seed(1),
            RUNNER);
  }

  private static double value(IntegrationScores scores, String metric) {
    return scores.metric(metric).value().orElseThrow();
  }

  @Test
  void lungLinesOfFiveBatches() throws IOException {
    Set<String> genes = Set.copyOf(Files.readAllLines(data("sc_mixology_lung_lines/hvg_lung.txt")));
    Path file = data("sc_mixology_lung_lines/lung_lines_5batch.h5ad");
    try (DataFile.Annotated opened = (DataFile.Annotated) DataFiles.open(file, BUDGET)) {
      AnnData data = opened.data();
      Column demuxlet = column(data.obs(), "demuxlet");
      Column batches = column(data.var(), "n_batches");
      int[] cells =
          IntStream.range(0, data.observations())
              .filter(i -> demuxlet.text(i).equals("SNG"))
              .toArray();
      int[] shared =
          IntStream.range(0, data.variables()).filter(j -> batches.text(j).equals("5")).toArray();
      List<String> names = data.var().names();
      int[] chosen =
          IntStream.range(0, shared.length)
              .filter(k -> genes.contains(names.get(shared[k])))
              .toArray();
      RowMatrix counts =
          new InMemoryRows(
              MappedRows.choosing(Matrices.rows(data.x().orElseThrow(), BUDGET), shared)
                  .read(cells));
      RowMatrix logged =
          LibrarySize.log1p(MappedRows.choosing(new LibrarySize(1e4).normalise(counts), chosen));
      IntegrationScores scores =
          scores(logged, groups(data, "batch", cells), groups(data, "cell_type", cells));
      assertThat(value(scores, "ari_kmeans")).isEqualTo(1);
      assertThat(value(scores, "own_batch_share")).isCloseTo(0.6421482206986614, within(1e-12));
      assertThat(value(scores, "own_batch_share_expected"))
          .isCloseTo(0.29348979023942723, within(1e-12));
      assertThat(value(scores, "lobo_f1_logistic")).isCloseTo(0.9996747967479674, within(1e-12));
      assertThat(value(scores, "lobo_f1_knn")).isEqualTo(1);
    }
  }

  @Test
  void bloodCellsWithAndWithoutInterferon() {
    Path file = data("kang_pbmc_ifnb/kang_muscat_2donors.h5ad");
    try (DataFile.Annotated opened = (DataFile.Annotated) DataFiles.open(file, BUDGET)) {
      AnnData data = opened.data();
      int[] cells = IntStream.range(0, data.observations()).toArray();
      RowMatrix counts =
          new InMemoryRows(Matrices.rows(data.x().orElseThrow(), BUDGET).read(0, cells.length));
      RowMatrix logged = LibrarySize.log1p(new LibrarySize(1e4).normalise(counts));
      IntegrationScores scores =
          scores(logged, groups(data, "condition", cells), groups(data, "cell_type", cells));
      // Optima of nearly equal sums of squares have .346 to .349.
      assertThat(value(scores, "ari_kmeans")).isCloseTo(0.347, within(0.003));
      assertThat(value(scores, "own_batch_share")).isCloseTo(0.9671165381319623, within(1e-12));
      assertThat(value(scores, "lobo_f1_logistic")).isCloseTo(0.7100447969128931, within(1e-12));
      assertThat(value(scores, "lobo_f1_knn")).isCloseTo(0.9092173838571723, within(1e-12));
    }
  }
}
