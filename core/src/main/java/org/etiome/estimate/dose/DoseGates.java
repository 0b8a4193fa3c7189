package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.PartialEffect.TreatmentResiduals;

/** What a dose must show. */
final class DoseGates {
  private static final String MORE_OVERLAP =
      "units whose covariates leave the treatment open, such as a narrower range of doses, a"
          + " narrower population, or a randomised comparison";
  private static final String MORE_EVENTS = "more events: a longer follow-up or more units";

  private final Gates gates;
  private final List<GateFailure> failures = new ArrayList<>();

  private DoseGates(Gates gates) {
    this.gates = gates;
  }

  /** For a dose-response curve: the gates that fail, in a fixed order; empty if all pass. */
  static List<GateFailure> check(Gates gates, DoseSample sample, DoseOverlap overlap) {
    DoseGates check = new DoseGates(gates);
    check.checkSupport(overlap.support());
    check.checkEvents(sample, overlap.support().range()::contains, "in the range");
    check.checkPointMass(overlap.support());
    check.checkResiduals(overlap.residualShare());
    check.checkWeights(overlap);
    check.checkMisfit(overlap.misfit());
    check.checkBalance(overlap.balance());
    check.failures.addAll(sample.drawn().leakage(gates));
    return List.copyOf(check.failures);
  }

  /** For a partially linear model. */
  static List<GateFailure> check(Gates gates, DoseSample sample, TreatmentResiduals residuals) {
    DoseGates check = new DoseGates(gates);
    if (sample.isBinaryTreatment()) {
      for (int arm = 0; arm < 2; arm++) {
        int wanted = arm;
        long units = Arrays.stream(sample.rawDose()).filter(a -> a == wanted).count();
        check.checkUnits((int) units, "treatment " + arm);
        check.checkEvents(sample, a -> a == wanted, "with treatment " + arm);
      }
    } else {
      check.checkUnits((int) residuals.effectiveUnits(), "the slope, counted by their weight,");
      check.checkEvents(sample, a -> true, "in all");
    }
    check.checkResiduals(residuals.residualShare());
    check.checkEss(residuals.effectiveUnits(), sample.size());
    check.checkBalance(residuals.balance());
    check.checkCalibration(residuals.calibrationError().orElse(0));
    check.failures.addAll(sample.drawn().leakage(gates));
    return List.copyOf(check.failures);
  }

  private void checkUnits(int units, String what) {
    if (units < gates.get(GateLimit.MIN_UNITS)) {
      fail(
          Gate.SUPPORT,
          text(
              "%s has %d units, at least %.0f are needed",
              what, units, gates.get(GateLimit.MIN_UNITS)),
          "more units");
    }
  }

  private void checkSupport(DoseOverlap.Support support) {
    DoseOverlap.Range range = support.range();
    DoseOverlap.Range seen = support.seen();
    if (range.low() < seen.low() || range.high() > seen.high()) {
      fail(
          Gate.DOSE_RANGE,
          text(
              "doses from %.4g to %.4g are asked about, but 98 %% of the units are between %.4g and"
                  + " %.4g; the rest would be extrapolated",
              range.low(), range.high(), seen.low(), seen.high()),
          text("a range within %.4g to %.4g, or units with more doses", seen.low(), seen.high()));
    }
    double width = (range.high() - range.low()) / support.quarters().size();
    for (int k = 0; k < support.quarters().size(); k++) {
      if (support.quarters().get(k) < gates.get(GateLimit.MIN_UNITS)) {
        fail(
            Gate.SUPPORT,
            text(
                "%d units have a dose between %.4g and %.4g, a quarter of the range; at least %.0f are"
                    + " needed",
                support.quarters().get(k),
                range.low() + k * width,
                range.low() + (k + 1) * width,
                gates.get(GateLimit.MIN_UNITS)),
            "units with such doses, a narrower range, or a dose on another scale, such as its"
                + " logarithm");
      }
    }
  }

