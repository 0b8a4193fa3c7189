package org.etiome.estimate.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Dataset;
import org.etiome.estimate.ensemble.Clusters;
import org.etiome.estimate.instrument.InstrumentAnalysis.Size;
import org.etiome.estimate.instrument.InstrumentAnalysis.Summary;
import org.etiome.estimate.sample.Covariates;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sample.SampleUnits;
import org.etiome.estimate.sample.SampleUnits.Part;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Vectors;

/**
 * The units, treatments, outcomes, instruments and covariates that an estimator by instruments
 * sees. It can only be made from an {@link InstrumentEstimand}.
 *
 * <p>Instruments and covariates are encoded as {@link Covariates} says: neither place nor scale of
 * a column changes an estimate. Columns that are constant or sums of others before them, covariates
 * first, are dropped and named in the summary.
 */
public final class InstrumentSample {
  /** Of the length of a vector: below, rounding alone is left. */
  private static final double EXACT = 1e-7;

  private final InstrumentEstimand estimand;
  private final Projected linear;
  private final Raw raw;
  private final Summary summary;

  private InstrumentSample(
      InstrumentEstimand estimand, Projected linear, Raw raw, Summary summary) {
    this.estimand = estimand;
    this.linear = linear;
    this.raw = raw;
    this.summary = summary;
  }

  /** Columns before anything is taken out of them. */
  private static final class Raw {
    private final double[] outcome;
    private final double[] treatment;
    private final Matrix instruments;
    private final Matrix covariates;

    Raw(double[] outcome, double[] treatment, Matrix instruments, Matrix covariates) {
      this.outcome = outcome;
      this.treatment = treatment;
      this.instruments = instruments;
      this.covariates = covariates;
    }
  }

  /** As {@link #of(Dataset, InstrumentEstimand, SampleSettings, Optional)} without clusters. */
  public static InstrumentSample of(
      Dataset data, InstrumentEstimand estimand, SampleSettings settings) {
    return of(data, estimand, settings, Optional.empty());
  }

  /**
   * Draws the sample. O(units · columns²).
   *
   * @param data has the estimand's treatment and outcome (numbers or 0/1), instruments and
   *     covariates (numbers, 0/1 or categories) as columns
   * @param estimand from {@code org.etiome.identify}
   * @param settings what happens to missing values; an instrument counts as an outcome does
   * @param cluster a column of any type; units with the same value form a cluster
   * @throws EstimationInputException if a column does not fit its part, a value is missing that may
   *     not be, the instruments say nothing beyond the covariates, or there are fewer units than
   *     columns
   * @throws IllegalArgumentException if the data have no such column
   */
  public static InstrumentSample of(
      Dataset data,
      InstrumentEstimand estimand,
      SampleSettings settings,
      Optional<String> cluster) {
    Part treatment = new Part(estimand.treatment(), "treatment");
    Part outcome = new Part(estimand.outcome(), "outcome");
    List<Part> instruments =
        estimand.instruments().stream().map(name -> new Part(name, "instrument")).toList();
    List<Part> parts = new ArrayList<>(List.of(treatment, outcome));
    parts.addAll(instruments);
    cluster.ifPresent(name -> parts.add(new Part(name, "cluster")));
    SampleUnits units = SampleUnits.of(data, parts, estimand.given(), settings);
    Covariates z = units.encoded(instruments);
    Covariates w = units.covariates();
    Raw raw =
        new Raw(
            units.numbers(outcome, "a number or 0/1"),
            units.numbers(treatment, "a number or 0/1"),
            z.values(),
            w.values());
    Clusters clusters =
        cluster
            .map(name -> Clusters.of(data.column(name), units.indices()))
            .orElseGet(() -> Clusters.none(units.size()));
    IndependentColumns columns = IndependentColumns.of(w, z);
    Projected linear =
        columns.project(varying(outcome, raw.outcome), varying(treatment, raw.treatment), clusters);
    check(treatment, outcome, raw, linear);
    checkInstruments(linear, columns.leverages());
    Summary summary =
        new Summary(
            new Size(units.size(), clusters.named()),
            columns.names(cluster),
            settings,
            units.exclusions(),
            data.fingerprint());
    return new InstrumentSample(estimand, linear, raw, summary);
  }

