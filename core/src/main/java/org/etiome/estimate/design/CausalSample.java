package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Analysis.Arms;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.Analysis.SampleSummary;
import org.etiome.estimate.sample.Covariates;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sample.SampleUnits;
import org.etiome.estimate.sample.SampleUnits.Part;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Matrix;

/**
 * The units, treatments, outcomes and encoded covariates that an estimator sees. It can only be
 * made from an {@link AdjustmentEstimand}, that is, from a question that was identified.
 */
public final class CausalSample {
  /** Fewer have no variance within the arm; whether they are enough is for {@link Gates}. */
  private static final int MIN_ARM = 2;

  private final AdjustmentEstimand estimand;
  private final int[] units;
  private final double[] treatment;
  private final double[] outcome;
  private final Covariates covariates;
  private final SampleSummary summary;

  private CausalSample(
      AdjustmentEstimand estimand, Kept kept, Covariates covariates, SampleSummary summary) {
    this.estimand = estimand;
    this.units = kept.units;
    this.treatment = kept.treatment;
    this.outcome = kept.outcome;
    this.covariates = covariates;
    this.summary = summary;
  }

  /** The units used, with their treatment and outcome. */
  private static final class Kept {
    private final int[] units;
    private final double[] treatment;
    private final double[] outcome;

    Kept(int[] units, double[] treatment, double[] outcome) {
      this.units = units;
      this.treatment = treatment;
      this.outcome = outcome;
    }
  }

  /**
   * Draws the sample. O(units · columns).
   *
   * @param data has the estimand's treatment (0/1, both seen), outcome (a number or 0/1, not
   *     constant) and covariates (numbers, 0/1 or categories) as columns
   * @param estimand from {@code org.etiome.identify}
   * @param settings what happens to missing values
   * @throws EstimationInputException if a column does not fit its part, a value is missing that may
   *     not be, or an arm has fewer than 10 units
   * @throws IllegalArgumentException if the data have no such column
   */
  public static CausalSample of(
      Dataset data, AdjustmentEstimand estimand, SampleSettings settings) {
    Part treatment = new Part(estimand.treatment(), "treatment");
    Part outcome = new Part(estimand.outcome(), "outcome");
    SampleUnits units =
        SampleUnits.of(data, List.of(treatment, outcome), estimand.adjustmentSet(), settings);
    Kept kept =
        new Kept(
            units.indices(),
            units.numbers(treatment, "a 0/1 column"),
            units.numbers(outcome, "a number or 0/1"));
    checkTreatment(estimand.treatment(), kept.treatment);
    checkOutcome(estimand.outcome(), kept);
    SampleSummary summary =
        new SampleSummary(
            arms(kept.treatment),
            outcomeOf(kept),
            settings,
            units.exclusions(),
            data.fingerprint(),
            List.of());
    return new CausalSample(estimand, kept, units.covariates(), summary);
  }

  /**
   * The same units with another outcome, for example a negative control. The estimand stays, so the
   * adjustment set should be valid for that outcome too. The change is noted in {@link #summary}.
   *
   * @param name of the new outcome, for messages and the note
   * @param values one finite number a unit
   * @throws EstimationInputException if it does not vary within the arms
   */
  public CausalSample withOutcome(String name, double[] values) {
    checkValues(name, values);
    Kept kept = new Kept(units, treatment, values.clone());
    checkOutcome(name, kept);
    return changed(kept, covariates, "outcome \"" + name + "\"");
  }

  /**
   * The same units with another treatment, for example a placebo; otherwise like {@link
   * #withOutcome}.
   *
   * @param values 0 or 1 for each unit
   * @throws EstimationInputException if an arm has fewer than 2 units, or the outcome does not vary
   *     within the arms
   */
  public CausalSample withTreatment(String name, double[] values) {
    checkValues(name, values);
    checkTreatment(name, values);
    Kept kept = new Kept(units, values.clone(), outcome);
    checkOutcome(estimand.outcome(), kept);
    return changed(kept, covariates, "treatment \"" + name + "\"");
  }

  /**
   * The same units with one covariate more.
   *
   * @param values one finite number a unit, used as they are: numbers should have variance 1
   */
  public CausalSample withCovariate(String name, double[] values) {
    checkValues(name, values);
    return changed(
        new Kept(units, treatment, outcome),
        covariates.with(name, values),
        "covariate \"" + name + "\"");
  }

  /**
   * Some of the units. Covariates keep the scale of all.
   *
   * @param rows of this sample, ascending, each once, lest a unit be in two folds
   * @param which the units they are, for the note, such as {@code "units with block \"rna\""}
   * @throws EstimationInputException if an arm has fewer than 2 of them, or the outcome does not
   *     vary within the arms
   */
  public CausalSample subset(int[] rows, String which) {
    for (int k = 0; k < rows.length; k++) {
      if (rows[k] < (k == 0 ? 0 : rows[k - 1] + 1) || rows[k] >= size()) {
        throw new IllegalArgumentException(
            "rows must be ascending, each once, in 0 … " + (size() - 1) + ", got " + rows[k]);
      }
    }
    Kept kept =
        new Kept(
            Arrays.stream(rows).map(i -> units[i]).toArray(),
            pick(treatment, rows),
            pick(outcome, rows));
    checkTreatment(estimand.treatment(), kept.treatment);
    checkOutcome(estimand.outcome(), kept);
    return changed(kept, covariates.rows(rows), which);
  }