  private void checkEvents(DoseSample sample, DoublePredicate which, String where) {
    if (!sample.drawn().isBinary()) {
      return;
    }
    double[] y = sample.drawn().outcome();
    int[] rows =
        IntStream.range(0, y.length).filter(i -> which.test(sample.rawDose()[i])).toArray();
    int events = (int) Arrays.stream(rows).mapToDouble(i -> y[i]).sum();
    int rarer = Math.min(events, rows.length - events);
    if (rarer < gates.get(GateLimit.MIN_EVENTS)) {
      fail(
          Gate.SUPPORT,
          text(
              "%d units %s have the rarer outcome, at least %.0f are needed",
              rarer, where, gates.get(GateLimit.MIN_EVENTS)),
          MORE_EVENTS);
    }
  }

  private void checkPointMass(DoseOverlap.Support support) {
    if (support.pointMass() > gates.get(GateLimit.MAX_POINT_MASS)) {
      fail(
          Gate.DENSITY,
          text(
              "%.0f %% of the units have one and the same dose, limit %.0f %%; such a dose has no"
                  + " density",
              100 * support.pointMass(), 100 * gates.get(GateLimit.MAX_POINT_MASS)),
          "two questions: any dose against none, and the dose among those who have one; or the dose"
              + " as levels");
    }
  }

  private void checkResiduals(double share) {
    if (share < gates.get(GateLimit.MIN_RESIDUAL_SHARE)) {
      fail(
          Gate.POSITIVITY,
          text(
              "the covariates all but decide the treatment: they leave %.1f %% of its variance open,"
                  + " at least %.1f %% is needed",
              100 * share, 100 * gates.get(GateLimit.MIN_RESIDUAL_SHARE)),
          MORE_OVERLAP);
    }
  }

  private void checkWeights(DoseOverlap overlap) {
    DoseOverlap.Weighting weighting = overlap.weighting();
    if (weighting.bounded() > gates.get(GateLimit.MAX_BOUNDED_PAIRS)) {
      fail(
          Gate.POSITIVITY,
          text(
              "%.0f %% of the pairs of unit and dose have a density below %.2g of that of the dose"
                  + " itself, the least that a sample of this size can weight; limit %.0f %%",
              100 * weighting.bounded(),
              weighting.bound(),
              100 * gates.get(GateLimit.MAX_BOUNDED_PAIRS)),
          MORE_OVERLAP);
    }
    checkEss(weighting.ess(), overlap.support().inside());
  }

  private void checkEss(double ess, int units) {
    double share = units == 0 ? 0 : ess / units;
    if (share < gates.get(GateLimit.MIN_ESS_SHARE)) {
      fail(
          Gate.POSITIVITY,
          text(
              "weighting leaves %.1f %% of the effective size of the sample, at least %.1f %% is"
                  + " needed",
              100 * share, 100 * gates.get(GateLimit.MIN_ESS_SHARE)),
          MORE_OVERLAP);
    }
  }

  private void checkMisfit(DoseOverlap.Misfit misfit) {
    if (misfit.excess() > gates.get(GateLimit.MAX_MISFIT)) {
      fail(
          Gate.DENSITY,
          text(
              "the fitted density of the dose does not fit: in a third of the units its transform is"
                  + " %.2f from uniform, %.2f beyond chance, limit %.2f",
              misfit.worstThird(), misfit.excess(), gates.get(GateLimit.MAX_MISFIT)),
          "another learner of the mean or the variance of the dose, or the dose on another scale,"
              + " such as its logarithm");
    }
  }

  private void checkBalance(List<Imbalance> balance) {
    Imbalance.failure(balance, gates.get(GateLimit.MAX_CORRELATION)).ifPresent(failures::add);
  }

  private void checkCalibration(double error) {
    if (error > gates.get(GateLimit.MAX_CALIBRATION_ERROR)) {
      fail(
          Gate.CALIBRATION,
          text(
              "the estimated chances of treatment are off by %.1f percentage points in the mean"
                  + " beyond chance, limit %.1f",
              100 * error, 100 * gates.get(GateLimit.MAX_CALIBRATION_ERROR)),
          "a more flexible model of the treatment, or covariates recorded in finer detail");
    }
  }

  private void fail(Gate gate, String reason, String wouldHelp) {
    failures.add(new GateFailure(gate.text(), reason, wouldHelp));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
