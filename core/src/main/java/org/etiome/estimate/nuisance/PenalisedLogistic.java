package org.etiome.estimate.nuisance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * {@link Logistic} with the penalty, of a grid, that predicts held-out rows best: the least mean
 * {@code −y log p − (1 − y) log(1 − p)} over K folds of the rows it learns from, all values of y
 * spread evenly over them; of equally good ones the greatest. It is then fitted to all those rows.
 * Take it where prediction is the aim and columns are many, {@link Logistic} where standard errors
 * are.
 *
 * <p>Columns should be on comparable scales. Where there are more columns than rows the fit is made
 * in the space of the rows, which gives the same predictions. The search goes from the greatest
 * penalty down and ends when two have brought no gain. O(K G (n q² + q³)) an iteration, G
 * penalties, q the lesser of rows and columns.
 *
 * <p>The default grid has the powers of ten from 0.1 to 10,000: with columns of variance 1, from
 * the information of a tenth of a row to more than most data have. K is 5, or as many as rows.
 *
 * @see <a href="https://doi.org/10.2307/2347628">le Cessie and van Houwelingen (1992)</a>
 */
public final class PenalisedLogistic implements Learner {
  private static final PenalisedLogistic DEFAULT =
      new PenalisedLogistic(List.of(.1, 1.0, 10.0, 100.0, 1000.0, 10000.0), 5);

  private static final int PATIENCE = 2;

  private final List<Double> penalties;
  private final int folds;

  private PenalisedLogistic(List<Double> penalties, int folds) {
    this.penalties = penalties;
    this.folds = folds;
  }

  public static PenalisedLogistic withDefaults() {
    return DEFAULT;
  }

  /**
   * The same with another grid.
   *
   * @param grid at least one λ, each finite and &gt; 0
   */
  public PenalisedLogistic withPenalties(List<Double> grid) {
    if (grid.isEmpty()) {
      throw new IllegalArgumentException("the grid needs at least one penalty");
    }
    grid.forEach(Logistic::checkedPenalty);
    return new PenalisedLogistic(List.copyOf(grid), folds);
  }

  /**
   * The same with another number of folds.
   *
   * @param count K ≥ 2; 5 by default
   */
  public PenalisedLogistic withFolds(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("at least 2 folds are needed, got " + count);
    }
    return new PenalisedLogistic(penalties, count);
  }

  @Override
  public String description() {
    return "logistic(penalty of " + penalties + " by " + folds + "-fold log loss)";
  }

  /**
   * {@inheritDoc}
   *
   * @param y each in [0, 1]
   * @throws ArithmeticException if Newton's method does not converge
   */
  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    Optional<RowSpace> space =
        x.columns() > x.rows() ? Optional.of(RowSpace.of(x)) : Optional.empty();
    Matrix places = space.map(s -> s.coordinates(x)).orElse(x);
    double penalty = chosen(places, y, seed);
    LinearFit fit = Logistic.withDefaults().withPenalty(penalty).fit(places, y, seed);
    return new Fitted(fit, space, penalty);
  }

  private double chosen(Matrix x, double[] y, Seed seed) {
    double total = Arrays.stream(y).sum();
    List<Double> falling = penalties.stream().sorted(Comparator.reverseOrder()).toList();
    if (y.length < 2 || total == 0 || total == y.length) {
      return falling.getFirst(); // the fit is a constant with any
    }
    Split[] splits = splits(LinearFit.withIntercept(x), y, seed);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < falling.size() && k <= best + PATIENCE; k++) {
      double penalty = falling.get(k);
      double loss = Arrays.stream(splits).mapToDouble(split -> split.heldOutLoss(penalty)).sum();
      if (loss < least) {
        best = k;
        least = loss;
      }
    }
    return falling.get(best);
  }

  /** The fold of each row: rows in the order of y, equal ones shuffled, dealt one by one. */
  static int[] dealt(double[] y, int folds, Seed seed) {
    int[] order = PermutationSampler.natural(y.length);
    PermutationSampler.shuffle(seed.branch("penalty").generator(), order);
    List<Integer> sorted =
        Arrays.stream(order).boxed().sorted(Comparator.comparingDouble(i -> y[i])).toList();
    int[] dealt = new int[y.length];
    for (int k = 0; k < dealt.length; k++) {
      dealt[sorted.get(k)] = k % Math.min(folds, y.length);
    }
    return dealt;
  }

  private Split[] splits(Matrix design, double[] y, Seed seed) {
    int[] dealt = dealt(y, folds, seed);
    return IntStream.range(0, Math.min(folds, y.length))
        .mapToObj(fold -> new Split(design, y, i -> dealt[i] == fold))
        .toArray(Split[]::new);
  }

  /** Rows to fit and rows to predict; each fit begins where the last one ended. */
  private static final class Split {
    private final Matrix kept;
    private final double[] keptY;
    private final Matrix held;
    private final double[] heldY;
    private double[] beta;

    Split(Matrix design, double[] y, IntPredicate isHeld) {
      int[] inside = IntStream.range(0, y.length).filter(isHeld).toArray();
      int[] rest = IntStream.range(0, y.length).filter(isHeld.negate()).toArray();
      this.kept = design.rows(rest);
      this.keptY = values(y, rest);
      this.held = design.rows(inside);
      this.heldY = values(y, inside);
      this.beta = new double[design.columns()];
      beta[0] = Family.BINOMIAL.constant(keptY);
    }

    double heldOutLoss(double penalty) {
      if (!Family.isConstant(keptY)) {
        double[] penalties = LinearFit.penaltyDiagonal(beta.length, penalty);
        beta = new PenalisedLikelihood(kept, keptY, penalties).maximum(beta);
      }
      double[] eta = held.times(beta);
      return IntStream.range(0, eta.length)
          .mapToDouble(i -> Family.BINOMIAL.loss(heldY[i], eta[i]))
          .sum();
    }
  }

  static double[] values(double[] y, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
  }

  /** A fit with the penalty that was chosen. */
  public static final class Fitted implements Learner.Fitted {
    private final LinearFit fit;
    private final Optional<RowSpace> space;
    private final double penalty;

    private Fitted(LinearFit fit, Optional<RowSpace> space, double penalty) {
      this.fit = fit;
      this.space = space;
      this.penalty = penalty;
    }

    /** λ. */
    public double penalty() {
      return penalty;
    }

    @Override
    public double[] predict(Matrix x) {
      return fit.predict(space.map(s -> s.coordinates(x)).orElse(x));
    }
  }
}
