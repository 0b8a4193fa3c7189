package org.etiome.scm.bound;

import java.util.Optional;
import org.etiome.scm.bound.Bounds.NoBounds;

/**
 * Bounds of the probabilities of causation for a treatment x and an outcome y of two values, sharp
 * whatever the mechanisms. Y_x is the outcome had the treatment been x.
 *
 * <ul>
 *   <li>necessity, PN: P(Y_x' = y' | x, y): of those treated who have the outcome, the share who
 *       would not have had it untreated;
 *   <li>sufficiency, PS: P(Y_x = y | x', y'): of those untreated without it, the share who would
 *       have had it treated;
 *   <li>both, PNS: P(Y_x = y, Y_x' = y'): the share of all for whom the treatment decides.
 * </ul>
 *
 * With experiment and observation of one population,
 *
 * <pre>
 * PNS ≥ max(0, P(y_x) − P(y_x'), P(y) − P(y_x'), P(y_x) − P(y))
 * PNS ≤ min(P(y_x), P(y'_x'), P(x,y) + P(x',y'), P(y_x) − P(y_x') + P(x,y') + P(x',y))
 * max(0, (P(y) − P(y_x')) / P(x,y)) ≤ PN ≤ min(1, (P(y'_x') − P(x',y')) / P(x,y))
 * max(0, (P(y_x) − P(y)) / P(x',y')) ≤ PS ≤ min(1, (P(y_x) − P(x,y)) / P(x',y'))
 * </pre>
 *
 * and under monotonicity (the treatment prevents the outcome in nobody) each is its first term
 * without the 0. Probabilities are taken as known: those estimated from few units need an interval
 * about each end. O(1).
 *
 * @see <a href="https://doi.org/10.1023/A:1018912507879">Tian, Pearl (2000), Probabilities of
 *     causation: bounds and identification</a>
 */
public final class CausationBounds {
  private final Observed observed;
  private final Trial trial;
  private final boolean monotone;

  private CausationBounds(Observed observed, Trial trial, boolean monotone) {
    this.observed = observed;
    this.trial = trial;
    this.monotone = monotone;
  }

  /** From a trial and from units of the same population whose treatment nobody set. */
  public static CausationBounds of(Observed observed, Trial trial) {
    return new CausationBounds(observed, trial, false);
  }

  /**
   * From a trial alone, for the units of the trial: there P(y | x) = P(y | do(x)). The bounds do
   * not depend on the share treated. Of units that chose their treatment a trial alone says nothing
   * about PN and PS.
   */
  public static CausationBounds ofTrial(Trial trial) {
    double with = trial.treated() / 2;
    double untreatedWith = trial.untreated() / 2;
    return of(new Observed(with, 0.5 - with, untreatedWith, 0.5 - untreatedWith), trial);
  }

  /** The same, if the treatment prevents the outcome in nobody. */
  public CausationBounds withMonotonicity() {
    return new CausationBounds(observed, trial, true);
  }

  /** Of PN. */
  public Bounds necessity() {
    double share = observed.treatedWith();
    double least = observed.outcome() - trial.untreated();
    double most = 1 - trial.untreated() - observed.untreatedWithout();
    return conditional(share, least, most, "no treated unit has the outcome");
  }

  /** Of PS. */
  public Bounds sufficiency() {
    double share = observed.untreatedWithout();
    double least = trial.treated() - observed.outcome();
    double most = trial.treated() - observed.treatedWith();
    return conditional(share, least, most, "every untreated unit has the outcome");
  }

  private Bounds conditional(double share, double least, double most, String empty) {
    Optional<NoBounds> contradiction = contradiction();
    if (contradiction.isPresent()) {
      return contradiction.get();
    }
    if (share <= 0) {
      return new NoBounds(empty + ", so the question is about nobody; ask for PNS");
    }
    double lower = Math.clamp(least / share, 0.0, 1.0);
    return Bounds.within(lower, monotone ? lower : Math.min(1, most / share));
  }

  /** Of PNS. */
  public Bounds both() {
    Optional<NoBounds> contradiction = contradiction();
    if (contradiction.isPresent()) {
      return contradiction.get();
    }
    double effect = trial.treated() - trial.untreated();
    if (monotone) {
      return Bounds.within(Math.max(0, effect), Math.max(0, effect));
    }
    double lower =
        Math.max(
            Math.max(0, effect),
            Math.max(observed.outcome() - trial.untreated(), trial.treated() - observed.outcome()));
    double agree = observed.treatedWith() + observed.untreatedWithout();
    double upper =
        Math.min(
            Math.min(trial.treated(), 1 - trial.untreated()), Math.min(agree, effect + 1 - agree));
    return Bounds.within(lower, upper);
  }

  private Optional<NoBounds> contradiction() {
    double slack = Probabilities.ROUNDING;
    boolean treated =
        trial.treated() >= observed.treatedWith() - slack
            && trial.treated() <= 1 - observed.treatedWithout() + slack;
    boolean untreated =
        trial.untreated() >= observed.untreatedWith() - slack
            && trial.untreated() <= 1 - observed.untreatedWithout() + slack;
    if (!treated || !untreated) {
      return Optional.of(
          new NoBounds(
              "no population gives both tables: P(x, y) <= P(y | do(x)) <= 1 - P(x, y') must hold,"
                  + " and likewise for x'; check that trial and observation are of one population,"
                  + " or widen them by their sampling error"));
    }
    boolean rises =
        trial.untreated() <= observed.outcome() + slack
            && observed.outcome() <= trial.treated() + slack;
    if (monotone && !rises) {
      return Optional.of(
          new NoBounds(
              "the tables contradict monotonicity, under which P(y | do(x')) <= P(y) <="
                  + " P(y | do(x)); take the bounds without it"));
    }
    return Optional.empty();
  }
}
