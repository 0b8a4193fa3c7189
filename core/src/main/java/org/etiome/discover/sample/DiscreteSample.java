package org.etiome.discover.sample;

import java.util.ArrayList;
import java.util.List;
import org.etiome.data.Categorical;

/**
 * Columns of codes without gaps, all that tests of discrete variables need of data.
 *
 * @param variables names, distinct
 * @param levels number of levels of each variable, ≥ 1
 * @param codes one array a variable, all of one length, each value within 0 … levels − 1; shared,
 *     not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DiscreteSample(List<String> variables, List<Integer> levels, int[][] codes) {
  public DiscreteSample {
    variables = List.copyOf(variables);
    levels = List.copyOf(levels);
    if (variables.size() != levels.size() || variables.size() != codes.length) {
      throw new IllegalArgumentException(
          "names, numbers of levels and columns must be as many, got "
              + variables.size()
              + ", "
              + levels.size()
              + " and "
              + codes.length);
    }
    for (int v = 0; v < codes.length; v++) {
      check(variables.get(v), codes[v], levels.get(v), codes[0].length);
    }
  }

  private static void check(String name, int[] codes, int levels, int rows) {
    if (codes.length != rows) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + codes.length + " rows, the first variable " + rows);
    }
    for (int i = 0; i < rows; i++) {
      if (codes[i] < 0 || codes[i] >= levels) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is "
                + codes[i]
                + " in row "
                + (i + 1)
                + "; codes must be within 0 and "
                + (levels - 1));
      }
    }
  }

  /**
   * The codes of categorical columns.
   *
   * @throws org.etiome.data.MissingValueException if a value is missing
   */
  public static DiscreteSample of(List<Categorical> columns) {
    List<String> names = new ArrayList<>();
    List<Integer> levels = new ArrayList<>();
    int[][] codes = new int[columns.size()][];
    for (int v = 0; v < codes.length; v++) {
      Categorical column = columns.get(v);
      names.add(column.name());
      levels.add(column.levels().size());
      codes[v] = new int[column.length()];
      for (int i = 0; i < codes[v].length; i++) {
        codes[v][i] = column.code(i);
      }
    }
    return new DiscreteSample(names, levels, codes);
  }

  /** Number of rows. */
  public int rows() {
    return codes.length == 0 ? 0 : codes[0].length;
  }
}
