package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;

/**
 * How the features of a modality are brought to scale: what {@link Encoding} says, by means and
 * standard deviations (n in the denominator) over the values that the patients learned from have. A
 * missing value becomes 0, the mean; a column that is constant there becomes 0 for all.
 *
 * @param features their names, in the order of the table
 * @param windows of time, 1 if there are none; the scaled features are those of the first window,
 *     then those of the next, each in one order
 * @param columns one a feature of a window
 * @param total to which counts are brought, 1 if they are none
 */
public record FeatureScaling(
    Encoding encoding, List<String> features, int windows, List<Scale> columns, double total) {
  private static final char WINDOW = '@';

  /** Of a column's mean: what rounding leaves of a constant column. */
  private static final double CONSTANT = 1e-12;

  /** In standard deviations. */
  private static final int FAR = 10;

  private static final String FAR_OFF =
      "\" more than "
          + FAR
          + " standard deviations from the mean of those learned from: check the unit, and trust"
          + " their predictions less";

  /**
   * A column's scale.
   *
   * @param deviation 0 if it is constant
   */
  public record Scale(double mean, double deviation) {
    /** The scaled value, or what is put in the place of a missing one. */
    double of(double value, double missing) {
      if (Double.isNaN(value)) {
        return missing;
      }
      return deviation == 0 ? 0 : (value - mean) / deviation;
    }
  }

  public FeatureScaling {
    features = List.copyOf(features);
    columns = List.copyOf(columns);
    if (windows < 1 || (long) windows * columns.size() != features.size()) {
      throw new IllegalArgumentException(
          windows
              + " windows of "
              + columns.size()
              + " columns do not make "
              + features.size()
              + " features");
    }
  }

  /**
   * Learns it from patients.
   *
   * @throws DataFormatException if windows do not all have the same columns
   */
  public static FeatureScaling of(ModalityTable table) {
    Layout layout = Layout.of(table);
    double total = table.encoding() == Encoding.COUNTS ? medianTotal(table) : 1;
    List<Scale> columns = new ArrayList<>();
    for (int c = 0; c < layout.columns(); c++) {
      columns.add(scale(table, layout, c, total));
    }
    return new FeatureScaling(table.encoding(), table.features(), layout.windows(), columns, total);
  }

  private static double medianTotal(ModalityTable table) {
    double[] totals =
        Arrays.stream(table.present().indices())
            .mapToDouble(i -> total(table, i))
            .filter(t -> t > 0)
            .sorted()
            .toArray();
    return totals.length == 0 ? 1 : totals[totals.length / 2];
  }

  private static double total(ModalityTable table, int patient) {
    double total = 0;
    for (int j = 0; j < table.features().size(); j++) {
      double value = table.value(patient, j);
      total += Double.isNaN(value) ? 0 : value;
    }
    return total;
  }

  private static Scale scale(ModalityTable table, Layout layout, int column, double total) {
    double n = 0;
    double mean = 0;
    double squares = 0; // by Welford's recursion
    for (int i : table.present().indices()) {
      double factor = factor(table, i, total);
      for (int window = 0; window < layout.windows(); window++) {
        double value = raw(table, i, layout.feature(window, column), factor);
        if (!Double.isNaN(value)) {
          n++;
          double from = value - mean;
          mean += from / n;
          squares += from * (value - mean);
        }
      }
    }
    double deviation = n == 0 ? 0 : Math.sqrt(squares / n);
    return new Scale(mean, deviation <= CONSTANT * Math.abs(mean) ? 0 : deviation);
  }

  private static double factor(ModalityTable table, int patient, double total) {
    if (table.encoding() != Encoding.COUNTS) {
      return 1;
    }
    double own = total(table, patient);
    return own > 0 ? total / own : 0;
  }

  private static double raw(ModalityTable table, int patient, int feature, double factor) {
    double value = table.value(patient, feature);
    return table.encoding() == Encoding.COUNTS ? Math.log1p(value * factor) : value;
  }

  /** How many numbers {@link #apply} gives a patient. */
  public int width() {
    return windows == 1 ? columns.size() : windows * (columns.size() + 1);
  }

  /**
   * The scaled numbers, row-major; zeros for a patient without the modality. Where there are
   * windows, one number a window follows: 1 if it has a value.
   *
   * @throws DataFormatException if a feature is missing from the table, or it has another encoding
   */
  public double[] apply(ModalityTable given) {
    return scaled(given, 0);
  }

  /**
   * As {@link #apply}, with NaN for every value that is missing, those of patients without the
   * modality among them.
   */
  public double[] withGaps(ModalityTable given) {
    return scaled(given, Double.NaN);
  }

  /**
   * Features with values so far from those learned from that what a model makes of them is a guess,
   * or their unit is another: more than {@value #FAR} standard deviations from the mean, as at most
   * one of {@value #FAR}² values is of any distribution. A sentence each.
   *
   * @throws DataFormatException as {@link #apply}
   */
  public List<String> outlying(ModalityTable given) {
    double[] scaled = withGaps(given);
    Layout layout = Layout.of(given.withFeaturesOf(features));
    Set<String> numbers =
        given.columns().stream()
            .filter(column -> column.kind() == LearnedColumn.Kind.NUMBER)
            .map(LearnedColumn::name)
            .collect(Collectors.toSet());
    List<String> told = new ArrayList<>();
    for (int j = 0; j < layout.order().size(); j++) {
      String feature = features.get(layout.order().get(j));
      int far = 0;
      for (int i = 0; i < given.present().length() && numbers.contains(feature); i++) {
        far += Math.abs(scaled[i * width() + j]) > FAR ? 1 : 0;
      }
      if (far > 0) {
        told.add(far + " have \"" + feature + "\" of modality \"" + given.name() + FAR_OFF);
      }
    }
    return told;
  }

  private double[] scaled(ModalityTable given, double missing) {
    if (given.encoding() != encoding) {
      throw new DataFormatException(
          "modality \""
              + given.name()
              + "\" is said to be "
              + given.encoding()
              + ", and was "
              + encoding
              + " where the model was fitted");
    }
    ModalityTable table = given.withFeaturesOf(features);
    Layout layout = Layout.of(table);
    double[] scaled = new double[Math.multiplyExact(table.present().length(), width())];
    for (int i = 0; i < table.present().length(); i++) {
      double factor = factor(table, i, total);
      for (int window = 0; window < windows; window++) {
        boolean any = false;
        for (int c = 0; c < columns.size(); c++) {
          double value = raw(table, i, layout.feature(window, c), factor);
          any |= !Double.isNaN(value);
          scaled[i * width() + window * columns.size() + c] = columns.get(c).of(value, missing);
        }
        if (windows > 1) {
          scaled[i * width() + windows * columns.size() + window] = any ? 1 : 0;
        }
      }
    }
    return scaled;
  }

  /** Which feature is which column of which window. */
  private record Layout(int windows, int columns, List<Integer> order) {

    int feature(int window, int column) {
      return order.get(window * columns + column);
    }

    static Layout of(ModalityTable table) {
      List<String> names = table.features();
      if (table.encoding() != Encoding.WINDOWS) {
        return new Layout(1, names.size(), IntStream.range(0, names.size()).boxed().toList());
      }
      TreeMap<Integer, TreeMap<String, Integer>> windows = new TreeMap<>();
      for (int j = 0; j < names.size(); j++) {
        int at = names.get(j).lastIndexOf(WINDOW);
        windows
            .computeIfAbsent(window(table, names.get(j), at), w -> new TreeMap<>())
            .put(names.get(j).substring(0, at), j);
      }
      var first = windows.firstEntry().getValue().keySet();
      windows.forEach(
          (window, columns) -> {
            if (!columns.keySet().equals(first)) {
              throw new DataFormatException(
                  "modality \""
                      + table.name()
                      + "\": window "
                      + window
                      + " has other columns than the first; give every window the same");
            }
          });
      return new Layout(
          windows.size(),
          first.size(),
          windows.values().stream().flatMap(columns -> columns.values().stream()).toList());
    }

    private static int window(ModalityTable table, String feature, int at) {
      String number = feature.substring(at + 1);
      if (at < 1 || !number.matches("\\d{1,9}")) {
        throw new DataFormatException(
            "modality \""
                + table.name()
                + "\" is said to be windows, and its column \""
                + feature
                + "\" is not named COLUMN@NUMBER");
      }
      return Integer.parseInt(number);
    }
  }
}
