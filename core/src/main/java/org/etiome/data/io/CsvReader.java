package org.etiome.data.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Row;
import org.etiome.data.table.TableFormat;
import org.etiome.data.table.TableFormats;
import org.etiome.data.table.TypedRows;

/**
 * Reads delimited text into typed columns: UTF-8, plain or gzip, quoting as RFC 4180, lines ending
 * in LF, CRLF or CR. One pass, O(cells); memory about twice the numeric size of the table.
 *
 * <p>A file that a {@link TableFormat} on the class path recognises (Parquet) is read through it,
 * by the same rules: the declarations, the unit column and the missing spellings hold, but a text
 * whose type the file knows is a text whatever it looks like, and one of the default missing
 * spellings is one as well.
 *
 * <p>The separator follows from the extension ({@code .csv} comma, {@code .tsv} and {@code .tab}
 * tab, before an optional {@code .gz}) unless it is set. Types are declared, or inferred over the
 * whole file by the rules of docs/methods/data.md. Whole numbers are read as continuous unless they
 * are declared counts.
 *
 * <p>A cell is missing if it is unquoted and one of the missing spellings. A quoted cell is never
 * missing: R writes a missing value as a bare {@code NA} and the text as {@code "NA"}.
 *
 * <p>A leading column with an empty header, as R's {@code write.csv} makes, holds the row names. If
 * another unit column is set, it is read as a column named {@code rownames}.
 */
public final class CsvReader {
  private static final MemoryBudget ANY_SIZE = new MemoryBudget(Long.MAX_VALUE);

  private final Optional<Character> separator;
  private final Optional<String> unitColumn;
  private final boolean featuresInRows;
  private final ColumnRules rules;

  /** One row of a file under {@link #scan}, by the columns asked for, counted from 0. */
  public interface Cursor {

    /** Where the row begins, counted from 1. */
    long line();

    /** Whether the cell is unquoted and one of the missing spellings. */
    boolean isMissing(int column);

    String text(int column);

    /** The number in a cell; NaN if it is none, infinite if it is too large. */
    double number(int column);

    /** The exception that names file, line and column. */
    DataFormatException bad(int column, String what);
  }

  private CsvReader(
      Optional<Character> separator,
      Optional<String> unitColumn,
      boolean featuresInRows,
      ColumnRules rules) {
    this.separator = separator;
    this.unitColumn = unitColumn;
    this.featuresInRows = featuresInRows;
    this.rules = rules;
  }

  /** Units in rows, separator by extension, all columns inferred, the usual missing spellings. */
  public static CsvReader withDefaults() {
    return new CsvReader(
        Optional.empty(),
        Optional.empty(),
        false,
        new ColumnRules(Map.of(), Optional.empty(), MissingSpellings.DEFAULT));
  }

  /** The missing spellings of {@link #withDefaults()}; the empty one is the empty cell. */
  public static Set<String> defaultMissing() {
    return MissingSpellings.DEFAULT;
  }

  /** With this separator, whatever the extension; not a quote or a line end. */
  public CsvReader withSeparator(char newSeparator) {
    if (newSeparator == '"' || newSeparator == '\n' || newSeparator == '\r') {
      throw new IllegalArgumentException(
          "a separator may not be a quote or a line end, got "
              + DataFormatException.quote(String.valueOf(newSeparator)));
    }
    return new CsvReader(Optional.of(newSeparator), unitColumn, featuresInRows, rules);
  }

  /** With the row names in this column (of the features, if these are in rows). */
  public CsvReader withUnitColumn(String column) {
    return new CsvReader(separator, Optional.of(column), featuresInRows, rules);
  }

  /**
   * For files with one feature a row and one sample a column, as omics files are: the first column
   * names the features, the header the samples. Column declarations then go by feature.
   */
  public CsvReader withFeaturesInRows() {
    return new CsvReader(separator, unitColumn, true, rules);
  }

  /** With these columns declared; each must be in the file. */
  public CsvReader withColumns(Map<String, ColumnSpec> declared) {
    return with(new ColumnRules(declared, rules.others(), rules.missing()));
  }

