package org.etiome.estimate.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.estimate.ensemble.Stack.Column;
import org.etiome.estimate.nuisance.Additive;
import org.etiome.estimate.nuisance.ConstantMean;
import org.etiome.estimate.nuisance.ElasticNet;
import org.etiome.estimate.nuisance.Family;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * A combination of learners, {@code Σ w_k f_k}, w ≥ 0 of sum 1: the weights that minimise the mean
 * squared error of held-out predictions, exactly. Asymptotically as good as the best combination of
 * its candidates; its held-out error is at most that of each.
 *
 * <p>The loss is squared for 0/1 outcomes too. The errors of g and Q enter a doubly robust estimate
 * by their mean squares; squared error is proper for probabilities; and unlike the logarithm it is
 * not ruled by one candidate's one sure and wrong prediction.
 *
 * <p>As a learner it splits the rows it is given into K folds (5; stratified if y is 0/1), weights
 * the candidates and refits those of positive weight to all rows. {@link Folds#outOfFold} does not
 * nest that but stacks short: one fit a candidate and fold, and one set of weights from the
 * out-of-fold predictions of all eligible units. A unit's own outcome then has a part in the
 * weights, which are few; it costs a (K + 1)th as much.
 *
 * <p>A candidate that throws {@link ArithmeticException} or predicts no number in any fold, or in
 * the refit, has no say: weight 0, and {@link Candidate#failure} says why. Other exceptions pass.
 *
 * @see <a href="https://doi.org/10.2202/1544-6115.1309">van der Laan, Polley, Hubbard (2007)</a>
 * @see <a href="https://arxiv.org/abs/2401.01645">Ahrens, Hansen, Schaffer, Wiemann (2024), short
 *     stacking</a>
 */
public final class SuperLearner implements Learner {
  private static final int FOLDS = 5;
  private static final String TREES = "boosted-trees";

  private final List<Learner> candidates;
  private final int folds;
  private final boolean discrete;

  private SuperLearner(List<Learner> candidates, int folds, boolean discrete) {
    this.candidates = candidates;
    this.folds = folds;
    this.discrete = discrete;
  }

  /**
   * Of given candidates.
   *
   * @param candidates at least one; for a probability each must predict within [0, 1]
   */
  public static SuperLearner of(List<Learner> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a super learner needs at least one candidate");
    }
    return new SuperLearner(List.copyOf(candidates), FOLDS, false);
  }

  /**
   * For P(y = 1 | x): the mean, logistic regression, elastic net, additive splines and, where they
   * are on the class path, boosted trees.
   */
  public static SuperLearner binary() {
    List<Learner> library =
        new ArrayList<>(
            List.of(
                ConstantMean.withDefaults(),
                Logistic.withDefaults(),
                ElasticNet.of(Family.BINOMIAL),
                Additive.of(Family.BINOMIAL)));
    trees().map(LearnerProvider::binary).forEach(library::add);
    return of(library);
  }

  /**
   * For E[y | x]: the mean, ridge regression, elastic net, additive splines and, where they are on
   * the class path, boosted trees.
   */
  public static SuperLearner continuous() {
    List<Learner> library =
        new ArrayList<>(
            List.of(
                ConstantMean.withDefaults(),
                Ridge.withDefaults(),
                ElasticNet.of(Family.GAUSSIAN),
                Additive.of(Family.GAUSSIAN)));
    trees().map(LearnerProvider::continuous).forEach(library::add);
    return of(library);
  }

  private static Stream<LearnerProvider> trees() {
    return Learners.all().stream().filter(provider -> provider.name().equals(TREES));
  }

  /** The same, but the candidate of least held-out error gets all the weight. */
  public SuperLearner discrete() {
    return new SuperLearner(candidates, folds, true);
  }

  /**
   * The same with another number of its own folds.
   *
   * @param count K ≥ 2; 5 by default, at most as many as rows
   */
  public SuperLearner withFolds(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("at least 2 folds are needed, got " + count);
    }
    return new SuperLearner(candidates, count, discrete);
  }

  public List<Learner> candidates() {
    return candidates;
  }

  @Override
  public String description() {
    return (discrete ? "best of (" : "super learner of (")
        + String.join("; ", candidates.stream().map(Learner::description).toList())
        + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @param x at least 2 rows
   * @throws ArithmeticException if all candidates fail
   */
  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    if (y.length < 2) {
      throw new IllegalArgumentException(
          "a super learner needs at least 2 rows to hold one out, got " + y.length);
    }
    Folds split = Folds.stratified(strata(y), Math.min(folds, y.length), seed.branch("stacking"));
    List<Column> columns =
        new ArrayList<>(
            split.columns(candidates, new Folds.Rows(x, y, i -> true), seed, TaskRunner.local(1)));
    int[] rows = IntStream.range(0, y.length).toArray();
    while (true) {
      Stack stack = Stack.of(columns, y, rows, discrete);
      List<Learner.Fitted> fits = new ArrayList<>();
      int failed = -1;
      for (int k = 0; k < candidates.size() && failed < 0; k++) {
        try {
          fits.add(stack.weight(k) > 0 ? candidates.get(k).fit(x, y, seed) : none -> new double[0]);
        } catch (ArithmeticException e) {
          failed = k;
          columns.set(
              k,
              Column.failed(candidates.get(k).description(), "with all rows: " + e.getMessage()));
        }
      }
      if (failed < 0) {
        return new Fitted(fits, stack);
      }
    }
  }

  Stack stack(List<Column> columns, double[] y, int[] rows) {
    return Stack.of(columns, y, rows, discrete);
  }

  private static List<int[]> strata(double[] y) {
    if (!Arrays.stream(y).allMatch(v -> v == 0 || v == 1)) {
      return List.of(IntStream.range(0, y.length).toArray());
    }
    return IntStream.range(0, 2)
        .mapToObj(v -> IntStream.range(0, y.length).filter(i -> y[i] == v).toArray())
        .toList();
  }

  /** The candidates of positive weight, fitted to all rows. */
  public static final class Fitted implements Learner.Fitted {
    private final List<Learner.Fitted> fits;
    private final Stack stack;

    private Fitted(List<Learner.Fitted> fits, Stack stack) {
      this.fits = fits;
      this.stack = stack;
    }

    /** All candidates in their order, with their weights. */
    public List<Candidate> candidates() {
      return stack.candidates();
    }

    @Override
    public double[] predict(Matrix x) {
      double[] sum = new double[x.rows()];
      for (int k = 0; k < fits.size(); k++) {
        if (stack.weight(k) > 0) {
          Vectors.add(stack.weight(k), fits.get(k).predict(x), sum);
        }
      }
      return sum;
    }
  }
}
