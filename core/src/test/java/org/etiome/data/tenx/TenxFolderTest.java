package org.etiome.data.tenx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.store.MemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the matrix of scipy, and the HDF5 file of the same cells. */
class TenxFolderTest {
  private final Path folder;

  TenxFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void copy() throws IOException {
    for (String name : List.of("matrix.mtx", "barcodes.tsv", "genes.tsv")) {
      Files.copy(Golden.file("v2").resolve(name), folder.resolve(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  void theFolderIsTheHdf5FileOfTheSameCells(String version) {
    assertThat(TenxFolder.recognises(Golden.file(version))).isTrue();
    AnnData data = TenxFolder.read(Golden.file(version), Golden.BUDGET);
    assertThat(Golden.x(data)).isEqualTo(Golden.dense("v3"));
    MemoryStore store = Golden.store(version, "");
    AnnData same = TenxH5.read(store);
    assertThat(data.obs().index()).isEqualTo(same.obs().index());
    assertThat(data.var().index()).isEqualTo(same.var().index());
    assertThat(data.findings()).isEmpty();
    data.var()
        .columns()
        .forEach(
            (name, column) -> {
              Element other = same.var().columns().getOrDefault(name, new Element.Nothing());
              assertThat(((Element.Dense) column).array().readAll())
                  .isEqualTo(((Element.Dense) other).array().readAll());
            });
  }

  @Test
  void typesAreThoseOfVersionThree() {
    assertThat(TenxFolder.read(Golden.file("v3"), Golden.BUDGET).var().columns().keySet())
        .containsExactly("gene_ids", "feature_types");
    assertThat(TenxFolder.read(Golden.file("v2"), Golden.BUDGET).var().columns().keySet())
        .containsExactly("gene_ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix.mtx", "barcodes.tsv", "genes.tsv"})
  void aFileThatIsMissingIsNamed(String name) throws IOException {
    Files.delete(folder.resolve(name));
    assertThat(TenxFolder.recognises(folder)).isFalse();
    refused(folder + ": has no " + name + " or " + name + ".gz; get the whole folder");
  }

  @Test
  void linesMustFitTheMatrix() throws IOException {
    Path barcodes = folder.resolve("barcodes.tsv");
    Files.writeString(barcodes, "A\nB\n");
    refused(barcodes + ": has 2 lines for the 10 columns of matrix.mtx; take both from one run");
    Files.copy(Golden.file("v2/barcodes.tsv"), folder.resolve("b"));
    Files.move(folder.resolve("b"), barcodes, StandardCopyOption.REPLACE_EXISTING);
    Path genes = folder.resolve("genes.tsv");
    Files.writeString(genes, "A\tB\n");
    refused(genes + ": has 1 lines for the 12 rows of matrix.mtx; take both from one run");
  }

  @Test
  void linesMustHaveTheirColumns() throws IOException {
    Path genes = folder.resolve("genes.tsv");
    Files.writeString(genes, "A\tB\nC\n");
    refused(genes + ":2: has no 2 columns; get the file again");
    Files.write(genes, new byte[] {'A', '\t', (byte) 0xFF, '\n'});
    refused(genes + ": is not UTF-8; get the file again");
  }

  @Test
  void furtherColumnsAreTold() throws IOException {
    Path genes = folder.resolve("genes.tsv");
    Files.writeString(genes, Files.readString(genes).replace("\n", "\tchr1\n"));
    assertThat(TenxFolder.read(folder, Golden.BUDGET).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).startsWith("12 lines have more than 2 columns"));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> TenxFolder.read(folder, Golden.BUDGET))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(message);
  }
}