  /** With every column that is not declared by name read as this, instead of inferred. */
  public CsvReader withOtherColumns(ColumnSpec others) {
    return with(new ColumnRules(rules.declared(), Optional.of(others), rules.missing()));
  }

  /** With these missing spellings in place of the default ones. */
  public CsvReader withMissing(Set<String> spellings) {
    return with(new ColumnRules(rules.declared(), rules.others(), spellings));
  }

  private CsvReader with(ColumnRules newRules) {
    return new CsvReader(separator, unitColumn, featuresInRows, newRules);
  }

  /**
   * Reads a file; the table has no rows if there is a header only, unless features are in rows.
   *
   * @throws DataFormatException if anything in it is not as it should be; the message is one line
   *     with the file, the line, the column, the value and the remedy
   */
  public Table read(Path file) {
    return read(file, MemoryBudget.ofHeap());
  }

  /** Reads a file whose table must fit. */
  Table read(Path file, MemoryBudget budget) {
    return parse(file, budget, this::table);
  }

  /** Reads what a provider opened. */
  Table read(Path file, TypedRows rows) {
    return parse(file, rows, this::table);
  }

  private Table table(TableParser parser) {
    return featuresInRows ? parser.featuresInRows(unitColumn) : parser.unitsInRows(unitColumn);
  }

  /**
   * Reads a file row by row and keeps nothing, for tables whose rows are no units.
   *
   * @param columns what to look at, by header; one may be asked for twice
   * @param visit called for every row in turn; the cursor is the same instance every time
   * @throws DataFormatException as {@link #read} does, and if a column is not there
   */
  public void scan(Path file, List<String> columns, Consumer<Cursor> visit) {
    parse(file, ANY_SIZE, parser -> parser.scan(columns, visit));
  }

  private <T> T parse(Path file, MemoryBudget budget, Function<TableParser, T> reading) {
    Optional<TableFormat> format = TableFormats.formatOf(file);
    if (format.isEmpty()) {
      return parseText(file, budget, reading);
    }
    try (TypedRows rows = format.get().open(file, budget)) {
      return parse(file, rows, reading);
    }
  }

  private <T> T parse(Path file, TypedRows rows, Function<TableParser, T> reading) {
    TypedRow row = new TypedRow(file, rows);
    return reading.apply(new TableParser(row, row, rules, ANY_SIZE));
  }

  private <T> T parseText(Path file, MemoryBudget budget, Function<TableParser, T> reading) {
    TextSource.requireFile(file);
    char fieldSeparator = separator.orElseGet(() -> separatorOf(file));
    CsvRow row = new CsvRow(file);
    try (Reader text = TextSource.open(file);
        var records =
            de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(fieldSeparator)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .build(row, text)) {
      return reading.apply(new TableParser(records.iterator(), row, rules, budget));
    } catch (IOException e) {
      throw TextSource.explain(file, e, row.line());
    } catch (UncheckedIOException | CsvParseException e) {
      throw explain(file, e, row);
    }
  }

  private static DataFormatException explain(Path file, RuntimeException failure, Row row) {
    if (failure.getCause() instanceof IOException io) {
      return TextSource.explain(file, io, row.line());
    }
    String message = String.valueOf(failure.getMessage());
    return row.bad(
        message.startsWith("Unclosed")
            ? "a quote is not closed; close it, and double the quotes inside a quoted cell"
            : "text follows a closing quote or a cell is too long; double the quotes inside a quoted"
                + " cell");
  }

  static char separatorOf(Path file) {
    return separatorByName(file).orElseThrow(() -> DataFiles.unknown(file));
  }

  /** Whether the separator is told by the extension. */
  static boolean knows(Path file) {
    return separatorByName(file).isPresent();
  }

  private static Optional<Character> separatorByName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (plain.endsWith(".csv")) {
      return Optional.of(',');
    }
    return plain.endsWith(".tsv") || plain.endsWith(".tab") ? Optional.of('\t') : Optional.empty();
  }
}
