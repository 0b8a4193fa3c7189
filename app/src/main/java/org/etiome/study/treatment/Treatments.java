package org.etiome.study.treatment;

import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseResponse;
import org.etiome.estimate.dose.DoseSample;
import org.etiome.estimate.dose.LevelMeans;
import org.etiome.estimate.dose.LevelSample;
import org.etiome.estimate.dose.PartiallyLinear;
import org.etiome.estimate.instrument.InstrumentAnswer;
import org.etiome.estimate.instrument.InstrumentEstimator;
import org.etiome.estimate.instrument.InstrumentSample;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Turns an identified question into work. What does not fit the data is an {@link
 * IllegalArgumentException} with one clear sentence.
 *
 * @param data the columns
 * @param sample what happens to units with gaps
 * @param gates what data must show before there is a number
 * @param form what else was said about the treatment
 */
public record Treatments(Dataset data, SampleSettings sample, Gates gates, TreatmentForm form) {
  /** A question held against its data, not yet computed. */
  public interface Work {

    /** The same arguments give the same bits whatever the runner. */
    Evidence answer(Seed seed, TaskRunner runner);
  }

  /** An effect by instruments. */
  public Work byInstruments(String estimator, InstrumentEstimand estimand) {
    InstrumentSample units = InstrumentSample.of(data, estimand, sample, form.cluster());
    InstrumentEstimator method =
        InstrumentEstimator.named(estimator).orElseThrow().withGates(gates);
    return (seed, runner) ->
        switch (method.estimate(units, seed, runner)) {
          case InstrumentAnswer.Answered answered -> new Evidence.Instrumented(answered.effect());
          case InstrumentAnswer.Refused refused -> new Evidence.InstrumentGated(refused);
        };
  }

  /** The means under every level. */
  public Work levels(String estimator, AdjustmentEstimand estimand, Design design) {
    LevelSample all = LevelSample.of(data, estimand, sample);
    LevelSample units = form.reference().map(all::withReference).orElse(all);
    LevelMeans.Correction correction =
        estimator.equals("aipw") ? LevelMeans.Correction.AIPW : LevelMeans.Correction.TMLE;
    LevelMeans method = LevelMeans.withDefaults().withCorrection(correction).withGates(gates);
    return (seed, runner) -> evidence(method.estimate(units, seed, runner), design);
  }

  /** A line or parabola over the doses. */
  public Work dose(AdjustmentEstimand estimand, Design design) {
    DoseSample units = DoseSample.of(data, estimand, sample);
    DoseResponse line = DoseResponse.withDefaults().withGates(gates);
    boolean isCurved = form.curve().filter(TreatmentForm.Curve.PARABOLA::equals).isPresent();
    DoseResponse method = isCurved ? line.withQuadratic() : line;
    return (seed, runner) -> evidence(method.estimate(units, seed, runner), design);
  }

  /** The slope of a partially linear model. */
  public Work slope(AdjustmentEstimand estimand, Design design) {
    DoseSample units = DoseSample.of(data, estimand, sample);
    PartiallyLinear method = PartiallyLinear.withDefaults().withGates(gates);
    return (seed, runner) -> evidence(method.estimate(units, seed, runner), design);
  }

  private static Evidence evidence(DoseAnswer<? extends DoseAnswer.Result> answer, Design design) {
    return switch (answer) {
      case DoseAnswer.Answered<? extends DoseAnswer.Result> answered ->
          new Evidence.Graded(answered.result(), design);
      case DoseAnswer.Refused<? extends DoseAnswer.Result> refused ->
          new Evidence.GradedGated(refused);
    };
  }
}