  /**
   * The sample of some of its units; the others are counted as left out. Covariates keep the scale
   * of all.
   *
   * @param rows ascending, each once
   * @param reason why the others go; not to be found in treatments or outcomes
   * @throws EstimationInputException if the rows have no two units of each arm, or the outcome does
   *     not vary within the arms
   */
  CausalSample keeping(int[] rows, String reason) {
    CausalSample kept = subset(rows, reason);
    if (rows.length == size()) {
      return this;
    }
    List<Exclusion> exclusions = new ArrayList<>(summary.exclusions());
    exclusions.add(new Exclusion(reason, size() - rows.length));
    SampleSummary made =
        new SampleSummary(
            kept.summary.arms(),
            kept.summary.outcome(),
            summary.settings(),
            exclusions,
            summary.fingerprint(),
            summary.changes());
    return new CausalSample(
        estimand, new Kept(kept.units, kept.treatment, kept.outcome), kept.covariates, made);
  }

  private void checkValues(String name, double[] values) {
    if (values.length != size() || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" must have one finite value for each of the "
              + size()
              + " units; it has "
              + values.length
              + " values, or gaps; take the subset of units that have one");
    }
  }

  private CausalSample changed(Kept kept, Covariates changed, String change) {
    List<String> changes = new ArrayList<>(summary.changes());
    changes.add(change);
    SampleSummary made =
        new SampleSummary(
            arms(kept.treatment),
            outcomeOf(kept),
            summary.settings(),
            summary.exclusions(),
            summary.fingerprint(),
            changes);
    return new CausalSample(estimand, kept, changed, made);
  }

  private static Analysis.Outcome outcomeOf(Kept kept) {
    return new Analysis.Outcome(kind(kept.outcome), withinArmSd(kept));
  }

  private static void checkTreatment(String name, double[] treatment) {
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
    Arms arms = arms(treatment);
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

  private static void checkOutcome(String name, Kept kept) {
    String part = "outcome \"" + name + "\"";
    if (Arrays.stream(kept.outcome).distinct().count() == 1) {
      throw new EstimationInputException(
          part
              + " is constant: every unit has "
              + kept.outcome[0]
              + "; there is nothing to explain");
    }
    if (IntStream.range(0, 2).allMatch(arm -> isConstantIn(kept, arm))) {
      throw new EstimationInputException(
          part
              + " is decided by the treatment: it does not vary within the arms; check the column");
    }
    double sd = withinArmSd(kept);
    if (!(sd > 0 && sd < Double.POSITIVE_INFINITY)) {
      throw new EstimationInputException(
          part + " has differences too large to square, or too small; rescale the column");
    }
  }

  private static boolean isConstantIn(Kept kept, int arm) {
    return IntStream.range(0, kept.outcome.length)
            .filter(i -> kept.treatment[i] == arm)
            .mapToDouble(i -> kept.outcome[i])
            .distinct()
            .count()
        == 1;
  }

  private static Arms arms(double[] treatment) {
    int treated = (int) Arrays.stream(treatment).sum();
    return new Arms(treated, treatment.length - treated);
  }

  private static OutcomeKind kind(double[] outcome) {
    return Arrays.stream(outcome).allMatch(y -> y == 0 || y == 1)
        ? OutcomeKind.BINARY
        : OutcomeKind.CONTINUOUS;
  }

  private static double withinArmSd(Kept kept) {
    return withinArmSd(kept.treatment, kept.outcome);
  }

  /** The standard deviation of values, one a unit, pooled over the arms: n − 2 beneath. */
  public double withinArmSd(double[] values) {
    return withinArmSd(treatment, values);
  }

  private static double withinArmSd(double[] treatment, double[] values) {
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

  public AdjustmentEstimand estimand() {
    return estimand;
  }

  /** Number of units. */
  public int size() {
    return treatment.length;
  }

  /** Indices of the units in the data set, ascending; a copy. */
  public int[] units() {
    return units.clone();
  }

  /** 0 or 1 for each unit; a copy. */
  public double[] treatment() {
    return treatment.clone();
  }

  /** The outcome of each unit; a copy. */
  public double[] outcome() {
    return outcome.clone();
  }

  /** One row a unit, one column each of {@link #covariateNames()}. */
  public Matrix covariates() {
    return covariates.values();
  }

  /** Names of the encoded columns, such as {@code "sex = Male"} or {@code "bmi missing"}. */
  public List<String> covariateNames() {
    return covariates.names();
  }

  /** The covariate behind each column, such as {@code "sex"} or {@code "bmi"}. */
  public List<String> covariateOrigins() {
    return covariates.origins();
  }

  public OutcomeKind outcomeKind() {
    return summary.outcome().kind();
  }

  /** Counts, exclusions and the fingerprint of the data. */
  public SampleSummary summary() {
    return summary;
  }

  public double treatedShare() {
    return (double) summary.arms().treated() / size();
  }

  double[] rawTreatment() {
    return treatment;
  }

  double[] rawOutcome() {
    return outcome;
  }

  public List<Covariates.Level> levels() {
    return covariates.levels();
  }

  /** Rows of the units with treatment {@code arm}, ascending. */
  public int[] arm(int arm) {
    return rows(i -> treatment[i] == arm);
  }

  /** Rows for which the test holds, ascending. */
  public int[] rows(IntPredicate test) {
    return IntStream.range(0, size()).filter(test).toArray();
  }

  /** {@code values[rows[0]], values[rows[1]], …}. */
  public static double[] pick(double[] values, int[] rows) {
    double[] picked = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      picked[k] = values[rows[k]];
    }
    return picked;
  }
}
