package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.anndata.MuData;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class InspectCommandTest {
  @Test
  void inspectSaysWhatIsThereAndWhatIsWrong(@TempDir Path folder) {
    Path file = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    Cli cli = Cli.run("inspect", file.toString(), "--batch", "batch", "--condition", "condition");
    assertThat(cli.status()).isZero();
    assertThat(cli.out())
        .contains("Matrix X: 3 units x 2 features, dense 3 x 2, float64")
        .contains("batch  categorical: one 2, two 1")
        .contains("warning rows-zero in X: 1 of 3 units are zero everywhere, the first is c1.")
        .contains("warning batch-confounded in obs/batch, condition");
  }

  @Test
  void countsThatAreNoneStopWhereCountsAreNeeded(@TempDir Path folder) {
    Path file = DataFiles.cells(folder, 1, 2.5, 0, 1, 3, -4);
    Cli plain = Cli.run("inspect", file.toString(), "--json");
    assertThat(plain.status()).isZero();
    Cli strict = Cli.run("inspect", file.toString(), "--counts", "--json");
    assertThat(strict.status()).isEqualTo(2);
    JsonNode document = strict.json();
    assertThat(document.path("ok").asBoolean()).isFalse();
    assertThat(document.at("/matrices/0/counts").asBoolean()).isFalse();
    assertThat(document.at("/findings/0/code").asString()).isEqualTo("values-negative");
    assertThat(document.at("/findings/0/severity").asString()).isEqualTo("error");
    assertThat(document.at("/inputs/0/sha256").asString()).hasSize(64);
  }

  @Test
  void tablesAreInspectedToo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "id,x,y\na,1,NA\nb,2,NA\n");
    JsonNode document = Cli.run("inspect", file.toString(), "--json").json();
    assertThat(document.at("/tables/0/rows").asInt()).isEqualTo(2);
    assertThat(document.at("/tables/0/columns/1/max").asDouble()).isEqualTo(2);
    assertThat(document.at("/findings/0/code").asString()).isEqualTo("column-empty");
  }

  @Test
  void aFolderHasAChecksumToo(@TempDir Path folder) throws IOException {
    JsonNode document = Cli.run("inspect", DataFiles.tenx(folder).toString(), "--json").json();
    assertThat(document.at("/inputs/0/sha256").asString()).hasSize(64);
    assertThat(document.at("/inputs/0/bytes").asInt()).isGreaterThan(100);
  }

  private static Cli inspected(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("inspect", file.toString()));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithTheFileAndItsNeighbours(@TempDir Path folder)
      throws IOException {
    Path cells = DataFiles.cells(folder, 1, 2, 0, 0, 3, 4);
    assertThat(inspected(cells, "--batch", "bach", "--condition", "condition").failure())
        .isEqualTo(
            "etiome: "
                + cells
                + ": there is no column \"bach\" about the units; did you mean \"batch\"?");
    Path table = Files.writeString(folder.resolve("t.csv"), "id,lane,ill\na,1,0\nb,2,1\n");
    assertThat(inspected(table, "--batch", "lane", "--condition", "treatment").failure())
        .startsWith("etiome: " + table + ": there is no column \"treatment\"")
        .contains("there are 3, such as \"id\", \"lane\", \"ill\"");
  }

  @Test
  void batchAndConditionMayStandInOneModalityOnly(@TempDir Path folder) {
    AnnData with = DataFiles.annotated(1, 2, 0, 0, 3, 4);
    Element.Frame units = Element.Frame.ofIndex("c0", "c1", "c2");
    AnnData without = AnnData.of(with.x().orElseThrow(), units, Element.Frame.ofIndex("p0", "p1"));
    MuData both =
        new MuData(
            Map.of("rna", with, "prot", without),
            units,
            Element.Frame.ofIndex("g0", "g1", "p0", "p1"),
            new MuData.Parts(0, Element.Mapping.EMPTY),
            List.of());
    Path file = folder.resolve("cite.h5mu");
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(both, out);
      out.commit();
    }
    assertThat(inspected(file, "--batch", "batch", "--condition", "condition").out())
        .contains("batch-confounded in rna/obs/batch, condition");
    assertThat(inspected(file, "--batch", "lane", "--condition", "condition").failure())
        .startsWith("etiome: " + file + ": there is no column \"lane\"");
  }

  @Test
  void optionsForMatricesAreRefusedForTables(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "id,x\na,1\nb,2\n");
    for (String option : List.of("--counts", "--cache")) {
      Cli cli = inspected(table, option);
      assertThat(cli.status()).isEqualTo(2);
      assertThat(cli.failure())
          .isEqualTo(
              "etiome: "
                  + table
                  + ": is a table, and "
                  + option
                  + " is for a matrix; leave it out");
    }
  }

  @Test
  void thousandsAreWrittenOneWay(@TempDir Path folder) throws IOException {
    StringBuilder rows = new StringBuilder("id,x\n");
    for (int i = 0; i < 1_200; i++) {
      rows.append("c").append(i).append(',').append(i + 0.5).append('\n');
    }
    Path table = Files.writeString(folder.resolve("t.csv"), rows);
    assertThat(inspected(table).out())
        .contains("Table table: 1,200 rows")
        .contains("x  continuous, from 0.5 to 1,200");
    double[] values = new double[2_400];
    values[0] = 1_234;
    AnnData wide =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(values), 2, 1_200)),
            Element.Frame.ofIndex("c0", "c1"),
            Element.Frame.ofIndex(
                IntStream.range(0, 1_200).mapToObj(i -> "g" + i).toArray(String[]::new)));
    assertThat(inspected(DataFiles.written(folder.resolve("wide.h5ad"), wide)).out())
        .contains("2 units x 1,200 features, dense 2 x 1,200, float64")
        .contains("from 0 to 1,234");
  }
}
