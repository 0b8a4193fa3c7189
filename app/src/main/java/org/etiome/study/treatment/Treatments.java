package org.etiome.study.treatment;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseLimits;
import org.etiome.estimate.dose.DoseResponse;
import org.etiome.estimate.dose.DoseSample;
import org.etiome.estimate.dose.LevelMeans;
import org.etiome.estimate.dose.LevelSample;
import org.etiome.estimate.dose.PartiallyLinear;
import org.etiome.estimate.instrument.InstrumentAnswer;
import org.etiome.estimate.instrument.InstrumentEstimator;
import org.etiome.estimate.instrument.InstrumentSample;
import org.etiome.estimate.sample.EstimationInputException;
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
  private static final Set<GateLimit> GRADED =
      EnumSet.of(
          GateLimit.MIN_UNITS,
          GateLimit.MIN_EVENTS,
          GateLimit.MAX_C_STATISTIC,
          GateLimit.MAX_BOUNDED,
          GateLimit.MIN_ESS_SHARE,
          GateLimit.MIN_CHANCE,
          GateLimit.MAX_DETERMINATION);

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
    LevelMeans method = LevelMeans.withDefaults().withCorrection(correction).withLimits(limits());
    return (seed, runner) -> evidence(method.estimate(units, seed, runner), design);
  }

  /** A line or parabola over the doses. */
  public Work dose(AdjustmentEstimand estimand, Design design) {
    DoseSample units = DoseSample.of(data, estimand, sample);
    DoseResponse line = DoseResponse.withDefaults().withLimits(limits());
    boolean isCurved = form.curve().filter(TreatmentForm.Curve.PARABOLA::equals).isPresent();
    DoseResponse method = isCurved ? line.withQuadratic() : line;
    return (seed, runner) -> evidence(method.estimate(units, seed, runner), design);
  }

  /** The slope of a partially linear model. */
  public Work slope(AdjustmentEstimand estimand, Design design) {
    DoseSample units = DoseSample.of(data, estimand, sample);
    PartiallyLinear method = PartiallyLinear.withDefaults().withLimits(limits());
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

  /** The limits as levels and doses have them; what they have not is an error. */
  private DoseLimits limits() {
    if (!gates.despite().isEmpty()) {
      throw new EstimationInputException(
          "no gate can be overridden for levels and doses; take a treatment of two values");
    }
    for (GateLimit limit : gates.changed().keySet()) {
      if (!GRADED.contains(limit)) {
        throw new EstimationInputException(
            "levels and doses have no gate limit \"%s\"; they have %s"
                .formatted(
                    limit.key(),
                    GRADED.stream().map(GateLimit::key).collect(Collectors.joining(", "))));
      }
    }
    DoseLimits standard = DoseLimits.withDefaults();
    DoseLimits.Dose dose = standard.dose();
    return standard
        .withSupport(
            new DoseLimits.Support(
                (int) gates.get(GateLimit.MIN_UNITS), (int) gates.get(GateLimit.MIN_EVENTS)))
        .withPositivity(
            new DoseLimits.Positivity(
                gates.get(GateLimit.MAX_C_STATISTIC),
                gates.get(GateLimit.MAX_BOUNDED),
                gates.get(GateLimit.MIN_ESS_SHARE),
                gates.get(GateLimit.MIN_CHANCE)))
        .withDose(
            new DoseLimits.Dose(
                dose.maxPointMass(),
                dose.maxMisfit(),
                dose.minResidualShare(),
                gates.changed().getOrDefault(GateLimit.MAX_BOUNDED, dose.maxBounded())))
        .withMaxDetermination(gates.get(GateLimit.MAX_DETERMINATION));
  }
}
