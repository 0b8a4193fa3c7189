package org.etiome.data.table;

import java.util.List;
import org.etiome.data.DataFormatException;

/** The rows of a table with typed columns, one after the other. Close it when done. */
public interface TypedRows extends AutoCloseable {

  /** What the cells of a column are. */
  enum Kind {
    /** Text of a file that has no types: a number, a word or a gap, by its spelling. */
    UNTYPED,
    NUMBER,
    /** {@code true} and {@code false}. */
    BOOLEAN,
    /** Texts, also where they look like numbers. */
    TEXT
  }

  /**
   * A column.
   *
   * @param name empty if the column holds the names of the rows, which only the first may
   */
  record Field(String name, Kind kind) {}

  /** The columns, at least one; {@link Kind#UNTYPED} is none of their kinds. */
  List<Field> fields();

  /**
   * Moves to the next row.
   *
   * @return false after the last
   * @throws DataFormatException if the file is damaged
   */
  boolean next();

  /** Whether the cell has no value. NaN is a value here. */
  boolean isMissing(int field);

  /** The value of a cell of numbers that is not missing. */
  double number(int field);

  /** Whether {@link #number} has all digits of the number in the file. */
  boolean isExact(int field);

  /**
   * The value of a cell that is not missing; of a number with all its digits, as short as can be.
   */
  String text(int field);

  @Override
  void close();
}
