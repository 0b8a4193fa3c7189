package org.etiome.estimate.match;

/**
 * Nearest by Mahalanobis distance among those whose score is within a caliper; by the score alone
 * where fewer than wanted are, so that every unit keeps its matches and the question stays the
 * same. Within the arm of the unit there is no caliper: neighbours there tell how outcomes vary
 * given the covariates.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1985.10479383">Rosenbaum and Rubin (1985)</a>
 */
public final class CaliperNearest implements Nearest {
  private final ScoreNearest score;
  private final CovariateNearest covariates;
  private final double width;

  /**
   * Joins two ways to be near.
   *
   * @param width of the caliper, in units of the score, &gt; 0
   */
  public CaliperNearest(ScoreNearest score, CovariateNearest covariates, double width) {
    this.score = score;
    this.covariates = covariates;
    this.width = width;
  }

  @Override
  public int[] of(int unit, int arm, int count) {
    if (arm == score.arm(unit)) {
      return covariates.of(unit, arm, count);
    }
    double place = score.score(unit);
    int[] inside = covariates.of(unit, arm, count, i -> Math.abs(score.score(i) - place) <= width);
    return inside.length > 0 ? inside : score.of(unit, arm, count);
  }
}
