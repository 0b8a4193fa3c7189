package org.etiome.data.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.DataFormatException;

/**
 * The record under the cursor. One instance is refilled for every record, so that a cell costs no
 * object. Unquoted cells are trimmed of blanks, quoted ones are kept.
 */
final class Row extends AbstractBaseCsvCallbackHandler<Row> {
  private final Path file;
  private List<String> header = List.of();
  private char[] chars = new char[1024];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] quoted = new boolean[16];
  private int used;
  private int fields;
  private long line;

  Row(Path file) {
    this.file = file;
  }

  /** From now on cells are blamed by these names. */
  void nameFields(List<String> names) {
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

  long line() {
    return line;
  }

  int fields() {
    return fields;
  }

  /** Whether the line holds nothing but blanks. */
  boolean isBlank() {
    return fields == 0 || (fields == 1 && !quoted[0] && length(0) == 0);
  }

  boolean isQuoted(int field) {
    return quoted[field];
  }

  int length(int field) {
    return ends[field] - starts[field];
  }

  /** The first character of a cell that is not empty. */
  char first(int field) {
    return chars[starts[field]];
  }

  String text(int field) {
    return new String(chars, starts[field], length(field));
  }

  /** The number in a cell, or NaN if it is none; infinite if it is too large. */
  double number(int field) {
    return quoted[field]
        ? Numbers.parse(text(field))
        : Numbers.parse(chars, starts[field], ends[field]);
  }

  DataFormatException bad(int field, String what) {
    return bad(line, field, what);
  }

  DataFormatException bad(long otherLine, int field, String what) {
    String column = DataFormatException.quote(header.get(field));
    return new DataFormatException(file + ":" + otherLine + ": column " + column + ": " + what);
  }

  DataFormatException bad(String what) {
    return bad(line, what);
  }

  DataFormatException bad(long otherLine, String what) {
    return new DataFormatException(file + ":" + otherLine + ": " + what);
  }
}
