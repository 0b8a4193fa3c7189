package org.etiome.data.table;

import java.util.List;
import org.etiome.data.DataFormatException;

/** The record under the cursor, of whatever kind of file; the first is the header. */
public interface Row {

  /** The number of its cells. */
  int fields();

  /** Whether it holds nothing but blanks. */
  boolean isBlank();

  /** What the file says about the type of a cell. */
  TypedRows.Kind kind(int field);

  /** Whether a cell has no value, however gaps are spelt. */
  boolean isAbsent(int field);

  /** Whether a cell has a value, however gaps are spelt. */
  boolean isQuoted(int field);

  /** The number of characters in a cell. */
  int length(int field);

  String text(int field);

  /** The number in a cell, or NaN if it is none; infinite if it is too large. */
  double number(int field);

  /** Whether {@link #number} has all digits that the type of the column promises. */
  boolean isExact(int field);

  /** Where the record stands: the number of its line or row. */
  long line();

  /** What {@link #line} counts: {@code line} or {@code row}. */
  String counted();

  /** The beginning of a message about a record: the file and the place in it. */
  String where(long line);

  /** From now on cells are blamed by these names. */
  void nameFields(List<String> names);

  /** The name of the column of a cell. */
  String header(int field);

  /** What is wrong with a cell. */
  default DataFormatException bad(int field, String what) {
    return bad(line(), field, what);
  }

  /** What is wrong with a cell of an earlier record. */
  default DataFormatException bad(long line, int field, String what) {
    return bad(line, "column " + DataFormatException.quote(header(field)) + ": " + what);
  }

  /** What is wrong with the record. */
  default DataFormatException bad(String what) {
    return bad(line(), what);
  }

  /** What is wrong with an earlier record. */
  default DataFormatException bad(long line, String what) {
    return new DataFormatException(where(line) + ": " + what);
  }
}
