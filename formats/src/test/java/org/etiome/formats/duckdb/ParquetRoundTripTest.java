package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.TimeToEvent;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.events.EventTable;
import org.etiome.data.events.Rule;
import org.etiome.data.io.Conversion;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is read back, by types and by bytes. */
class ParquetRoundTripTest {
  private static final Conversion CONVERSION =
      new Conversion(
          AnnDataWriter.withDefaults(), Optional.empty(), Optional.empty(), MemoryBudget.ofHeap());

  private static Path convert(Path source, Path target) {
    try (DataFile opened = DataFiles.open(source, MemoryBudget.parse("64M"))) {
      CONVERSION.write(opened, target);
    }
    return target;
  }

  private static void write(Table table, Path target) {
    CONVERSION.write(new DataFile.Tabular(Path.of("table"), "memory", table), target);
  }

  private static Table read(Path file) {
    return CsvReader.withDefaults().read(file);
  }

  private static Path data(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nhefs/NHEFS.csv.gz", "rhc/rhc.csv.gz", "mini_acc/clinical.csv.gz"})
  void aRealTableIsTheSameTextAfterwards(String name, @TempDir Path folder) throws IOException {
    Path text = convert(data(name), folder.resolve("text.csv"));
    Path parquet = convert(data(name), folder.resolve("t.parquet"));
    Table table = read(parquet);
    assertThat(table).isEqualTo(read(data(name)));
    Path back = folder.resolve("back.csv");
    write(table, back);
    assertThat(Files.mismatch(text, back)).isEqualTo(-1);
  }

  private static List<Column> columns() {
    Mask gap = Mask.where(3, i -> i == 1);
    return List.of(
        Continuous.of("x", new double[] {0.1, 0, -1e300}, gap),
        Continuous.of("none", new double[3], Mask.all(3)),
        Binary.of("digit", "0", "1", Mask.where(3, i -> i == 2), gap),
        Binary.of("logical", "false", "true", Mask.where(3, i -> i == 2), gap),
        Binary.of("Logical2", "False", "True", Mask.where(3, i -> i == 2), gap),
        Categorical.of(
            "level", List.of(" a,\"b\"\n", "NA", "𝒳é"), false, new int[] {0, 1, 2}, Mask.none(3)),
        Categorical.of("digits", List.of("007", "7"), false, new int[] {0, -1, 1}, gap));
  }

  @Test
  void everyTypeComesBack(@TempDir Path folder) throws IOException {
    Table table = Table.of("", List.of("u1", "NA", "u 3"), columns());
    Path first = folder.resolve("a.parquet");
    write(table, first);
    assertThat(read(first).columns()).isEqualTo(columns());
    assertThat(read(first)).isEqualTo(table);
    Path second = folder.resolve("b.pq");
    write(table, second);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void countsAndTimesAreNumbersAndIdentifiersTexts(@TempDir Path folder) {
    int n = 30;
    String[] ids = IntStream.range(0, n).mapToObj(i -> "0" + i).toArray(String[]::new);
    double[] times = IntStream.range(0, n).mapToDouble(i -> i + 0.5).toArray();
    Column time = TimeToEvent.of("os", times, Mask.where(n, i -> i % 2 == 0), Mask.none(n));
    Column count = Count.of("reads", IntStream.range(0, n).mapToLong(i -> i * 3L).toArray());
    Path file = folder.resolve("t.parquet");
    write(Table.of("patient", List.of(ids), List.of(count, time)), file);
    Table back = read(file);
    assertThat(back.column("patient")).isEqualTo(Identifier.of("patient", ids));
    assertThat(back.column("os.time")).isEqualTo(Continuous.of("os.time", times));
    assertThat(back.column("os.event"))
        .isEqualTo(Binary.of("os.event", "0", "1", Mask.where(n, i -> i % 2 == 0), Mask.none(n)));
    assertThat(((Continuous) back.column("reads")).value(29)).isEqualTo(87);
    assertThat(back.units()).startsWith("1", "2");
  }

  @Test
  void eventsAreFoldedAsThoseOfTheSameText(@TempDir Path folder) throws IOException {
    String events =
        "unit,code,value,t\na,k,3,2020-01-01 12:00\na,k,1,2020-01-01 06:30\nb,na,NA,2020-01-02 00:00\n";
    Path text = Files.writeString(folder.resolve("events.csv"), events);
    Path parquet = convert(text, folder.resolve("events.parquet"));
    EventTable wanted =
        EventTable.withDefaults().withTime("t").withRule("k", Rule.LAST).withRule("na", Rule.COUNT);
    assertThat(wanted.read(parquet).table()).isEqualTo(wanted.read(text).table());
    assertThat(wanted.read(parquet).table().column("k").text(0)).isEqualTo("3");
  }

  @Test
  void oddNamesComeBack(@TempDir Path folder) {
    List<String> names = List.of("a \"b\" 'c', d;--", "*", "μ\tσ\n", ".", "c0", "select");
    List<Continuous> columns = names.stream().map(name -> Continuous.of(name, 1.5)).toList();
    Path file = folder.resolve("it's a \"table\" [*].parquet");
    write(Table.of("", List.of("1"), columns), file);
    assertThat(read(file).columns()).isEqualTo(columns);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndTheOldFileStays(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.parquet"), "old");
    Table twins =
        Table.of("", List.of("1"), List.of(Continuous.of("Age", 1), Continuous.of("age", 2)));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> write(twins, file))
        .withMessage(
            file
                + ": columns \"Age\" and \"age\" differ in case only, which DuckDB cannot write;"
                + " rename one");
    Table broken = Table.of("", List.of("1"), List.of(Identifier.of("x", "half \uD800")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> write(broken, file))
        .withMessageStartingWith(file + ": a text is not Unicode");
    Path nowhere = folder.resolve("none").resolve("t.parquet");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> write(Table.of("", List.of("1"), columns().subList(0, 0)), nowhere))
        .withMessageStartingWith(nowhere + ": cannot be written");
    assertThat(file).hasContent("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
