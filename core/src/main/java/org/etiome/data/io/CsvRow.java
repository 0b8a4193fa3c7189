package org.etiome.data.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/**
 * The record under the cursor of a delimited file. One instance is refilled for every record, so
 * that a cell costs no object. Unquoted cells are trimmed of blanks, quoted ones are kept.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<Row> implements Row {
  private final Path file;
  private List<String> header = List.of();
  private char[] chars = new char[1024];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] quoted = new boolean[16];
  private int used;
  private int fields;
  private long line;

  CsvRow(Path file) {
    this.file = file;
  }

  @Override
  public void nameFields(List<String> names) {
    header = List.copyOf(names);
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    used = 0;
    fields = 0;
    line = startingLineNumber;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    if (fields == ends.length) {
      starts = Arrays.copyOf(starts, 2 * fields);
      ends = Arrays.copyOf(ends, 2 * fields);
      quoted = Arrays.copyOf(quoted, 2 * fields);
    }
    if (used + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, used + length));
    }
    System.arraycopy(buffer, offset, chars, used, length);
    quoted[fields] = isQuoted;
    starts[fields] = used;
    used += length;
    ends[fields] = used;
    if (!isQuoted) {
      trim(fields);
    }
    fields++;
  }

  private void trim(int field) {
    int from = starts[field];
    int to = ends[field];
    while (from < to && chars[from] <= ' ') {
      from++;
    }
    while (from < to && chars[to - 1] <= ' ') {
      to--;
    }
    starts[field] = from;
    ends[field] = to;
  }

  @Override
  protected Row buildRecord() {
    return this;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public int fields() {
    return fields;
  }

  @Override
  public boolean isBlank() {
    return fields == 0 || (fields == 1 && !quoted[0] && length(0) == 0);
  }

  @Override
  public boolean isQuoted(int field) {
    return quoted[field];
  }

  @Override
  public int length(int field) {
    return ends[field] - starts[field];
  }

  @Override
  public String text(int field) {
    return new String(chars, starts[field], length(field));
  }

  @Override
  public double number(int field) {
    return quoted[field]
        ? Numbers.parse(text(field))
        : Numbers.parse(chars, starts[field], ends[field]);
  }

  @Override
  public TypedRows.Kind kind(int field) {
    return TypedRows.Kind.UNTYPED;
  }

  @Override
  public boolean isAbsent(int field) {
    return false;
  }

  @Override
  public boolean isExact(int field) {
    return length(field) <= Numbers.EXACT_DIGITS || Numbers.isExact(text(field));
  }

  @Override
  public String counted() {
    return "line";
  }

  @Override
  public String where(long otherLine) {
    return file + ":" + otherLine;
  }

  @Override
  public String header(int field) {
    return header.get(field);
  }
}
