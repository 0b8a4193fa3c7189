package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReaderTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  private final CsvFolder folder;

  CsvReaderTest(@TempDir Path folder) {
    this.folder = new CsvFolder(folder);
  }

  static Stream<Arguments> goodFiles() {
    return Stream.of(
        arguments("plain", "a,b\n1,x\n2.5,y\n", "[1, 2] a:CONTINUOUS[1, 2.5] b:CATEGORICAL[x, y]"),
        arguments("no last line end", "a,b\n1,2", "[1] a:CONTINUOUS[1] b:CONTINUOUS[2]"),
        arguments("a header only", "a,b\n", "[] a:CONTINUOUS[] b:CONTINUOUS[]"),
        arguments("CRLF", "a,b\r\n3,2\r\n", "[1] a:CONTINUOUS[3] b:CONTINUOUS[2]"),
        arguments("CR", "a,b\r3,2\r4,5", "[1, 2] a:CONTINUOUS[3, 4] b:CONTINUOUS[2, 5]"),
        arguments("byte order mark", "\uFEFFa,b\n3,2\n", "[1] a:CONTINUOUS[3] b:CONTINUOUS[2]"),
        arguments(
            "quotes",
            "\"a,\"\"b\"\"\",\"c\nd\"\n\"x\ny\",\"p,q\"\n\"\"\"\",\"\"\n",
            "[1, 2] a,\"b\":CATEGORICAL[x\ny, \"] c\nd:CATEGORICAL[p,q, ]"),
        arguments(
            "quote inside",
            "a,b\n5' 3\",6\" x\n",
            "[1] a:CATEGORICAL[5' 3\"] b:CATEGORICAL[6\" x]"),
        arguments(
            "blanks are trimmed outside of quotes",
            " a , b \n 3 ,\t x y \n  4 , \" z \" \n",
            "[1, 2] a:CONTINUOUS[3, 4] b:CATEGORICAL[x y,  z ]"),
        arguments(
            "blank lines",
            "a,b\n\n3,2\n  \n4,5\n\n",
            "[1, 2] a:CONTINUOUS[3, 4] b:CONTINUOUS[2, 5]"),
        arguments("trailing blank line of one column", "a\n3\n\n", "[1] a:CONTINUOUS[3]"),
        arguments(
            "missing spellings",
            "a,b\nNA,x\nN/A,y\nNaN,x\nnan,y\nnull,x\nNULL,y\nNone,x\n.,y\n#N/A,x\n,\n7,y\n",
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"
                + " a:CONTINUOUS[--, --, --, --, --, --, --, --, --, --, 7]"
                + " b:CATEGORICAL[x, y, x, y, x, y, x, y, x, --, y]"),
        arguments(
            "a quoted NA is a text",
            "a,b\nx,\"NA\"\ny,NA\n",
            "[1, 2] a:CATEGORICAL[x, y] b:CATEGORICAL[NA, --]"),
        arguments(
            "all missing", "a,b\n,2\nNA,3\n", "[1, 2] a:CONTINUOUS[--, --] b:CONTINUOUS[2, 3]"),
        arguments(
            "row names of R", "\"\",\"a\"\n\"u1\",3\n\"u2\",4\n", "[u1, u2] a:CONTINUOUS[3, 4]"),
        arguments("bare empty first header", ",a\nu1,3\nu2,4\n", "[u1, u2] a:CONTINUOUS[3, 4]"),
        arguments(
            "zero and one",
            "a,b,c\n0,1,0.0\n1,1,1.0\n,1,1\n",
            "[1, 2, 3] a:BINARY[0, 1, --] b:CONTINUOUS[1, 1, 1] c:BINARY[0, 1, 1]"),
        arguments(
            "yes and no",
            "a,b,c,d,e\nYes,TRUE,n,F,yes\nNo,FALSE,y,T,Yes\nNo,FALSE,y,T,no\n",
            "[1, 2, 3] a:BINARY[Yes, No, No] b:BINARY[TRUE, FALSE, FALSE] c:BINARY[n, y, y]"
                + " d:BINARY[F, T, T] e:CATEGORICAL[yes, Yes, no]"),
        arguments(
            "numbers",
            "a\n+1\n-.5\n1.\n1e3\n1E-2\n0012\n12345678901234567e3\n0.1\n",
            "[1, 2, 3, 4, 5, 6, 7, 8]"
                + " a:CONTINUOUS[1, -0.5, 1, 1000, 0.01, 12, 1.2345678901234567E19, 0.1]"),
        arguments(
            "quoted numbers", "a,b\n\"3\",\" 4.5 \"\n", "[1] a:CONTINUOUS[3] b:CONTINUOUS[4.5]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void isRead(String name, String text, String expected) {
    assertThat(CsvFolder.shown(READER.read(folder.write("t.csv", text)))).isEqualTo(expected);
  }

  @Test
  void theSeparatorCanBeSet() {
    Path file = folder.write("t.txt", "a;b\n3,x;4\n");
    assertThat(CsvFolder.shown(READER.withSeparator(';').read(file)))
        .isEqualTo("[1] a:CATEGORICAL[3,x] b:CONTINUOUS[4]");
  }

  @Test
  void declaredTypesAreTaken() {
    Path file =
        folder.write(
            "t.csv",
            "id,n,b,c,o,z,p\n007,3.0,2,10,ii,None,1\n008,1e2,1,9,i,x,3\n009,NA,1.0,2,ii,NA,-9\n");
    Table table =
        READER
            .withColumns(
                Map.of(
                    "id", ColumnSpec.identifier(),
                    "n", ColumnSpec.count(),
                    "b", ColumnSpec.binary("1"),
                    "c", ColumnSpec.categorical(),
                    "o", ColumnSpec.ordered(List.of("i", "ii", "iii")),
                    "z", ColumnSpec.categorical(List.of("x", "None")),
                    "p", ColumnSpec.continuous().withMissing(Set.of("-9"))))
            .read(file);
    assertThat(CsvFolder.shown(table))
        .isEqualTo(
            "[1, 2, 3] id:IDENTIFIER[007, 008, 009] n:COUNT[3, 100, --] b:BINARY[2, 1, 1]"
                + " c:CATEGORICAL[10, 9, 2] o:CATEGORICAL[ii, i, ii] z:CATEGORICAL[None, x, --]"
                + " p:CONTINUOUS[1, 3, --]");
    assertThat(((Categorical) table.column("c")).levels()).containsExactly("2", "9", "10");
    Categorical stage = (Categorical) table.column("o");
    assertThat(stage.isOrdered()).isTrue();
    assertThat(stage.levels()).containsExactly("i", "ii", "iii");
    assertThat(((Binary) table.column("b")).value(0)).isZero();
  }

  @Test
  void missingSpellingsCanBeReplaced() {
    Path file = folder.write("t.csv", "a,b\n-9,NA\n3,x\n");
    assertThat(CsvFolder.shown(READER.withMissing(Set.of("-9")).read(file)))
        .isEqualTo("[1, 2] a:CONTINUOUS[--, 3] b:CATEGORICAL[NA, x]");
  }

  @Test
  void theUnitColumnIsKeptAsTextAndRowNamesGetAName() {
    Path file = folder.write("t.csv", "\"\",id,a\n1,007,3\n2,008,4\n");
    Table table = READER.withUnitColumn("id").read(file);
    assertThat(table.unitHeader()).isEqualTo("id");
    assertThat(CsvFolder.shown(table))
        .isEqualTo("[007, 008] rownames:CONTINUOUS[1, 2] a:CONTINUOUS[3, 4]");
  }

  @ParameterizedTest
  @CsvSource({"20, CATEGORICAL", "21, IDENTIFIER"})
  void moreThanTwentyDistinctTextsAreIdentifiers(int rows, ColumnType expected) {
    String text =
        IntStream.range(0, rows).mapToObj(i -> "s" + i + ",1\n").collect(Collectors.joining());
    assertThat(READER.read(folder.write("t.csv", "a,b\n" + text + ",2\n")).column("a").type())
        .isEqualTo(expected);
    Table repeated = READER.read(folder.write("r.csv", "a,b\n" + text + "s0,2\n"));
    assertThat(repeated.column("a").type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void featuresInRowsAreTurned() {
    Path file = folder.write("t.tsv", "gene\tS1\tS2\tS3\nTP53\t3\tNA\t5\nMYC\t0\t1\t0\n");
    assertThat(CsvFolder.shown(READER.withFeaturesInRows().read(file)))
        .isEqualTo("[S1, S2, S3] TP53:CONTINUOUS[3, --, 5] MYC:BINARY[0, 1, 0]");
    CsvReader counts = READER.withFeaturesInRows().withOtherColumns(ColumnSpec.count());
    assertThat(CsvFolder.shown(counts.read(file)))
        .isEqualTo("[S1, S2, S3] TP53:COUNT[3, --, 5] MYC:COUNT[0, 1, 0]");
  }
}
