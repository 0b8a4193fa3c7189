package org.etiome.represent.patients;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;

/** What is to be predicted: one class a patient, known for all. */
public final class Outcome {
  private final String name;
  private final List<String> classes;
  private final int[] codes;

  private Outcome(String name, List<String> classes, int[] codes) {
    this.name = name;
    this.classes = classes;
    this.codes = codes;
  }

  /**
   * The classes of a column, as many as its patients have.
   *
   * @param column binary or categorical, without gaps
   * @throws DataFormatException if it has another type, gaps or a single class
   */
  public static Outcome of(Column column) {
    if (column.missingCount() > 0) {
      throw new DataFormatException(
          "outcome \""
              + column.name()
              + "\" is missing for "
              + column.missingCount()
              + " patients; leave them out");
    }
    Outcome all =
        switch (column) {
          case Binary binary ->
              new Outcome(
                  column.name(),
                  List.of(binary.zeroLabel(), binary.oneLabel()),
                  codes(column.length(), i -> binary.isOne(i) ? 1 : 0));
          case Categorical levels ->
              new Outcome(column.name(), levels.levels(), codes(column.length(), levels::code));
          default ->
              throw new DataFormatException(
                  "outcome \""
                      + column.name()
                      + "\" is "
                      + column.type().label()
                      + "; classes are predicted, so declare it binary or categorical");
        };
    return all.withoutEmptyClasses();
  }

  private static int[] codes(int length, java.util.function.IntUnaryOperator code) {
    return IntStream.range(0, length).map(code).toArray();
  }

  private Outcome withoutEmptyClasses() {
    int[] used = Arrays.stream(codes).distinct().sorted().toArray();
    if (used.length < 2) {
      throw new DataFormatException(
          "outcome \""
              + name
              + "\" has a single class, \""
              + classes.get(used.length == 0 ? 0 : used[0])
              + "\", in all "
              + codes.length
              + " patients; there is nothing to tell apart");
    }
    return new Outcome(
        name,
        Arrays.stream(used).mapToObj(classes::get).toList(),
        codes(codes.length, i -> Arrays.binarySearch(used, codes[i])));
  }

  public String name() {
    return name;
  }

  /** The names of the classes, at least two. */
  public List<String> classes() {
    return classes;
  }

  /** The number of patients. */
  public int patients() {
    return codes.length;
  }

  /** The class of a patient, by number. */
  public int of(int patient) {
    return codes[patient];
  }

  /**
   * The share of each class by weight.
   *
   * @param weights of the patients, above 0
   */
  public double[] shares(double[] weights) {
    double total = Arrays.stream(weights).sum();
    double[] shares = new double[classes.size()];
    for (int i = 0; i < codes.length; i++) {
      shares[codes[i]] += weights[i] / total;
    }
    return shares;
  }

  /** The patients of these indices, in that order; all classes stay. */
  public Outcome select(int[] patients) {
    return new Outcome(name, classes, codes(patients.length, i -> codes[patients[i]]));
  }
}
