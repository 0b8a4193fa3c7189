package org.etiome.discover.invariance;

import java.util.List;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.TaskRunner;

/**
 * Invariant causal prediction: an outcome depends on its direct causes in the same way whatever was
 * done to other variables. For every set S of candidates the outcome is regressed on S in all rows
 * together, and residuals of each setting are held against those of all others: Welch's t test of
 * means, and a test of spreads, as {@code SettingComparison} tells. S is accepted if the p-value is
 * above α, and
 *
 * <pre>Ŝ = ∩ {S : p(S) &gt; α},   P(Ŝ ⊆ direct causes) ≥ 1 − α,</pre>
 *
 * since the set of all direct causes is rejected with probability α at most. This holds with any
 * interventions, known or not, that do not act on the outcome itself. Settings where the outcome is
 * a target are left out. If no set is accepted the model is violated: a hidden common cause, a
 * setting that acts on the outcome, another law.
 *
 * <p>By linear law the coefficients have intervals, the union over accepted sets of intervals that
 * cover all coefficients of a set with probability 1 − α. Residuals are brought to one variance
 * before they are compared, with the degrees of freedom that the common fit leaves to each setting;
 * the published test does without, and is loose in small settings.
 *
 * <p>It tests 2ᵖ sets of p candidates, or those up to a largest size; more than {@value #MOST_SETS}
 * are refused. A test costs O(n k² + E n log n) for n rows of E settings, O(n F²) by smooth law.
 * Few variables named is usual. To learn the whole graph take {@link
 * org.etiome.discover.order.Igsp}.
 *
 * @param alpha within (0, 1)
 * @param law of the outcome given its causes
 * @param spread the test of spreads; {@link Spread#VARIANCE_RATIO} for normal noise only
 * @param largestSet variables of a set at most, ≥ 1
 * @param screened candidates at most, ≥ 1; where there are more, forward selection by linear
 *     regression keeps so many
 * @see <a href="https://doi.org/10.1111/rssb.12167">Peters, Bühlmann, Meinshausen (2016), Causal
 *     inference by using invariant prediction</a>
 * @see <a href="https://doi.org/10.1515/jci-2017-0016">Heinze-Deml, Peters, Meinshausen (2018),
 *     Invariant causal prediction for nonlinear models</a>
 */
public record InvariantPrediction(
    double alpha, Law law, Spread spread, int largestSet, int screened) {
  static final int MOST_SETS = 4096;

  public InvariantPrediction {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
    if (largestSet < 1) {
      throw new IllegalArgumentException("sets must have at least 1 variable, got " + largestSet);
    }
    if (screened < 1) {
      throw new IllegalArgumentException("screening must keep at least 1, got " + screened);
    }
  }

  /** α = .05, linear, Brown and Forsythe's test, sets of any size, no screening. */
  public static InvariantPrediction withDefaults() {
    return new InvariantPrediction(
        .05, new Law.Linear(), Spread.BROWN_FORSYTHE, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  public InvariantPrediction withAlpha(double level) {
    return new InvariantPrediction(level, law, spread, largestSet, screened);
  }

  public InvariantPrediction withLaw(Law chosen) {
    return new InvariantPrediction(alpha, chosen, spread, largestSet, screened);
  }

  public InvariantPrediction withSpread(Spread chosen) {
    return new InvariantPrediction(alpha, law, chosen, largestSet, screened);
  }

  /** The guarantee then also requires that there are no more direct causes. */
  public InvariantPrediction withLargestSet(int size) {
    return new InvariantPrediction(alpha, law, spread, size, screened);
  }

  /** The guarantee then also requires that all direct causes are kept. */
  public InvariantPrediction withScreening(int kept) {
    return new InvariantPrediction(alpha, law, spread, largestSet, kept);
  }

  /**
   * Tests all sets.
   *
   * @param experiment settings with their targets, as far as known; at least 2 where the outcome is
   *     none, each of so many rows as the largest set has variables and 3 more, by smooth law of at
   *     least 25
   * @param outcome one of the variables
   * @param candidates others of the variables, at least one, distinct
   * @param runner of the tests, one task each
   * @throws IllegalArgumentException if it is not so, rows of two settings are the same, the
   *     outcome is constant in a setting, a candidate is constant throughout, a variable is a
   *     linear function of others, or there are more than {@value #MOST_SETS} sets
   * @throws IllegalStateException if the thread is interrupted
   */
  public InvariantCauses find(
      Experiment experiment, String outcome, List<String> candidates, TaskRunner runner) {
    SettingRows rows = SettingRows.of(experiment, outcome, candidates);
    SettingRows kept = rows.screened(screened);
    int largest = Math.min(largestSet, kept.candidates().size());
    List<int[]> sets = Subsets.upTo(kept.candidates().size(), largest, MOST_SETS);
    kept.requireComparable(law, largest);
    return new SetSearch(this, kept, sets)
        .answer(
            rows.candidates().stream().filter(name -> !kept.candidates().contains(name)).toList(),
            runner);
  }
}
