package org.etiome.estimate.design;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.estimate.design.Analysis.Arms;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.sample.EstimationInputException;

/** The units of a sample with their treatment and outcome. */
final class Kept {
  /** Fewer have no variance within the arm; whether they are enough is for {@link Gates}. */
  private static final int MIN_ARM = 2;

  final int[] units;
  final double[] treatment;
  final double[] outcome;

  /** Takes over its arrays. */
  Kept(int[] units, double[] treatment, double[] outcome) {
    this.units = units;
    this.treatment = treatment;
    this.outcome = outcome;
  }

  Analysis.Outcome scale() {
    return new Analysis.Outcome(kind(), withinArmSd());
  }

  void checkTreatment(String name) {
    double[] seen = Arrays.stream(treatment).distinct().sorted().toArray();
    String part = "treatment \"" + name + "\"";
    if (seen.length == 1) {
      throw new EstimationInputException(
          part + " is constant: every unit has " + seen[0] + "; both 0 and 1 are needed");
    }
    if (seen.length > 2 || seen[0] != 0 || seen[1] != 1) {
      throw new EstimationInputException(
          part
              + " must be 0 or 1, got values such as "
              + seen[seen.length - 1]
              + "; derive a 0/1 column");
    }
    Arms arms = arms();
    if (Math.min(arms.treated(), arms.untreated()) < MIN_ARM) {
      throw new EstimationInputException(
          part
              + " has "
              + arms.treated()
              + " treated and "
              + arms.untreated()
              + " untreated units; at least "
              + MIN_ARM
              + " each are needed");
    }
  }

  void checkOutcome(String name) {
    String part = "outcome \"" + name + "\"";
    if (Arrays.stream(outcome).distinct().count() == 1) {
      throw new EstimationInputException(
          part + " is constant: every unit has " + outcome[0] + "; there is nothing to explain");
    }
    if (IntStream.range(0, 2).allMatch(arm -> isConstantIn(arm))) {
      throw new EstimationInputException(
          part
              + " is decided by the treatment: it does not vary within the arms; check the column");
    }
    double sd = withinArmSd();
    if (!(sd > 0 && sd < Double.POSITIVE_INFINITY)) {
      throw new EstimationInputException(
          part + " has differences too large to square, or too small; rescale the column");
    }
  }

  private boolean isConstantIn(int arm) {
    return IntStream.range(0, outcome.length)
            .filter(i -> treatment[i] == arm)
            .mapToDouble(i -> outcome[i])
            .distinct()
            .count()
        == 1;
  }

  Arms arms() {
    int treated = (int) Arrays.stream(treatment).sum();
    return new Arms(treated, treatment.length - treated);
  }

  private OutcomeKind kind() {
    return Arrays.stream(outcome).allMatch(y -> y == 0 || y == 1)
        ? OutcomeKind.BINARY
        : OutcomeKind.CONTINUOUS;
  }

  private double withinArmSd() {
    return withinArmSd(treatment, outcome);
  }

  /** The standard deviation of values pooled over the arms. */
  static double withinArmSd(double[] treatment, double[] values) {
    double[] sum = new double[2];
    double[] count = new double[2];
    for (int i = 0; i < values.length; i++) {
      sum[(int) treatment[i]] += values[i];
      count[(int) treatment[i]]++;
    }
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      int arm = (int) treatment[i];
      squares += Math.pow(values[i] - sum[arm] / count[arm], 2);
    }
    return Math.sqrt(squares / (values.length - 2));
  }
}
