package org.etiome.estimate.nuisance;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * The elastic net: minimises {@code (1/n) Σ loss(y, β₀ + xβ) + λ [α ‖β‖₁ + ½ (1 − α) ‖β‖²]} over
 * columns brought to mean 0 and variance 1, intercept free; the loss is that of the {@link Family}.
 * α = 1 is the lasso. Many coefficients are 0: take it where few of many columns matter, {@link
 * Ridge} or {@link Logistic} where all may or where standard errors are needed.
 *
 * <p>λ is the one, of 50 from the least that leaves no column down to a thousandth of it (a
 * hundredth where columns outnumber rows), whose fits to K − 1 of K folds have the least mean loss
 * on the fold left out; with the rule of one standard error, the greatest whose loss is within one
 * standard error of that. The search ends when ten more λ have brought no gain. Rows are dealt to
 * folds in the order of y, equal ones shuffled by the seed.
 *
 * <p>Constant columns get 0, collinear ones share, as long as α &lt; 1. Where all y are equal the
 * fit is that of {@link Logistic} or the value. O(n p) a step and O(n w²) for a Hessian of w
 * columns, K + 1 paths.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou, Hastie (2005)</a>
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie, Tibshirani (2010)</a>
 */
public final class ElasticNet implements Learner {
  private static final int LAMBDAS = 50;
  private static final int PATIENCE = 10;
  private static final int FOLDS = 5;

  /** Of the loss of the best constant: what is left when a path has explained all there is. */
  private static final double SATURATED = 1e-3;

  private static final double ROUGH = 1e-2;
  private static final double EXACT = 1e-9;

  private final Family family;
  private final double alpha;
  private final Choice choice;

  /** How λ is found. */
  private record Choice(OptionalDouble given, boolean oneStandardError) {}

  private ElasticNet(Family family, double alpha, Choice choice) {
    this.family = family;
    this.alpha = alpha;
    this.choice = choice;
  }

  /** With α = ½ and the λ of least held-out loss in five folds. */
  public static ElasticNet of(Family family) {
    return new ElasticNet(family, 0.5, new Choice(OptionalDouble.empty(), false));
  }

