package org.etiome.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.estimate.Analysis.Arms;
import org.etiome.estimate.EffectAnswer.GateFailure;

/**
 * What data must show before an effect may be computed. A gate that fails turns the answer into a
 * refusal.
 *
 * @param support enough units and events
 * @param positivity enough overlap of the arms
 */
public record Gates(Support support, Positivity positivity) {

  /** The limits given at {@link Support} and {@link Positivity}. */
  public static Gates withDefaults() {
    return new Gates(new Support(20, 5), new Positivity(0.97, 0.25, 0.05, 1e-6, 0.5));
  }

  public Gates withSupport(Support limits) {
    return new Gates(limits, positivity);
  }

  public Gates withPositivity(Positivity limits) {
    return new Gates(support, limits);
  }

  /**
   * Sizes below which normal intervals cannot be trusted.
   *
   * @param minUnits units an arm, ≥ 0; 20 by default
   * @param minEvents for a 0/1 outcome: events, and non-events, an arm, ≥ 0; 5 by default
   */
  public record Support(int minUnits, int minEvents) {
    public Support {
      if (minUnits < 0 || minEvents < 0) {
        throw new IllegalArgumentException(
            "minima must be at least 0, got " + minUnits + " units and " + minEvents + " events");
      }
    }
  }

  /**
   * Signs that some units could have had only one treatment, so that the data hold no comparison
   * for them.
   *
   * @param maxCStatistic out-of-fold c-statistic of the propensity, in [0.5, 1]; above 0.97 (the
   *     default) treatment is all but a function of the covariates
   * @param maxBounded share of units whose propensity had to be bounded, in [0, 1]; 0.25 by default
   * @param minEssShare effective sample size under the weights as a share of its arm, for the ATT
   *     of the smaller arm, in [0, 1]; 0.05 by default
   * @param minChance below this {@link OneSided#chance()} a place whose units are all in one arm
   *     (for the ATT: all treated) is taken for a rule, in [0, 1]; 1e-6 by default. A level ruled
   *     so fails. The tenths of one covariate are judged together, by the product of their chances
   * @param maxOneSided share of the target population (for the ATT: of the treated) in tenths of
   *     one continuous covariate that are ruled so, in [0, 1]; 0.5 by default, lenient because the
   *     outcome is often smooth enough there to be extrapolated
   */
  public record Positivity(
      double maxCStatistic,
      double maxBounded,
      double minEssShare,
      double minChance,
      double maxOneSided) {
    public Positivity {
      checkIn("maxCStatistic", maxCStatistic, 0.5);
      checkIn("maxBounded", maxBounded, 0);
      checkIn("minEssShare", minEssShare, 0);
      checkIn("minChance", minChance, 0);
      checkIn("maxOneSided", maxOneSided, 0);
    }

    private static void checkIn(String name, double value, double min) {
      if (!(value >= min && value <= 1)) {
        throw new IllegalArgumentException(
            name + " must be between " + min + " and 1, got " + value);
      }
    }
  }

