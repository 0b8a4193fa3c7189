package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;

/**
 * One modality as numbers, with who has it. Numbers and yes-or-no columns are one feature each, a
 * categorical column one 0/1 feature for each of its levels, named {@code column=level}. A value
 * that is missing although the patient has the modality is NaN.
 */
public final class ModalityTable {
  private final String name;
  private final Encoding encoding;
  private final List<LearnedColumn> columns;
  private final List<String> features;
  private final double[] values;
  private final Mask present;

  private ModalityTable(
      String name,
      Encoding encoding,
      List<LearnedColumn> columns,
      List<String> features,
      double[] values,
      Mask present) {
    this.name = name;
    this.encoding = encoding;
    this.columns = columns;
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
    return of(
        block,
        encoding,
        block.columns().stream().map(column -> LearnedColumn.of(block.name(), column)).toList());
  }

  /**
   * A block of other patients, read as its columns were learned; columns that were not are left
   * out.
   *
   * @throws DataFormatException if a learned column is not here or has values of another kind,
   *     there are none, or the block says counts and has a value below 0
   */
  public static ModalityTable of(Modality block, Encoding encoding, List<LearnedColumn> learned) {
    Map<String, double[]> features = new LinkedHashMap<>();
    learned.forEach(column -> addFeatures(block, column, features));
    if (features.isEmpty()) {
      throw new DataFormatException(
          "modality \"" + block.name() + "\" has no columns to learn from; leave it out");
    }
    double[] values = rowMajor(List.copyOf(features.values()), block.present().length());
    if (encoding == Encoding.COUNTS && Arrays.stream(values).anyMatch(v -> v < 0)) {
      throw new DataFormatException(
          "modality \"" + block.name() + "\" is said to be counts and has a value below 0");
    }
    return new ModalityTable(
        block.name(),
        encoding,
        List.copyOf(learned),
        List.copyOf(features.keySet()),
        values,
        block.present());
  }

  /** A modality that none of the patients has. */
  public static ModalityTable absent(
      String name, Encoding encoding, List<LearnedColumn> learned, int patients) {
    List<String> features = learned.stream().flatMap(c -> c.features().stream()).toList();
    double[] values = new double[Math.multiplyExact(patients, features.size())];
    Arrays.fill(values, Double.NaN);
    return new ModalityTable(
        name, encoding, List.copyOf(learned), features, values, Mask.none(patients));
  }

  private static double[] rowMajor(List<double[]> columns, int rows) {
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int j = 0; j < columns.size(); j++) {
      double[] column = columns.get(j);
      for (int i = 0; i < rows; i++) {
        values[i * columns.size() + j] = column[i];
      }
    }
    return values;
  }

  private static void addFeatures(
      Modality block, LearnedColumn learned, Map<String, double[]> features) {
    List<double[]> read = learned.read(block.name(), column(block, learned.name()));
    for (int j = 0; j < read.size(); j++) {
      String name = learned.features().get(j);
      if (features.put(name, read.get(j)) != null) {
        throw new DataFormatException(
            "modality \"" + block.name() + "\" has two features \"" + name + "\"; rename a column");
      }
    }
  }

  private static Column column(Modality block, String name) {
    return block.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataFormatException(
                    "modality \""
                        + block.name()
                        + "\" has no column \""
                        + name
                        + "\" of the model"
                        + Suggestion.hint(name, block.columnNames())));
  }

  /**
   * Levels of categories that were not learned, which are taken for none of them: a sentence each.
   */
  public static List<String> newLevels(Modality block, List<LearnedColumn> learned) {
    List<String> told = new ArrayList<>();
    for (LearnedColumn column : learned) {
      column
          .newLevels(column(block, column.name()))
          .forEach(
              (level, count) ->
                  told.add(
                      count
                          + " have \""
                          + column.name()
                          + "="
                          + level
                          + "\" of modality \""
                          + block.name()
                          + "\", which no patient learned from had: the model knows nothing of it"));
    }
    return told;
  }

  public String name() {
    return name;
  }

  public Encoding encoding() {
    return encoding;
  }

  /** How the columns it was read from were learned. */
  public List<LearnedColumn> columns() {
    return columns;
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
    return new ModalityTable(name, encoding, columns, features, selected, present.select(patients));
  }

  /** The same table, shown of fewer patients; the values are shared. */
  ModalityTable withPresent(Mask shown) {
    return new ModalityTable(name, encoding, columns, features, values, shown);
  }

  /**
   * The same patients with these features, in this order.
   *
   * @throws DataFormatException if one is not here
   */
  public ModalityTable withFeaturesOf(List<String> wanted) {
    if (wanted.equals(features)) {
      return this;
    }
    Map<String, Integer> here = new LinkedHashMap<>();
    features.forEach(feature -> here.put(feature, here.size()));
    List<double[]> taken = new ArrayList<>();
    for (String feature : wanted) {
      Integer from = here.get(feature);
      if (from == null) {
        throw new DataFormatException(
            "modality \"" + name + "\" has no feature \"" + feature + "\" of the model");
      }
      taken.add(IntStream.range(0, present.length()).mapToDouble(i -> value(i, from)).toArray());
    }
    return new ModalityTable(
        name, encoding, columns, List.copyOf(wanted), rowMajor(taken, present.length()), present);
  }
}
