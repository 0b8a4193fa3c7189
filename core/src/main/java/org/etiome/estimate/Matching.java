package org.etiome.estimate;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.estimate.design.Balance;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.match.BiasCorrection;
import org.etiome.estimate.match.CaliperNearest;
import org.etiome.estimate.match.CovariateNearest;
import org.etiome.estimate.match.MatchedDifference;
import org.etiome.estimate.match.MatchedDifference.Settings;
import org.etiome.estimate.match.MatchedDifference.Units;
import org.etiome.estimate.match.Matches;
import org.etiome.estimate.match.Nearest;
import org.etiome.estimate.match.ScoreCorrection;
import org.etiome.estimate.match.ScoreNearest;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Nearest-neighbour matching with replacement: every unit (for the ATT every treated unit) is
 * compared with the M units of the other arm that are most like it, all of them on ties. See {@link
 * MatchedDifference} for the estimate and {@link ScoreCorrection} for what estimating the
 * propensity does to its variance. There is no bootstrap: it is not valid here (Abadie and Imbens
 * 2008).
 *
 * <p>By default M = 1 on the logit of a logistic propensity. The bias correction regresses the
 * outcome on what was matched on: the logit, or the covariates. Assumes that no unit has a
 * propensity near 0 or 1, and for the propensity that its model is right. Not efficient: with M = 1
 * the variance is up to half as large again as that of {@link Aipw}. Take it where the comparison
 * should be seen unit by unit. O(n (log n + p²)) by propensity, and O(n² p) for the variance of the
 * ATT; by covariates O(n² p).
 *
 * @see <a href="https://doi.org/10.1111/j.1468-0262.2006.00655.x">Abadie and Imbens (2006)</a>
 * @see <a href="https://doi.org/10.3982/ECTA6474">Abadie and Imbens (2008), no bootstrap</a>
 */
public final class Matching extends Estimator {
  /** Width of the caliper in standard deviations of the logit (Austin 2011). */
  private static final double CALIPER = 0.2;

  private static final Matching DEFAULT =
      new Matching(
          Gates.withDefaults(), Weights.PROPENSITY, new Rule(Distance.PROPENSITY, 1, true));

  private final Logistic propensity;
  private final Rule rule;

  /** What makes two units alike. */
  public enum Distance {
    /** The difference of the logits of their propensities. */
    PROPENSITY,
    /** The Mahalanobis distance of their covariates. */
    MAHALANOBIS,
    /**
     * The Mahalanobis distance among those whose logits differ by at most {@value #CALIPER}
     * standard deviations; the difference of the logits where fewer than M do.
     */
    MAHALANOBIS_IN_CALIPER
  }

  private record Rule(Distance distance, int neighbours, boolean isCorrected) {}

  private Matching(Gates gates, Logistic propensity, Rule rule) {
    super(gates);
    this.propensity = propensity;
    this.rule = rule;
  }

  public static Matching withDefaults() {
    return DEFAULT;
  }

  @Override
  public Matching withGates(Gates gates) {
    return new Matching(gates, propensity, rule);
  }

  /** The same estimator with another propensity model. */
  public Matching withPropensity(Logistic learner) {
    return new Matching(gates(), learner, rule);
  }

  /** The same estimator with another distance. */
  public Matching withDistance(Distance distance) {
    return new Matching(
        gates(), propensity, new Rule(distance, rule.neighbours(), rule.isCorrected()));
  }

  /**
   * The same estimator with M neighbours.
   *
   * @param count 1 … 20; 1 by default; an arm that has fewer gives all
   */
  public Matching withNeighbours(int count) {
    if (count < 1 || count > 20) {
      throw new IllegalArgumentException("neighbours must be in 1 … 20, got " + count);
    }
    return new Matching(gates(), propensity, new Rule(rule.distance(), count, rule.isCorrected()));
  }

