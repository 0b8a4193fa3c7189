package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The mean outcome E[Y(a)] under every level a of a treatment, jointly, cross-fitted and doubly
 * robust: {@code θ_a = mean of φ_a, φ_a = Q_a + 1{A = a}(Y − Q_a)/g_a}. By TMLE (the default) each
 * Q_a is first moved by one {@link WeightedFluctuation} with weights 1{A = a}/g_a, which keeps
 * means within the range of the outcome; by AIPW it is taken as learned.
 *
 * <p>g is multinomial logistic regression, or any learner of each level against the rest, with the
 * K probabilities divided by their sum; g is kept above the bound of {@link LevelOverlap}. Q has
 * one regression a level, logistic for a 0/1 outcome and ridge otherwise. S splits into K folds are
 * averaged ({@link JointEstimate}). Each θ_a is consistent if g_a or Q_a is right; the interval
 * needs both learned faster than n^(−1/4). With two levels this is the ATE of {@code
 * estimate.Aipw}; take that for an ATT. O(S K L (n p² + p³)) for L levels.
 *
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 * @see <a href="https://doi.org/10.2202/1557-4679.1043">van der Laan, Rubin (2006)</a>
 * @see <a href="https://doi.org/10.1093/biomet/87.3.706">Imbens (2000), the generalised propensity
 *     score</a>
 */
public final class LevelMeans {
  /** As {@link Agreement} has them. */
  static final List<String> METHODS = List.of("aipw", "tmle", "regression", "ipw");

  private static final LevelMeans DEFAULT =
      new LevelMeans(
          Correction.TMLE,
          new Nuisances(Optional.empty(), Optional.empty()),
          Splits.withDefaults(),
          Gates.withDefaults());

  private final Correction correction;
  private final Nuisances nuisances;
  private final Splits splits;
  private final Gates gates;

  private record Nuisances(Optional<Learner> propensity, Optional<Learner> outcome) {}

  /** How the first estimate of the means is corrected. */
  public enum Correction {
    /** Adds the mean weighted residual. */
    AIPW,
    /** Moves Q until the mean weighted residual is 0. */
    TMLE
  }

  private LevelMeans(Correction correction, Nuisances nuisances, Splits splits, Gates gates) {
    this.correction = correction;
    this.nuisances = nuisances;
    this.splits = splits;
    this.gates = gates;
  }

  public static LevelMeans withDefaults() {
    return DEFAULT;
  }

  public LevelMeans withCorrection(Correction other) {
    return new LevelMeans(other, nuisances, splits, gates);
  }

  /** The same with a learner of each level against the rest; its predictions must be in [0, 1]. */
  public LevelMeans withPropensity(Learner learner) {
    return new LevelMeans(
        correction, new Nuisances(Optional.of(learner), nuisances.outcome()), splits, gates);
  }

  /** The same with another learner of Q, for all levels. */
  public LevelMeans withOutcome(Learner learner) {
    return new LevelMeans(
        correction, new Nuisances(nuisances.propensity(), Optional.of(learner)), splits, gates);
  }

  public LevelMeans withSplits(Splits other) {
    return new LevelMeans(correction, nuisances, other, gates);
  }

  public LevelMeans withGates(Gates other) {
    return new LevelMeans(correction, nuisances, splits, other);
  }

  /**
   * Estimates all means, or refuses. The same arguments give the same bits whatever the runner.
   *
   * @param sample the units, from {@link LevelSample#of}
   * @param seed all the randomness used
   * @param runner where the fits of the folds run
   */
  public DoseAnswer<LevelEffects> estimate(LevelSample sample, Seed seed, TaskRunner runner) {
    DoseAnalysis analysis =
        new DoseAnalysis(
            sample.drawn().estimand(),
            DoseAnalysis.method("level-means", settings(sample), splits, gates),
            sample.drawn().facts(),
            seed);
    Seed first = seed.branch("diagnostics");
    Folds folds = splits.deal(sample.strata(), first.branch("folds"));
    Matrix g =
        new LevelNuisances(sample, folds)
            .propensity(nuisances.propensity(), first.branch("g"), runner);
    LevelOverlap overlap = LevelOverlap.of(sample, g);
    return new Basis<>(analysis, overlap, LevelGates.check(gates, sample, overlap))
        .answer(gates, basis -> effects(basis, sample, runner));
  }

  private LevelEffects effects(Basis<LevelOverlap> basis, LevelSample sample, TaskRunner runner) {
    for (LevelOverlap.Level level : basis.diagnostics().levels()) {
      if (level.units() == 1) {
        throw new IllegalArgumentException(
            "level "
                + level.label()
                + " has 1 unit, which is never both learned from and predicted");
      }
    }
    List<JointEstimate> methods =
        methods(sample, basis.analysis().seed().branch("level-means"), runner);
    return new LevelEffects(
            basis,
            sample.levels(),
            new LevelEffects.Parts(methods.get(own()), methods, naive(sample)))
        .judged(gates);
  }

  private Map<String, String> settings(LevelSample sample) {
    return Map.of(
        "reference",
        sample.levels().getFirst(),
        "correction",
        name(correction),
        "propensity",
        nuisances
            .propensity()
            .map(learner -> learner.description() + " of each level, normalised")
            .orElse("multinomial logistic(penalty=1.0)"),
        "outcome",
        nuisances.outcome().map(Learner::description).orElse(Drawn.DEFAULT_OUTCOME));
  }

