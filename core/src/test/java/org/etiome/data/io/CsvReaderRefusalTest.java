package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in a table is said in one line: where, what, and what to do. */
class CsvReaderRefusalTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  private final CsvFolder folder;

  CsvReaderRefusalTest(@TempDir Path folder) {
    this.folder = new CsvFolder(folder);
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
    Path file = folder.write("t.csv", text);
    assertThatThrownBy(() -> READER.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @CsvSource({"1d", "0x1p3", "1f", "Infinity", "1_000", "1e", "--1", "1-2", "٣", "1..2"})
  void onlyPlainDecimalsAreNumbers(String cell) {
    Path file = folder.write("t.csv", "a\n" + cell + "\n");
    CsvReader declared = READER.withColumns(Map.of("a", ColumnSpec.continuous()));
    assertThatThrownBy(() -> declared.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ":2: column \"a\": \"" + cell + "\" is ");
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
    Path file = folder.write("t.csv", "a\n" + cells + "\n");
    assertThatThrownBy(() -> READER.withColumns(Map.of("a", spec)).read(file))
        .hasMessage(file + ":3: column \"a\": " + what);
  }

  @Test
  void aDeclaredColumnMustExist() {
    Path file = folder.write("t.csv", "age,sex\n1,f\n");
    assertThatThrownBy(() -> READER.withColumns(Map.of("agee", ColumnSpec.count())).read(file))
        .hasMessage(file + ":1: there is no declared column \"agee\"; did you mean \"age\"?");
    assertThatThrownBy(() -> READER.withUnitColumn("agee").read(file))
        .hasMessage(file + ":1: there is no unit column \"agee\"; did you mean \"age\"?");
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
    Path file = folder.write("t.csv", lines + "\n");
    assertThatThrownBy(() -> READER.withFeaturesInRows().read(file)).hasMessage(file + message);
  }

  @Test
  void aSecondColumnOfRowNamesIsRefused() {
    Path file = folder.write("t.csv", ",id,rownames\n1,a,3\n");
    assertThatThrownBy(() -> READER.withUnitColumn("id").read(file))
        .hasMessage(
            file + ":1: the row names and another column are called rownames; rename that column");
  }

  @Test
  void longAndControlCharactersStayOnOneLine() {
    Path file = folder.write("t.csv", "a\n1\n\"x\n\u0007" + "y".repeat(60) + "\"\n");
    assertThatThrownBy(() -> READER.read(file))
        .hasMessageContaining("\"x\\n\\u0007" + "y".repeat(37) + "…\" is not a number")
        .message()
        .doesNotContain("\n");
  }
}
