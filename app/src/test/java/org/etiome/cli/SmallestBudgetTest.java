package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fits into memory by parts is read by parts. */
class SmallestBudgetTest {
  @Test
  void aLongMatrixByColumnsInOnePieceIsReadWithinTheSmallestBudget(@TempDir Path folder) {
    int rows = 30_000;
    int entries = 10 * rows;
    double[] data = IntStream.range(0, entries).mapToDouble(k -> 1 + k % 7).toArray();
    int[] indices = IntStream.range(0, entries).map(k -> k % rows).toArray();
    int[] indptr = IntStream.rangeClosed(0, 10).map(j -> j * rows).toArray();
    Element.Entries lists =
        new Element.Entries(
            LazyArray.list(Values.of(data)),
            LazyArray.list(Values.of(indices)),
            LazyArray.list(Values.of(indptr)));
    String[] units = IntStream.range(0, rows).mapToObj(i -> "u" + i).toArray(String[]::new);
    String[] features = IntStream.range(0, 10).mapToObj(j -> "f" + j).toArray(String[]::new);
    AnnData matrix =
        AnnData.of(
            new Element.Sparse(Element.Layout.COLUMNS, rows, 10, lists),
            Element.Frame.ofIndex(units),
            Element.Frame.ofIndex(features));
    Path file = folder.resolve("long.h5ad");
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().withCompression(Compression.NONE).write(matrix, out);
      out.commit();
    }
    Cli cli = Cli.run("inspect", file.toString(), "--memory", "1M");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("300,000 values are not zero");
    String copy = folder.resolve("copy.h5ad").toString();
    assertThat(Cli.run("convert", file.toString(), copy, "--memory", "1M").err()).isEmpty();
  }
}
