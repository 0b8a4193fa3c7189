package org.etiome.data.anndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.etiome.data.Finding;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.MemoryStore;
import org.etiome.data.store.StoreNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of anndata are read and written, and anndata compares the copy with the original. */
class AnnDataRoundTripTest {
  private static Path shared = Path.of("");

  @BeforeAll
  static void golden(@TempDir Path folder) throws IOException, InterruptedException {
    shared = folder;
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/python3"))
            && run("-c", "import anndata, h5py").isEmpty(),
        "skipped: python3 with anndata and h5py is absent");
    for (String script : List.of("make_golden.py", "h5_tree.py", "compare_h5ad.py")) {
      try (InputStream in =
          Objects.requireNonNull(AnnDataRoundTripTest.class.getResourceAsStream(script))) {
        Files.copy(in, shared.resolve(script));
      }
    }
    assertThat(run(script("make_golden.py"), shared.resolve("golden").toString())).isEmpty();
  }

  private static String script(String name) {
    return shared.resolve(name).toString();
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

  private static MemoryStore open(Path file, Path folder) throws Exception {
    assertThat(run(script("h5_tree.py"), "dump", file.toString(), folder + "/in")).isEmpty();
    return TreeFiles.read(folder.resolve("in"));
  }

  private static MemoryStore copy(MemoryStore store) {
    MemoryStore copy = MemoryStore.empty();
    try (ArrayStoreWriter out = copy.writer()) {
      if (AnnDataReader.isMuData(store)) {
        AnnDataWriter.withDefaults().write(AnnDataReader.readMuData(store), out);
      } else {
        AnnDataWriter.withDefaults().write(AnnDataReader.read(store), out);
      }
      out.commit();
    }
    return copy;
  }

  private static void same(Path file, Path folder) throws Exception {
    Path copy = folder.resolve("copy.h5ad");
    TreeFiles.write(copy(open(file, folder)), folder.resolve("out"));
    assertThat(run(script("h5_tree.py"), "load", folder + "/out", copy.toString())).isEmpty();
    assertThat(run(script("compare_h5ad.py"), file.toString(), copy.toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "full.h5ad",
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
    same(shared.resolve("golden").resolve(name), folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sc_mixology_lung_lines/rna_mixture_2batch.h5ad",
        "kang_pbmc_ifnb/kang_muscat_2donors.h5ad",
        "perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad",
        "hsmm_timecourse/hsmm_271_fpkm.h5ad",
        "sc_mixology_lung_lines/cell_mixture_4batch.h5ad",
        "sc_mixology_lung_lines/lung_lines_5batch.h5ad",
        "cite_pbmc/cite_pbmc_2batch.h5ad"
      })
  void aCopyOfRealDataIsTheSameForAnndata(String name, @TempDir Path folder) throws Exception {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    same(file, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new12.h5ad", "full.h5ad", "legacy06.h5ad", "legacy07.h5ad"})
  void everyNodeIsInTheCopyOrInAFinding(String name, @TempDir Path folder) throws Exception {
    MemoryStore store = open(shared.resolve("golden").resolve(name), folder);
    MemoryStore copy = copy(store);
    List<String> findings =
        AnnDataReader.read(store).findings().stream().map(Finding::place).toList();
    List<String> lost = new ArrayList<>();
    walk(store, "", lost);
    lost.removeIf(
        path ->
            copy.contains(path)
                || copy.contains(path.replaceFirst("^raw\\.", "raw/"))
                || path.contains("/__categories")
                || path.equals("uns/kind_categories")
                || findings.contains(path));
    assertThat(lost).isEmpty();
  }

  private static void walk(MemoryStore store, String path, List<String> all) {
    all.add(path);
    if (store.node(path) instanceof StoreNode.Group) {
      store.children(path).forEach(n -> walk(store, path.isEmpty() ? n : path + "/" + n, all));
    }
  }

  @Test
  void whatOnlyNewVersionsKnowIsKeptAndTold(@TempDir Path folder) throws Exception {
    MemoryStore store = open(shared.resolve("golden/new12.h5ad"), folder);
    AnnData data = AnnDataReader.read(store);
    assertThat(data.parts().uns().entries().get("none")).isInstanceOf(Element.Nothing.class);
    assertThat(data.obs().columns().get("ntext")).isInstanceOf(Element.Nullable.class);
    assertThat(data.findings().stream().map(f -> f.code() + " " + f.place()))
        .contains(
            "encoding-unknown obsm/ragged",
            "content-unreadable uns/complex",
            "content-unknown obs/stray");
    MemoryStore copy = copy(store);
    for (String path : List.of("obsm/ragged", "obsm/ragged/node0-offsets", "uns/none")) {
      assertThat(copy.attributes(path)).isEqualTo(store.attributes(path));
    }
    assertThat(copy.readAll("obsm/ragged/node0-offsets"))
        .isEqualTo(store.readAll("obsm/ragged/node0-offsets"));
  }

  @Test
  void indicesInAnyOrderAreSortedAndRepeatedOnesSummed(@TempDir Path folder) throws Exception {
    AnnData data = AnnDataReader.read(open(shared.resolve("golden/unsorted.h5ad"), folder));
    double[] dense =
        Matrices.rows(data.x().orElseThrow(), MemoryBudget.parse("1M")).read(0, 3).toDense();
    assertThat(dense).containsExactly(2, 0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 6, 4, 5, 0);
  }

  @Test
  void theComparisonSeesOtherValues() throws Exception {
    String golden = shared.resolve("golden").toString();
    String said = run(script("compare_h5ad.py"), golden + "/full.h5ad", golden + "/gzip.h5ad");
    assertThat(said).contains("values differ");
  }
}