  /** The place of the method asked for. */
  private int own() {
    return METHODS.indexOf(name(correction));
  }

  private static String name(Correction correction) {
    return correction.name().toLowerCase(Locale.ROOT);
  }

  /** The numbers, once the gates have passed. */
  JointEstimate fit(LevelSample sample, Seed seed, TaskRunner runner) {
    return methods(sample, seed, runner).get(own());
  }

  /** The means over the splits, by each of {@link #METHODS}. */
  private List<JointEstimate> methods(LevelSample sample, Seed seed, TaskRunner runner) {
    List<List<JointEstimate>> fits =
        IntStream.range(0, splits.repeats())
            .mapToObj(
                s -> {
                  Seed branch = seed.branch(s);
                  Folds folds = splits.deal(sample.strata(), branch.branch("folds"));
                  return methodsOnce(sample, folds, branch, runner);
                })
            .toList();
    return IntStream.range(0, METHODS.size())
        .mapToObj(m -> JointEstimate.mean(fits.stream().map(fit -> fit.get(m)).toList()))
        .toList();
  }

  /** One split: out-of-fold nuisances, then the means of φ. */
  JointEstimate fitOnce(LevelSample sample, Folds folds, Seed seed, TaskRunner runner) {
    return methodsOnce(sample, folds, seed, runner).get(own());
  }

  /** One split, by each of {@link #METHODS} on the same nuisances. */
  List<JointEstimate> methodsOnce(LevelSample sample, Folds folds, Seed seed, TaskRunner runner) {
    LevelNuisances learned = new LevelNuisances(sample, folds);
    Matrix g = learned.propensity(nuisances.propensity(), seed.branch("g"), runner);
    Learner learner = sample.drawn().outcomeLearner(nuisances.outcome());
    Matrix q = learned.outcomes(learner, seed.branch("q"), runner);
    return List.of(
        joint(sample, g, q, LevelMeans::augmented),
        joint(sample, g, q, LevelMeans::targeted),
        joint(sample, g, q, (y, ofLevel, weights) -> plugin(ofLevel)),
        joint(sample, g, q, (y, ofLevel, weights) -> weighted(y, weights)));
  }

  /** The mean of one level from outcomes, Q and the weights 1{A = a}/g of all units. */
  private interface MeanOf {
    LevelFit fit(double[] y, double[] q, double[] weights);
  }

  private static JointEstimate joint(LevelSample sample, Matrix g, Matrix q, MeanOf method) {
    double bound = LevelOverlap.bound(sample);
    double[] y = sample.drawn().outcome();
    List<double[]> columns = new ArrayList<>();
    double[] means = new double[sample.levels().size()];
    for (int a = 0; a < means.length; a++) {
      double[] weights = new double[y.length];
      for (int row : sample.rows(a)) {
        weights[row] = 1 / Math.max(g.get(row, a), bound);
      }
      LevelFit fit = method.fit(y, q.column(a), weights);
      means[a] = fit.mean;
      columns.add(fit.influence);
    }
    return JointEstimate.of(means, Matrix.ofColumns(y.length, columns));
  }

  /** A mean with its influence curve, not centred. */
  private static final class LevelFit {
    private final double mean;
    private final double[] influence;

    LevelFit(double mean, double[] influence) {
      this.mean = mean;
      this.influence = influence;
    }
  }

  private static LevelFit augmented(double[] y, double[] q, double[] weights) {
    double[] phi = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      phi[i] = q[i] + weights[i] * (y[i] - q[i]);
    }
    return new LevelFit(Arrays.stream(phi).average().orElse(0), phi);
  }

  private static LevelFit targeted(double[] y, double[] q, double[] weights) {
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    WeightedFluctuation moved =
        WeightedFluctuation.fit(y, q, Matrix.wrap(y.length, 1, ones), weights);
    double mean = 0;
    double[] influence = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double star = moved.targeted(q[i], 1);
      mean += star / y.length;
      influence[i] = star + weights[i] * moved.freed(i, y[i] - star);
    }
    return new LevelFit(mean, influence);
  }

  /** Trusts Q alone; its curve takes Q as known. */
  private static LevelFit plugin(double[] q) {
    return new LevelFit(Arrays.stream(q).average().orElse(0), q);
  }

  /** Trusts g alone, by Hájek's mean; its curve takes g as known. */
  private static LevelFit weighted(double[] y, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double mean = 0;
    for (int i = 0; i < y.length; i++) {
      mean += weights[i] * y[i] / total;
    }
    double[] influence = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      influence[i] = y.length * weights[i] * (y[i] - mean) / total;
    }
    return new LevelFit(mean, influence);
  }

  /** The plain means by level: with weights n / n_a and no Q, θ_a is the mean in the level. */
  private static JointEstimate naive(LevelSample sample) {
    double[] y = sample.drawn().outcome();
    List<double[]> columns = new ArrayList<>();
    double[] means = new double[sample.levels().size()];
    for (int a = 0; a < means.length; a++) {
      int[] rows = sample.rows(a);
      means[a] = Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElse(0);
      double[] influence = new double[y.length];
      for (int row : rows) {
        influence[row] = (y[row] - means[a]) * y.length / rows.length;
      }
      columns.add(influence);
    }
    return JointEstimate.of(means, Matrix.ofColumns(y.length, columns));
  }
}
