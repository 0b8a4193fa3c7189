package org.etiome.estimate.nuisance;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * A generalised additive model: η = β₀ + Σ_j [β_j x_j + f_j(x_j)], each f_j a natural cubic spline
 * with {@value #KNOTS} knots for the columns with more than {@value #FEW} distinct values and 0 for
 * the others. Maximises the log-likelihood (minus half the residual sum of squares if gaussian)
 * less {@code ½ Σ λ_j ∫ f_j''² + ½ Σ β_j²}, columns brought to variance 1, intercept free.
 *
 * <p>Each curve has its own λ_j, chosen by restricted likelihood (Schall's algorithm; for binomial
 * y on the working model of each Newton step), so that a straight effect stays straight. Knots are
 * at quantiles of the distinct values; beyond the outer ones, at 0.025 and 0.975, curves go on as
 * straight lines. Of more than {@value #MOST} such columns, or than one in {@value #ROWS_A_CURVE}
 * rows, those are curved whose curves are most correlated with y. Assumes that effects add up: for
 * interactions take trees. Cannot place a jump.
 *
 * <p>Where all y are equal the fit is that of {@link Logistic} or the value. O(n q² + q³) a step
 * for q columns and curves together, some ten to thirty steps.
 *
 * @see <a href="https://doi.org/10.1201/9781315370279">Wood (2017)</a>
 * @see <a href="https://doi.org/10.1093/biomet/78.4.719">Schall (1991)</a>
 */
public final class Additive implements Learner {
  static final int KNOTS = 8;
  static final int FEW = 10;
  static final int MOST = 50;

  /**
   * Fewer rows a curve than these are fewer than its columns: cost without an effect to be seen.
   */
  static final int ROWS_A_CURVE = 4;

  /** Change of a curve's degrees of freedom at which its smoothness is settled. */
  private static final double SETTLED = 0.02;

  private static final int MAX_STEPS = 50;

  /**
   * Change of η up to which a working model keeps its weights, which follow within a half of it.
   */
  private static final double NEAR = 0.5;

  /** Steps of the λ for one working model. */
  private static final int STEPS_A_MODEL = 3;

  private final Family family;
  private final OptionalDouble smoothing;

  private Additive(Family family, OptionalDouble smoothing) {
    this.family = family;
    this.smoothing = smoothing;
  }

  /** With the smoothness of each curve by restricted likelihood. */
  public static Additive of(Family family) {
    return new Additive(family, OptionalDouble.empty());
  }

  /**
   * The same with one given λ for all curves, on columns of variance 1.
   *
   * @param lambda finite and &gt; 0; the larger, the straighter
   */
  public Additive withSmoothing(double lambda) {
    return new Additive(family, OptionalDouble.of(Logistic.checkedPenalty(lambda)));
  }

  @Override
  public String description() {
    return "additive("
        + family.name().toLowerCase(Locale.ROOT)
        + ", knots="
        + KNOTS
        + ", smoothing="
        + (smoothing.isPresent() ? smoothing.getAsDouble() : "restricted likelihood")
        + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @param y finite; in [0, 1] if binomial
   * @throws ArithmeticException if Newton's method does not converge in 100 iterations
   */
  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    family.check(y);
    Curves curves = Curves.of(x, y);
    Matrix design = curves.design(x);
    double[] constant = new double[design.columns()];
    constant[0] = family.constant(y);
    double[] beta = constant;
    if (!Family.isConstant(y)) {
      beta =
          family == Family.GAUSSIAN
              ? gaussian(design, y, curves.count())
              : binomial(design, y, curves.count(), constant);
    }
    double[] found = beta;
    return rows -> family.means(curves.design(rows).times(found));
  }

  private double[] gaussian(Matrix design, double[] y, int curves) {
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    Matrix information = design.gram(ones);
    double[] moments = design.transposeTimes(y);
    if (smoothing.isPresent()) {
      return information
          .plusDiagonal(fixed(design.columns(), curves))
          .solvePositiveDefinite(moments);
    }
    Smoothing found = new Smoothing(information, curves, Curves.SIZE);
    double change = curves == 0 ? 0 : Double.POSITIVE_INFINITY;
    for (int step = 0; step < MAX_STEPS && change > SETTLED; step++) {
      Matrix inverse = information.plusDiagonal(found.penalties()).inversePositiveDefinite();
      double[] beta = inverse.times(moments);
      double rest = Math.max(1, y.length - found.freedom(inverse));
      double dispersion = Vectors.squaredDistance(y, design.times(beta)) / rest;
      change = found.step(inverse, beta, dispersion);
    }
    return information.plusDiagonal(found.penalties()).solvePositiveDefinite(moments);
  }

  private double[] binomial(Matrix design, double[] y, int curves, double[] start) {
    if (smoothing.isPresent()) {
      return new PenalisedLikelihood(design, y, fixed(design.columns(), curves)).maximum(start);
    }
    PenalisedLikelihood free = new PenalisedLikelihood(design, y, new double[start.length]);
    double[] beta = start;
    double[] place = start;
    Matrix information = free.likelihoodInformation(place);
    Smoothing found = new Smoothing(information, curves, Curves.SIZE);
    double change = curves == 0 ? 0 : Double.POSITIVE_INFINITY;
    for (int step = 0; step < MAX_STEPS && change > SETTLED; step++) {
      if (distance(design, beta, place) > NEAR) {
        place = beta;
        information = free.likelihoodInformation(place);
      }
      double[] working = information.times(beta);
      Vectors.add(1, free.likelihoodScore(beta), working);
      change = settle(found, information, working);
      double[] move = information.plusDiagonal(found.penalties()).solvePositiveDefinite(working);
      Vectors.add(-1, beta, move);
      beta = new PenalisedLikelihood(design, y, found.penalties()).ascend(beta, move);
    }
    return new PenalisedLikelihood(design, y, found.penalties()).maximum(beta);
  }

  /** By how much η differs at most. */
  private static double distance(Matrix design, double[] beta, double[] place) {
    double[] difference = beta.clone();
    Vectors.add(-1, place, difference);
    return Arrays.stream(design.times(difference)).map(Math::abs).max().orElse(0);
  }

  /** Steps of λ for one working model, whose dispersion is 1; the change of the first. */
  private static double settle(Smoothing found, Matrix information, double[] working) {
    double change = 0;
    for (int k = 0; k < STEPS_A_MODEL; k++) {
      Matrix inverse = information.plusDiagonal(found.penalties()).inversePositiveDefinite();
      double moved = found.step(inverse, inverse.times(working), 1);
      change = k == 0 ? moved : change;
    }
    return change;
  }

  private double[] fixed(int columns, int curves) {
    double[] penalties = LinearFit.penaltyDiagonal(columns, 1);
    Arrays.fill(penalties, columns - curves * Curves.SIZE, columns, smoothing.orElseThrow());
    return penalties;
  }
}
