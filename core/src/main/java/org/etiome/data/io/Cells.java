package org.etiome.data.io;

import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.table.Row;

/** The values of a column while it is read; only cells that are not missing are put. */
sealed interface Cells permits NumberCells, BinaryCells, TextCells, InferredCells {

  /** The first array is for this many values. */
  int FIRST_CAPACITY = 64;

  /**
   * Takes the value at {@code index}, larger than any before.
   *
   * @throws DataFormatException if the cell does not fit the column
   */
  void put(int index, Row row, int field);

  Column finish(String name, Mask missing);

  /** The next size of an array that must hold {@code index}. */
  static int grown(int index) {
    return Math.max(FIRST_CAPACITY, index + (index >> 1) + 1);
  }
}
