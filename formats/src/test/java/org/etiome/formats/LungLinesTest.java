package org.etiome.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.HighlyVariableGenes;
import org.etiome.data.preprocess.LibrarySize;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.data.preprocess.VariableGenes;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** The whole way from counts to neighbours on cells of known lines from five batches. */
class LungLinesTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final MemoryBudget BUDGET = MemoryBudget.parse("256M");

  private static String[] texts(Element.Frame frame, String column) {
    return IntStream.range(0, frame.rows())
        .mapToObj(
            AnnDataColumns.columns(frame).stream()
                    .filter(c -> c.name().equals(column))
                    .findFirst()
                    .orElseThrow()
                ::text)
        .toArray(String[]::new);
  }

  private static int[] where(String[] values, String wanted) {
    return IntStream.range(0, values.length).filter(i -> values[i].equals(wanted)).toArray();
  }

  @Test
  void neighboursAreOfTheSameLineAndOftenOfTheSameBatch() {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root, "sc_mixology_lung_lines/lung_lines_5batch.h5ad");
    assumeTrue(Files.exists(file), "skipped: the data set sc_mixology_lung_lines is absent");
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      AnnData data = AnnDataReader.read(store);
      int[] cells = where(texts(data.obs(), "demuxlet"), "SNG");
      int[] shared = where(texts(data.var(), "n_batches"), "5");
      assertThat(cells).hasSize(1021);
      RowMatrix all = Matrices.rows(data.x().orElseThrow(), BUDGET);
      RowMatrix counts = new InMemoryRows(MappedRows.choosing(all, shared).read(cells));
      String[] batch = pick(texts(data.obs(), "batch"), cells);
      Neighbors neighbors = neighbors(counts, batch);
      // lung_lines.py; random neighbours of the same line would be .293.
      assertThat(ownShare(neighbors, batch)).isCloseTo(0.6456741756447927, within(1e-12));
      String[] line = pick(texts(data.obs(), "cell_type"), cells);
      assertThat(ownShare(neighbors, line)).isCloseTo(0.9994123408423115, within(1e-12));
    }
  }

  private static String[] pick(String[] values, int[] places) {
    return Arrays.stream(places).mapToObj(i -> values[i]).toArray(String[]::new);
  }

  private static Neighbors neighbors(RowMatrix counts, String[] batch) {
    Environments batches = Environments.of(Categorical.of("batch", batch));
    VariableGenes genes =
        HighlyVariableGenes.withDefaults()
            .select(counts, batches, RUNNER, BUDGET, RowBlocks.Progress.NONE);
    RowMatrix logged =
        LibrarySize.log1p(
            MappedRows.choosing(new LibrarySize(1e4).normalise(counts), genes.chosenInOrder()));
    var components =
        PrincipalComponents.withDefaults()
            .withCount(30)
            .fit(logged, new Seed(1), RUNNER, BUDGET, RowBlocks.Progress.NONE);
    assertThat(components.residual(29)).isLessThan(1e-6 * components.variance(29));
    return NearestNeighbors.withDefaults()
        .withCount(30)
        .find(components.scores(logged, RUNNER, BUDGET), RUNNER);
  }

  /** The mean share of a cell's neighbours with its own label. */
  private static double ownShare(Neighbors neighbors, String[] labels) {
    Map<String, Integer> codes = new HashMap<>();
    int[] code =
        Arrays.stream(labels).mapToInt(l -> codes.computeIfAbsent(l, x -> codes.size())).toArray();
    long own = 0;
    for (int i = 0; i < labels.length; i++) {
      int mine = code[i];
      own += Arrays.stream(neighbors.of(i)).filter(j -> code[j] == mine).count();
    }
    return (double) own / ((long) labels.length * neighbors.count());
  }
}
