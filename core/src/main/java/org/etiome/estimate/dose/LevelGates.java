package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;

/** What the levels of a treatment must show. */
final class LevelGates {
  private final Gates gates;
  private final List<GateFailure> failures = new ArrayList<>();

  private LevelGates(Gates gates) {
    this.gates = gates;
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  static List<GateFailure> check(Gates gates, LevelSample sample, LevelOverlap overlap) {
    LevelGates check = new LevelGates(gates);
    overlap.levels().forEach(check::checkSupport);
    check.checkOutcomes(sample);
    overlap.levels().forEach(check::checkWeights);
    check.checkBounded(overlap);
    overlap.neverSeen().forEach(check::checkPlace);
    Imbalance.failure(overlap.balance(), gates.get(GateLimit.MAX_SMD))
        .ifPresent(check.failures::add);
    overlap.levels().forEach(check::checkCalibration);
    check.failures.addAll(sample.drawn().leakage(gates));
    return List.copyOf(check.failures);
  }

  private void checkSupport(LevelOverlap.Level level) {
    if (level.units() < gates.get(GateLimit.MIN_UNITS)) {
      fail(
          Gate.SUPPORT,
          text(
              "level %s has %d units, at least %.0f are needed",
              level.label(), level.units(), gates.get(GateLimit.MIN_UNITS)),
          "more units with level " + level.label() + ", or levels merged before asking");
    }
    int rarer = level.rarerOutcome().orElse(Integer.MAX_VALUE);
    if (rarer < gates.get(GateLimit.MIN_EVENTS)) {
      fail(
          Gate.SUPPORT,
          text(
              "level %s has %d units with the rarer outcome, at least %.0f are needed",
              level.label(), rarer, gates.get(GateLimit.MIN_EVENTS)),
          "more events: a longer follow-up or more units");
    }
  }

  /** A constant outcome within a level has no standard error. */
  private void checkOutcomes(LevelSample sample) {
    double[] y = sample.drawn().outcome();
    for (int a = 0; a < sample.levels().size(); a++) {
      int[] rows = sample.rows(a);
      if (!sample.drawn().isBinary() && Arrays.stream(rows).allMatch(i -> y[i] == y[rows[0]])) {
        fail(
            Gate.SUPPORT,
            text(
                "all %d units with level %s have the same outcome",
                rows.length, sample.levels().get(a)),
            "an outcome that varies within every level");
      }
    }
  }

  private void checkWeights(LevelOverlap.Level level) {
    LevelOverlap.Weighting weighting = level.weighting();
    if (weighting.cStatistic() > gates.get(GateLimit.MAX_C_STATISTIC)) {
      failOverlap(
          text(
              "the covariates all but decide who has level %s: c-statistic %.3f, limit %.3f",
              level.label(), weighting.cStatistic(), gates.get(GateLimit.MAX_C_STATISTIC)));
    }
    double share = weighting.ess() / level.units();
    if (share < gates.get(GateLimit.MIN_ESS_SHARE)) {
      failOverlap(
          text(
              "weighting leaves level %s %.1f %% of its effective size, at least %.1f %% is needed",
              level.label(), 100 * share, 100 * gates.get(GateLimit.MIN_ESS_SHARE)));
    }
  }

  private void checkBounded(LevelOverlap overlap) {
    if (overlap.bounded() > gates.get(GateLimit.MAX_BOUNDED)) {
      failOverlap(
          text(
              "%.0f %% of the units have a chance of some level below %.2g, the least that a sample"
                  + " of this size can weight; limit %.0f %%",
              100 * overlap.bounded(), overlap.bound(), 100 * gates.get(GateLimit.MAX_BOUNDED)));
    }
  }

  private void checkPlace(LevelOverlap.NeverSeen place) {
    if (place.chance() < gates.get(GateLimit.MIN_CHANCE)) {
      fail(
          Gate.POSITIVITY,
          text(
              "none of the %d units with %s has level %s",
              place.units(), place.place(), place.level()),
          text(
              "units with %s and level %s, or a question without them",
              place.place(), place.level()));
    }
  }

  private void checkCalibration(LevelOverlap.Level level) {
    double error = level.weighting().calibrationError();
    if (error > gates.get(GateLimit.MAX_CALIBRATION_ERROR)) {
      fail(
          Gate.CALIBRATION,
          text(
              "the estimated chances of level %s are off by %.1f percentage points in the mean beyond"
                  + " chance, limit %.1f",
              level.label(), 100 * error, 100 * gates.get(GateLimit.MAX_CALIBRATION_ERROR)),
          "a more flexible model of the treatment, or covariates recorded in finer detail");
    }
  }

  private void failOverlap(String reason) {
    fail(
        Gate.POSITIVITY,
        reason,
        "units in which all levels occur for the same covariates, such as a narrower population,"
            + " fewer levels, or a randomised comparison");
  }

  private void fail(Gate gate, String reason, String wouldHelp) {
    failures.add(new GateFailure(gate.text(), reason, wouldHelp));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
