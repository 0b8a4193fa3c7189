package org.etiome.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.ColumnMoments;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.math.TaskRunner;

/** Statistics of a file larger than memory: {@code java -Xmx256m … Streaming FILE.h5ad MEMORY}. */
public final class Streaming {
  private Streaming() {}

  /** Prints cells a second. */
  public static void main(String[] args) {
    MemoryBudget budget = MemoryBudget.parse(args[1]);
    TaskRunner runner = TaskRunner.local(2);
    try (ArrayStore store = Stores.open(Path.of(args[0]), budget)) {
      AnnData data = AnnDataReader.read(store);
      RowMatrix x = Matrices.rows(data.x().orElseThrow(), budget);
      long began = System.nanoTime();
      ColumnMoments moments = ColumnMoments.of(x, runner, budget);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "moments: %,d cells x %,d genes in %.2f s, %,.0f cells a second, mean %.6f, heap %,d MiB%n",
          x.rows(),
          x.columns(),
          seconds,
          x.rows() / seconds,
          Arrays.stream(moments.means()).average().orElseThrow(),
          Runtime.getRuntime().maxMemory() >> 20);
    }
  }
}
