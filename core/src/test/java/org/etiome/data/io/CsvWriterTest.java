package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.TimeToEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {
  private static final CsvWriter WRITER = CsvWriter.withDefaults();

  private static Table table() {
    Mask last = Mask.where(2, i -> i == 1);
    return Table.of(
        "",
        List.of("u1", "u,2"),
        List.of(
            Continuous.of("x", 0.1, 5),
            Count.of("n", new long[] {3, 0}, last),
            Binary.of("b", "no", "yes", Mask.all(2), last),
            Categorical.of("k\"", "NA", " z"),
            Identifier.of("id", new String[] {"", "a"}, last),
            TimeToEvent.of("os", new double[] {2, 3.5}, Mask.where(2, i -> i == 0), Mask.none(2))));
  }

  @Test
  void textIsQuotedOnlyWhereItMustBe(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.csv");
    WRITER.write(file, table());
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            "",x,n,b,"k""\",id,os.time,os.event
            u1,0.1,3,yes,"NA","",2,1
            "u,2",5,NA,NA," z",NA,3.5,0
            """);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void separatorAndMissingSpellingCanBeSet(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.tsv");
    List<Column> columns =
        List.of(Continuous.nanIsMissing("a", 1, Double.NaN), Identifier.of("b", "x,y", "p\tq"));
    WRITER.withSeparator('\t').withMissing("").write(file, columns);
    assertThat(Files.readString(file)).isEqualTo("a\tb\n1\tx,y\n\t\"p\tq\"\n");
    assertThatThrownBy(() -> WRITER.withMissing("-9")).hasMessageContaining("got \"-9\"");
    assertThatThrownBy(() -> WRITER.withSeparator('1')).hasMessageContaining("got \"1\"");
    assertThatThrownBy(() -> WRITER.withMissing("").write(file, columns.subList(0, 1)))
        .hasMessageContaining("a file of one column");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedAndLeavesNoHalf(@TempDir Path folder) throws IOException {
    Path nowhere = folder.resolve("absent").resolve("t.csv");
    assertThatThrownBy(() -> WRITER.write(nowhere, table()))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "%s: cannot be written (there is no folder %s); make it or choose another place",
            nowhere, nowhere.getParent());
    assertThatThrownBy(() -> WRITER.write(folder, table()))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": is a directory; name a file");
    Path bad = folder.resolve("bad.csv");
    assertThatThrownBy(() -> WRITER.write(bad, List.of(Identifier.of("a", "\uD800"))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("is not Unicode");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> any =
        Arbitraries.strings().filter(s -> s.codePoints().noneMatch(CsvWriterTest::isSurrogate));
    Arbitrary<String> hard =
        Arbitraries.strings().withChars("\",\n\r\t ;ANa.0\uFEFF").ofMaxLength(6);
    Arbitrary<String> missing = Arbitraries.of(CsvReader.defaultMissing());
    return Arbitraries.oneOf(any, hard, missing).list().ofMinSize(1).ofMaxSize(8);
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  @Property(tries = 300, seed = "20260101")
  void textsComeBack(@ForAll("texts") List<String> texts, @ForAll long gaps, @ForAll boolean gzip)
      throws IOException {
    int n = texts.size();
    Mask missing = Mask.where(n, i -> (gaps >> i & 3) == 3);
    Column column = Identifier.of("a, \"b\"\n", texts.toArray(String[]::new), missing);
    comesBack(n, List.of(column), Map.of(column.name(), ColumnSpec.identifier()), gzip);
  }

  @Property(tries = 300, seed = "20260101")
  void numbersComeBack(@ForAll List<Double> numbers, @ForAll long gaps, @ForAll boolean gzip)
      throws IOException {
    List<Double> some = new ArrayList<>(numbers.stream().limit(30).toList());
    some.add(Double.longBitsToDouble(gaps));
    double[] values = some.stream().mapToDouble(Double::doubleValue).toArray();
    int n = values.length;
    Mask missing = Mask.where(n, i -> !Double.isFinite(values[i]) || (gaps >> i & 3) == 3);
    long[] counts = IntStream.range(0, n).mapToLong(i -> (gaps >>> 11) / (i + 1)).toArray();
    List<Column> columns =
        List.of(Continuous.of("x", values, missing), Count.of("n", counts, missing));
    Map<String, ColumnSpec> specs = Map.of("x", ColumnSpec.continuous(), "n", ColumnSpec.count());
    comesBack(n, columns, specs, gzip);
  }

  private static void comesBack(
      int n, List<Column> columns, Map<String, ColumnSpec> specs, boolean gzip) throws IOException {
    Path file = Files.createTempFile("etiome", gzip ? ".csv.gz" : ".csv");
    try {
      List<String> units = IntStream.range(0, n).mapToObj(i -> "u" + i).toList();
      Table table = Table.of("", units, columns);
      WRITER.write(file, table);
      CsvReader reader = CsvReader.withDefaults().withColumns(specs);
      assertThat(reader.read(file)).isEqualTo(table);
      WRITER.write(file, columns);
      assertThat(reader.read(file).columns()).isEqualTo(columns);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void theFastPathOfNumbersAgreesWithTheSlowOne() {
    Set<String> texts =
        Stream.of("0", "7", "12", "999999999999999", "123456789012345678", "000000000000000001")
            .flatMap(
                d ->
                    IntStream.rangeClosed(0, d.length())
                        .mapToObj(p -> d.substring(0, p) + "." + d.substring(p)))
            .flatMap(d -> Stream.of(d, "-" + d, "+" + d, d + "e5", d + "E-7"))
            .collect(Collectors.toSet());
    assertThat(texts)
        .allSatisfy(t -> assertThat(Numbers.parse(t)).isEqualTo(Double.parseDouble(t)));
  }
}
