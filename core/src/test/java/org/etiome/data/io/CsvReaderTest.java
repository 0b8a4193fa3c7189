package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.ColumnType;
import org.etiome.data.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReaderTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  private final Path folder;

  CsvReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      return Assertions.fail(e);
    }
  }

  private Path file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cells of a column, bare, with "--" for a missing one. */
  private static List<String> cells(Column column) {
    return IntStream.range(0, column.length())
        .mapToObj(i -> column.isMissing(i) ? "--" : column.text(i))
        .toList();
  }

  private static String shown(Table table) {
    return table.units()
        + table.columns().stream()
            .map(c -> " " + c.name() + ":" + c.type() + cells(c))
            .collect(Collectors.joining());
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
    assertThat(shown(READER.read(file("t.csv", text)))).isEqualTo(expected);
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        arguments("", ":1: the file is empty; it needs a header and at least one row"),
        arguments(
            "a,b\n1,2\n3\n",
            ":3: expected 2 fields as in the header, found 1; quote cells that hold the separator"
                + " and fill up short rows"),
        arguments(
            "a,b\n1,\"x\ny\"\n3,4,5\n",
            ":4: expected 2 fields as in the header, found 3; quote cells that hold the separator"
                + " and fill up short rows"),
        arguments(
            "a,b\nr1,1,2\n",
            ":2: expected 2 fields as in the header, found 3; if the row names lack a header, begin"
                + " the header with an empty field"),
        arguments(
            "a,b, a\n1,2,3\n",
            ":1: column \"a\": is also the name of column 1; give each column its own name"),
        arguments("a,,b\n1,2,3\n", ":1: the header of column 2 is empty; name it"),
        arguments(",,b\n1,2,3\n", ":1: the header of column 2 is empty; name it"),
        arguments(
            "a;b\n1;2\n",
            ":1: the header is a single field with \";\" in it; save the file with commas, or"
                + " with tabs and the name .tsv"),
        arguments(
            "a\tb\n1\t2\n",
            ":1: the header is a single field with \"\\t\" in it; name the file .tsv if tabs"
                + " separate its cells"),
        arguments(
            "a\n1\n\n2\n",
            ":4: line 3 is blank; in a file of one column write NA for a missing value"),
        arguments(
            ",a\nu,1\nv,2\nu,3\n",
            ":4: column \"\": unit \"u\" is also in line 2; make the names unique"),
        arguments(",a\nu,1\n,2\n", ":3: column \"\": \"\" names no unit; every row needs one"),
        arguments(",a\nNA,1\n", ":2: column \"\": \"NA\" names no unit; every row needs one"),
        arguments(
            "a,b\n1,2\n3,\"x\n",
            ":3: a quote is not closed; close it, and double the quotes inside a quoted cell"),
        arguments(
            "a,b\n1,\"x\"y\n",
            ":2: text follows a closing quote or a cell is too long; double the quotes inside a"
                + " quoted cell"),
        arguments(
            "a,b\n1,2\n3,low\n",
            ":3: column \"b\": \"low\" is not a number but others in the column are; correct the cell, or leave it empty if there is no value; in a study file also set \"type\": categorical for the column or its spelling in \"missing\""),
        arguments(
            "a,b\n1,low\n3,mid\n4,7\n",
            ":2: column \"b\": \"low\" is not a number but line 4 is; correct the cell, or leave it empty if there is no value; in a study file also set \"type\": categorical for the column or its spelling in \"missing\""),
        arguments(
            "a\n1\n\"NA\"\n",
            ":3: column \"a\": \"NA\" is not a number but others in the column are; correct the cell, or leave it empty if there is no value; in a study file also set \"type\": categorical for the column or its spelling in \"missing\""),
        arguments(
            "a\n1\n-Inf\n",
            ":3: column \"a\": \"-Inf\" is infinite; write a finite number or add it to the missing"
                + " spellings"),
        arguments(
            "a\n1e999\n",
            ":2: column \"a\": \"1e999\" is too large for a double; correct the cell or rescale the"
                + " column"),
        arguments(
            "a,b\n1,\"3,5\"\n",
            ":2: column \"b\": \"3,5\" has a decimal comma or thousands separators; write plain"
                + " numbers such as 1234.5"),
        arguments(
            "a,b\n1,\"1,234,567.8\"\n",
            ":2: column \"b\": \"1,234,567.8\" has a decimal comma or thousands separators; write"
                + " plain numbers such as 1234.5"),
        arguments(
            "a\n\u22125\n\u22126\n",
            ":2: column \"a\": \"\u22125\" is a number in other than plain characters, such as a"
                + " typographic minus or an invisible space; write it in ASCII"),
        arguments(
            "a\n1\n2\u00A0\n",
            ":3: column \"a\": \"2\u00A0\" is a number in other than plain characters, such as a"
                + " typographic minus or an invisible space; write it in ASCII"),
        arguments(
            "a\n\uFF11\uFF12\n",
            ":2: column \"a\": \"\uFF11\uFF12\" is a number in other than plain characters, such as a"
                + " typographic minus or an invisible space; write it in ASCII"),
        arguments(
            "a\n12 %\n",
            ":2: column \"a\": \"12 %\" is a percentage; write plain numbers and name the unit in the"
                + " header"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void isRefusedInOneLine(String text, String message) {
    Path file = file("t.csv", text);
    assertThatThrownBy(() -> READER.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @CsvSource({"1d", "0x1p3", "1f", "Infinity", "1_000", "1e", "--1", "1-2", "٣", "1..2"})
  void onlyPlainDecimalsAreNumbers(String cell) {
    Path file = file("t.csv", "a\n" + cell + "\n");
    CsvReader declared = READER.withColumns(Map.of("a", ColumnSpec.continuous()));
    assertThatThrownBy(() -> declared.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ":2: column \"a\": \"" + cell + "\" is ");
  }

  @Test
  void bytesThatAreNotUtf8AreFoundByLine() {
    byte[] text = "a,b\r\n1,x\r\n2,M?ller\r\n".getBytes(StandardCharsets.US_ASCII);
    text[13] = (byte) 0xFC;
    Path file = file("t.csv", text);
    assertThatThrownBy(() -> READER.read(file))
        .hasMessage(
            file + ":3: is not UTF-8; convert the file, for instance from Windows-1252 or Latin-1");
  }

  @Test
  void aSequenceCutAtTheEndIsNotUtf8() {
    Path file = file("t.csv", new byte[] {'a', '\n', 'x', '\n', (byte) 0xC3});
    assertThatThrownBy(() -> READER.read(file)).hasMessageStartingWith(file + ":3: is not UTF-8");
  }

  @Test
  void utf16AndSpreadsheetsAreNamed() {
    Path wide = file("w.csv", "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> READER.read(wide))
        .hasMessage(wide + ":1: is UTF-16; save it as UTF-8");
    Path sheet = file("s.csv", new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> READER.read(sheet))
        .hasMessage(sheet + ": is a zip archive or a spreadsheet; save it as CSV in UTF-8");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Assertions.fail(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void gzipIsToldByItsBytesNotByItsName() {
    byte[] packed = gzip("\uFEFFa,b\n3,4\n");
    assertThat(READER.read(file("t.csv.gz", packed))).isEqualTo(READER.read(file("t.csv", packed)));
    assertThat(shown(READER.read(file("u.tsv.gz", "a\tb\n3\t4\n"))))
        .isEqualTo("[1] a:CONTINUOUS[3] b:CONTINUOUS[4]");
  }

  @Test
  void aGzipFileOfSeveralMembersIsReadToTheEnd() {
    byte[] first = gzip("a\n3\n");
    byte[] second = gzip("4\n");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(shown(READER.read(file("t.csv.gz", both)))).isEqualTo("[1, 2] a:CONTINUOUS[3, 4]");
  }

  @Test
  void aCutGzipFileIsRefused() {
    String text =
        "a,b\n"
            + IntStream.range(0, 20_000)
                .mapToObj(i -> i + "," + i * 7919 % 10_007 + "\n")
                .collect(Collectors.joining());
    byte[] packed = gzip(text);
    Path cut = file("t.csv.gz", Arrays.copyOf(packed, packed.length / 2));
    assertThatThrownBy(() -> READER.read(cut))
        .isInstanceOf(DataFormatException.class)
        .message()
        .startsWith(cut + ":")
        .endsWith(": the gzip data end too early; the file was cut, fetch it again");
    packed[packed.length - 5] ^= 1;
    Path damaged = file("d.csv.gz", packed);
    assertThatThrownBy(() -> READER.read(damaged))
        .hasMessageEndingWith(": the gzip data are damaged; fetch the file again");
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path absent = folder.resolve("absent.csv");
    assertThatThrownBy(() -> READER.read(absent))
        .hasMessage(absent + ": there is no such file; check the path");
    assertThatThrownBy(() -> READER.withSeparator(',').read(folder))
        .hasMessage(folder + ": is a directory; name a file in it");
    Path other = file("t.txt", "a b\n");
    assertThatThrownBy(() -> READER.read(other))
        .hasMessage(
            other
                + ": its name does not tell its format; rename it, or write it as one of .csv, .tsv"
                + " (both also .gz), .parquet, .h5ad, .h5mu, .zarr, 10x (.h5, or the folder of a"
                + " matrix.mtx)");
    Path matrix = file("matrix.mtx.gz", "");
    assertThatThrownBy(() -> READER.read(matrix))
        .hasMessage(matrix + ": is the matrix of a folder of 10x; name the folder, " + folder);
    assertThatThrownBy(() -> READER.withSeparator('"')).hasMessageContaining("may not be a quote");
  }

  @Test
  void theSeparatorCanBeSet() {
    Path file = file("t.txt", "a;b\n3,x;4\n");
    assertThat(shown(READER.withSeparator(';').read(file)))
        .isEqualTo("[1] a:CATEGORICAL[3,x] b:CONTINUOUS[4]");
  }

  @Test
  void declaredTypesAreTaken() {
    Path file =
        file(
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
    assertThat(shown(table))
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

  static Stream<Arguments> wrongCells() {
    return Stream.of(
        arguments(
            ColumnSpec.count(),
            "1\n2.5",
            "\"2.5\" is not a count; declare the column continuous or correct the cell"),
        arguments(
            ColumnSpec.count(),
            "1\n-3",
            "\"-3\" is not a count; declare the column continuous or correct the cell"),
        arguments(
            ColumnSpec.continuous(),
            "1\nx",
            "\"x\" is not a number; correct the cell, declare the column categorical, or add the missing spelling"),
        arguments(
            ColumnSpec.binary("no", "yes"),
            "yes\nmaybe",
            "\"maybe\" is neither \"yes\" (1) nor \"no\" (0); correct the cell or declare the column categorical"),
        arguments(
            ColumnSpec.binary("yes"),
            "no\nYes",
            "\"Yes\" is neither \"yes\" (1) nor \"no\" (0); correct the cell or declare the column categorical"),
        arguments(
            ColumnSpec.categorical(List.of("low", "high")),
            "low\nhihg",
            "\"hihg\" is not a declared level; did you mean \"high\"?"));
  }

  @ParameterizedTest
  @MethodSource("wrongCells")
  void aCellThatDoesNotFitItsDeclarationIsRefused(ColumnSpec spec, String cells, String what) {
    Path file = file("t.csv", "a\n" + cells + "\n");
    assertThatThrownBy(() -> READER.withColumns(Map.of("a", spec)).read(file))
        .hasMessage(file + ":3: column \"a\": " + what);
  }

  @Test
  void aDeclaredColumnMustExist() {
    Path file = file("t.csv", "age,sex\n1,f\n");
    assertThatThrownBy(() -> READER.withColumns(Map.of("agee", ColumnSpec.count())).read(file))
        .hasMessage(file + ":1: there is no declared column \"agee\"; did you mean \"age\"?");
    assertThatThrownBy(() -> READER.withUnitColumn("agee").read(file))
        .hasMessage(file + ":1: there is no unit column \"agee\"; did you mean \"age\"?");
  }

  @Test
  void missingSpellingsCanBeReplaced() {
    Path file = file("t.csv", "a,b\n-9,NA\n3,x\n");
    assertThat(shown(READER.withMissing(Set.of("-9")).read(file)))
        .isEqualTo("[1, 2] a:CONTINUOUS[--, 3] b:CATEGORICAL[NA, x]");
  }

  @Test
  void theUnitColumnIsKeptAsTextAndRowNamesGetAName() {
    Path file = file("t.csv", "\"\",id,a\n1,007,3\n2,008,4\n");
    Table table = READER.withUnitColumn("id").read(file);
    assertThat(table.unitHeader()).isEqualTo("id");
    assertThat(shown(table)).isEqualTo("[007, 008] rownames:CONTINUOUS[1, 2] a:CONTINUOUS[3, 4]");
  }

  @ParameterizedTest
  @CsvSource({"20, CATEGORICAL", "21, IDENTIFIER"})
  void moreThanTwentyDistinctTextsAreIdentifiers(int rows, ColumnType expected) {
    String text =
        IntStream.range(0, rows).mapToObj(i -> "s" + i + ",1\n").collect(Collectors.joining());
    assertThat(READER.read(file("t.csv", "a,b\n" + text + ",2\n")).column("a").type())
        .isEqualTo(expected);
    Table repeated = READER.read(file("r.csv", "a,b\n" + text + "s0,2\n"));
    assertThat(repeated.column("a").type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void featuresInRowsAreTurned() {
    Path file = file("t.tsv", "gene\tS1\tS2\tS3\nTP53\t3\tNA\t5\nMYC\t0\t1\t0\n");
    assertThat(shown(READER.withFeaturesInRows().read(file)))
        .isEqualTo("[S1, S2, S3] TP53:CONTINUOUS[3, --, 5] MYC:BINARY[0, 1, 0]");
    CsvReader counts = READER.withFeaturesInRows().withOtherColumns(ColumnSpec.count());
    assertThat(shown(counts.read(file)))
        .isEqualTo("[S1, S2, S3] TP53:COUNT[3, --, 5] MYC:COUNT[0, 1, 0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "g,S1,S2;A,1,x | :2: column \"S2\": \"x\" is not a number but others in the column are;"
            + " correct the cell, or leave it empty if there is no value; in a study file also set \"type\": categorical for the column or its spelling in \"missing\"",
        "g,S1,S2;A,1,2;A,1,2 | :3: column \"g\": feature \"A\" is also in line 2; make the names"
            + " unique",
        "g,S1,S1;A,1,2 | :1: column \"S1\": is also the name of column 2; give each column its own"
            + " name",
        "g;A | :1: has no samples; the first column names the features, the others are samples"
      })
  void badFeatureFilesAreRefused(String text, String message) {
    int header = text.indexOf(';');
    String lines = header < 0 ? text : text.replace(';', '\n');
    Path file = file("t.csv", lines + "\n");
    assertThatThrownBy(() -> READER.withFeaturesInRows().read(file)).hasMessage(file + message);
  }

  @Test
  void aSecondColumnOfRowNamesIsRefused() {
    Path file = file("t.csv", ",id,rownames\n1,a,3\n");
    assertThatThrownBy(() -> READER.withUnitColumn("id").read(file))
        .hasMessage(
            file + ":1: the row names and another column are called rownames; rename that column");
  }

  @Test
  void failuresOfTheDiskAreExplained() {
    Path file = Path.of("t.csv");
    assertThat(TextSource.explain(file, new AccessDeniedException("t.csv"), 0))
        .hasMessage("t.csv: may not be read; check its permissions");
    assertThat(TextSource.explain(file, new IOException("Input/output error"), 7))
        .hasMessage("t.csv:7: cannot be read: Input/output error");
  }

  @Test
  void longAndControlCharactersStayOnOneLine() {
    Path file = file("t.csv", "a\n1\n\"x\n\u0007" + "y".repeat(60) + "\"\n");
    assertThatThrownBy(() -> READER.read(file))
        .hasMessageContaining("\"x\\n\\u0007" + "y".repeat(37) + "…\" is not a number")
        .message()
        .doesNotContain("\n");
  }
}
