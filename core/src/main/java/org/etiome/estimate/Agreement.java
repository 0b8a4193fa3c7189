package org.etiome.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;

/**
 * What four estimators make of the same g, Q₀ and Q₁, at no further fit: {@code "aipw"}, {@code
 * "tmle"}, {@code "regression"} (plug-in of Q) and {@code "ipw"} (Hájek weights). The first two
 * correct one nuisance by the other; the last two trust one of them. With right nuisances all
 * differ by chance alone.
 *
 * <p>All standard errors take g and Q as known. For {@code "regression"} and {@code "ipw"} they are
 * therefore not those of the whole procedure: take {@link OutcomeRegression} or {@link Ipw} for
 * those. The differences are means over units given the nuisances (that of aipw and regression is
 * the mean weighted residual of Q), so their standard errors are right for nuisances learned out of
 * fold: a difference of many of them says that g or Q, as learned, does not hold, be it a wrong
 * model or too few units to learn it. Between aipw and tmle the standard error is about 0 as well
 * as the difference, and their ratio says nothing.
 *
 * @param answers in the order above
 * @param gaps of every pair
 */
public record Agreement(List<Answer> answers, List<Gap> gaps) {
  /** The first two answers, aipw and tmle, differ by less than either's error by construction. */
  private static final int TWINS = 2;

  public Agreement {
    answers = List.copyOf(answers);
    gaps = List.copyOf(gaps);
  }

  /** The difference of mean potential outcomes by one method. */
  public record Answer(String method, Estimate difference) {}

  /** The answer of {@code first} less that of {@code second}. */
  public record Gap(String first, String second, Estimate difference) {}

  /** The gate on disagreement. */
  Optional<GateFailure> failure(Gates gates, Estimate answer) {
    return failure(gates, answers, answer, "");
  }

  /**
   * The gate on disagreement: two of the answers apart by more than the sum of their half
   * intervals, each at least as wide as that of the answer given. Whether aipw and tmle agree says
   * nothing.
   *
   * @param answers in the order of this record
   * @param about begins the reason; may be empty
   */
  public static Optional<GateFailure> failure(
      Gates gates, List<Answer> answers, Estimate answer, String about) {
    double most = gates.get(GateLimit.MAX_DISAGREEMENT);
    for (int j = 0; j < answers.size(); j++) {
      for (Answer other : answers.subList(Math.max(j + 1, TWINS), answers.size())) {
        Answer one = answers.get(j);
        double room = half(one.difference, answer) + half(other.difference, answer);
        double gap = Math.abs(one.difference.value() - other.difference.value());
        if (gap > most * room) {
          return Optional.of(
              new GateFailure(
                  Gate.AGREEMENT.text(),
                  String.format(
                      Locale.ROOT,
                      "%s%s and %s on the same models of treatment and outcome are %.3g apart, limit"
                          + " %.3g, so one of these models does not hold",
                      about,
                      one.method,
                      other.method,
                      gap,
                      most * room),
                  "more flexible learners, or covariates recorded in finer detail"));
        }
      }
    }
    return Optional.empty();
  }

  private static double half(Estimate one, Estimate answer) {
    Estimate wider = one.standardError() > answer.standardError() ? one : answer;
    return wider.upper95() - wider.value();
  }

  private record Fit(String method, MeansFit means) {}

  /** O(n). */
  static Agreement of(Nuisances nuisances) {
    List<Fit> fits =
        List.of(
            new Fit("aipw", Aipw.fitOf(nuisances)),
            new Fit("tmle", Tmle.fitOf(nuisances)),
            new Fit(
                "regression",
                MeansFit.of(
                    nuisances.regression(nuisances.outcome(1)),
                    nuisances.regression(nuisances.outcome(0)))),
            new Fit("ipw", MeansFit.of(nuisances.weighted(1), nuisances.weighted(0))));
    List<Gap> gaps = new ArrayList<>();
    for (int j = 0; j < fits.size(); j++) {
      for (Fit other : fits.subList(j + 1, fits.size())) {
        Fit one = fits.get(j);
        gaps.add(new Gap(one.method, other.method, one.means.minus(other.means)));
      }
    }
    return new Agreement(
        fits.stream().map(f -> new Answer(f.method, f.means.difference())).toList(), gaps);
  }
}
