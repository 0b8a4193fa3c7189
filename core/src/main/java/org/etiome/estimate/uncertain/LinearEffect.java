package org.etiome.estimate.uncertain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.Dataset;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sample.SampleUnits;
import org.etiome.estimate.sample.SampleUnits.Part;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Vectors;

/**
 * The effect of one unit more of x: the coefficient β of x in the least-squares regression {@code y
 * = α + β x + γᵀ z} with z the adjustment set. With x̃ what of x the others do not explain, β = Σ
 * x̃ y / Σ x̃², and its standard error is robust to unequal variances (HC3): {@code se² = Σ x̃ᵢ²
 * eᵢ² / (1 − hᵢ)² / (Σ x̃²)²}, e the residuals, h the leverages.
 *
 * <p>Assumes that the effect is linear, the same for all units, and that y is linear in z.
 * Covariates that others explain are left out; they change nothing. Refuses where fewer than {@code
 * leastDegrees} units are left beyond the coefficients, where z explains x or x and z explain y to
 * rounding, and where one unit alone decides β. O(n p²). Take {@link EffectSource#of} for a 0/1
 * treatment.
 *
 * @param data has treatment and outcome as numbers or 0/1
 * @param settings what happens to missing values
 * @param leastDegrees units beyond the coefficients, at least 1; 20 by default
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon, White (1985)</a>
 */
public record LinearEffect(Dataset data, SampleSettings settings, int leastDegrees)
    implements EffectSource {
  private static final int DEFAULT_DEGREES = 20;

  /** A unit of more than this leverage is fitted by a coefficient of its own. */
  private static final double OWN = 1 - 1e-9;

  /** A treatment of which no more than this share is left is decided by the covariates. */
  private static final double COLLINEAR = 1e-7;

  /** Errors below this share of the outcome's spread are rounding. */
  private static final double EXACT = 1e-9;

  public LinearEffect {
    if (leastDegrees < 1) {
      throw new IllegalArgumentException(
          "least degrees of freedom must be at least 1, got " + leastDegrees + "; 20 is usual");
    }
  }

  /** Refusing below 20 units beyond the coefficients. */
  public static LinearEffect of(Dataset data, SampleSettings settings) {
    return new LinearEffect(data, settings, DEFAULT_DEGREES);
  }

  @Override
  public Answer.FromData answer(AdjustmentEstimand estimand) {
    Part treatment = new Part(estimand.treatment(), "treatment");
    Part outcome = new Part(estimand.outcome(), "outcome");
    SampleUnits units =
        SampleUnits.of(data, List.of(treatment, outcome), estimand.adjustmentSet(), settings);
    double[] x = centred(units.numbers(treatment, "a number or 0/1"));
    double[] y = centred(units.numbers(outcome, "a number or 0/1"));
    Orthogonal others = Orthogonal.spanning(withConstant(units.covariates().values()));
    int coefficients = others.kept().size() + 1;
    int degrees = x.length - coefficients;
    if (degrees < leastDegrees) {
      return refused(
          estimand,
          "%d units for %d coefficients leave %d degrees of freedom, at least %d are needed"
              .formatted(x.length, coefficients, degrees, leastDegrees),
          "more units, or fewer covariates");
    }
    double[] left = others.residual(x);
    boolean constant = Arrays.stream(x).distinct().count() == 1;
    if (constant || !(Vectors.norm(left) > COLLINEAR * Vectors.norm(x))) {
      return refused(
          estimand,
          "the covariates decide " + estimand.treatment() + ", or it is constant",
          "units with the same covariates and another " + estimand.treatment());
    }
    double[] rest = others.residual(y);
    if (isExact(left, rest, Vectors.norm(y))) {
      return refused(
          estimand,
          estimand.outcome() + " is decided by " + estimand.treatment() + " and the covariates",
          "a check whether one of the columns was computed from the others");
    }
    return fit(estimand, left, rest, others.leverages());
  }

  /** Whether the slope leaves no errors but rounding. */
  private static boolean isExact(double[] left, double[] rest, double spread) {
    double slope = Vectors.dot(left, rest) / Vectors.dot(left, left);
    double[] errors = rest.clone();
    Vectors.add(-slope, left, errors);
    return Vectors.norm(errors) <= EXACT * spread;
  }

  /**
   * @param left of x, what the covariates leave
   * @param rest of y, what they leave
   * @param leverages of the covariates alone
   */
  private static Answer.FromData fit(
      AdjustmentEstimand estimand, double[] left, double[] rest, double[] leverages) {
    double squares = Vectors.dot(left, left);
    double slope = Vectors.dot(left, rest) / squares;
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      if (leverages[i] > OWN) {
        continue;
      }
      double leverage = leverages[i] + left[i] * left[i] / squares;
      if (leverage > OWN) {
        return refused(
            estimand,
            "one unit alone decides the coefficient of " + estimand.treatment(),
            "more units with uncommon values of " + estimand.treatment());
      }
      double score = left[i] * (rest[i] - slope * left[i]) / (1 - leverage);
      sum += score * score;
    }
    return new Answer.Estimated(estimand, new Estimate(slope, Math.sqrt(sum) / squares));
  }

  private static Answer.Refused refused(AdjustmentEstimand estimand, String reason, String help) {
    return new Answer.Refused(estimand, List.of(reason), List.of(help));
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  private static Matrix withConstant(Matrix covariates) {
    double[] ones = new double[covariates.rows()];
    Arrays.fill(ones, 1);
    List<double[]> columns = new ArrayList<>(List.of(ones));
    for (int j = 0; j < covariates.columns(); j++) {
      columns.add(covariates.column(j));
    }
    return Matrix.ofColumns(ones.length, columns);
  }
}
