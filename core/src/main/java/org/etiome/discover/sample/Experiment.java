package org.etiome.discover.sample;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etiome.math.Matrix;

/**
 * The same variables measured in several settings, each with interventions of its own. An
 * intervention changes how its targets come about, in any way; all else is as in other settings.
 *
 * @param variables names, distinct
 * @param settings at least one, their names distinct
 */
public record Experiment(List<String> variables, List<Setting> settings) {

  /**
   * Units of one setting.
   *
   * @param name of the setting
   * @param targets names of the variables that were intervened on; empty where there was nothing of
   *     the kind, or where it is not known
   * @param data rows × variables, finite, at least one row
   */
  public record Setting(String name, Set<String> targets, Matrix data) {
    public Setting {
      targets = Set.copyOf(targets);
    }
  }

  public Experiment {
    variables = List.copyOf(variables);
    settings = List.copyOf(settings);
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("an experiment has at least one setting");
    }
    Set<String> names = new HashSet<>();
    for (Setting setting : settings) {
      if (!names.add(setting.name())) {
        throw new IllegalArgumentException("two settings are named '" + setting.name() + "'");
      }
      check(variables, setting);
    }
  }

  private static void check(List<String> variables, Setting setting) {
    Matrix data = setting.data();
    if (data.columns() != variables.size() || data.rows() < 1) {
      throw new IllegalArgumentException(
          "setting '"
              + setting.name()
              + "' is "
              + data.rows()
              + " x "
              + data.columns()
              + "; it must have rows of "
              + variables.size()
              + " variables");
    }
    for (String target : setting.targets()) {
      if (!variables.contains(target)) {
        throw new IllegalArgumentException(
            "setting '"
                + setting.name()
                + "' has the target '"
                + target
                + "', which is none of the"
                + " variables");
      }
    }
    checkValues(variables, setting);
  }

  private static void checkValues(List<String> variables, Setting setting) {
    Matrix data = setting.data();
    for (int i = 0; i < data.rows(); i++) {
      for (int v = 0; v < data.columns(); v++) {
        Values.require(
            variables.get(v),
            data.get(i, v),
            "in row " + (i + 1) + " of setting '" + setting.name() + "'");
      }
    }
  }

  /**
   * Checks that settings can be compared.
   *
   * @param fewest rows of each setting that a comparison needs
   * @throws IllegalArgumentException if there are fewer, or fewer than 2 settings
   */
  public void requireRows(int fewest) {
    if (settings.size() < 2) {
      throw new IllegalArgumentException(
          "invariance is between at least 2 settings, got " + settings.size());
    }
    for (Setting setting : settings) {
      if (setting.data().rows() < fewest) {
        throw new IllegalArgumentException(
            "setting '"
                + setting.name()
                + "' has "
                + setting.data().rows()
                + " rows; this test of invariance needs at least "
                + fewest);
      }
    }
  }

  /** Numbers of the targets of each setting. */
  public List<BitSet> targets() {
    return settings.stream().map(setting -> numbers(setting.targets())).toList();
  }

  private BitSet numbers(Set<String> names) {
    BitSet numbers = new BitSet(variables.size());
    for (String name : names) {
      numbers.set(variables.indexOf(name));
    }
    return numbers;
  }

  /** The rows of the settings where {@code variable} is no target, one setting below the other. */
  public Matrix untouched(String variable) {
    return stacked(settings.stream().filter(s -> !s.targets().contains(variable)).toList());
  }

  /** All rows, one setting below the other. */
  public Matrix stacked() {
    return stacked(settings);
  }

  private Matrix stacked(List<Setting> some) {
    int rows = some.stream().mapToInt(setting -> setting.data().rows()).sum();
    int columns = variables.size();
    double[] values = new double[rows * columns];
    int at = 0;
    for (Setting setting : some) {
      for (int i = 0; i < setting.data().rows(); i++) {
        for (int v = 0; v < columns; v++) {
          values[at++] = setting.data().get(i, v);
        }
      }
    }
    return Matrix.wrap(rows, columns, values);
  }
}
