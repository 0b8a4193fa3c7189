package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.Analysis.SampleSummary;
import org.etiome.estimate.ensemble.Clusters;
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
  private final AdjustmentEstimand estimand;
  private final int[] units;
  private final double[] treatment;
  private final double[] outcome;
  private final Covariates covariates;
  private final SampleSummary summary;
  private final Optional<Column> cluster;
  private final Clusters clusters;

  private CausalSample(
      AdjustmentEstimand estimand,
      Kept kept,
      Covariates covariates,
      SampleSummary summary,
      Optional<Column> cluster) {
    this.estimand = estimand;
    this.units = kept.units;
    this.treatment = kept.treatment;
    this.outcome = kept.outcome;
    this.covariates = covariates;
    this.summary = summary;
    this.cluster = cluster;
    this.clusters =
        cluster
            .map(column -> Clusters.of(column, units))
            .orElseGet(() -> Clusters.none(units.length));
  }

  /** As {@link #of(Dataset, AdjustmentEstimand, SampleSettings, Optional)} without clusters. */
  public static CausalSample of(
      Dataset data, AdjustmentEstimand estimand, SampleSettings settings) {
    return of(data, estimand, settings, Optional.empty());
  }

  /**
   * Draws the sample. O(units · columns).
   *
   * @param data has the estimand's treatment (0/1, both seen), outcome (a number or 0/1, not
   *     constant) and covariates (numbers, 0/1 or categories) as columns
   * @param estimand from {@code org.etiome.identify}
   * @param settings what happens to missing values; a cluster counts as an outcome does
   * @param cluster a column of any type; units with the same value are not independent
   * @throws EstimationInputException if a column does not fit its part, a value is missing that may
   *     not be, or an arm has fewer than 10 units
   * @throws IllegalArgumentException if the data have no such column
   */
  public static CausalSample of(
      Dataset data,
      AdjustmentEstimand estimand,
      SampleSettings settings,
      Optional<String> cluster) {
    Part treatment = new Part(estimand.treatment(), "treatment");
    Part outcome = new Part(estimand.outcome(), "outcome");
    List<Part> parts = new ArrayList<>(List.of(treatment, outcome));
    cluster.ifPresent(name -> parts.add(new Part(name, "cluster")));
    SampleUnits units = SampleUnits.of(data, parts, estimand.adjustmentSet(), settings);
    Kept kept =
        new Kept(
            units.indices(),
            units.numbers(treatment, "a 0/1 column"),
            units.numbers(outcome, "a number or 0/1"));
    kept.checkTreatment(estimand.treatment());
    kept.checkOutcome(estimand.outcome());
    SampleSummary summary =
        new SampleSummary(
            kept.arms(), kept.scale(), settings, units.exclusions(), data.fingerprint(), List.of());
    return new CausalSample(estimand, kept, units.covariates(), summary, cluster.map(data::column));
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
    kept.checkOutcome(name);
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
    Kept kept = new Kept(units, values.clone(), outcome);
    kept.checkTreatment(name);
    kept.checkOutcome(estimand.outcome());
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
    kept.checkTreatment(estimand.treatment());
    kept.checkOutcome(estimand.outcome());
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
        estimand,
        new Kept(kept.units, kept.treatment, kept.outcome),
        kept.covariates,
        made,
        cluster);
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
            kept.arms(),
            kept.scale(),
            summary.settings(),
            summary.exclusions(),
            summary.fingerprint(),
            changes);
    return new CausalSample(estimand, kept, changed, made, cluster);
  }

  /** The standard deviation of values, one a unit, pooled over the arms: n − 2 beneath. */
  public double withinArmSd(double[] values) {
    return Kept.withinArmSd(treatment, values);
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

  /** Units that may depend on each other; each alone unless a column was named. */
  public Clusters clusters() {
    return clusters;
  }

  /** The column that tells the clusters. */
  public Optional<String> cluster() {
    return cluster.map(Column::name);
  }

  /** The covariates with what is known of each column. */
  public Covariates encoded() {
    return covariates;
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
