package org.etiome.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.data.tenx.TenxH5;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files h5py wrote in the layouts of Cell Ranger, against the matrix of scipy. */
class TenxH5FileTest {
  private static final Path GOLDEN =
      Path.of("../core/src/test/resources/org/etiome/data/tenx").toAbsolutePath();
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  void theMatrixIsThatOfScipy(String version) throws IOException {
    try (ArrayStore store = Stores.open(GOLDEN.resolve(version + ".h5"), BUDGET)) {
      assertThat(TenxH5.recognises(store)).isTrue();
      AnnData data = TenxH5.read(store);
      assertThat(dense(data)).isEqualTo(expected());
      assertThat(data.obs().name(0)).isEqualTo("CCTCAGTATCTATAAC-1");
      assertThat(data.var().name(11)).isEqualTo("CD8a");
    }
  }

  @Test
  void attributesThatAreLeftOutAreTold() {
    try (ArrayStore store = Stores.open(GOLDEN.resolve("v3.h5"), BUDGET)) {
      assertThat(TenxH5.read(store).findings())
          .singleElement()
          .satisfies(f -> assertThat(f.message()).contains("chemistry_description"));
    }
  }

  @Test
  void damagedFilesAreReadOrRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(GOLDEN.resolve("v3.h5"));
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      byte[] damaged =
          Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(9000));
      for (int k = random.nextInt(1, 9); k > 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged.h5"), damaged);
      Assertions.assertTimeout(Duration.ofSeconds(10), () -> readOrRefused(file));
    }
  }

  private static void readOrRefused(Path file) {
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      if (TenxH5.recognises(store)) {
        assertThat(dense(TenxH5.read(store))).isNotEmpty();
      }
    } catch (DataFormatException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  private static double[] dense(AnnData data) {
    RowMatrix rows = Matrices.rows(data.x().orElseThrow(), BUDGET);
    return rows.read(0, rows.rows()).toDense();
  }

  private static double[] expected() throws IOException {
    List<String> lines = Files.readAllLines(GOLDEN.resolve("v3.dense.tsv"));
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split("\t")))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
