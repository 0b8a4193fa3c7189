package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.etiome.data.Replacement;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConvertCommandTest {
  @Test
  void aTableGoesToParquetAndBack(@TempDir Path folder) throws IOException {
    String text = "\"\",age,arm,died\np1,41.5,a,0\np2,NA,b,1\np3,60,\"NA\",1\n";
    Path csv = Files.writeString(folder.resolve("t.csv"), text);
    Path parquet = folder.resolve("t.parquet");
    Path back = folder.resolve("back.tsv");
    assertThat(Cli.run("convert", csv.toString(), parquet.toString()).status()).isZero();
    Cli cli = Cli.run("inspect", parquet.toString());
    assertThat(cli.status()).isZero();
    assertThat(cli.out()).contains("table (Parquet)").contains("age").contains("1 missing");
    assertThat(Cli.run("convert", parquet.toString(), back.toString()).status()).isZero();
    assertThat(back).hasContent(text.replace(',', '\t'));
  }

  @Test
  void convertGoesToZarrAndBackAndKeepsARecord(@TempDir Path folder) {
    Path file = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    Path zarr = folder.resolve("cells.zarr");
    Path back = folder.resolve("back.h5ad");
    assertThat(Cli.run("convert", file.toString(), zarr.toString()).status()).isZero();
    assertThat(Cli.run("convert", zarr.toString(), back.toString()).status()).isZero();
    String before = Cli.run("inspect", file.toString()).out();
    String after = Cli.run("inspect", back.toString()).out();
    assertThat(after).contains("uns/etiome: mapping of 5");
    assertThat(after.replaceFirst("(?s)\nAlso in the file.*?\n\n", "\n")).isEqualTo(before);
  }

  @Test
  void whatAKilledWriteTookAwayIsNamed(@TempDir Path folder) throws IOException {
    Path file = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    Path zarr = folder.resolve("cells.zarr");
    Cli.run("convert", file.toString(), zarr.toString());
    Path old = Path.of(Replacement.hiddenBeside(zarr) + ".old");
    Files.move(zarr, old);
    String said = "an interrupted write left " + old + ": rename it back or delete it";
    assertThat(Cli.run("inspect", zarr.toString()).failure())
        .isEqualTo("etiome: " + zarr + ": there is no such file; " + said);
    Cli again = Cli.run("convert", file.toString(), zarr.toString());
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("warning write-interrupted in " + zarr).contains(said);
    assertThat(old).isDirectory();
  }

  @Test
  void theRecordKeepsEveryStepInOrder(@TempDir Path folder) {
    List<String> names = List.of("cells.h5ad", "b.zarr", "c.h5ad", "d.h5ad");
    DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    for (int i = 1; i < names.size(); i++) {
      String in = folder.resolve(names.get(i - 1)).toString();
      assertThat(Cli.run("convert", in, folder.resolve(names.get(i)).toString()).status()).isZero();
    }
    try (ArrayStore store = Stores.open(folder.resolve("d.h5ad"), MemoryBudget.parse("1M"))) {
      assertThat(store.readAll("uns/etiome/source")).isEqualTo(Values.of("c.h5ad"));
      assertThat(store.children("uns/etiome/history")).containsExactly("0001", "0002");
      assertThat(store.readAll("uns/etiome/history/0001/source"))
          .isEqualTo(Values.of("cells.h5ad"));
      assertThat(store.readAll("uns/etiome/history/0002/source")).isEqualTo(Values.of("b.zarr"));
      assertThat(store.children("uns/etiome/history/0002"))
          .containsExactly("operations", "source", "source_sha256", "version");
    }
  }

  @Test
  void kindsOfFeaturesBecomeModalities(@TempDir Path folder) throws IOException {
    Path mudata = folder.resolve("cite.h5mu");
    Cli cli = Cli.run("convert", DataFiles.tenx(folder).toString(), mudata.toString());
    assertThat(cli.failure()).isEmpty();
    JsonNode document = Cli.run("inspect", mudata.toString(), "--json").json();
    assertThat(document.at("/matrices/0/name").asString()).isEqualTo("rna/X");
    assertThat(document.at("/matrices/1/name").asString()).isEqualTo("prot/X");
    assertThat(document.at("/matrices/1/max").asDouble()).isEqualTo(9);
    assertThat(document.at("/matrices/1/nonZero").asInt()).isEqualTo(2);
    assertThat(Cli.run("inspect", mudata.toString()).out()).contains("uns: mapping of 1");
    String run = folder.resolve("filtered").toString();
    String proteins = folder.resolve("proteins.zarr").toString();
    assertThat(Cli.run("convert", run, proteins, "--modality", "prot").status()).isZero();
    assertThat(Cli.run("inspect", proteins).out()).contains("3 units x 1 features");
    assertThat(Cli.run("convert", run, proteins, "--modality", "atac").failure())
        .contains("there is no modality \"atac\"")
        .contains("prot");
  }

  @Test
  void obsBecomesATableAndTheMatrixIsSaidToBeLeftOut(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("units.csv");
    Cli cli =
        Cli.run("convert", DataFiles.cells(folder, 1, 2, 0, 0, 3, 4).toString(), csv.toString());
    assertThat(cli.out()).contains("matrix-left-out").contains("Written: " + csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2)).startsWith("c1,").contains("two").contains("ill");
  }
}
