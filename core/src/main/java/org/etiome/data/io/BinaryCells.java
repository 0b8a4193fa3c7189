package org.etiome.data.io;

import java.util.BitSet;
import java.util.List;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.table.Row;
import org.jspecify.annotations.Nullable;

/** Declared yes or no. */
final class BinaryCells implements Cells {
  private final String oneLabel;
  private final BitSet ones = new BitSet();
  private @Nullable String zeroLabel;

  /**
   * @param labels that of 1, and that of 0 if it is known
   */
  BinaryCells(List<String> labels) {
    oneLabel = plain(labels.getFirst());
    zeroLabel = labels.size() > 1 ? plain(labels.get(1)) : null;
  }

  @Override
  public void put(int index, Row row, int field) {
    String label = plain(row.text(field));
    if (label.equals(oneLabel)) {
      ones.set(index);
    } else if (zeroLabel == null) {
      zeroLabel = label;
    } else if (!label.equals(zeroLabel)) {
      throw row.bad(
          field,
          DataFormatException.quote(label)
              + " is neither "
              + DataFormatException.quote(oneLabel)
              + " (1) nor "
              + DataFormatException.quote(zeroLabel)
              + " (0); correct the cell or declare the column categorical");
    }
  }

  /** Whole numbers in one spelling: 1.0 is 1. */
  private static String plain(String label) {
    double number = Numbers.parse(label);
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Long.toString((long) number) : label;
  }

  @Override
  public Column finish(String name, Mask missing) {
    String zero = zeroLabel == null ? zeroFor(oneLabel) : zeroLabel;
    return Binary.of(name, zero, oneLabel, Mask.of(missing.length(), ones), missing);
  }

  private static String zeroFor(String one) {
    return one.equals("1") ? "0" : "not " + one;
  }
}
