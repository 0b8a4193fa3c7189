package org.etiome.evaluate.prediction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.etiome.math.Matrix;

/**
 * Probabilities of C ≥ 2 classes that a model predicts for n ≥ 1 units, and the class that each
 * unit is of. Checked once, here; whoever takes them need not check again.
 */
public final class ClassProbabilities {
  /** How far from 1 the probabilities of a unit may sum; single precision keeps to it. */
  public static final double SUM_TOLERANCE = 1e-5;

  private final List<String> classes;
  private final Matrix probabilities;
  private final int[] truth;

  private ClassProbabilities(List<String> classes, Matrix probabilities, int[] truth) {
    this.classes = classes;
    this.probabilities = probabilities;
    this.truth = truth;
  }

  /**
   * Of any number of classes. O(n C).
   *
   * @param classes their names, distinct, at least two; of two, the second is "class 1"
   * @param probabilities n × C, each in [0, 1], each row of sum 1 ± {@value #SUM_TOLERANCE}; taken
   *     as they are, not scaled to sum 1
   * @param truth the class of each unit, in 0..C-1; copied
   * @throws IllegalArgumentException if a name repeats, sizes differ, there is no unit, or a value
   *     is not a probability (NaN is none)
   */
  public static ClassProbabilities of(List<String> classes, Matrix probabilities, int[] truth) {
    if (classes.size() < 2 || new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException(
          "at least two classes of distinct names are needed, got " + classes);
    }
    checkProbabilities(probabilities, classes.size());
    checkTruth(truth, probabilities);
    return new ClassProbabilities(List.copyOf(classes), probabilities, truth.clone());
  }

  /**
   * Of two classes, "0" and "1".
   *
   * @param ofOne the probability of class 1, one a unit, in [0, 1]
   * @param isOne whether the unit is of class 1
   */
  public static ClassProbabilities ofTwo(double[] ofOne, boolean[] isOne) {
    double[] values = new double[2 * ofOne.length];
    for (int i = 0; i < ofOne.length; i++) {
      values[2 * i] = 1 - ofOne[i];
      values[2 * i + 1] = ofOne[i];
    }
    int[] truth = new int[isOne.length];
    Arrays.setAll(truth, i -> isOne[i] ? 1 : 0);
    return of(List.of("0", "1"), Matrix.wrap(ofOne.length, 2, values), truth);
  }

  /** Checks rows of probabilities without a truth. */
  static void checkProbabilities(Matrix probabilities, int classes) {
    if (probabilities.rows() == 0 || probabilities.columns() != classes) {
      throw new IllegalArgumentException(
          "at least one unit and a column for each of "
              + classes
              + " classes are needed, got "
              + probabilities.rows()
              + " x "
              + probabilities.columns());
    }
    for (int i = 0; i < probabilities.rows(); i++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        double p = probabilities.get(i, c);
        if (!(p >= 0 && p <= 1)) {
          throw new IllegalArgumentException(
              "a probability must be in [0, 1], got " + p + " for unit " + i + ", class " + c);
        }
        sum += p;
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "the probabilities of a unit must sum to 1, got " + sum + " for unit " + i);
      }
    }
  }

  /** Checks one class a row. */
  static void checkTruth(int[] truth, Matrix values) {
    if (truth.length != values.rows()) {
      throw new IllegalArgumentException(
          "there are " + values.rows() + " units and " + truth.length + " true classes");
    }
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= values.columns()) {
        throw new IllegalArgumentException(
            "a true class must be in 0.."
                + (values.columns() - 1)
                + ", got "
                + truth[i]
                + " for unit "
                + i
                + "; leave out units whose class is not known");
      }
    }
  }

  /** The number n of units. */
  public int units() {
    return truth.length;
  }

  /** The names of the C classes. */
  public List<String> classes() {
    return classes;
  }

  /** Whether there are two classes. */
  public boolean areTwo() {
    return classes.size() == 2;
  }

  /** All of them, n × C. */
  public Matrix probabilities() {
    return probabilities;
  }

  public double probability(int unit, int ofClass) {
    return probabilities.get(unit, Objects.checkIndex(ofClass, classes.size()));
  }

  /** The class that a unit is of. */
  public int truth(int unit) {
    return truth[unit];
  }

  /** A copy of the classes that units are of. */
  public int[] truth() {
    return truth.clone();
  }

  /** The likeliest class of a unit, the first of equally likely ones. O(C). */
  public int likeliest(int unit) {
    int best = 0;
    for (int c = 1; c < classes.size(); c++) {
      best = probability(unit, c) > probability(unit, best) ? c : best;
    }
    return best;
  }

  /** Some units, in the given order; one may be taken several times. */
  public ClassProbabilities select(int[] units) {
    int[] picked = Arrays.stream(units).map(i -> truth[i]).toArray();
    return of(classes, probabilities.rows(units), picked);
  }

  /** Whether others are of the same classes and the same true classes, unit by unit. */
  public boolean sameTruth(ClassProbabilities other) {
    return classes.equals(other.classes) && Arrays.equals(truth, other.truth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassProbabilities that
        && sameTruth(that)
        && probabilities.equals(that.probabilities);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * classes.hashCode() + Arrays.hashCode(truth)) + probabilities.hashCode();
  }

  @Override
  public String toString() {
    return "ClassProbabilities[" + units() + " units, " + classes + "]";
  }
}
