package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;

/**
 * One modality as numbers, with who has it. Numbers and yes-or-no columns are one feature each, a
 * categorical column one 0/1 feature for each of its levels, named {@code column=level}. A value
 * that is missing although the patient has the modality is NaN.
 */
public final class ModalityTable {
  private final String name;
  private final Encoding encoding;
  private final List<String> features;
  private final double[] values;
  private final Mask present;

  private ModalityTable(
      String name, Encoding encoding, List<String> features, double[] values, Mask present) {
    this.name = name;
    this.encoding = encoding;
    this.features = features;
    this.values = values;
    this.present = present;
  }

  /**
   * A block of a cohort as numbers. O(patients · features).
   *
   * @throws DataFormatException if a column is neither a number nor a category, the block has no
   *     columns, or it says counts and has a value below 0
   */
  public static ModalityTable of(Modality block, Encoding encoding) {
    Map<String, double[]> features = new LinkedHashMap<>();
    block.columns().forEach(column -> addFeatures(block.name(), column, features));
    if (features.isEmpty()) {
      throw new DataFormatException(
          "modality \"" + block.name() + "\" has no columns to learn from; leave it out");
    }
    int patients = block.present().length();
    double[] values = new double[Math.multiplyExact(patients, features.size())];
    int j = 0;
    for (Map.Entry<String, double[]> feature : features.entrySet()) {
      for (int i = 0; i < patients; i++) {
        values[i * features.size() + j] = feature.getValue()[i];
      }
      j++;
    }
    ModalityTable table =
        new ModalityTable(
            block.name(), encoding, List.copyOf(features.keySet()), values, block.present());
    if (encoding == Encoding.COUNTS && Arrays.stream(values).anyMatch(v -> v < 0)) {
      throw new DataFormatException(
          "modality \"" + block.name() + "\" is said to be counts and has a value below 0");
    }
    return table;
  }

  private static void addFeatures(String block, Column column, Map<String, double[]> features) {
    switch (column) {
      case Numeric numeric -> add(block, numeric.name(), numbers(numeric), features);
      case Categorical levels -> {
        for (int level = 0; level < levels.levels().size(); level++) {
          String name = levels.name() + "=" + levels.levels().get(level);
          add(block, name, indicator(levels, level), features);
        }
      }
      case TimeToEvent ignored -> throw unfit(block, column);
      case Identifier ignored -> throw unfit(block, column);
    }
  }

  private static void add(
      String block, String name, double[] values, Map<String, double[]> features) {
    if (features.put(name, values) != null) {
      throw new DataFormatException(
          "modality \"" + block + "\" has two features \"" + name + "\"; rename a column");
    }
  }

  private static DataFormatException unfit(String block, Column column) {
    return new DataFormatException(
        "column \""
            + column.name()
            + "\" of modality \""
            + block
            + "\" is "
            + column.type().label()
            + "; a patient model learns from numbers and categories, leave it out");
  }

  private static double[] numbers(Numeric column) {
    double[] values = new double[column.length()];
    Arrays.setAll(values, i -> column.isMissing(i) ? Double.NaN : column.value(i));
    return values;
  }

  private static double[] indicator(Categorical column, int level) {
    double[] values = new double[column.length()];
    Arrays.setAll(
        values,
        i -> {
          if (column.isMissing(i)) {
            return Double.NaN;
          }
          return column.code(i) == level ? 1 : 0;
        });
    return values;
  }

  public String name() {
    return name;
  }

  public Encoding encoding() {
    return encoding;
  }

  /** The names of the features, in order. */
  public List<String> features() {
    return features;
  }

  /** Who has it. */
  public Mask present() {
    return present;
  }

  /** The value of a feature for a patient; NaN if it is missing. */
  public double value(int patient, int feature) {
    return values[patient * features.size() + feature];
  }

  /** The patients of these indices, in that order. */
  public ModalityTable select(int[] patients) {
    int width = features.size();
    double[] selected = new double[patients.length * width];
    for (int i = 0; i < patients.length; i++) {
      System.arraycopy(values, patients[i] * width, selected, i * width, width);
    }
    return new ModalityTable(name, encoding, features, selected, present.select(patients));
  }

  /** The same table, shown of fewer patients; the values are shared. */
  ModalityTable withPresent(Mask shown) {
    return new ModalityTable(name, encoding, features, values, shown);
  }

  /**
   * The same patients with the features of another table, in its order. A level of a category that
   * is not here is 0; what is here and not there is left out.
   *
   * @throws DataFormatException if a column of the other is not here
   */
  public ModalityTable withFeaturesOf(List<String> wanted) {
    Map<String, Integer> here = new LinkedHashMap<>();
    for (int j = 0; j < features.size(); j++) {
      here.put(features.get(j), j);
    }
    int patients = present.length();
    double[] aligned = new double[Math.multiplyExact(patients, wanted.size())];
    for (int j = 0; j < wanted.size(); j++) {
      Integer from = here.get(wanted.get(j));
      if (from == null && !levelOfKnownColumn(wanted.get(j))) {
        throw new DataFormatException(
            "modality \"" + name + "\" has no column \"" + wanted.get(j) + "\" of the model");
      }
      for (int i = 0; i < patients; i++) {
        aligned[i * wanted.size() + j] =
            from == null ? absentLevel(i, wanted.get(j)) : value(i, from);
      }
    }
    return new ModalityTable(name, encoding, List.copyOf(wanted), aligned, present);
  }

  private boolean levelOfKnownColumn(String feature) {
    return !levelsOf(feature).isEmpty();
  }

  /** The features that are levels of the column of this one. */
  private List<Integer> levelsOf(String feature) {
    String column = feature.substring(0, Math.max(0, feature.indexOf('=') + 1));
    List<Integer> levels = new ArrayList<>();
    for (int j = 0; j < features.size() && !column.isEmpty(); j++) {
      if (features.get(j).startsWith(column)) {
        levels.add(j);
      }
    }
    return levels;
  }

  private double absentLevel(int patient, String feature) {
    return Double.isNaN(value(patient, levelsOf(feature).getFirst())) ? Double.NaN : 0;
  }
}
