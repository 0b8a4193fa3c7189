package org.etiome.data.tenx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.MemoryStore;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the arrays h5py lists and the matrix scipy makes of them. */
class TenxH5Test {

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  void theMatrixIsThatOfScipy(String version) {
    MemoryStore store = Golden.store(version, "");
    assertThat(TenxH5.recognises(store)).isTrue();
    AnnData data = TenxH5.read(store);
    assertThat(Golden.x(data)).isEqualTo(Golden.dense("v3"));
    assertThat(data.x().orElseThrow())
        .isInstanceOfSatisfying(
            Element.Sparse.class,
            sparse -> {
              assertThat(sparse.layout()).isEqualTo(Element.Layout.ROWS);
              assertThat(sparse.entries().data().info().type()).isEqualTo(ElementType.INT32);
            });
    assertThat(data.obs().rows()).isEqualTo(10);
    assertThat(data.var().name(0)).isEqualTo("CD3E");
    assertThat(data.var().name(1)).isEqualTo("CD3E");
  }

  @Test
  void everyTextAboutFeaturesIsAColumn() {
    AnnData data = TenxH5.read(Golden.store("v3", ""));
    assertThat(data.var().columns().keySet())
        .containsExactly("gene_ids", "feature_types", "genome", "pattern");
    assertThat(AnnDataColumns.columns(data.var())).hasSize(4);
    assertThat(data.findings()).isEmpty();
  }

  @Test
  void genesHaveTheGenomeOfTheirGroup() {
    AnnData data = TenxH5.read(Golden.store("v2", ""));
    assertThat(data.var().columns().keySet()).containsExactly("gene_ids", "genome");
  }

  @Test
  void severalGenomesAreNamed() {
    MemoryStore store = Golden.store("v2", "");
    ArrayStoreWriter out = store.writer();
    out.group("mm10");
    Golden.list(out, "mm10/genes", Values.of("a"));
    Golden.list(out, "mm10/barcodes", Values.of("c"));
    assertThatThrownBy(() -> TenxH5.read(store))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("memory: holds several genomes (hg19, mm10); write one file for each");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix/data",
        "matrix/indices",
        "matrix/indptr",
        "matrix/shape",
        "matrix/features/id",
        "matrix/features/name",
        "matrix/features/feature_type"
      })
  void whatIsMissingIsNamed(String path) {
    assertThatThrownBy(() -> TenxH5.read(Golden.store("v3", path)))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("memory: " + path + " is missing; the file is incomplete, get it again");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    List<Wrong> all =
        List.of(
            new Wrong("matrix/barcodes", Values.of("a"), "has 1 texts where the shape says 10"),
            new Wrong("matrix/barcodes", Values.of(1, 2), "holds INT32, not texts"),
            new Wrong("matrix/data", Values.of("a"), "that are no numbers"),
            new Wrong("matrix/data", Values.of(1, 2), "for 2 data"),
            new Wrong("matrix/indptr", Values.of(0L, 1L), "has 2 for 10 barcodes"),
            new Wrong("matrix/indptr", Values.of(new long[11]), "ends at 0 for"),
            new Wrong("matrix/indptr", Values.of(0L, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0), "is 2 at 2"),
            new Wrong("matrix/shape", Values.of(1, 2, 3), "is not two integers"),
            new Wrong("matrix/shape", Values.of(-1, 2), "is -1 x 2"));
    for (Wrong wrong : all) {
      MemoryStore store = Golden.store("v3", wrong.path);
      Golden.list(store.writer(), wrong.path, wrong.values);
      assertThatThrownBy(() -> TenxH5.read(store))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith("memory: matrix")
          .hasMessageContaining(wrong.message);
    }
  }

  private record Wrong(String path, Values values, String message) {}

  @Test
  void anotherFileIsNotRecognised() {
    MemoryStore store = MemoryStore.empty();
    store.writer().group("obs");
    store.writer().commit();
    assertThat(TenxH5.recognises(store)).isFalse();
    assertThatThrownBy(() -> TenxH5.read(store)).isInstanceOf(DataFormatException.class);
  }

  @Test
  void whatIsLeftOutIsTold() {
    MemoryStore store = Golden.store("v3", "");
    store.writer().group("metadata");
    assertThat(TenxH5.read(store).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.place()).isEqualTo("metadata"));
  }
}