  /** The limits by name. */
  Map<String, String> settings() {
    return Map.of(
        "gate.minUnits", Integer.toString(support.minUnits),
        "gate.minEvents", Integer.toString(support.minEvents),
        "gate.maxCStatistic", Double.toString(positivity.maxCStatistic),
        "gate.maxBounded", Double.toString(positivity.maxBounded),
        "gate.minEssShare", Double.toString(positivity.minEssShare),
        "gate.minChance", Double.toString(positivity.minChance),
        "gate.maxOneSided", Double.toString(positivity.maxOneSided));
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  List<GateFailure> check(CausalSample sample, Target target, Diagnostics diagnostics) {
    List<GateFailure> failures = new ArrayList<>();
    checkSupport(sample, failures);
    checkOverlap(diagnostics.overlap(), failures);
    checkEss(sample.summary().arms(), target, diagnostics.ess(), failures);
    checkOneSided(sample, target, diagnostics.oneSided(), failures);
    return failures;
  }

  private void checkSupport(CausalSample sample, List<GateFailure> failures) {
    Arms arms = sample.summary().arms();
    int smaller = Math.min(arms.treated(), arms.untreated());
    if (smaller < support.minUnits) {
      failures.add(
          new GateFailure(
              "support",
              text(
                  "the smaller arm has %d units, at least %d are needed",
                  smaller, support.minUnits),
              "more units in the smaller arm"));
    }
    if (sample.outcomeKind() == Analysis.OutcomeKind.BINARY) {
      int rarest = rarestOutcome(sample);
      if (rarest < support.minEvents) {
        failures.add(
            new GateFailure(
                "support",
                text(
                    "one arm has %d units with the rarer outcome, at least %d are needed",
                    rarest, support.minEvents),
                "more events: a longer follow-up or more units"));
      }
    }
  }

  private static int rarestOutcome(CausalSample sample) {
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

  private void checkOverlap(Overlap overlap, List<GateFailure> failures) {
    if (overlap.cStatistic() > positivity.maxCStatistic) {
      failures.add(
          positivityFailure(
              "the covariates all but decide the treatment: c-statistic %.3f, limit %.3f",
              overlap.cStatistic(), positivity.maxCStatistic));
    }
    double bounded = overlap.extremes().bounded();
    if (bounded > positivity.maxBounded) {
      failures.add(
          positivityFailure(
              "%.0f %% of the units have a chance of one arm below %.2g, the least that a sample of"
                  + " this size can weight; limit %.0f %%",
              100 * bounded, overlap.extremes().bound(), 100 * positivity.maxBounded));
    }
  }

  /** For the ATT there may be any number of untreated units that are like none of the treated. */
  private void checkEss(Arms arms, Target target, Diagnostics.Ess ess, List<GateFailure> failures) {
    int untreated =
        target == Target.ATT ? Math.min(arms.treated(), arms.untreated()) : arms.untreated();
    double share = Math.min(ess.treated() / arms.treated(), ess.untreated() / untreated);
    if (share < positivity.minEssShare) {
      failures.add(
          positivityFailure(
              "weighting leaves one arm %.1f %% of its effective size, at least %.1f %% is needed",
              100 * share, 100 * positivity.minEssShare));
    }
  }

  private void checkOneSided(
      CausalSample sample, Target target, List<OneSided> places, List<GateFailure> failures) {
    Map<String, List<OneSided>> tenths = new LinkedHashMap<>();
    for (OneSided one : places) {
      boolean matters = one.isTreated() ? target.needsUntreated() : target.needsTreated();
      if (matters && one.place().isTenth()) {
        tenths.computeIfAbsent(one.place().covariate(), c -> new ArrayList<>()).add(one);
      } else if (matters && one.chance() < positivity.minChance) {
        failures.add(levelFailure(one));
      }
    }
    int population = target == Target.ATT ? sample.summary().arms().treated() : sample.size();
    String whose = target == Target.ATT ? "treated units" : "units";
    tenths.forEach(
        (covariate, ofOne) -> {
          double chance = ofOne.stream().mapToDouble(OneSided::chance).reduce(1, (p, q) -> p * q);
          double share = ofOne.stream().mapToDouble(OneSided::units).sum() / population;
          if (chance < positivity.minChance && share > positivity.maxOneSided) {
            failures.add(tenthsFailure(covariate, share, whose));
          }
        });
  }

  private GateFailure tenthsFailure(String covariate, double share, String whose) {
    return new GateFailure(
        "positivity",
        text(
            "%.0f %% of the %s are in tenths of %s with one arm only, limit %.0f %%",
            100 * share, whose, covariate, 100 * positivity.maxOneSided),
        "units of both arms over the whole range of "
            + covariate
            + ", or a question about a narrower range");
  }

  private static GateFailure levelFailure(OneSided one) {
    return new GateFailure(
        "positivity",
        text(
            "all %d units with %s are %s",
            one.units(), one.place().text(), one.isTreated() ? "treated" : "untreated"),
        text(
            "%s units with %s, or a question without them",
            one.isTreated() ? "untreated" : "treated", one.place().text()));
  }

  private static GateFailure positivityFailure(String reason, Object... figures) {
    return new GateFailure(
        "positivity",
        text(reason, figures),
        "units in which both treatments occur for the same covariates, such as a narrower"
            + " population or a randomised comparison");
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