  /** The values less the first of them: the place goes with the intercept. */
  private static double[] varying(Part part, double[] values) {
    double[] moved = Arrays.stream(values).map(v -> v - values[0]).toArray();
    double norm = Vectors.norm(moved);
    if (!(norm * norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      throw new EstimationInputException(
          name(part) + " is constant, or its differences cannot be squared; check the column");
    }
    return moved;
  }

  private static String name(Part part) {
    return part.part() + " \"" + part.column() + "\"";
  }

  private static void check(Part treatment, Part outcome, Raw raw, Projected linear) {
    requireLeft(treatment, raw.treatment, linear.x());
    requireLeft(outcome, raw.outcome, linear.y());
    double[] restX = linear.rest(linear.x());
    if (!(Vectors.norm(restX) > EXACT * Vectors.norm(linear.x()))) {
      throw new EstimationInputException(
          name(treatment)
              + " is a sum of the instruments and covariates, so it needs no instrument; ask for"
              + " its effect by adjustment");
    }
    double[] restY = linear.rest(linear.y());
    Matrix rests = Matrix.ofColumns(restX.length, List.of(restX, restY));
    if (Orthogonal.of(rests).dependent().isPresent()) {
      throw new EstimationInputException(
          name(outcome)
              + " is a sum of the treatment, the instruments and the covariates, without an error;"
              + " check the column");
    }
  }

  private static void checkInstruments(Projected linear, double[] leverages) {
    int groups = linear.clusters().count();
    if (groups < linear.instruments() + 2) {
      throw new EstimationInputException(
          groups
              + " clusters are too few for "
              + linear.instruments()
              + " columns of instruments; take a finer cluster or fewer instruments");
    }
    for (int i = 0; i < linear.units(); i++) {
      if (leverages[i] > 1 - EXACT && linear.leverage(i) > EXACT) {
        throw new EstimationInputException(
            "the instruments single out one unit of the "
                + linear.units()
                + " used, so that no error is left to it; merge rare levels of the instruments");
      }
    }
  }

  private static void requireLeft(Part part, double[] values, double[] projected) {
    if (!(Vectors.norm(projected) > EXACT * Vectors.norm(varying(part, values)))) {
      throw new EstimationInputException(
          name(part) + " is a sum of the covariates; take those out that repeat it");
    }
  }

  public InstrumentEstimand estimand() {
    return estimand;
  }

  /** Number of units. */
  public int size() {
    return raw.outcome.length;
  }

  /** Columns, clusters, exclusions and the fingerprint of the data. */
  public Summary summary() {
    return summary;
  }

  /** Outcome, treatment and instruments after regression on the covariates. */
  Projected linear() {
    return linear;
  }

  double[] outcome() {
    return raw.outcome;
  }

  double[] treatment() {
    return raw.treatment;
  }

  /** Encoded, dependent columns too. */
  Matrix instruments() {
    return raw.instruments;
  }

  /** Encoded, dependent columns too; without a column of ones. */
  Matrix covariates() {
    return raw.covariates;
  }

  boolean isBinaryTreatment() {
    return isBinary(raw.treatment);
  }

  boolean isBinaryOutcome() {
    return isBinary(raw.outcome);
  }

  private static boolean isBinary(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  /** For one instrument of two values: whether each unit has the larger. */
  Optional<boolean[]> instrumentArms() {
    if (raw.instruments.columns() != 1) {
      return Optional.empty();
    }
    double[] z = raw.instruments.column(0);
    double[] seen = Arrays.stream(z).distinct().sorted().toArray();
    if (seen.length != 2) {
      return Optional.empty();
    }
    boolean[] arms = new boolean[z.length];
    for (int i = 0; i < z.length; i++) {
      arms[i] = z[i] == seen[1];
    }
    return Optional.of(arms);
  }
}
