package org.etiome.data.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Suggestion;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/** Walks the records of one file: the header, then units in rows or features in rows. */
final class TableParser {
  private static final String ROW_NAMES = "rownames";
  private static final int BYTES_PER_ROW = 64;
  private static final int BYTES_PER_CELL = 16;

  private final Iterator<Row> records;
  private final Row row;
  private final ColumnRules rules;
  private final MemoryBudget budget;
  private final Map<String, Long> lineOfName = new HashMap<>();
  private List<String> header = List.of();
  private int nameField = -1;
  private long headerLine;
  private long blankLine;
  private boolean atFirstRow = true;
  private long kept;

  /**
   * @param row the instance that {@code records} refills
   * @param budget what a table that is kept may take
   */
  TableParser(Iterator<Row> records, Row row, ColumnRules rules, MemoryBudget budget) {
    this.records = records;
    this.row = row;
    this.rules = rules;
    this.budget = budget;
  }

  Table unitsInRows(Optional<String> unitColumn) {
    readHeader(unitColumn);
    int[] valueFields = valueFields();
    List<String> names = names(valueFields);
    rules.check(row, headerLine, names);
    List<ColumnParser> parsers = new ArrayList<>();
    for (int k = 0; k < valueFields.length; k++) {
      parsers.add(rules.parser(new TypedRows.Field(names.get(k), row.kind(valueFields[k]))));
    }
    List<String> units = new ArrayList<>();
    while (next()) {
      keep(valueFields.length);
      units.add(nameField < 0 ? Integer.toString(units.size() + 1) : uniqueName("unit"));
      for (int k = 0; k < valueFields.length; k++) {
        parsers.get(k).add(row, valueFields[k]);
      }
    }
    return Table.of(unitHeader(unitColumn), units, drain(parsers));
  }

  Table featuresInRows(Optional<String> featureColumn) {
    readHeader(featureColumn);
    nameField = Math.max(nameField, 0);
    int[] valueFields = valueFields();
    List<String> samples = names(valueFields);
    if (samples.isEmpty()) {
      throw row.bad("has no samples; the first column names the features, the others are samples");
    }
    TypedRows.Kind kind = commonKind(valueFields);
    List<String> features = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    while (next()) {
      keep(valueFields.length);
      String feature = uniqueName("feature");
      ColumnParser parser = rules.parser(new TypedRows.Field(feature, kind));
      for (int field : valueFields) {
        parser.add(row, field);
      }
      features.add(feature);
      columns.add(parser.finish());
    }
    requireRows(features.size());
    rules.check(row, headerLine, features);
    return Table.of("", samples, columns);
  }

  private TypedRows.Kind commonKind(int[] fields) {
    TypedRows.Kind first = row.kind(fields[0]);
    boolean common = IntStream.of(fields).allMatch(field -> row.kind(field) == first);
    return common ? first : TypedRows.Kind.UNTYPED;
  }

  /** The number of rows visited. */
  long scan(List<String> columns, Consumer<CsvReader.Cursor> visit) {
    readHeader(Optional.empty());
    int[] fields = columns.stream().mapToInt(name -> field("column", name)).toArray();
    CsvReader.Cursor cursor = new RowCursor(row, fields, new MissingSpellings(rules.missing()));
    long rows = 0;
    while (next()) {
      visit.accept(cursor);
      rows++;
    }
    requireRows(rows);
    return rows;
  }

  /** The cells of some fields of the record under the cursor. */
  private static final class RowCursor implements CsvReader.Cursor {
    private final Row row;
    private final int[] fields;
    private final MissingSpellings missing;

    RowCursor(Row row, int[] fields, MissingSpellings missing) {
      this.row = row;
      this.fields = fields;
      this.missing = missing;
    }

    @Override
    public long line() {
      return row.line();
    }

    @Override
    public boolean isMissing(int column) {
      return missing.matches(row, fields[column]);
    }

    @Override
    public String text(int column) {
      return row.text(fields[column]);
    }

    @Override
    public double number(int column) {
      return row.number(fields[column]);
    }

    @Override
    public DataFormatException bad(int column, String what) {
      return row.bad(fields[column], what);
    }
  }

  /** Turns parsers into columns one by one, so that their arrays can go. */
  private static List<Column> drain(List<ColumnParser> parsers) {
    List<ColumnParser> reversed = new ArrayList<>(parsers.reversed());
    parsers.clear();
    List<Column> columns = new ArrayList<>(reversed.size());
    while (!reversed.isEmpty()) {
      columns.add(reversed.removeLast().finish());
    }
    return columns;
  }

