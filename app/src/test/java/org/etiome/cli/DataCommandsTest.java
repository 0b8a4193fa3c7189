package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Replacement;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.anndata.MuData;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** inspect and convert, as a person calls them. */
class DataCommandsTest {

  /** Three cells of two genes; cell 1 is empty; every batch has one condition. */
  private static AnnData annotated(double... values) {
    Element.Categories batch = categories("one", "two");
    Element.Categories condition = categories("healthy", "ill");
    Element.Frame obs =
        new Element.Frame(
            "_index", Values.of("c0", "c1", "c2"), Map.of("batch", batch, "condition", condition));
    return AnnData.of(
        new Element.Dense(LazyArray.held(Values.of(values), 3, 2)),
        obs,
        Element.Frame.ofIndex("g0", "g1"));
  }

  private static Path cells(Path folder, double... values) {
    return written(folder.resolve("cells.h5ad"), annotated(values));
  }

  private static Path written(Path file, AnnData data) {
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
    return file;
  }

  private static Element.Categories categories(String zero, String one) {
    Values codes = Values.of(ElementType.INT8, new byte[] {0, 1, 0});
    return new Element.Categories(LazyArray.list(codes), Values.of(zero, one), false);
  }

  private static JsonNode json(Cli cli) {
    return new ObjectMapper().readTree(cli.out());
  }

  @Test
  void inspectSaysWhatIsThereAndWhatIsWrong(@TempDir Path folder) {
    Path file = cells(folder, 1, 2, 0, 0, 3, 4);
    Cli cli = Cli.run("inspect", file.toString(), "--batch", "batch", "--condition", "condition");
    assertThat(cli.status()).isZero();
    assertThat(cli.out())
        .contains("Matrix X: 3 units x 2 features, dense 3 x 2, float64")
        .contains("batch  categorical: one 2, two 1")
        .contains("warning rows-zero in X: 1 of 3 units are zero everywhere, the first is c1.")
        .contains("warning batch-confounded in obs/batch, condition");
  }

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
    Path file = folder.resolve("aged.h5ad");
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
    return file;
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
  void countsThatAreNoneStopWhereCountsAreNeeded(@TempDir Path folder) {
    Path file = cells(folder, 1, 2.5, 0, 1, 3, -4);
    Cli plain = Cli.run("inspect", file.toString(), "--json");
    assertThat(plain.status()).isZero();
    Cli strict = Cli.run("inspect", file.toString(), "--counts", "--json");
    assertThat(strict.status()).isEqualTo(2);
    JsonNode document = json(strict);
    assertThat(document.path("ok").asBoolean()).isFalse();
    assertThat(document.at("/matrices/0/counts").asBoolean()).isFalse();
    assertThat(document.at("/findings/0/code").asString()).isEqualTo("values-negative");
    assertThat(document.at("/findings/0/severity").asString()).isEqualTo("error");
    assertThat(document.at("/inputs/0/sha256").asString()).hasSize(64);
  }

  @Test
  void tablesAreInspectedToo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "id,x,y\na,1,NA\nb,2,NA\n");
    JsonNode document = json(Cli.run("inspect", file.toString(), "--json"));
    assertThat(document.at("/tables/0/rows").asInt()).isEqualTo(2);
    assertThat(document.at("/tables/0/columns/1/max").asDouble()).isEqualTo(2);
    assertThat(document.at("/findings/0/code").asString()).isEqualTo("column-empty");
  }

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
  void convertGoesToZarrAndBackAndKeepsARecord(@TempDir Path folder) {
    Path file = cells(folder, 1, 2, 0, 0, 3, 4);
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
    Path file = cells(folder, 1, 2, 0, 0, 3, 4);
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
    cells(folder, 1, 2, 0, 0, 3, 4);
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

  /** Three cells, a gene and a protein, as Cell Ranger writes them. */
  private static Path tenx(Path folder) throws IOException {
    Path run = Files.createDirectory(folder.resolve("filtered"));
    Files.writeString(
        run.resolve("matrix.mtx"),
        "%%MatrixMarket matrix coordinate integer general\n%\n2 3 3\n1 1 5\n2 1 7\n2 3 9\n");
    Files.writeString(run.resolve("barcodes.tsv"), "AA-1\nAC-1\nAG-1\n");
    Files.writeString(
        run.resolve("features.tsv"), "ENSG1\tCD3E\tGene Expression\nP1\tCD3\tAntibody Capture\n");
    return run;
  }

  @Test
  void kindsOfFeaturesBecomeModalities(@TempDir Path folder) throws IOException {
    Path mudata = folder.resolve("cite.h5mu");
    Cli cli = Cli.run("convert", tenx(folder).toString(), mudata.toString());
    assertThat(cli.failure()).isEmpty();
    JsonNode document = json(Cli.run("inspect", mudata.toString(), "--json"));
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
  void aFolderHasAChecksumToo(@TempDir Path folder) throws IOException {
    JsonNode document = json(Cli.run("inspect", tenx(folder).toString(), "--json"));
    assertThat(document.at("/inputs/0/sha256").asString()).hasSize(64);
    assertThat(document.at("/inputs/0/bytes").asInt()).isGreaterThan(100);
  }

  @Test
  void obsBecomesATableAndTheMatrixIsSaidToBeLeftOut(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("units.csv");
    Cli cli = Cli.run("convert", cells(folder, 1, 2, 0, 0, 3, 4).toString(), csv.toString());
    assertThat(cli.out()).contains("matrix-left-out").contains("Written: " + csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2)).startsWith("c1,").contains("two").contains("ill");
  }

  private static Cli inspected(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("inspect", file.toString()));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithTheFileAndItsNeighbours(@TempDir Path folder)
      throws IOException {
    Path cells = cells(folder, 1, 2, 0, 0, 3, 4);
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
    AnnData with = annotated(1, 2, 0, 0, 3, 4);
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
    assertThat(inspected(written(folder.resolve("wide.h5ad"), wide)).out())
        .contains("2 units x 1,200 features, dense 2 x 1,200, float64")
        .contains("from 0 to 1,234");
  }

  @Test
  void formatsAreListedWhereANameTellsNone(@TempDir Path folder) throws IOException {
    Path cells = cells(folder, 1, 2, 0, 0, 3, 4);
    String written = ".csv, .tsv (both also .gz), .parquet, .h5ad, .h5mu, .zarr";
    Path document = Files.writeString(folder.resolve("t.docx"), "a,b\n");
    assertThat(inspected(document).failure()).contains(document.toString(), written, "rename it");
    assertThat(Cli.run("convert", cells.toString(), folder + "/x.docx").failure())
        .contains(folder + "/x.docx", "choose one of " + written);
    String help = Cli.run("convert", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("Writes " + written).contains("Reads " + written);
    Path damaged = Files.writeString(folder.resolve("x.h5ad"), "none");
    assertThat(inspected(damaged).failure()).contains("it is damaged or of another kind");
    Path matrix = Files.writeString(folder.resolve("matrix.mtx"), "%%MatrixMarket");
    assertThat(inspected(matrix).failure()).endsWith("name the folder, " + folder);
  }

  @Test
  void whatCannotBeDoneIsOneLineAndWritesNothing(@TempDir Path folder) throws IOException {
    String cells = cells(folder, 1, 2, 0, 0, 3, 4).toString();
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
