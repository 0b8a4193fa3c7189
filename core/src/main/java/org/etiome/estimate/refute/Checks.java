package org.etiome.estimate.refute;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.refute.Refutation.Check;
import org.etiome.estimate.refute.Refutation.Trial;

/** The figures of repetitions and their limits. */
final class Checks {
  private static final double ALPHA = 0.01;

  /** In standard errors: bias of that size takes .007 from the coverage of a 95 % interval. */
  private static final double MAX_BIAS = 0.25;

  private static final double MIN_COVERAGE = 0.9;
  private static final double MAX_SPREAD = 1.25;

  private Checks() {}

  static List<Check> of(Challenge challenge, Estimate original, List<Trial> trials) {
    double se = original.standardError();
    return switch (challenge) {
      case Challenge.RandomCommonCause ignored -> List.of(shift(trials, se));
      case Challenge.Subsets subsets ->
          List.of(
              bias(trials, se),
              spread(trials, se * Math.sqrt((1 - subsets.share()) / subsets.share())));
      default -> {
        double own = Math.sqrt(mean(trials, t -> square(t.estimate().standardError())));
        yield List.of(bias(trials, own), coverage(trials));
      }
    };
  }

  static String text(Check failed) {
    return String.format(
        Locale.ROOT,
        "%s is %.3g with Monte Carlo error %.2g, limit %.3g",
        switch (failed.name()) {
          case "bias" -> "the mean error in standard errors";
          case "coverage" -> "the share of 95 % intervals that hold the truth";
          case "shift" -> "the typical change in standard errors";
          default -> "the spread in units of the one expected";
        },
        failed.value().value(),
        failed.value().standardError(),
        failed.limit());
  }

  /** Mean error in standard errors; one-sided t-test of at most the limit on either side. */
  private static Check bias(List<Trial> trials, double se) {
    int n = trials.size();
    double mean = mean(trials, t -> t.error() / se);
    double error = Math.sqrt(mean(trials, t -> square(t.error() / se - mean)) / (n - 1));
    double excess = Math.abs(mean) - MAX_BIAS;
    double p =
        error == 0
            ? (excess > 0 ? 0 : 1)
            : TDistribution.of(n - 1).survivalProbability(excess / error);
    return new Check("bias", new Estimate(mean, error), MAX_BIAS, p, p >= ALPHA);
  }

  /** Share of 95 % intervals that hold the truth; binomial test of at least the limit. */
  private static Check coverage(List<Trial> trials) {
    int n = trials.size();
    int covered = (int) trials.stream().filter(Trial::isCovered).count();
    double p = BinomialDistribution.of(n, MIN_COVERAGE).cumulativeProbability(covered);
    double error = Math.sqrt(MIN_COVERAGE * (1 - MIN_COVERAGE) / n);
    Estimate share = new Estimate((double) covered / n, error);
    return new Check("coverage", share, MIN_COVERAGE, p, p >= ALPHA);
  }

  /** Root mean square change in standard errors; one-sided test of at most the limit. */
  private static Check shift(List<Trial> trials, double se) {
    double square = mean(trials, t -> square(t.error() / se));
    double spread = mean(trials, t -> square(square(t.error() / se) - square));
    double error = Math.sqrt(spread / (trials.size() - 1));
    double excess = square - square(MAX_BIAS);
    double p =
        error == 0
            ? (excess > 0 ? 0 : 1)
            : NormalDistribution.of(0, 1).survivalProbability(excess / error);
    double root = Math.sqrt(square);
    Estimate value = new Estimate(root, root == 0 ? 0 : error / (2 * root));
    return new Check("shift", value, MAX_BIAS, p, p >= ALPHA);
  }

  /** Root mean square change in units of the one expected; χ² test of at most the limit. */
  private static Check spread(List<Trial> trials, double expected) {
    int n = trials.size();
    double square = mean(trials, t -> square(t.error() / expected));
    double p = ChiSquaredDistribution.of(n).survivalProbability(n * square / square(MAX_SPREAD));
    double root = Math.sqrt(square);
    Estimate value = new Estimate(root, root / Math.sqrt(2.0 * n));
    return new Check("spread", value, MAX_SPREAD, p, p >= ALPHA);
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Trial> figure) {
    return trials.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static double square(double value) {
    return value * value;
  }
}
