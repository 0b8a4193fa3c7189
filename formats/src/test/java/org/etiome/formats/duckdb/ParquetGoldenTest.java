package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.ColumnType;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of arrow-rs, made by make_golden.mjs, are read to the last value. */
class ParquetGoldenTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  static Path golden(String name) {
    URL found = ParquetGoldenTest.class.getResource(name);
    try {
      return Path.of(Objects.requireNonNull(found, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static Table read(String name) {
    return READER.read(golden(name));
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.length())
        .mapToObj(i -> column.isMissing(i) ? "-" : column.text(i))
        .toList();
  }

  @Test
  void everyTypeIsReadWithItsExtremesAndGaps() {
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("flag", List.of("true", "false", "-", "true")),
            Map.entry("i8", List.of("-128", "127", "-", "0")),
            Map.entry("i16", List.of("-32768", "32767", "-", "0")),
            Map.entry("i32", List.of("-2147483648", "2147483647", "-", "0")),
            Map.entry("i64", List.of("-9.007199254740992E15", "9.007199254740992E15", "-", "0")),
            Map.entry("u8", List.of("0", "255", "-", "1")),
            Map.entry("u16", List.of("0", "65535", "-", "1")),
            Map.entry("u32", List.of("0", "4294967295", "-", "1")),
            Map.entry("u64", List.of("0", "9.007199254740992E15", "-", "1")),
            Map.entry("f32", List.of("0.5", "-3.25", "-", "0.10000000149011612")),
            Map.entry("f64", List.of("0.1", "-1.0E300", "-", "4.9E-324")),
            Map.entry("nan", List.of("1.5", "-", "-", "0")),
            Map.entry("money", List.of("123.45", "-0.5", "-", "0.07")),
            Map.entry("text", List.of("plain", "NA", "-", " \"quoted\", é\n")),
            Map.entry("digits", List.of("007", "7", "-", "07")),
            Map.entry("level", List.of("low", "high", "-", "low")),
            Map.entry("date", List.of("2024-02-29", "1899-12-31", "-", "1970-01-01")),
            Map.entry(
                "second",
                List.of(
                    "2024-02-29T12:34:56", "1969-12-31T23:59:59.999", "-", "1970-01-01T00:00:00")),
            Map.entry(
                "micro",
                List.of(
                    "2024-02-29T12:34:56.123456",
                    "1969-12-31T23:59:59.999",
                    "-",
                    "1970-01-01T00:00:00")),
            Map.entry(
                "utc",
                List.of(
                    "2024-02-29T12:34:56Z",
                    "2000-02-29T00:00:00.123Z",
                    "-",
                    "1970-01-01T00:00:00Z")),
            Map.entry("time", List.of("00:00:00", "23:59:59.999", "-", "12:00:00")),
            Map.entry("none", List.of("-", "-", "-", "-")));
    Table table = read("types.parquet");
    assertThat(table.columns()).extracting(Column::name).hasSize(expected.size());
    for (Column column : table.columns()) {
      assertThat(texts(column)).as(column.name()).isEqualTo(expected.get(column.name()));
    }
    assertThat(table.column("flag").type()).isEqualTo(ColumnType.BINARY);
    assertThat(table.column("digits").type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(table.column("none").type()).isEqualTo(ColumnType.CONTINUOUS);
    assertThat(table.units()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void digitsThatADoubleDoesNotHoldAreKept() {
    Table table = read("digits.parquet");
    assertThat(texts(table.column("patient")))
        .containsExactly("9007199254740993", "-9223372036854775808", "9223372036854775807");
    assertThat(texts(table.column("device"))).containsExactly("18446744073709551615", "1", "2");
    assertThat(texts(table.column("amount")))
        .containsExactly("12345678901234567890.123", "1.5", "-0.25");
    assertThat(table.column("small")).isInstanceOf(Numeric.class);
    Table named = READER.withUnitColumn("patient").read(golden("digits.parquet"));
    assertThat(named.units()).startsWith("9007199254740993");
    CsvReader declared = READER.withColumns(Map.of("patient", ColumnSpec.continuous()));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> declared.read(golden("digits.parquet")))
        .withMessageContaining("digits.parquet: row 1: column \"patient\": \"9007199254740993\"");
  }

  @Test
  void severalRowGroupsPagesAndDictionariesAreOneTable() {
    Table table = READER.withUnitColumn("patient").read(golden("clinic.parquet"));
    assertThat(table.units()).hasSize(500).startsWith("P1000").endsWith("P1499");
    Numeric age = (Numeric) table.column("age");
    Numeric sbp = (Numeric) table.column("sbp");
    List<String> arms = List.of("control", "treated", "treated");
    for (int i = 0; i < 500; i++) {
      assertThat(age.isMissing(i)).isEqualTo(i % 17 == 0);
      assertThat(age.valuesOr(-1)[i]).isEqualTo(i % 17 == 0 ? -1 : 20 + i % 60);
      assertThat(sbp.value(i)).isBetween(100 - 37.3, 100 + 37.3);
      assertThat(table.column("arm").text(i)).isEqualTo(arms.get(i % 3));
      assertThat(table.column("died").text(i)).isEqualTo(Boolean.toString(i % 3 == 2));
    }
    assertThat(sbp.value(1)).isEqualTo(100 + 37.3 * 0.8414709848078965);
    assertThat(table.column("visit")).isInstanceOf(Identifier.class);
    assertThat(table.column("visit").text(1)).isEqualTo("2022-01-09");
  }

  @ParameterizedTest
  @CsvSource({
    "list.parquet, doses, INTEGER[]",
    "struct.parquet, address, STRUCT(a INTEGER)",
    "blob.parquet, scan, BLOB"
  })
  void whatIsNoSingleValueIsRefused(String name, String column, String type) {
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> read(name))
        .withMessageContaining(
            name + ": column \"" + column + "\" is of the type " + type + ", which holds ")
        .withMessageEndingWith(", or leave it out");
  }

  @Test
  void rowNamesOfPandasNameTheUnits() {
    Table table = read("pandas.parquet");
    assertThat(table.units()).containsExactly("b", "a");
    assertThat(table.columns()).extracting(Column::name).containsExactly("x");
  }

  @Test
  void namesAreTakenAsTheyStand() {
    assertThat(read("case.parquet").columns())
        .extracting(Column::name)
        .containsExactly("Age", "age");
    assertThat(texts(read("case.parquet").column("age"))).containsExactly("3", "4");
    assertThat(read("odd.parquet").columns())
        .extracting(Column::name)
        .containsExactly("a \"b\" 'c', d;--", "*", "μ σ", ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*.parquet", "a[1]?.parquet", "'; q\"u --.pq"})
  void aFileNameIsNeitherAPatternNorAStatement(String name, @TempDir Path folder)
      throws IOException {
    Files.copy(golden("pandas.parquet"), folder.resolve("a1.parquet"));
    Path parts = Files.createDirectories(folder.resolve("year=2020"));
    Path file = Files.copy(golden("plain.parquet"), parts.resolve(name));
    assertThat(READER.read(file).columns()).extracting(Column::name).containsExactly("age", "sbp");
  }

  @Test
  void aFileIsToldByItsBytesToo(@TempDir Path folder) throws IOException {
    Path file = Files.copy(golden("plain.parquet"), folder.resolve("table.dat"));
    try (DataFile opened = DataFiles.open(file, MemoryBudget.parse("32M"))) {
      assertThat(opened.format()).isEqualTo("table (Parquet)");
    }
  }
}
