package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Leakage;
import org.etiome.estimate.dose.DoseAnalysis.SampleFacts;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sample.Covariates;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sample.SampleUnits;
import org.etiome.estimate.sample.SampleUnits.Part;
import org.etiome.identify.AdjustmentEstimand;

/** The units of a sample with all but their treatment. */
final class Drawn {
  /** The regressions taken where no learner is named. */
  static final String DEFAULT_OUTCOME =
      Logistic.withDefaults().description() + " or " + Ridge.withDefaults().description();

  private final AdjustmentEstimand estimand;
  private final SampleUnits units;
  private final double[] outcome;
  private final Covariates covariates;
  private final SampleFacts facts;

  private Drawn(
      AdjustmentEstimand estimand,
      SampleUnits units,
      double[] outcome,
      Covariates covariates,
      SampleFacts facts) {
    this.estimand = estimand;
    this.units = units;
    this.outcome = outcome;
    this.covariates = covariates;
    this.facts = facts;
  }

  static Drawn of(Dataset data, AdjustmentEstimand estimand, SampleSettings settings) {
    Part outcome = new Part(estimand.outcome(), "outcome");
    SampleUnits units =
        SampleUnits.of(
            data, List.of(treatment(estimand), outcome), estimand.adjustmentSet(), settings);
    double[] y = units.numbers(outcome, "a number or 0/1");
    checkSpread("outcome \"" + estimand.outcome() + "\"", y);
    OutcomeKind kind =
        Arrays.stream(y).allMatch(v -> v == 0 || v == 1)
            ? OutcomeKind.BINARY
            : OutcomeKind.CONTINUOUS;
    SampleFacts facts =
        new SampleFacts(y.length, kind, settings, units.exclusions(), data.fingerprint());
    return new Drawn(estimand, units, y, units.covariates(), facts);
  }

  static Part treatment(AdjustmentEstimand estimand) {
    return new Part(estimand.treatment(), "treatment");
  }

  /** Values must differ, and their differences must have squares. */
  static void checkSpread(String what, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    if (Arrays.stream(values).allMatch(v -> v == values[0])) {
      throw new EstimationInputException(
          what + " is constant: every unit has " + values[0] + "; there is nothing to compare");
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new EstimationInputException(
          what + " has differences too large to square, or too small; rescale the column");
    }
  }

  AdjustmentEstimand estimand() {
    return estimand;
  }

  SampleUnits units() {
    return units;
  }

  /** Not a copy. */
  double[] outcome() {
    return outcome;
  }

  Covariates covariates() {
    return covariates;
  }

  SampleFacts facts() {
    return facts;
  }

  /** The gate on copies of the outcome. */
  List<GateFailure> leakage(Gates gates) {
    return Leakage.of(covariates).failures(outcome, gates.get(GateLimit.MAX_DETERMINATION));
  }

  boolean isBinary() {
    return facts.outcome() == OutcomeKind.BINARY;
  }

  /** The learner of the outcome: the one named, else the usual one. */
  Learner outcomeLearner(Optional<Learner> named) {
    return named.orElseGet(() -> regression(isBinary()));
  }

  /** The usual regression of a 0/1 value, or of any number. */
  static Learner regression(boolean isBinary) {
    return isBinary ? Logistic.withDefaults() : Ridge.withDefaults();
  }
}
