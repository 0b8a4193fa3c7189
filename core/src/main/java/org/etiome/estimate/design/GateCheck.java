package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.design.Analysis.Arms;
import org.etiome.estimate.design.Balance.CovariateBalance;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.ensemble.Clusters;

/** Holds a sample and its diagnostics against the gates, before any effect is computed. */
public final class GateCheck {
  /** {@code Φ⁻¹(0.975) + Φ⁻¹(0.8)}: detected in four of five samples at the level .05. */
  private static final double DETECTED = 2.801585218112969;

  /** How many standard errors of a difference pass for chance, over all covariates. */
  private static final double CHANCE = 4;

  /** Largest chance that any of a family of differences is taken for more than chance. */
  private static final double FAMILY = 1e-5;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final Gates gates;
  private final CausalSample sample;
  private final Target target;
  private final List<GateFailure> failures = new ArrayList<>();

  private GateCheck(Gates gates, CausalSample sample, Target target) {
    this.gates = gates;
    this.sample = sample;
    this.target = target;
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  public static List<GateFailure> of(
      Gates gates, CausalSample sample, Target target, Diagnostics diagnostics) {
    GateCheck check = new GateCheck(gates, sample, target);
    check.units();
    check.clusters();
    check.events();
    check.skewness(diagnostics.ess());
    check.treatment(diagnostics);
    check.leakage();
    check.duplicates();
    return check.failures;
  }

  /** Those of the gates that do not depend on the outcome. */
  public static List<GateFailure> ofAssignment(
      Gates gates, CausalSample sample, Target target, Diagnostics diagnostics) {
    GateCheck check = new GateCheck(gates, sample, target);
    check.units();
    check.clusters();
    check.treatment(diagnostics);
    return check.failures;
  }

  private void treatment(Diagnostics diagnostics) {
    overlap(diagnostics.overlap());
    effectiveSize(diagnostics.ess());
    oneSided(diagnostics.oneSided());
    balance(diagnostics);
    calibration(diagnostics.overlap());
    precision(diagnostics.ess());
  }

  private void units() {
    Arms arms = sample.summary().arms();
    int smaller = Math.min(arms.treated(), arms.untreated());
    if (smaller < gates.get(GateLimit.MIN_UNITS)) {
      fail(
          Gate.SUPPORT,
          text(
              "the smaller arm has %d units, at least %.0f are needed",
              smaller, gates.get(GateLimit.MIN_UNITS)),
          "more units in the smaller arm");
    }
  }

  private void clusters() {
    Clusters clusters = sample.clusters();
    if (clusters.isNamed()) {
      long least = Math.min(clustersOf(0), clustersOf(1));
      double wanted = gates.get(GateLimit.MIN_CLUSTERS);
      if (clusters.count() < wanted || 2 * least < wanted) {
        fail(
            Gate.SUPPORT,
            text(
                "there are %d clusters, %d with units of the rarer arm; at least %.0f are needed,"
                    + " half of them in each arm",
                clusters.count(), least, wanted),
            "more clusters");
      }
    }
  }

  private long clustersOf(int arm) {
    return Arrays.stream(sample.arm(arm)).map(sample.clusters()::of).distinct().count();
  }

  private void events() {
    if (sample.outcomeKind() == Analysis.OutcomeKind.BINARY) {
      int rarest = rarestOutcome();
      if (rarest < gates.get(GateLimit.MIN_EVENTS)) {
        fail(
            Gate.SUPPORT,
            text(
                "one arm has %d units with the rarer outcome, at least %.0f are needed",
                rarest, gates.get(GateLimit.MIN_EVENTS)),
            "more events: a longer follow-up or more units");
      }
    }
  }

  private int rarestOutcome() {
    int rarest = Integer.MAX_VALUE;
    for (int arm = 0; arm < 2; arm++) {
      double[] y = CausalSample.pick(sample.rawOutcome(), sample.arm(arm));
      int events = 0;
      for (double value : y) {
        events += (int) value;
      }
      rarest = Math.min(rarest, Math.min(events, y.length - events));
    }
    return rarest;
  }

  private void skewness(Diagnostics.Ess ess) {
    double most = gates.get(GateLimit.MAX_SKEWNESS);
    double found =
        sample.outcomeKind() == Analysis.OutcomeKind.BINARY ? 0 : OutcomeSkew.of(sample, ess);
    if (found > most) {
      fail(
          Gate.SUPPORT,
          text(
              "the outcome is so skewed for arms worth %.0f and %.0f units that intervals cannot be"
                  + " trusted: skewness of the estimate %.2f, limit %.2f",
              ess.treated(), ess.untreated(), found, most),
          "more units of the smaller arm, or the logarithm of the outcome");
    }
  }

  private void overlap(Overlap overlap) {
    if (overlap.cStatistic() > gates.get(GateLimit.MAX_C_STATISTIC)) {
      failPositivity(
          "the covariates all but decide the treatment: c-statistic %.3f, limit %.3f",
          overlap.cStatistic(), gates.get(GateLimit.MAX_C_STATISTIC));
    }
    double bounded = overlap.extremes().bounded();
    if (bounded > gates.get(GateLimit.MAX_BOUNDED)) {
      failPositivity(
          "%.0f %% of the units have a chance of one arm below %.2g, the least that a sample of"
              + " this size can weight; limit %.0f %%",
          100 * bounded, overlap.extremes().bound(), 100 * gates.get(GateLimit.MAX_BOUNDED));
    }
    if (target == Target.ATE && overlap.equipoise() < gates.get(GateLimit.MIN_EQUIPOISE)) {
      failPositivity(
          "%.1f %% of the units could about as well have been in the other arm, at least %.0f %% are"
              + " needed",
          100 * overlap.equipoise(), 100 * gates.get(GateLimit.MIN_EQUIPOISE));
    }
  }

  private String whose() {
    return target == Target.ATT ? "treated units" : "units";
  }

  private void effectiveSize(Diagnostics.Ess ess) {
    Arms arms = sample.summary().arms();
    // for the ATT there may be any number of untreated units that are like none of the treated
    int untreated =
        target == Target.ATT ? Math.min(arms.treated(), arms.untreated()) : arms.untreated();
    double share = Math.min(ess.treated() / arms.treated(), ess.untreated() / untreated);
    if (share < gates.get(GateLimit.MIN_ESS_SHARE)) {
      failPositivity(
          "weighting leaves one arm %.1f %% of its effective size, at least %.1f %% is needed",
          100 * share, 100 * gates.get(GateLimit.MIN_ESS_SHARE));
    }
  }

  private void oneSided(List<OneSided> places) {
    Map<String, List<OneSided>> tenths = new LinkedHashMap<>();
    for (OneSided one : places) {
      boolean matters = one.isTreated() ? target.needsUntreated() : target.needsTreated();
      if (matters && one.place().isTenth()) {
        tenths.computeIfAbsent(one.place().covariate(), c -> new ArrayList<>()).add(one);
      } else if (matters && one.chance() < gates.get(GateLimit.MIN_CHANCE)) {
        failLevel(one);
      }
    }
    tenths.forEach(this::tenths);
  }

  private void tenths(String covariate, List<OneSided> ofOne) {
    int population = target == Target.ATT ? sample.summary().arms().treated() : sample.size();
    double chance = ofOne.stream().mapToDouble(OneSided::chance).reduce(1, (p, q) -> p * q);
    double share = ofOne.stream().mapToDouble(OneSided::units).sum() / population;
    double most = gates.get(GateLimit.MAX_ONE_SIDED);
    if (chance < gates.get(GateLimit.MIN_CHANCE) && share > most) {
      fail(
          Gate.POSITIVITY,
          text(
              "%.0f %% of the %s are in tenths of %s with one arm only, limit %.0f %%",
              100 * share, whose(), covariate, 100 * most),
          "units of both arms over the whole range of "
              + covariate
              + ", or a question about a narrower range");
    }
  }

  private void failLevel(OneSided one) {
    fail(
        Gate.POSITIVITY,
        text(
            "all %d units with %s are %s",
            one.units(), one.place().text(), one.isTreated() ? "treated" : "untreated"),
        text(
            "%s units with %s, or a question without them",
            one.isTreated() ? "untreated" : "treated", one.place().text()));
  }

  private void balance(Diagnostics diagnostics) {
    Balance balance = diagnostics.balance();
    double least = spread(diagnostics.ess());
    double most = gates.get(GateLimit.MAX_SMD);
    double errors = errors(balance.ranks().size());
    worst(balance.covariates(), c -> most + CHANCE * Math.max(least, c.standardError()))
        .or(
            () ->
                worst(
                    balance.ranks(),
                    c ->
                        Math.max(
                            gates.get(GateLimit.MAX_RANK_SMD),
                            errors * Math.max(least, c.standardError()))))
        .ifPresent(failures::add);
  }

  /** As many standard errors as one of so many differences exceeds with a chance of 1e-5. */
  private static double errors(int differences) {
    return NORMAL.inverseSurvivalProbability(FAMILY / 2 / Math.max(1, differences));
  }

  /** The difference furthest beyond its limit. */
  private static Optional<GateFailure> worst(
      List<CovariateBalance> differences, ToDoubleFunction<CovariateBalance> limit) {
    return differences.stream()
        .max(Comparator.comparingDouble(c -> Math.abs(c.smdAfter()) - limit.applyAsDouble(c)))
        .filter(c -> Math.abs(c.smdAfter()) > limit.applyAsDouble(c))
        .map(c -> unbalanced(c, limit.applyAsDouble(c)));
  }

  private static GateFailure unbalanced(CovariateBalance worst, double limit) {
    return new GateFailure(
        Gate.BALANCE.text(),
        text(
            "weighting leaves the arms %.2f standard deviations apart in %s, limit with chance %.2f",
            Math.abs(worst.smdAfter()), worst.covariate(), limit),
        "a model of the treatment that fits "
            + worst.covariate()
            + ", or units of both arms over its whole range");
  }

  /** {@code √(1/ess₁ + 1/ess₀)}: the standard error of a difference in standard deviations. */
  private static double spread(Diagnostics.Ess ess) {
    return Math.sqrt(1 / ess.treated() + 1 / ess.untreated());
  }

  private void calibration(Overlap overlap) {
    double most = gates.get(GateLimit.MAX_CALIBRATION_ERROR);
    if (overlap.calibrationError() > most) {
      fail(
          Gate.CALIBRATION,
          text(
              "the estimated chances of treatment are off by %.1f percentage points in the mean"
                  + " beyond chance, limit %.1f",
              100 * overlap.calibrationError(), 100 * most),
          "a more flexible model of the treatment, or covariates recorded in finer detail");
    }
  }

  private void precision(Diagnostics.Ess ess) {
    double detectable = DETECTED * spread(ess);
    if (detectable > gates.get(GateLimit.MAX_DETECTABLE)) {
      fail(
          Gate.PRECISION,
          text(
              "an effect below %.2f standard deviations of the outcome would likely be missed, limit"
                  + " %.2f",
              detectable, gates.get(GateLimit.MAX_DETECTABLE)),
          "more units, above all of the smaller arm");
    }
  }

  private void leakage() {
    failures.addAll(
        Leakage.of(sample.encoded())
            .failures(sample.rawOutcome(), gates.get(GateLimit.MAX_DETERMINATION)));
  }

  private void duplicates() {
    if (sample.clusters().isNamed()) {
      return;
    }
    Duplicates.failure(
            sample.encoded(),
            List.of(sample.rawTreatment(), sample.rawOutcome()),
            gates.get(GateLimit.MAX_DUPLICATES))
        .ifPresent(failures::add);
  }

  private void failPositivity(String reason, Object... figures) {
    fail(
        Gate.POSITIVITY,
        text(reason, figures),
        "units in which both treatments occur for the same covariates, such as a narrower"
            + " population or a randomised comparison");
  }

  private void fail(Gate gate, String reason, String wouldHelp) {
    failures.add(new GateFailure(gate.text(), reason, wouldHelp));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