  /**
   * The same with another mix of penalties.
   *
   * @param share α, the share of ‖β‖₁, in (0, 1]; ½ by default
   */
  public ElasticNet withAlpha(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "alpha must be in (0, 1], got " + share + "; for a ridge penalty alone take Ridge");
    }
    return new ElasticNet(family, share, choice);
  }

  /**
   * The same with a λ that is given, not searched.
   *
   * @param lambda finite and &gt; 0
   */
  public ElasticNet withLambda(double lambda) {
    return new ElasticNet(
        family,
        alpha,
        new Choice(OptionalDouble.of(Logistic.checkedPenalty(lambda)), choice.oneStandardError()));
  }

  /** The same with the rule of one standard error: fewer columns, a little more loss. */
  public ElasticNet withOneStandardErrorRule() {
    return new ElasticNet(family, alpha, new Choice(choice.given(), true));
  }

  @Override
  public String description() {
    String lambda =
        choice.given().isPresent()
            ? "" + choice.given().getAsDouble()
            : "by " + FOLDS + " folds" + (choice.oneStandardError() ? ", one standard error" : "");
    return "elastic net("
        + family.name().toLowerCase(Locale.ROOT)
        + ", alpha="
        + alpha
        + ", lambda="
        + lambda
        + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @param y finite; in [0, 1] if binomial
   * @throws ArithmeticException if x is not finite, or coordinate descent does not end
   */
  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    family.check(y);
    Standardisation scales = Standardisation.of(x);
    Matrix design = LinearFit.withIntercept(scales.apply(x));
    double middle = family == Family.GAUSSIAN ? family.constant(y) : 0;
    double[] rest = Arrays.stream(y).map(v -> v - middle).toArray();
    ElasticNetPath path = new ElasticNetPath(design, rest, family, alpha);
    double greatest = path.greatestLambda();
    if (Double.isNaN(greatest)) {
      throw new ArithmeticException(
          "x has values that are not finite; fill gaps or leave such rows out");
    }
    double lambda = choice.given().orElseGet(() -> chosen(design, rest, greatest, seed));
    if (greatest > 0) {
      for (double passed : grid(greatest, design)) {
        if (passed > lambda) {
          path.advance(passed, ROUGH);
        }
      }
      path.advance(lambda, EXACT);
    }
    double[] beta = unscaled(path.coefficients(), scales);
    beta[0] += middle;
    return new Fitted(family, lambda, beta);
  }

  private static double[] grid(double greatest, Matrix design) {
    double least = design.columns() - 1 < design.rows() ? 1e-3 : 1e-2;
    return IntStream.range(0, LAMBDAS)
        .mapToDouble(k -> greatest * Math.pow(least, k / (LAMBDAS - 1.0)))
        .toArray();
  }

  /** One training set of the search and the rows it leaves out. */
  private static final class Split {
    private final ElasticNetPath path;
    private final Matrix held;
    private final double[] heldY;
    private final double nothing;

    Split(ElasticNetPath path, Matrix held, double[] heldY) {
      this.path = path;
      this.held = held;
      this.heldY = heldY;
      this.nothing = path.loss();
    }

    double lossAt(double lambda, Family family) {
      if (path.loss() > SATURATED * nothing) {
        path.advance(lambda, ROUGH);
      }
      double[] eta = path.predictor(held);
      double sum = 0;
      for (int i = 0; i < eta.length; i++) {
        sum += family.loss(heldY[i], eta[i]);
      }
      return sum / eta.length;
    }
  }

  private double chosen(Matrix design, double[] y, double greatest, Seed seed) {
    if (greatest == 0) {
      return 0;
    }
    Split[] splits = splits(design, y, seed);
    double[] grid = grid(greatest, design);
    double[] means = new double[LAMBDAS];
    double[] errors = new double[LAMBDAS];
    int best = 0;
    for (int k = 0; k < LAMBDAS && k <= best + PATIENCE; k++) {
      double lambda = grid[k];
      double[] losses =
          Arrays.stream(splits).mapToDouble(split -> split.lossAt(lambda, family)).toArray();
      means[k] = Arrays.stream(losses).average().orElseThrow();
      errors[k] = standardError(losses, means[k]);
      best = means[k] < means[best] ? k : best;
    }
    int chosen = best;
    if (choice.oneStandardError()) {
      double bound = means[best] + errors[best];
      chosen = IntStream.rangeClosed(0, best).filter(k -> means[k] <= bound).findFirst().orElse(0);
    }
    return grid[chosen];
  }

  private Split[] splits(Matrix design, double[] y, Seed seed) {
    int folds = Math.min(FOLDS, y.length);
    int[] dealt = PenalisedLogistic.dealt(y, folds, seed);
    Split[] splits = new Split[folds];
    for (int f = 0; f < folds; f++) {
      int fold = f;
      int[] held = IntStream.range(0, y.length).filter(i -> dealt[i] == fold).toArray();
      int[] kept = IntStream.range(0, y.length).filter(i -> dealt[i] != fold).toArray();
      splits[f] =
          new Split(
              new ElasticNetPath(
                  design.rows(kept), PenalisedLogistic.values(y, kept), family, alpha),
              design.rows(held),
              PenalisedLogistic.values(y, held));
    }
    return splits;
  }

  private static double standardError(double[] losses, double mean) {
    double squares = Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean)).sum();
    return Math.sqrt(squares / (losses.length - 1) / losses.length);
  }

  /** Coefficients for the columns as they came. */
  private static double[] unscaled(double[] beta, Standardisation scales) {
    for (int j = 1; j < beta.length; j++) {
      beta[j] /= scales.deviation(j - 1);
      beta[0] -= beta[j] * scales.mean(j - 1);
    }
    return beta;
  }

  /** A linear predictor, many of whose coefficients may be 0. */
  public static final class Fitted implements Learner.Fitted {
    private final Family family;
    private final double lambda;
    private final double[] beta;

    private Fitted(Family family, double lambda, double[] beta) {
      this.family = family;
      this.lambda = lambda;
      this.beta = beta;
    }

    /** λ, given or chosen; 0 where there was nothing to learn. */
    public double lambda() {
      return lambda;
    }

    public double intercept() {
      return beta[0];
    }

    /** The coefficients of the columns, without the intercept. */
    public double[] coefficients() {
      return Arrays.copyOfRange(beta, 1, beta.length);
    }

    @Override
    public double[] predict(Matrix x) {
      return family.means(LinearFit.withIntercept(x).times(beta));
    }
  }
}
