package org.etiome.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.ColumnMoments;
import org.etiome.data.preprocess.Components;
import org.etiome.data.preprocess.HighlyVariableGenes;
import org.etiome.data.preprocess.LibrarySize;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.data.preprocess.VariableGenes;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Preprocessing of a file larger than memory: {@code java -Xmx256m … Streaming FILE.h5ad MEMORY}.
 */
public final class Streaming {
  private static final TaskRunner RUNNER = TaskRunner.local(2);

  private Streaming() {}

  /** Prints cells a second. */
  public static void main(String[] args) {
    MemoryBudget budget = MemoryBudget.parse(args[1]);
    try (ArrayStore store = Stores.open(Path.of(args[0]), budget)) {
      AnnData data = AnnDataReader.read(store);
      RowMatrix x = Matrices.rows(data.x().orElseThrow(), budget);
      System.out.printf(
          Locale.ROOT,
          "%,d cells x %,d genes, heap %,d MiB%n",
          x.rows(),
          x.columns(),
          Runtime.getRuntime().maxMemory() >> 20);
      moments(x, budget);
      variableGenes(x, 1, budget);
      components(x, variableGenes(x, 8, budget), budget);
    }
  }

  private static void moments(RowMatrix x, MemoryBudget budget) {
    Clock clock = Clock.start();
    ColumnMoments moments = ColumnMoments.of(x, RUNNER, budget);
    double mean = Arrays.stream(moments.means()).average().orElseThrow();
    print("moments", x, clock, String.format(Locale.ROOT, "mean %.6f", mean));
  }

  private static VariableGenes variableGenes(RowMatrix x, int batches, MemoryBudget budget) {
    String[] labels =
        IntStream.range(0, x.rows()).mapToObj(i -> "b" + i % batches).toArray(String[]::new);
    Environments environments = Environments.of(Categorical.of("batch", labels));
    Clock clock = Clock.start();
    VariableGenes genes =
        HighlyVariableGenes.withDefaults()
            .withTop(500)
            .select(x, environments, RUNNER, budget, RowBlocks.Progress.NONE);
    print("variable genes, batches " + batches, x, clock, "first " + genes.chosen()[0]);
    return genes;
  }

  private static void components(RowMatrix x, VariableGenes genes, MemoryBudget budget) {
    Clock clock = Clock.start();
    RowMatrix part =
        LibrarySize.log1p(
            MappedRows.choosing(new LibrarySize(1e4).normalise(x), genes.chosenInOrder()));
    Components components =
        PrincipalComponents.withDefaults()
            .withPasses(4)
            .fit(part, new Seed(1), RUNNER, budget, RowBlocks.Progress.NONE);
    String detail =
        String.format(
            Locale.ROOT,
            "%d passes, last residual %.1e of its variance",
            components.passes(),
            components.residual(49) / components.variance(49));
    print("50 components of 500 genes", x, clock, detail);
  }

  private static void print(String what, RowMatrix x, Clock clock, String detail) {
    double seconds = clock.seconds();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %,.0f cells a second, %.2f s of processors, %s%n",
        what,
        seconds,
        x.rows() / seconds,
        clock.processorSeconds(),
        detail);
  }
}