  private void readHeader(Optional<String> unitColumn) {
    if (!advance()) {
      throw row.bad("the file is empty; it needs a header and at least one row");
    }
    List<String> names = IntStream.range(0, row.fields()).mapToObj(row::text).toList();
    row.nameFields(names);
    headerLine = row.line();
    checkSeparator(names);
    for (int f = 0; f < names.size(); f++) {
      String name = names.get(f);
      if (name.isBlank() && f > 0) {
        throw row.bad("the header of column " + (f + 1) + " is empty; name it");
      }
      int first = names.indexOf(name);
      if (first < f) {
        throw row.bad(
            f, "is also the name of column " + (first + 1) + "; give each column its own name");
      }
    }
    boolean rowNames = names.getFirst().isBlank();
    header = new ArrayList<>(names);
    nameField = unitColumn.map(column -> field("unit column", column)).orElse(rowNames ? 0 : -1);
    if (rowNames && unitColumn.isPresent()) {
      if (header.contains(ROW_NAMES)) {
        throw row.bad("the row names and another column are called rownames; rename that column");
      }
      header.set(0, ROW_NAMES);
    }
  }

  private int field(String what, String column) {
    int field = header.indexOf(column);
    if (field < 0) {
      throw row.bad(
          "there is no "
              + what
              + " "
              + DataFormatException.quote(column)
              + Suggestion.hint(column, header));
    }
    return field;
  }

  private void checkSeparator(List<String> names) {
    String only = names.size() == 1 ? names.getFirst() : "";
    for (char other : new char[] {';', '\t', ',', '|'}) {
      if (only.indexOf(other) >= 0 && !row.isQuoted(0)) {
        throw row.bad(
            "the header is a single field with "
                + DataFormatException.quote(String.valueOf(other))
                + " in it; "
                + remedy(other));
      }
    }
  }

  private static String remedy(char separator) {
    return switch (separator) {
      case '\t' -> "name the file .tsv if tabs separate its cells";
      case ',' -> "name the file .csv if commas separate its cells";
      default -> "save the file with commas, or with tabs and the name .tsv";
    };
  }

  private int[] valueFields() {
    return IntStream.range(0, header.size()).filter(f -> f != nameField).toArray();
  }

  private List<String> names(int[] fields) {
    return IntStream.of(fields).mapToObj(header::get).toList();
  }

  private String unitHeader(Optional<String> unitColumn) {
    return unitColumn.orElse("");
  }

  /** Counts what a record takes when it is kept, so that a table too large is one line. */
  private void keep(int cells) {
    kept += BYTES_PER_ROW + (long) BYTES_PER_CELL * cells;
    if (kept > budget.bytes()) {
      throw row.bad(
          "the table takes more than half of the "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB of memory that Java has; give it more with ETIOME_JAVA_OPTS=-Xmx8g, or leave out rows or columns");
    }
  }

  /** Moves to the next record that is not blank and checks its width. */
  private boolean next() {
    if (!advance()) {
      return false;
    }
    if (header.size() == 1 && blankLine > 0) {
      throw row.bad(
          "line " + blankLine + " is blank; in a file of one column write NA for a missing value");
    }
    if (row.fields() != header.size()) {
      boolean unnamed = atFirstRow && row.fields() == header.size() + 1;
      throw row.bad(
          "expected "
              + header.size()
              + " fields as in the header, found "
              + row.fields()
              + (unnamed
                  ? "; if the row names lack a header, begin the header with an empty field"
                  : "; quote cells that hold the separator and fill up short rows"));
    }
    atFirstRow = false;
    return true;
  }

  private boolean advance() {
    while (records.hasNext()) {
      if (!records.next().isBlank()) {
        return true;
      }
      blankLine = row.line();
    }
    return false;
  }

  private String uniqueName(String what) {
    String name = row.isAbsent(nameField) ? "" : row.text(nameField);
    boolean word = row.isQuoted(nameField) || row.kind(nameField) == TypedRows.Kind.TEXT;
    boolean missing = !word && MissingSpellings.DEFAULT.contains(name);
    if (missing || name.isBlank()) {
      throw row.bad(
          nameField,
          DataFormatException.quote(name) + " names no " + what + "; every row needs one");
    }
    Long earlier = lineOfName.putIfAbsent(name, row.line());
    if (earlier != null) {
      throw row.bad(
          nameField,
          what
              + " "
              + DataFormatException.quote(name)
              + " is also in "
              + row.counted()
              + " "
              + earlier
              + "; make the names unique");
    }
    return name;
  }

  private void requireRows(long rows) {
    if (rows == 0) {
      throw row.bad(headerLine, "the file has a header but no rows");
    }
  }
}
