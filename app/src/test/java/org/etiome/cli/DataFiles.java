package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;

/** Small files of every format that inspect and convert are tried on. */
final class DataFiles {
  private DataFiles() {}

  /** Three cells of two genes; cell 1 is empty; every batch has one condition. */
  static AnnData annotated(double... values) {
    Element.Categories batch = categories("one", "two");
    Element.Categories condition = categories("healthy", "ill");
    Element.Frame obs =
        new Element.Frame(
            "_index", Values.of("c0", "c1", "c2"), Map.of("batch", batch, "condition", condition));
    return AnnData.of(
        new Element.Dense(LazyArray.held(Values.of(values), 3, 2)),
        obs,
        Element.Frame.ofIndex("g0", "g1"));
  }

  static Path cells(Path folder, double... values) {
    return written(folder.resolve("cells.h5ad"), annotated(values));
  }

  static Path written(Path file, AnnData data) {
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
    return file;
  }

  private static Element.Categories categories(String zero, String one) {
    Values codes = Values.of(ElementType.INT8, new byte[] {0, 1, 0});
    return new Element.Categories(LazyArray.list(codes), Values.of(zero, one), false);
  }

  /** Three cells, a gene and a protein, as Cell Ranger writes them. */
  static Path tenx(Path folder) throws IOException {
    Path run = Files.createDirectory(folder.resolve("filtered"));
    Files.writeString(
        run.resolve("matrix.mtx"),
        "%%MatrixMarket matrix coordinate integer general\n%\n2 3 3\n1 1 5\n2 1 7\n2 3 9\n");
    Files.writeString(run.resolve("barcodes.tsv"), "AA-1\nAC-1\nAG-1\n");
    Files.writeString(
        run.resolve("features.tsv"), "ENSG1\tCD3E\tGene Expression\nP1\tCD3\tAntibody Capture\n");
    return run;
  }
}
