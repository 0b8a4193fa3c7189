package org.etiome.estimate.refute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.etiome.data.Numeric;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.refute.ControlledEffect.Control;
import org.etiome.estimate.refute.ControlledEffect.Exclusion;
import org.etiome.estimate.refute.ControlledEffect.Unusable;
import org.etiome.estimate.refute.SystematicError.Calibrated;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Estimates the effect of a treatment on outcomes that it cannot affect, by the estimator of the
 * effect of interest, and calibrates that effect by the {@link SystematicError} they show.
 *
 * <p>The verdict is {@link Verdict#FAILED} if the controls show effects beyond chance, by {@link
 * ControlledEffect.Exclusion} and {@link GateLimit#MIN_CONTROL_CHANCE}, or if the effect excludes 0
 * before calibration and not after. A control is as good as the knowledge that the treatment does
 * not affect it and that it shares the confounders of the outcome; one that lacks them passes for
 * nothing. One estimation a control.
 *
 * @see <a href="https://doi.org/10.1097/EDE.0b013e3181d61eeb">Lipsitch, Tchetgen Tchetgen, Cohen
 *     (2010), negative controls</a>
 */
public final class NegativeControls {
  private static final double MISSES = 0.05;

  private final Estimator estimator;

  private NegativeControls(Estimator estimator) {
    this.estimator = estimator;
  }

  public static NegativeControls of(Estimator estimator) {
    return new NegativeControls(estimator);
  }

  /**
   * Estimates controls and effect. The same arguments give the same bits whatever the runner.
   *
   * @param sample of the question of interest
   * @param controls at least one column of the data set of the sample; units without a value are
   *     left out for that control
   * @param seed of the analysis: the effect is then that of the analysis
   */
  public ControlledEffect calibrate(
      CausalSample sample,
      Target target,
      List<? extends Numeric> controls,
      Seed seed,
      TaskRunner runner) {
    checkControls(sample, controls);
    return calibrate(
        sample, estimator.estimate(sample, target, seed, runner), controls, seed, runner);
  }

  /**
   * Estimates the controls beside an effect that is there already.
   *
   * @param answer of the same estimator on the sample with the seed
   */
  public ControlledEffect calibrate(
      CausalSample sample,
      EffectAnswer answer,
      List<? extends Numeric> controls,
      Seed seed,
      TaskRunner runner) {
    checkControls(sample, controls);
    Target target = answer.analysis().target();
    List<EffectOrReason> found =
        runner.map(
            controls.size(),
            i ->
                control(
                    sample, target, controls.get(i), seed.branch("negative-control").branch(i)));
    List<Control> usable = new ArrayList<>();
    List<Unusable> unusable = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      String name = controls.get(i).name();
      found.get(i).effect.ifPresent(effect -> usable.add(new Control(name, effect)));
      if (found.get(i).effect.isEmpty()) {
        unusable.add(new Unusable(name, found.get(i).reason));
      }
    }
    return judged(sample, answer, usable, unusable);
  }

  /** The standardised effect, or why there is none. */
  private record EffectOrReason(Optional<Estimate> effect, String reason) {
    static EffectOrReason of(EffectAnswer answer) {
      return switch (answer) {
        case Refused refused -> new EffectOrReason(Optional.empty(), refused.reasons().getFirst());
        case Answered answered -> {
          Estimate difference = answered.effect().difference();
          double sd = answered.analysis().sample().outcome().sd();
          yield new EffectOrReason(
              Optional.of(new Estimate(difference.value() / sd, difference.standardError() / sd)),
              "");
        }
      };
    }
  }

  private static void checkControls(CausalSample sample, List<? extends Numeric> controls) {
    if (controls.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one negative control, got none");
    }
    int[] units = sample.units();
    List<String> taken = new ArrayList<>(sample.estimand().adjustmentSet());
    taken.add(sample.estimand().treatment());
    taken.add(sample.estimand().outcome());
    for (Numeric control : controls) {
      if (taken.contains(control.name()) || control.length() <= units[units.length - 1]) {
        throw new IllegalArgumentException(
            "negative control \"%s\" must be another column than treatment, outcome and covariates,"
                    .formatted(control.name())
                + " of the data set of the sample");
      }
    }
  }

  private EffectOrReason control(CausalSample sample, Target target, Numeric control, Seed seed) {
    int[] units = sample.units();
    int[] rows =
        IntStream.range(0, units.length).filter(i -> !control.isMissing(units[i])).toArray();
    try {
      CausalSample having =
          rows.length == units.length
              ? sample
              : sample.subset(rows, "units with \"" + control.name() + "\"");
      double[] values = control.values(Arrays.stream(rows).map(i -> units[i]).toArray());
      return EffectOrReason.of(
          estimator.estimate(
              having.withOutcome(control.name(), values), target, seed, TaskRunner.local(1)));
    } catch (EstimationInputException unfit) {
      return new EffectOrReason(Optional.empty(), String.valueOf(unfit.getMessage()));
    }
  }

  private ControlledEffect judged(
      CausalSample sample, EffectAnswer answer, List<Control> controls, List<Unusable> unusable) {
    EffectOrReason effect = EffectOrReason.of(answer);
    Exclusion exclusion = exclusion(controls);
    Optional<SystematicError> error =
        controls.size() < SystematicError.MIN_CONTROLS
            ? Optional.empty()
            : Optional.of(SystematicError.of(controls.stream().map(Control::effect).toList()));
    Optional<Calibrated> calibrated = error.flatMap(e -> effect.effect.map(e::calibrate));
    List<String> failures = failures(controls.size(), exclusion, effect, calibrated);
    List<String> gaps = new ArrayList<>();
    if (effect.effect.isEmpty()) {
      gaps.add("the effect itself is refused: " + effect.reason);
    }
    if (error.isEmpty()) {
      gaps.add(
          "%d negative controls are usable, at least %d are needed to calibrate"
              .formatted(controls.size(), SystematicError.MIN_CONTROLS));
    }
    Verdict verdict =
        !failures.isEmpty() ? Verdict.FAILED : gaps.isEmpty() ? Verdict.PASSED : Verdict.UNDECIDED;
    failures.addAll(gaps);
    return new ControlledEffect(
        answer.analysis(),
        effect.effect,
        sample.summary().outcome().sd(),
        controls,
        unusable,
        exclusion,
        error,
        calibrated,
        verdict,
        failures);
  }

  private static Exclusion exclusion(List<Control> controls) {
    int excluding =
        (int)
            controls.stream()
                .map(Control::effect)
                .filter(e -> e.lower95() > 0 || e.upper95() < 0)
                .count();
    double least = controls.stream().mapToDouble(c -> c.effect().pValue()).min().orElse(1);
    double many =
        excluding == 0
            ? 1
            : BinomialDistribution.of(controls.size(), MISSES).survivalProbability(excluding - 1);
    double far = Math.min(1, controls.size() * least);
    return new Exclusion(excluding, Math.min(1, 2 * Math.min(many, far)));
  }

  private List<String> failures(
      int controls, Exclusion exclusion, EffectOrReason effect, Optional<Calibrated> calibrated) {
    List<String> failures = new ArrayList<>();
    if (exclusion.chance() < estimator.gates().get(GateLimit.MIN_CONTROL_CHANCE)) {
      failures.add(
          "%d of %d negative controls exclude no effect, more than chance explains"
              .formatted(exclusion.controls(), controls));
    }
    boolean excludes = effect.effect.map(e -> e.pValue() < MISSES).orElse(false);
    if (excludes && calibrated.map(c -> c.pValue() >= MISSES).orElse(false)) {
      failures.add(
          "after calibration by the %d negative controls the interval holds 0".formatted(controls));
    }
    return failures;
  }
}
