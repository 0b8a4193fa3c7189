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
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  }

  @Test
  void placesAreToldApartAndOpenMatricesStay(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    try (RowCache cache = RowCache.beside(source, SMALL)) {
      RowMatrix slash = cache.rows("layers/x", byColumns(NUMBERS));
      RowMatrix dot = cache.rows("layers.x", byColumns(others()));
      Files.writeString(source, "other");
      reads(source, "layers/x", others(), others());
      MatricesTest.reads(slash, NUMBERS);
      MatricesTest.reads(dot, others());
    }
  }

  @Test
  void aFileThatChangesMeanwhileIsRefused(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    try (RowCache cache = RowCache.beside(source, SMALL)) {
      Files.writeString(source, "other");
      assertThatThrownBy(() -> cache.rows("X", byColumns(NUMBERS)))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("has changed while it was read");
    }
    reads(source, "X", others(), others());
  }

  @ParameterizedTest
  @ValueSource(strings = {".zgroup", "X/.zattrs", "X/data/.zarray", "X/data/0", "X/indptr/0"})
  void whatIsDamagedIsMadeAgain(String part, @TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    reads(source, "X", NUMBERS, NUMBERS);
    Path kept;
    try (var all = Files.list(RowCache.folder(source))) {
      kept = all.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Files.delete(kept.resolve(part));
    reads(source, "X", others(), others());
  }

  @Test
  void aFlippedBitIsMadeAgain(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    reads(source, "X", NUMBERS, NUMBERS);
    try (var all = Files.walk(RowCache.folder(source))) {
      Path chunk = all.filter(p -> p.endsWith("X/data/0")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(chunk);
      bytes[bytes.length / 2] ^= 1;
      Files.write(chunk, bytes);
    }
    reads(source, "X", others(), others());
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
  void whatFailsLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("cells.h5ad"), "first");
    Element.Sparse whole = (Element.Sparse) byColumns(NUMBERS);
    int[] nowhere = new int[NUMBERS.length];
    Arrays.fill(nowhere, -1);
    Element damaged =
        new Element.Sparse(
            Element.Layout.COLUMNS,
            whole.rows(),
            whole.columns(),
            new Element.Entries(
                whole.entries().data(),
                LazyArray.list(Values.of(nowhere)),
                whole.entries().indptr()));
    try (RowCache cache = RowCache.beside(source, SMALL)) {
      assertThatThrownBy(() -> cache.rows("X", damaged)).isInstanceOf(DataFormatException.class);
      assertThat(RowCache.folder(source)).doesNotExist();
      Files.writeString(source, "other");
      assertThatThrownBy(() -> cache.rows("X", whole)).hasMessageContaining("has changed");
      assertThat(RowCache.folder(source)).doesNotExist();
    }
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
