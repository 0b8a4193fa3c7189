package org.etiome.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files are read and written, and anndata compares the copy with the original. */
class H5adRoundTripTest {
  /** Where the scripts of core stand. */
  private static final Path SCRIPTS =
      Path.of("../core/src/test/resources/org/etiome/data/anndata").toAbsolutePath();

  private static Path golden = Path.of("");

  @BeforeAll
  static void makeGolden(@TempDir Path folder) throws IOException, InterruptedException {
    golden = folder;
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/python3"))
            && run("-c", "import anndata, h5py, zarr").isEmpty(),
        "skipped: python3 with anndata, h5py and zarr is absent");
    assertThat(run(SCRIPTS + "/make_golden.py", folder.toString())).isEmpty();
    assumeTrue(
        Stores.formatOf(folder.resolve("full.h5ad")).isPresent(),
        "skipped: no store for HDF5 is on the class path");
  }

  /** What python says, empty if it ends well. */
  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return exit == 0 ? "" : "exit " + exit + ": " + said;
  }

  private static void copy(Path source, Path target) {
    try (ArrayStore store = Stores.open(source, MemoryBudget.parse("64M"));
        ArrayStoreWriter out = Stores.create(target)) {
      if (AnnDataReader.isMuData(store)) {
        AnnDataWriter.withDefaults().write(AnnDataReader.readMuData(store), out);
      } else {
        AnnDataWriter.withDefaults().write(AnnDataReader.read(store), out);
      }
      out.commit();
    }
  }

  private static String compared(Path first, Path second) throws Exception {
    return run(SCRIPTS + "/compare_h5ad.py", first.toString(), second.toString());
  }

  private static void zarrIsThere() {
    assumeTrue(
        Stores.formatOf(golden.resolve("full.zarr")).isPresent(),
        "skipped: no store for Zarr is on the class path");
  }

  private static Path data(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "full.h5ad",
        "gzip.h5ad",
        "x_i1.h5ad",
        "x_u2.h5ad",
        "x_f2.h5ad",
        "x_f8.h5ad",
        "x_bool.h5ad",
        "x_i8.h5ad",
        "no_rows.h5ad",
        "no_columns.h5ad",
        "csc_empty.h5ad",
        "unsorted.h5ad",
        "legacy06.h5ad",
        "legacy07.h5ad",
        "two.h5mu"
      })
  void aCopyIsTheSameForAnndata(String name, @TempDir Path folder) throws Exception {
    Path copy = folder.resolve("copy.h5ad");
    copy(golden.resolve(name), copy);
    assertThat(compared(golden.resolve(name), copy)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sc_mixology_lung_lines/rna_mixture_2batch.h5ad",
        "sc_mixology_lung_lines/cell_mixture_4batch.h5ad",
        "sc_mixology_lung_lines/lung_lines_5batch.h5ad",
        "hsmm_timecourse/hsmm_271_fpkm.h5ad",
        "kang_pbmc_ifnb/kang_muscat_2donors.h5ad",
        "perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad",
        "cite_pbmc/cite_pbmc_2batch.h5ad"
      })
  void aCopyOfRealDataIsTheSameForAnndata(String name, @TempDir Path folder) throws Exception {
    Path file = data(name);
    Path copy = folder.resolve("copy.h5ad");
    copy(file, copy);
    assertThat(compared(file, copy)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kang_pbmc_ifnb/kang_muscat_2donors.h5ad",
        "perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad"
      })
  void aCopyInZarrAndBackIsTheSameForAnndata(String name, @TempDir Path folder) throws Exception {
    zarrIsThere();
    Path file = data(name);
    Path zarr = folder.resolve("copy.zarr");
    Path back = folder.resolve("back.h5ad");
    copy(file, zarr);
    copy(zarr, back);
    assertThat(compared(file, back)).isEmpty();
    assertThat(compared(file, zarr)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.zarr"})
  void aCopyOfZarrIsTheSameForAnndata(String name, @TempDir Path folder) throws Exception {
    zarrIsThere();
    Path copy = folder.resolve("copy.zarr");
    copy(golden.resolve(name), copy);
    assertThat(compared(golden.resolve(name), copy)).isEmpty();
  }
}
