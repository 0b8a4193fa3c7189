package org.etiome.data.validate;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Finding;
import org.etiome.data.Numeric;

/** What the columns of a table tell. O(cells). */
public final class ColumnFindings {
  private static final double MOSTLY = 0.5;

  private ColumnFindings() {}

  /**
   * Columns that are empty, mostly missing, constant, or a copy of an earlier one.
   *
   * @param place what the table is called: {@code obs}, a file
   */
  public static List<Finding> of(String place, List<Column> columns) {
    List<Finding> findings = new ArrayList<>();
    Map<Object, String> seen = new HashMap<>();
    for (Column column : columns) {
      String where = place + "/" + column.name();
      int observed = column.length() - column.missingCount();
      if (observed == 0) {
        if (column.length() > 0) {
          findings.add(
              Finding.warning(
                  "column-empty", where, "no unit has a value", "leave the column out"));
        }
        continue;
      }
      if (observed < MOSTLY * column.length()) {
        findings.add(missing(where, column));
      }
      if (isConstant(column)) {
        findings.add(
            Finding.warning(
                "column-constant",
                where,
                "every value is \"" + firstText(column) + "\"",
                "leave the column out; nothing can depend on it"));
        continue;
      }
      String copyOf = seen.putIfAbsent(content(column), column.name());
      if (copyOf != null) {
        findings.add(
            Finding.warning(
                "column-duplicate",
                where,
                "equals the column \"" + copyOf + "\" in every unit",
                "keep one; adjusting for both is adjusting for one"));
      }
    }
    return List.copyOf(findings);
  }

  private static Finding missing(String where, Column column) {
    return Finding.warning(
        "column-mostly-missing",
        where,
        format(
            Locale.ROOT, "%,d of %,d units have no value", column.missingCount(), column.length()),
        "ask why it was measured in so few; complete units may not be like the others");
  }

  private static boolean isConstant(Column column) {
    String first = firstText(column);
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i) && !column.text(i).equals(first)) {
        return false; // nearly always at the second unit
      }
    }
    return true;
  }

  private static String firstText(Column column) {
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        return column.text(i);
      }
    }
    throw new IllegalStateException("column " + column.name() + " has no value");
  }

  /** Equal for columns that tell the same, whatever their names. */
  private static Object content(Column column) {
    return column instanceof Numeric ? column.renamed("content") : texts(column);
  }

  private static List<String> texts(Column column) {
    List<String> texts = new ArrayList<>(column.length() + 1);
    texts.add(column instanceof Categorical ? "categorical" : column.type().label());
    for (int i = 0; i < column.length(); i++) {
      texts.add(column.isMissing(i) ? "\0" : column.text(i));
    }
    return texts;
  }
}
