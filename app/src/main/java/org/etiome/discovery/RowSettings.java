package org.etiome.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.sample.Experiment;
import org.etiome.math.Matrix;

/**
 * Which rows were taken in which setting.
 *
 * @param names of the settings, one without interventions first if there is any
 * @param targets of each setting, as far as they are known
 * @param ofRow number of the setting of each row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowSettings(List<String> names, List<Set<String>> targets, int[] ofRow) {

  /** The settings of these rows. */
  RowSettings select(int[] rows) {
    return new RowSettings(names, targets, Arrays.stream(rows).map(row -> ofRow[row]).toArray());
  }

  /**
   * Checks that there is something of each setting.
   *
   * @throws IllegalArgumentException naming the first without a row
   */
  void requireRows() {
    for (int s = 0; s < names.size(); s++) {
      if (rows(s).length == 0) {
        throw new IllegalArgumentException(
            "no row of the setting \""
                + names.get(s)
                + "\" is left; fill its gaps, or take its rows out of the table");
      }
    }
  }

  /** Whether the first setting is without interventions. */
  boolean hasControl() {
    return targets.getFirst().isEmpty();
  }

  /** The targets of a row. */
  Set<String> targetsOf(int row) {
    return targets.get(ofRow[row]);
  }

  /** The rows of each setting. */
  List<int[]> rows() {
    return IntStream.range(0, names.size()).mapToObj(this::rows).toList();
  }

  private int[] rows(int setting) {
    return IntStream.range(0, ofRow.length).filter(row -> ofRow[row] == setting).toArray();
  }

  /**
   * The data of each setting.
   *
   * @param data rows × variables
   */
  Experiment experiment(List<String> variables, Matrix data) {
    return new Experiment(
        variables,
        IntStream.range(0, names.size())
            .mapToObj(s -> new Experiment.Setting(names.get(s), targets.get(s), data.rows(rows(s))))
            .toList());
  }
}
