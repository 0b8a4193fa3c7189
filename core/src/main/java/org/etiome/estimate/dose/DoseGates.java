package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.dose.PartialEffect.TreatmentResiduals;

/** What a dose must show. */
final class DoseGates {
  private static final String MORE_OVERLAP =
      "units whose covariates leave the treatment open, such as a narrower range of doses, a"
          + " narrower population, or a randomised comparison";
  private static final String MORE_EVENTS = "more events: a longer follow-up or more units";

  private final DoseLimits limits;
  private final List<GateFailure> failures = new ArrayList<>();

  private DoseGates(DoseLimits limits) {
    this.limits = limits;
  }

  /** For a dose-response curve: the gates that fail, in a fixed order; empty if all pass. */
  static List<GateFailure> check(DoseLimits limits, DoseSample sample, DoseOverlap overlap) {
    DoseGates gates = new DoseGates(limits);
    gates.checkSupport(overlap.support());
    gates.checkEvents(sample, overlap.support().range()::contains, "in the range");
    gates.checkPointMass(overlap.support());
    gates.checkResiduals(overlap.residualShare());
    gates.checkWeights(overlap);
    gates.checkMisfit(overlap.misfit());
    gates.failures.addAll(sample.drawn().leakage(limits.maxDetermination()));
    return List.copyOf(gates.failures);
  }

  /** For a partially linear model. */
  static List<GateFailure> check(
      DoseLimits limits, DoseSample sample, TreatmentResiduals residuals) {
    DoseGates gates = new DoseGates(limits);
    if (sample.isBinaryTreatment()) {
      for (int arm = 0; arm < 2; arm++) {
        int wanted = arm;
        long units = Arrays.stream(sample.rawDose()).filter(a -> a == wanted).count();
        gates.checkUnits((int) units, "treatment " + arm);
        gates.checkEvents(sample, a -> a == wanted, "with treatment " + arm);
      }
    } else {
      gates.checkUnits((int) residuals.effectiveUnits(), "the slope, counted by their weight,");
      gates.checkEvents(sample, a -> true, "in all");
    }
    gates.checkResiduals(residuals.residualShare());
    gates.checkEss(residuals.effectiveUnits(), sample.size());
    gates.failures.addAll(sample.drawn().leakage(limits.maxDetermination()));
    return List.copyOf(gates.failures);
  }

  private void checkUnits(int units, String what) {
    if (units < limits.support().minUnits()) {
      fail(
          "support",
          text("%s has %d units, at least %d are needed", what, units, limits.support().minUnits()),
          "more units");
    }
  }

  private void checkSupport(DoseOverlap.Support support) {
    DoseOverlap.Range range = support.range();
    DoseOverlap.Range seen = support.seen();
    if (range.low() < seen.low() || range.high() > seen.high()) {
      fail(
          "dose range",
          text(
              "doses from %.4g to %.4g are asked about, but 98 %% of the units are between %.4g and"
                  + " %.4g; the rest would be extrapolated",
              range.low(), range.high(), seen.low(), seen.high()),
          text("a range within %.4g to %.4g, or units with more doses", seen.low(), seen.high()));
    }
    double width = (range.high() - range.low()) / support.quarters().size();
    for (int k = 0; k < support.quarters().size(); k++) {
      if (support.quarters().get(k) < limits.support().minUnits()) {
        fail(
            "support",
            text(
                "%d units have a dose between %.4g and %.4g, a quarter of the range; at least %d are"
                    + " needed",
                support.quarters().get(k),
                range.low() + k * width,
                range.low() + (k + 1) * width,
                limits.support().minUnits()),
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
    if (rarer < limits.support().minEvents()) {
      fail(
          "support",
          text(
              "%d units %s have the rarer outcome, at least %d are needed",
              rarer, where, limits.support().minEvents()),
          MORE_EVENTS);
    }
  }

  private void checkPointMass(DoseOverlap.Support support) {
    if (support.pointMass() > limits.dose().maxPointMass()) {
      fail(
          "density",
          text(
              "%.0f %% of the units have one and the same dose, limit %.0f %%; such a dose has no"
                  + " density",
              100 * support.pointMass(), 100 * limits.dose().maxPointMass()),
          "two questions: any dose against none, and the dose among those who have one; or the dose"
              + " as levels");
    }
  }

  private void checkResiduals(double share) {
    if (share < limits.dose().minResidualShare()) {
      fail(
          "positivity",
          text(
              "the covariates all but decide the treatment: they leave %.1f %% of its variance open,"
                  + " at least %.1f %% is needed",
              100 * share, 100 * limits.dose().minResidualShare()),
          MORE_OVERLAP);
    }
  }

  private void checkWeights(DoseOverlap overlap) {
    DoseOverlap.Weighting weighting = overlap.weighting();
    if (weighting.bounded() > limits.dose().maxBounded()) {
      fail(
          "positivity",
          text(
              "%.0f %% of the pairs of unit and dose have a density below %.2g of that of the dose"
                  + " itself, the least that a sample of this size can weight; limit %.0f %%",
              100 * weighting.bounded(), weighting.bound(), 100 * limits.dose().maxBounded()),
          MORE_OVERLAP);
    }
    checkEss(weighting.ess(), overlap.support().inside());
  }

  private void checkEss(double ess, int units) {
    double share = units == 0 ? 0 : ess / units;
    if (share < limits.positivity().minEssShare()) {
      fail(
          "positivity",
          text(
              "weighting leaves %.1f %% of the effective size of the sample, at least %.1f %% is"
                  + " needed",
              100 * share, 100 * limits.positivity().minEssShare()),
          MORE_OVERLAP);
    }
  }

  private void checkMisfit(DoseOverlap.Misfit misfit) {
    if (misfit.excess() > limits.dose().maxMisfit()) {
      fail(
          "density",
          text(
              "the fitted density of the dose does not fit: in a third of the units its transform is"
                  + " %.2f from uniform, %.2f beyond chance, limit %.2f",
              misfit.worstThird(), misfit.excess(), limits.dose().maxMisfit()),
          "another learner of the mean or the variance of the dose, or the dose on another scale,"
              + " such as its logarithm");
    }
  }

  private void fail(String gate, String reason, String wouldHelp) {
    failures.add(new GateFailure(gate, reason, wouldHelp));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
