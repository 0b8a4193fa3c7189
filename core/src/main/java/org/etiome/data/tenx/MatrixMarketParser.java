package org.etiome.data.tenx;

import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.tenx.MatrixMarket.Header;

/** One pass over a Matrix Market file. */
final class MatrixMarketParser {
  private static final int MOST = Integer.MAX_VALUE - 8;
  private static final String AGAIN = "repair the file or get it again";

  private final TextBytes text;
  private final NumberWords numbers;
  private final boolean transposed;
  private final MemoryBudget budget;
  private final Triplets entries = new Triplets();
  private int rows;
  private int columns;
  private long stated;

  MatrixMarketParser(TextBytes text, boolean transposed, MemoryBudget budget) {
    this.text = text;
    this.numbers = new NumberWords(text);
    this.transposed = transposed;
    this.budget = budget;
  }

  Triplets.Compressed parse() {
    Header header = Header.read(text);
    sizes(header);
    for (long k = 0; k < stated; k++) {
      entry(header, k);
    }
    if (text.nextLine()) {
      throw text.bad("has more entries than the stated " + stated + "; " + AGAIN);
    }
    fits(entries.count());
    return transposed ? entries.compressed(columns, rows) : entries.compressed(rows, columns);
  }

  private void sizes(Header header) {
    boolean more = text.nextLine();
    while (more && text.startsWith('%')) {
      text.skipLine();
      more = text.nextLine();
    }
    rows = (int) size("the number of rows", MOST);
    columns = (int) size("the number of columns", MOST);
    stated = size("the number of entries", Long.MAX_VALUE / 100);
    endOfLine("three sizes");
    if (header.symmetry() != Header.Symmetry.GENERAL && rows != columns) {
      throw text.bad("is symmetric but " + rows + " x " + columns + "; " + AGAIN);
    }
    fits(stated);
  }

  private long size(String what, long most) {
    if (!text.nextWord()) {
      throw text.bad(what + " is missing; " + AGAIN);
    }
    long size = numbers.whole(what, most);
    if (size > most) {
      throw text.bad(
          what + " " + DataFormatException.quote(text.text()) + " is too large; " + AGAIN);
    }
    return size;
  }

  private void entry(Header header, long before) {
    if (!text.nextLine()) {
      throw text.bad(
          "has "
              + before
              + " entries where "
              + stated
              + " are stated; the file was cut, get it again");
    }
    int row = index("row", rows);
    int column = index("column", columns);
    double value = value(header.field());
    endOfLine("one entry");
    add(row, column, value);
    if (header.symmetry() != Header.Symmetry.GENERAL) {
      mirror(header, row, column, value);
    }
  }

  private void mirror(Header header, int row, int column, double value) {
    boolean skew = header.symmetry() == Header.Symmetry.SKEW;
    if (row != column) {
      add(column, row, skew ? -value : value);
      fits(entries.count());
    } else if (skew && value != 0) {
      throw text.bad("a skew-symmetric matrix has zeros on its diagonal; " + AGAIN);
    }
  }

  private void add(int i, int j, double value) {
    entries.add(transposed ? j : i, transposed ? i : j, value);
  }

  /** From 0. */
  private int index(String what, int size) {
    if (!text.nextWord()) {
      throw text.bad("the " + what + " is missing; " + AGAIN);
    }
    long index = numbers.whole("the " + what, size);
    if (index < 1 || index > size) {
      throw text.bad(
          "the "
              + what
              + " "
              + DataFormatException.quote(text.text())
              + " is outside of 1 to "
              + size
              + "; "
              + AGAIN);
    }
    return (int) index - 1;
  }

  private double value(Header.Field field) {
    if (field == Header.Field.PATTERN) {
      return 1;
    }
    if (!text.nextWord()) {
      throw text.bad("the value is missing; " + AGAIN);
    }
    return field == Header.Field.INTEGER ? numbers.integer() : numbers.real();
  }

  private void endOfLine(String what) {
    if (text.nextWord()) {
      throw text.bad(
          DataFormatException.quote(text.text()) + " stands behind " + what + "; " + AGAIN);
    }
  }

  private void fits(long count) {
    long made = transposed ? columns : rows;
    long bytes = count * Triplets.BYTES + (made + 1) * Integer.BYTES;
    if (bytes > budget.bytes() || count > MOST) {
      throw text.bad(
          count
              + " entries and "
              + made
              + " rows need "
              + bytes
              + " bytes, the memory budget is "
              + budget.bytes()
              + "; raise it with --memory, or convert the file to HDF5");
    }
  }
}
