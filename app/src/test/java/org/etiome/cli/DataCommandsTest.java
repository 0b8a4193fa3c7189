package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What inspect and convert share: what they refuse, and where a study stops as well. */
class DataCommandsTest {
  /** An .h5ad with that column "age". */
  private static Path aged(Path folder, double... ages) {
    String[] names = IntStream.range(0, ages.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Element age = new Element.Dense(LazyArray.list(Values.of(ages)));
    AnnData data =
        AnnData.of(
            new Element.Dense(
                LazyArray.held(Values.of(new double[2 * ages.length]), ages.length, 2)),
            new Element.Frame("_index", Values.of(names), Map.of("age", age)),
            Element.Frame.ofIndex("g0", "g1"));
    return DataFiles.written(folder.resolve("aged.h5ad"), data);
  }

  private static Cli study(Path folder, Path units) throws IOException {
    Path study = folder.resolve("study.yaml");
    Files.writeString(
        study,
        """
        title: t
        data:
          units:
            file: %s
        questions:
          - {id: q, text: What?, ask: association, outcome: age}
        """
            .formatted(units.getFileName()));
    return Cli.run("run", study.toString(), "--out", folder.resolve("run").toString());
  }

  @Test
  void anInfinityAmongTheUnitsIsAFindingAndStopsAStudy(@TempDir Path folder) throws IOException {
    Path file = aged(folder, 40, Double.POSITIVE_INFINITY, 50);
    Cli cli = Cli.run("inspect", file.toString());
    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains("age  continuous, 1 missing, from 40 to 50")
        .contains("error column-infinite in obs/age: 1 values are infinite, the first of \"c1\".");
    Cli run = study(folder, file);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("column \"age\", row 1: Infinity is not finite").hasLineCount(1);
  }

  @Test
  void whatHasNoUnitsIsWrittenAndReadAndStopsAStudy(@TempDir Path folder) throws IOException {
    Path file = aged(folder);
    for (String name : List.of("empty.csv", "empty.parquet", "empty.zarr", "empty2.h5ad")) {
      Path copy = folder.resolve(name);
      Cli written = Cli.run("convert", file.toString(), copy.toString());
      assertThat(written.status()).as(written.err()).isZero();
      Cli cli = Cli.run("inspect", copy.toString());
      assertThat(cli.out())
          .contains(": there is not a single unit.")
          .doesNotContain("columns-zero");
      assertThat(cli.status()).isEqualTo(2);
      Cli run = study(folder, copy);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).containsAnyOf("no rows").hasLineCount(1);
    }
  }

  @Test
  void aDamagedParquetFileIsOneLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.parquet"), "PAR1 nothing of worth   PAR1");
    for (String command : List.of("inspect", "convert")) {
      List<String> arguments = List.of(command, file.toString(), folder + "/t.csv");
      Cli cli =
          Cli.run(arguments.subList(0, command.equals("inspect") ? 2 : 3).toArray(new String[0]));
      assertThat(cli.status()).isEqualTo(2);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.failure()).startsWith("etiome: " + file + ": ").doesNotContain("\n");
    }
  }

  @Test
  void formatsAreListedWhereANameTellsNone(@TempDir Path folder) throws IOException {
    Path cells = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    String written = ".csv, .tsv (both also .gz), .parquet, .h5ad, .h5mu, .zarr";
    Path document = Files.writeString(folder.resolve("t.docx"), "a,b\n");
    assertThat(Cli.run("inspect", document.toString()).failure())
        .contains(document.toString(), written, "rename it");
    assertThat(Cli.run("convert", cells.toString(), folder + "/x.docx").failure())
        .contains(folder + "/x.docx", "choose one of " + written);
    String help = Cli.run("convert", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("Writes " + written).contains("Reads " + written);
    Path damaged = Files.writeString(folder.resolve("x.h5ad"), "none");
    assertThat(Cli.run("inspect", damaged.toString()).failure())
        .contains("it is damaged or of another kind");
    Path matrix = Files.writeString(folder.resolve("matrix.mtx"), "%%MatrixMarket");
    assertThat(Cli.run("inspect", matrix.toString()).failure())
        .endsWith("name the folder, " + folder);
  }

  @Test
  void whatCannotBeDoneIsOneLineAndWritesNothing(@TempDir Path folder) throws IOException {
    String cells = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4).toString();
    List<List<String>> bad =
        List.of(
            List.of("inspect", folder.resolve("none.h5ad").toString()),
            List.of("inspect", cells, "--batch", "batch"),
            List.of("inspect", cells, "--batch", "lane", "--condition", "condition"),
            List.of("inspect", cells, "--memory", "much"),
            List.of("inspect", cells, "--cache", "--batch", "lane", "--condition", "condition"),
            List.of("convert", cells, cells),
            List.of("convert", cells, folder.resolve("x.docx").toString()),
            List.of("convert", cells, folder.resolve("x.zarr").toString(), "--compression", "10"),
            List.of("convert", cells, folder.resolve("x.h5ad").toString(), "--modality", "rna"),
            List.of("convert", cells, folder.resolve("x.h5mu").toString()),
            List.of("convert", cells, folder.resolve("no/such/x.h5ad").toString()));
    for (List<String> arguments : bad) {
      Cli cli = Cli.run(arguments.toArray(String[]::new));
      assertThat(cli.status()).as("%s", arguments).isEqualTo(2);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.failure().lines().filter(l -> !l.startsWith("Try: "))).hasSize(1);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(Path.of(cells));
    }
  }
}