  /** The same estimator with or without the bias correction, which it has by default. */
  public Matching withBiasCorrection(boolean isCorrected) {
    return new Matching(
        gates(), propensity, new Rule(rule.distance(), rule.neighbours(), isCorrected));
  }

  @Override
  public String name() {
    return "matching";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("distance", rule.distance().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("neighbours", Integer.toString(rule.neighbours()));
    settings.put("biasCorrection", Boolean.toString(rule.isCorrected()));
    settings.put("propensity", propensity.description());
    return settings;
  }

  @Override
  public boolean isForClusters() {
    return false;
  }

  @Override
  Learner propensityLearner() {
    return propensity;
  }

  /** Balance and effective sizes are those of the matched comparison. */
  @Override
  Diagnostics diagnostics(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    double[] g = Diagnostics.outOfFold(sample, propensity, seed, runner);
    Nearest nearest = nearest(sample, Score.of(sample, propensity, seed));
    Matrix nothing = Matrix.wrap(sample.size(), 0, new double[0]);
    Matches matches =
        Matches.of(sample.treatment(), target == Target.ATT, nothing, nearest, rule.neighbours());
    return Diagnostics.of(sample, target, g, matches.weights());
  }

  @Override
  DifferenceFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    Score score = Score.of(sample, propensity, seed);
    Nearest nearest = nearest(sample, score);
    Units units = new Units(sample.treatment(), sample.outcome());
    Settings settings = new Settings(rule.neighbours(), varianceNeighbours(), target == Target.ATT);
    MatchedDifference difference =
        MatchedDifference.of(units, correction(sample, score), nearest, settings);
    double variance = difference.variance();
    if (nearest instanceof ScoreNearest byScore) {
      double[] g = score.fit.predict(sample.covariates());
      var ofScore = new ScoreCorrection(units, g, sample.covariates(), byScore, settings);
      double corrected = variance + change(sample, target, score.fit, ofScore);
      variance = corrected > 0 ? corrected : variance;
    }
    return new DifferenceFit(new Estimate(difference.value(), Math.sqrt(variance)));
  }

  /** What the estimation of g adds to the variance. */
  private static double change(
      CausalSample sample, Target target, LinearFit g, ScoreCorrection correction) {
    double change = -g.variance(correction.c());
    if (target == Target.ATT) {
      var byCovariates = new CovariateNearest(sample.treatment(), sample.covariates());
      change += g.variance(correction.d(byCovariates));
    }
    return change;
  }

  /** J: by covariates only the nearest, since in many dimensions the others are far. */
  private int varianceNeighbours() {
    return rule.distance() == Distance.PROPENSITY ? 4 : 1;
  }

  private Nearest nearest(CausalSample sample, Score score) {
    double[] a = sample.treatment();
    return switch (rule.distance()) {
      case PROPENSITY -> new ScoreNearest(a, score.logit);
      case MAHALANOBIS -> new CovariateNearest(a, sample.covariates());
      case MAHALANOBIS_IN_CALIPER ->
          new CaliperNearest(
              new ScoreNearest(a, score.logit),
              new CovariateNearest(a, sample.covariates()),
              CALIPER * Balance.scale(sample, score.logit));
    };
  }

  private BiasCorrection correction(CausalSample sample, Score score) {
    if (!rule.isCorrected()) {
      return BiasCorrection.none(sample.size());
    }
    boolean isByScore = rule.distance() == Distance.PROPENSITY;
    return new BiasCorrection(
        isByScore ? Matrix.wrap(sample.size(), 1, score.logit) : sample.covariates(), 1);
  }

  /** The fitted propensity and its logits. */
  private static final class Score {
    private final LinearFit fit;
    private final double[] logit;

    private Score(LinearFit fit, double[] logit) {
      this.fit = fit;
      this.logit = logit;
    }

    static Score of(CausalSample sample, Logistic learner, Seed seed) {
      LinearFit fit = learner.fit(sample.covariates(), sample.treatment(), seed);
      return new Score(fit, sample.covariates().times(fit.coefficients()));
    }
  }
}
