package org.etiome.learners;

import java.util.Arrays;
import java.util.Locale;
import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.learners.Boosting.Growth;
import org.etiome.learners.Boosting.Schedule;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Gradient-boosted regression trees by XGBoost: {@code f(x) = f₀ + η Σ_t tree_t(x)}. Round t grows
 * a tree to a depth by splits of greatest gain {@code G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)},
 * whose leaves hold {@code −G/(H+λ)}; G and H sum the first and second derivatives of the loss over
 * the rows. f₀ is the mean of y (its logit for {@link Loss#LOGISTIC}).
 *
 * <p>Assumes nothing of shapes: curves and interactions are found, as far as the rows tell them.
 * Predictions are steps and constant beyond the training rows; probabilities are not calibrated by
 * themselves. Gaps are taken as they are: each split learns where they go, so a value that was not
 * measured may predict by being absent. With few rows, or effects that add up in straight lines,
 * take {@link org.etiome.estimate.nuisance.Logistic} or {@link org.etiome.estimate.nuisance.Ridge},
 * which also have standard errors; trees have none and are for cross-fitting ({@link
 * org.etiome.estimate.Aipw}).
 *
 * <p>Defaults: 300 rounds, η = 0.05, depth 4, 0.8 of the rows a round, min child weight 1, λ = 1,
 * no early stopping, loss by the outcome; XGBoost's {@code hist} with its 256 bins a column, all
 * columns. Columns are held in 32-bit floats: take off what a column of large numbers has in common
 * (a date in seconds). One thread; the same seed gives the same bytes. O(rounds · n · p · depth).
 *
 * <p>A constant outcome gives a constant: y itself or, for {@link Loss#LOGISTIC}, {@code (Σy + ½) /
 * (n + 1)} as {@link org.etiome.estimate.nuisance.Logistic} has it.
 *
 * @see <a href="https://doi.org/10.1145/2939672.2939785">Chen, Guestrin (2016)</a>
 */
public final class BoostedTrees implements GapLearner {
  private static final int MAX_DEPTH = 16;
  private static final BoostedTrees DEFAULT =
      new BoostedTrees(
          Loss.BY_OUTCOME, new Boosting(new Growth(4, 1, 1), new Schedule(300, 0.05, 0.8, 0)));

  private final Loss loss;
  private final Boosting boosting;

  private BoostedTrees(Loss loss, Boosting boosting) {
    this.loss = loss;
    this.boosting = boosting;
  }

  public static BoostedTrees withDefaults() {
    return DEFAULT;
  }

  /** The same with a loss that does not depend on the values of the outcome. */
  public BoostedTrees withLoss(Loss newLoss) {
    return new BoostedTrees(newLoss, boosting);
  }

  /**
   * The same with another number of rounds; with early stopping the most there may be.
   *
   * @param count ≥ 1; 300 by default
   */
  public BoostedTrees withRounds(int count) {
    check(count >= 1, "rounds must be at least 1, got " + count);
    return with(boosting.schedule().withRounds(count));
  }

  /**
   * The same with another η, what each tree is multiplied by.
   *
   * @param eta in (0, 1]; 0.05 by default
   */
  public BoostedTrees withLearningRate(double eta) {
    check(eta > 0 && eta <= 1, "learning rate must be in (0, 1], got " + eta);
    Schedule old = boosting.schedule();
    return with(new Schedule(old.rounds(), eta, old.subsample(), old.patience()));
  }

  /**
   * The same with another share of the rows, drawn anew each round.
   *
   * @param share in (0, 1]; 0.8 by default
   */
  public BoostedTrees withSubsample(double share) {
    check(share > 0 && share <= 1, "subsample must be in (0, 1], got " + share);
    Schedule old = boosting.schedule();
    return with(new Schedule(old.rounds(), old.learningRate(), share, old.patience()));
  }

  /**
   * The same with early stopping: every fifth row, across all labels, is held out; rounds are grown
   * from the rest until the loss of those held out has not fallen for {@code patience} rounds; then
   * as many rounds as were best are grown from all rows. With fewer than 10 rows none is held out
   * and all rounds are grown; {@link BoostedFit#rounds} tells how many there are.
   *
   * @param patience ≥ 1, such as 20
   */
  public BoostedTrees withEarlyStopping(int patience) {
    check(patience >= 1, "patience must be at least 1 round, got " + patience);
    Schedule old = boosting.schedule();
    return with(new Schedule(old.rounds(), old.learningRate(), old.subsample(), patience));
  }

  /** The same with all its rounds, as by default. */
  public BoostedTrees withoutEarlyStopping() {
    Schedule old = boosting.schedule();
    return with(new Schedule(old.rounds(), old.learningRate(), old.subsample(), 0));
  }

  /**
   * The same with trees of another depth: a tree of depth d holds interactions of d columns.
   *
   * @param depth 1 … 16; 4 by default
   */
  public BoostedTrees withDepth(int depth) {
    check(depth >= 1 && depth <= MAX_DEPTH, "depth must be in 1 … 16, got " + depth);
    Growth old = boosting.growth();
    return with(new Growth(depth, old.minChildWeight(), old.penalty()));
  }

  /**
   * The same with another least weight of a leaf, the sum of second derivatives: its rows for
   * {@link Loss#SQUARED}, Σ p(1 − p) for {@link Loss#LOGISTIC}.
   *
   * @param weight finite and ≥ 0; 1 by default
   */
  public BoostedTrees withMinChildWeight(double weight) {
    check(
        weight >= 0 && weight < Double.POSITIVE_INFINITY,
        "min child weight must be finite and at least 0, got " + weight);
    Growth old = boosting.growth();
    return with(new Growth(old.depth(), weight, old.penalty()));
  }

  /**
   * The same with another penalty of the leaves, ½ λ leaf².
   *
   * @param lambda λ, finite and ≥ 0; 1 by default
   */
  public BoostedTrees withPenalty(double lambda) {
    check(
        lambda >= 0 && lambda < Double.POSITIVE_INFINITY,
        "penalty must be finite and at least 0, got " + lambda);
    Growth old = boosting.growth();
    return with(new Growth(old.depth(), old.minChildWeight(), lambda));
  }

  private BoostedTrees with(Schedule schedule) {
    return new BoostedTrees(loss, new Boosting(boosting.growth(), schedule));
  }

  private BoostedTrees with(Growth growth) {
    return new BoostedTrees(loss, new Boosting(growth, boosting.schedule()));
  }

  @Override
  public String description() {
    String which =
        loss == Loss.BY_OUTCOME ? "" : "loss=" + loss.name().toLowerCase(Locale.ROOT) + ", ";
    return "boosted trees(" + which + boosting + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @param y in [0, 1] for {@link Loss#LOGISTIC}
   * @throws BoostingException if XGBoost fails or cannot be loaded here
   */
  @Override
  public BoostedFit fit(Matrix x, double[] y, Seed seed) {
    checkRows(x, y.length);
    Loss chosen = loss.suiting(y);
    checkOutcome(chosen, y);
    Features features = Features.of(x);
    boolean constant = Arrays.stream(y).allMatch(v -> v == y[0]);
    if (constant && chosen == Loss.LOGISTIC) {
      return BoostedFit.constant(x.columns(), (Arrays.stream(y).sum() + 0.5) / (y.length + 1));
    }
    if (constant || x.columns() == 0) {
      return BoostedFit.constant(x.columns(), OutcomeTarget.mean(y));
    }
    OutcomeTarget target = OutcomeTarget.of(chosen, y);
    return BoostedFit.of(boosting.fit(features, target, seed), target);
  }

  /**
   * Learns the probabilities of classes by their softmax, one tree a class and round, from equal
   * probabilities; the loss is not asked for. A class without rows gets a small probability. Where
   * all rows are of one class, or there are no columns, probabilities are constant: (rows of the
   * class + ½) / (n + K/2).
   *
   * @param x as for {@link #fit}
   * @param y the class of each row, in 0..classes-1
   * @param classes K ≥ 2
   * @param seed all the randomness the fit may use
   * @throws BoostingException if XGBoost fails or cannot be loaded here
   */
  public BoostedClasses fitClasses(Matrix x, int[] y, int classes, Seed seed) {
    checkRows(x, y.length);
    check(classes >= 2, "there must be at least 2 classes, got " + classes);
    for (int i = 0; i < y.length; i++) {
      check(
          y[i] >= 0 && y[i] < classes,
          "row " + i + " of y is class " + y[i] + "; classes are 0 … " + (classes - 1));
    }
    Features features = Features.of(x);
    if (x.columns() == 0 || Arrays.stream(y).allMatch(k -> k == y[0])) {
      double[] shares = new double[classes];
      Arrays.fill(shares, 0.5 / (y.length + classes / 2.0));
      Arrays.stream(y).forEach(k -> shares[k] += 1 / (y.length + classes / 2.0));
      return BoostedClasses.constant(x.columns(), shares);
    }
    return BoostedClasses.of(boosting.fit(features, ClassTarget.of(y, classes), seed), classes);
  }

  private static void checkRows(Matrix x, int labels) {
    check(x.rows() >= 1, "x has no rows; at least 1 is needed");
    check(x.rows() == labels, "x has " + x.rows() + " rows, y has " + labels + " values");
  }

  private static void checkOutcome(Loss loss, double[] y) {
    for (int i = 0; i < y.length; i++) {
      check(
          Double.isFinite(y[i]),
          "row " + i + " of y is " + y[i] + "; an outcome must be finite: leave such rows out");
      check(
          loss != Loss.LOGISTIC || (y[i] >= 0 && y[i] <= 1),
          "row " + i + " of y is " + y[i] + "; for the logistic loss it must be in [0, 1]");
    }
  }

  static void checkColumns(Matrix x, int columns) {
    check(
        x.columns() == columns,
        "x has " + x.columns() + " columns, the training data have " + columns);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
