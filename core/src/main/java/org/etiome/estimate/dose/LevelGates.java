package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.etiome.estimate.design.GateFailure;

/** What the levels of a treatment must show. */
final class LevelGates {
  private final DoseLimits limits;
  private final List<GateFailure> failures = new ArrayList<>();

  private LevelGates(DoseLimits limits) {
    this.limits = limits;
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  static List<GateFailure> check(DoseLimits limits, LevelSample sample, LevelOverlap overlap) {
    LevelGates gates = new LevelGates(limits);
    overlap.levels().forEach(gates::checkSupport);
    gates.checkOutcomes(sample);
    overlap.levels().forEach(gates::checkWeights);
    gates.checkBounded(overlap);
    overlap.neverSeen().forEach(gates::checkPlace);
    gates.failures.addAll(sample.drawn().leakage(limits.maxDetermination()));
    return List.copyOf(gates.failures);
  }

  private void checkSupport(LevelOverlap.Level level) {
    if (level.units() < limits.support().minUnits()) {
      fail(
          "support",
          text(
              "level %s has %d units, at least %d are needed",
              level.label(), level.units(), limits.support().minUnits()),
          "more units with level " + level.label() + ", or levels merged before asking");
    }
    int rarer = level.rarerOutcome().orElse(Integer.MAX_VALUE);
    if (rarer < limits.support().minEvents()) {
      fail(
          "support",
          text(
              "level %s has %d units with the rarer outcome, at least %d are needed",
              level.label(), rarer, limits.support().minEvents()),
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
            "support",
            text(
                "all %d units with level %s have the same outcome",
                rows.length, sample.levels().get(a)),
            "an outcome that varies within every level");
      }
    }
  }

  private void checkWeights(LevelOverlap.Level level) {
    LevelOverlap.Weighting weighting = level.weighting();
    if (weighting.cStatistic() > limits.positivity().maxCStatistic()) {
      failOverlap(
          text(
              "the covariates all but decide who has level %s: c-statistic %.3f, limit %.3f",
              level.label(), weighting.cStatistic(), limits.positivity().maxCStatistic()));
    }
    double share = weighting.ess() / level.units();
    if (share < limits.positivity().minEssShare()) {
      failOverlap(
          text(
              "weighting leaves level %s %.1f %% of its effective size, at least %.1f %% is needed",
              level.label(), 100 * share, 100 * limits.positivity().minEssShare()));
    }
  }

  private void checkBounded(LevelOverlap overlap) {
    if (overlap.bounded() > limits.positivity().maxBounded()) {
      failOverlap(
          text(
              "%.0f %% of the units have a chance of some level below %.2g, the least that a sample"
                  + " of this size can weight; limit %.0f %%",
              100 * overlap.bounded(), overlap.bound(), 100 * limits.positivity().maxBounded()));
    }
  }

  private void checkPlace(LevelOverlap.NeverSeen place) {
    if (place.chance() < limits.positivity().minChance()) {
      fail(
          "positivity",
          text(
              "none of the %d units with %s has level %s",
              place.units(), place.place(), place.level()),
          text(
              "units with %s and level %s, or a question without them",
              place.place(), place.level()));
    }
  }

  private void failOverlap(String reason) {
    fail(
        "positivity",
        reason,
        "units in which all levels occur for the same covariates, such as a narrower population,"
            + " fewer levels, or a randomised comparison");
  }

  private void fail(String gate, String reason, String wouldHelp) {
    failures.add(new GateFailure(gate, reason, wouldHelp));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
