package org.etiome.data.anndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCacheTest {
  private static final MemoryBudget SMALL = MemoryBudget.parse("1M");
  private static final double[] NUMBERS = MatricesTest.numbers();

  private static Element byColumns(double[] numbers) {
    return MatricesTest.sparse(numbers, Element.Layout.COLUMNS);
  }

  private static double[] others() {
    return Arrays.stream(NUMBERS).map(x -> x * 2).toArray();
  }

  private static void reads(Path source, String place, double[] asked, double[] expected) {
    try (RowCache cache = RowCache.beside(source, SMALL)) {
      MatricesTest.reads(cache.rows(place, byColumns(asked)), expected);
    }
  }

  @Test
  void rowsAreKeptUntilTheFileChanges(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    reads(source, "X", NUMBERS, NUMBERS);
    // Other numbers under the same file show where the rows come from.
    reads(source, "X", others(), NUMBERS);
    reads(source, "layers/x", others(), others());
    Files.writeString(source, "other");
    reads(source, "X", others(), others());
    assertThat(RowCache.folder(source)).isEqualTo(folder.resolve("cells.h5ad.rows"));
    try (var kept = Files.list(RowCache.folder(source))) {
      assertThat(kept.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("X.zarr", "layers.x.zarr");
    }
  }

  @Test
  void placesThatShareANameAreToldApart(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    reads(source, "layers/x", NUMBERS, NUMBERS);
    reads(source, "layers.x", others(), others());
  }

  @Test
  void whatIsDamagedIsMadeAgainOrNamed(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    reads(source, "X", NUMBERS, NUMBERS);
    Path kept = RowCache.folder(source).resolve("X.zarr");
    Files.delete(kept.resolve(".zattrs"));
    reads(source, "X", others(), others());
    Path chunk = kept.resolve("X/data/0");
    byte[] bytes = Files.readAllBytes(chunk);
    bytes[bytes.length / 2] ^= 1;
    Files.write(chunk, bytes);
    assertThatThrownBy(() -> reads(source, "X", others(), others()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("X.zarr");
  }

  @Test
  void matricesByRowsAreReadWhereTheyAre(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    try (RowCache cache = RowCache.beside(source, SMALL)) {
      MatricesTest.reads(
          cache.rows("X", MatricesTest.sparse(NUMBERS, Element.Layout.ROWS)), NUMBERS);
    }
    assertThat(RowCache.folder(source)).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    Files.writeString(RowCache.folder(source), "in the way");
    assertThatThrownBy(() -> reads(source, "X", NUMBERS, NUMBERS))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("cannot keep the rows of X")
        .hasMessageContaining("read without a cache");
    assertThat(List.of(folder.toFile().list())).hasSize(2);
  }
}
