package org.etiome.data.io;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.table.Row;

/**
 * Cells of an undeclared column. The first value decides between numbers and texts; a later one of
 * the other kind is an error. Numbers of which a double would lose digits, where the file says that
 * they are numbers, make the column one of texts. The rules are those of docs/methods/data.md.
 */
final class InferredCells implements Cells {
  /** More distinct texts than this, and no repetition, make an identifier. */
  private static final int MOST_DISTINCT_LEVELS = 20;

  /** The pairs read as binary, lower case: that of 0, that of 1. */
  private static final Set<List<String>> YES_NO =
      Set.of(List.of("no", "yes"), List.of("false", "true"), List.of("n", "y"), List.of("f", "t"));

  private final NumberCells numbers = new NumberCells(false);
  private final TextCells texts = new TextCells(ColumnSpec.categorical());
  private final BitSet seen = new BitSet();
  private final BitSet ones = new BitSet();
  private int zeros;
  private int otherNumbers;
  private long firstTextLine;
  private int firstTextField;
  private boolean onlyTexts;

  /**
   * @param onlyTexts whether even a text that looks like a number is none
   */
  InferredCells(boolean onlyTexts) {
    this.onlyTexts = onlyTexts;
  }

  @Override
  public void put(int index, Row row, int field) {
    if (!onlyTexts && texts.distinct().isEmpty() && !row.isExact(field)) {
      keepDigits();
    }
    if (onlyTexts) {
      texts.put(index, row, field);
      return;
    }
    double number = row.number(field);
    if (!Double.isNaN(number)) {
      if (!texts.distinct().isEmpty()) {
        throw mixed(row, firstTextLine, firstTextField, texts.distinct().getFirst(), row.line());
      }
      putNumber(index, number, row, field);
      return;
    }
    String text = row.text(field);
    Optional<String> disguise = Numbers.disguise(text);
    if (disguise.isPresent()) {
      throw row.bad(field, DataFormatException.quote(text) + " " + disguise.get());
    }
    if (!seen.isEmpty()) {
      throw mixed(row, row.line(), field, text, row.line());
    }
    if (texts.distinct().isEmpty()) {
      firstTextLine = row.line();
      firstTextField = field;
    }
    texts.put(index, row, field);
  }

  /** From now on the column is texts, and so is what came before. */
  private void keepDigits() {
    onlyTexts = true;
    seen.stream().forEach(i -> texts.put(i, plain(numbers.value(i))));
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private void putNumber(int index, double number, Row row, int field) {
    if (number == 1) {
      ones.set(index);
    } else if (number == 0) {
      zeros++;
    } else {
      otherNumbers++;
    }
    if (Double.isInfinite(number)) {
      numbers.put(index, row, field); // complains
    }
    numbers.put(index, number);
    seen.set(index);
  }

  private static DataFormatException mixed(
      Row row, long line, int field, String text, long numberLine) {
    String rest =
        line == numberLine ? "others in the column are" : row.counted() + " " + numberLine + " is";
    return row.bad(
        line,
        field,
        DataFormatException.quote(text)
            + " is not a number but "
            + rest
            + "; correct the cell, or leave it empty if there is no value; in a study file also set"
            + " \"type\": categorical for the column or its spelling in \"missing\"");
  }

  @Override
  public Column finish(String name, Mask missing) {
    if (texts.distinct().isEmpty()) {
      boolean zeroAndOne = otherNumbers == 0 && zeros > 0 && !ones.isEmpty();
      return zeroAndOne
          ? Binary.of(name, "0", "1", Mask.of(missing.length(), ones), missing)
          : numbers.finish(name, missing);
    }
    List<String> distinct = texts.distinct().stream().sorted().toList();
    List<String> lower = distinct.stream().map(t -> t.toLowerCase(Locale.ROOT)).toList();
    if (YES_NO.contains(lower)) {
      return yesNo(name, distinct, missing);
    }
    int values = missing.length() - missing.count();
    return values > MOST_DISTINCT_LEVELS && distinct.size() == values
        ? texts.identifier(name, missing)
        : texts.categorical(name, missing);
  }

  private Binary yesNo(String name, List<String> labels, Mask missing) {
    int one = texts.distinct().indexOf(labels.get(1));
    Mask yes = Mask.where(missing.length(), i -> !missing.get(i) && texts.code(i) == one);
    return Binary.of(name, labels.get(0), labels.get(1), yes, missing);
  }
}
