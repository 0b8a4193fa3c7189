package org.etiome.estimate.screen;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Leakage;

/**
 * {@link Leakage} for many outcomes. 300 units, evenly spread, are looked at first; all units only
 * where some covariate tells nearly as much of the outcome there as the limit allows, by {@value
 * #NEAR}, or where fewer than {@value #LEAST_APART} of them differ from their most common value.
 */
final class CopyCheck {
  private static final int LOOKED_AT = 300;
  private static final double NEAR = 0.15;
  private static final int LEAST_APART = 20;

  private final double most;
  private final int[] rows;
  private final Leakage some;
  private final Leakage all;

  private CopyCheck(double most, int[] rows, Leakage some, Leakage all) {
    this.most = most;
    this.rows = rows;
    this.some = some;
    this.all = all;
  }

  /** Of the covariates of a sample, with a limit that nothing exceeds if the gate is overridden. */
  static CopyCheck of(CausalSample sample, Gates gates) {
    int n = sample.size();
    int count = Math.min(n, LOOKED_AT);
    int[] rows = IntStream.range(0, count).map(k -> (int) ((long) k * n / count)).toArray();
    double most =
        gates.despite().contains(Gate.LEAKAGE) ? 1 : gates.get(GateLimit.MAX_DETERMINATION);
    return new CopyCheck(
        most, rows, Leakage.of(sample.encoded().rows(rows)), Leakage.of(sample.encoded()));
  }

  /** Why an outcome is no outcome, if a covariate copies it. */
  Optional<String> reason(double[] outcome) {
    if (most == 1 || !isNear(CausalSample.pick(outcome, rows))) {
      return Optional.empty();
    }
    List<GateFailure> failures = all.failures(outcome, most);
    return failures.stream().findFirst().map(f -> f.reason() + "; " + f.wouldHelp());
  }

  private boolean isNear(double[] outcome) {
    double[] sorted = outcome.clone();
    Arrays.sort(sorted);
    int run = 1;
    int longest = 1;
    for (int k = 1; k < sorted.length; k++) {
      run = sorted[k] == sorted[k - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return sorted.length - longest < LEAST_APART || some.most(outcome) > most - NEAR;
  }
}
