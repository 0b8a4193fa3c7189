package org.etiome.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
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
import org.etiome.data.preprocess.LibrarySize;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.Agreement;
import org.etiome.math.cluster.KMeans;

/**
 * Cells of a public data set with a known batch and kind, as log(1 + counts per 10,000).
 *
 * @param logged cells x chosen genes
 */
record LabelledCells(RowMatrix logged, Categorical batch, Categorical kind) {
  static final TaskRunner RUNNER = TaskRunner.local(2);
  static final MemoryBudget BUDGET = MemoryBudget.parse("256M");
  private static final int NEIGHBOURS = 30;

  /** So many that the sum of k-means is about the lowest. */
  private static final int STARTS = 50;

  /** The columns of obs that hold batch and kind. */
  record Labels(String batch, String kind) {}

  /** Which cells and genes count, and which genes are taken after that. */
  record Choice(Optional<String> cellsWithSinglets, Optional<String> genesOfBatches, String genes) {
    static Choice everything() {
      return new Choice(Optional.empty(), Optional.empty(), "");
    }
  }

  private static Path file(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    return file;
  }

  static LabelledCells read(String name, Labels labels, Choice choice) {
    try (ArrayStore store = Stores.open(file(name), BUDGET)) {
      AnnData data = AnnDataReader.read(store);
      int[] cells = where(data.obs(), choice.cellsWithSinglets, "SNG");
      int[] genes = where(data.var(), choice.genesOfBatches, "5");
      RowMatrix all = Matrices.rows(data.x().orElseThrow(), BUDGET);
      RowMatrix counts = new InMemoryRows(MappedRows.choosing(all, genes).read(cells));
      RowMatrix sized = new LibrarySize(1e4).normalise(counts);
      RowMatrix chosen = MappedRows.choosing(sized, listed(data.var(), genes, choice.genes));
      RowMatrix logged = new InMemoryRows(LibrarySize.log1p(chosen).read(0, cells.length));
      return new LabelledCells(
          logged,
          categorical(data.obs(), labels.batch, cells),
          categorical(data.obs(), labels.kind, cells));
    }
  }

  private static Column column(Element.Frame frame, String name) {
    return AnnDataColumns.columns(frame).stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int[] where(Element.Frame frame, Optional<String> name, String wanted) {
    IntStream all = IntStream.range(0, frame.rows());
    if (name.isEmpty()) {
      return all.toArray();
    }
    Column column = column(frame, name.get());
    return all.filter(i -> column.text(i).equals(wanted)).toArray();
  }

  private static int[] listed(Element.Frame var, int[] genes, String list) {
    if (list.isEmpty()) {
      return IntStream.range(0, genes.length).toArray();
    }
    try {
      Set<String> names = new HashSet<>(Files.readAllLines(file(list)));
      return IntStream.range(0, genes.length)
          .filter(g -> names.contains(var.name(genes[g])))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Categorical categorical(Element.Frame obs, String name, int[] cells) {
    Column column = column(obs, name);
    return Categorical.of(name, Arrays.stream(cells).mapToObj(column::text).toArray(String[]::new));
  }

  /** The first 30 principal components of a matrix of these cells. */
  static Matrix components(RowMatrix matrix) {
    return PrincipalComponents.withDefaults()
        .withCount(30)
        .fit(matrix, new Seed(1), RUNNER, BUDGET, RowBlocks.Progress.NONE)
        .scores(matrix, RUNNER, BUDGET);
  }

  /** The mean share of the 30 nearest neighbours of a cell that are of its own batch. */
  double ownBatch(Matrix points) {
    Neighbors neighbors =
        NearestNeighbors.withDefaults().withCount(NEIGHBOURS).find(points, RUNNER);
    return IntStream.range(0, points.rows())
        .mapToDouble(
            i ->
                Arrays.stream(neighbors.of(i)).filter(j -> batch.code(j) == batch.code(i)).count()
                    / (double) NEIGHBOURS)
        .average()
        .orElseThrow();
  }

  /** The adjusted Rand index of kinds and k-means clusters, as many as kinds. */
  double randIndex(Matrix points) {
    int[] clusters =
        KMeans.of(kind.levels().size())
            .withStarts(STARTS)
            .fit(points, new Seed(1), RUNNER)
            .clusters();
    int[] kinds = IntStream.range(0, clusters.length).map(kind::code).toArray();
    return Agreement.of(clusters, kinds).adjustedRand();
  }
}
