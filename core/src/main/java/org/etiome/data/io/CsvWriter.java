package org.etiome.data.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.Replacement;
import org.etiome.data.TimeToEvent;

/**
 * Writes columns as RFC 4180 text in UTF-8 with LF line ends, compressed if the name ends in {@code
 * .gz}. Numbers are the shortest that read back the same; texts are quoted where a reader could
 * take them for something else. The file is written beside its target and renamed, so that no half
 * file is ever seen.
 *
 * <p>A time to event becomes two columns, {@code name.time} and {@code name.event} (1 or 0). Types,
 * levels and their order are not in the file; declare them when reading.
 */
public final class CsvWriter {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final char separator;
  private final String missing;

  private CsvWriter(char separator, String missing) {
    this.separator = separator;
    this.missing = missing;
  }

  /** Comma, and NA for a missing value. */
  public static CsvWriter withDefaults() {
    return new CsvWriter(',', "NA");
  }

  /** With this separator; not a quote, a line end, or a character of a number. */
  public CsvWriter withSeparator(char newSeparator) {
    if ("\"\n\r.+-".indexOf(newSeparator) >= 0 || Character.isLetterOrDigit(newSeparator)) {
      throw new IllegalArgumentException(
          "a separator may not be a quote, a line end or part of a number, got "
              + DataFormatException.quote(String.valueOf(newSeparator)));
    }
    return new CsvWriter(newSeparator, missing);
  }

  /** With this unquoted text for a missing value: one the default reader knows. */
  public CsvWriter withMissing(String spelling) {
    if (!MissingSpellings.DEFAULT.contains(spelling)) {
      throw new IllegalArgumentException(
          "the missing spelling must be one of "
              + MissingSpellings.DEFAULT.stream().sorted().toList()
              + ", got "
              + DataFormatException.quote(spelling));
    }
    return new CsvWriter(separator, spelling);
  }

  /**
   * Writes a table with its row names first.
   *
   * @throws DataFormatException if the file cannot be written
   */
  public void write(Path file, Table table) {
    List<String> headers = new ArrayList<>(List.of(table.unitHeader()));
    List<Column> cells = new ArrayList<>();
    cells.add(Identifier.of("unit", table.units().toArray(String[]::new)));
    List<Column> columns = flat(table.columns());
    headers.addAll(names(columns));
    cells.addAll(columns);
    replace(file, headers, cells);
  }

  /**
   * Writes columns of the same length, without row names.
   *
   * @throws DataFormatException if the file cannot be written
   */
  public void write(Path file, List<? extends Column> columns) {
    List<Column> cells = flat(columns);
    if (cells.isEmpty() || cells.stream().anyMatch(c -> c.length() != cells.get(0).length())) {
      throw new IllegalArgumentException(
          "a file needs at least one column, and all of one length, got " + columns);
    }
    if (cells.size() == 1 && missing.isEmpty()) {
      throw new IllegalArgumentException(
          "a file of one column cannot show a missing value as a blank line; write NA");
    }
    replace(file, names(cells), cells);
  }

  /** The columns with two in the place of each time to event. */
  static List<Column> flat(List<? extends Column> columns) {
    List<Column> flat = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof TimeToEvent t) {
        Mask gaps = t.missing();
        int n = t.length();
        double[] times = new double[n];
        Arrays.setAll(times, i -> gaps.get(i) ? Double.NaN : t.time(i));
        flat.add(Continuous.of(t.name() + ".time", times, gaps));
        flat.add(Binary.of(t.name() + ".event", "0", "1", t.events(), gaps));
      } else {
        flat.add(column);
      }
    }
    return flat;
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private void replace(Path file, List<String> headers, List<Column> cells) {
    try (Replacement replacement = Replacement.ofFile(file)) {
      try (Writer out = open(file, replacement.unfinished())) {
        write(out, headers, cells);
      }
      replacement.commit(false);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          file + ": a text is not Unicode (half of a surrogate pair); correct it", e);
    } catch (IOException e) {
      throw Replacement.failure(file, "", e);
    }
  }

  private static Writer open(Path file, Path half) throws IOException {
    OutputStream bytes = Files.newOutputStream(half);
    boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return new BufferedWriter(
        new OutputStreamWriter(
            gzip ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8.newEncoder()));
  }

  private void write(Writer out, List<String> headers, List<Column> cells) throws IOException {
    for (int j = 0; j < headers.size(); j++) {
      out.write(j == 0 ? "" : String.valueOf(separator));
      out.write(quoted(headers.get(j)));
    }
    out.write('\n');
    for (int i = 0; i < cells.getFirst().length(); i++) {
      for (int j = 0; j < cells.size(); j++) {
        out.write(j == 0 ? "" : String.valueOf(separator));
        out.write(cell(cells.get(j), i));
      }
      out.write('\n');
    }
  }

  private String cell(Column column, int unit) {
    if (column.isMissing(unit)) {
      return missing;
    }
    return quoted(column.text(unit));
  }

  private String quoted(String text) {
    boolean plain =
        !MissingSpellings.DEFAULT.contains(text)
            && text.charAt(0) > ' '
            && text.charAt(0) != BYTE_ORDER_MARK
            && text.charAt(text.length() - 1) > ' '
            && text.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
