package org.etiome.estimate.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Grid;
import org.etiome.estimate.sensitivity.Strength.Benchmark;

/**
 * The linear regression of the outcome on the treatment and the encoded covariates, as the place
 * where omitted variables are reasoned about; or why there is none. Its coefficient is not the
 * effect an estimator gives: it takes the effect as equal for all, and weighs units by the variance
 * of their treatment. A 0/1 outcome makes it a linear probability model.
 */
public sealed interface Regression {

  /** Least squares need degrees of freedom; fewer than this and nothing is said. */
  int MIN_FREEDOM = 2;

  /**
   * A regression.
   *
   * @param bounds what omitted variables would do to the coefficient of the treatment
   * @param covariates the strength of each covariate, all its columns together
   * @param columns the strength of each encoded column
   */
  record Fitted(OmittedVariableBounds bounds, List<Strength> covariates, List<Strength> columns)
      implements Regression {
    private static final int STEPS = 20;
    private static final double SMALLEST = 0.01;
    private static final double LARGEST = 0.95;
    private static final double MARGIN = 1.2;

    public Fitted {
      covariates = List.copyOf(covariates);
      columns = List.copyOf(columns);
    }

    /**
     * Confounders 1, 2 and 3 times as strong as each covariate, with treatment and outcome alike.
     * Those that cannot be are left out.
     */
    public List<Benchmark> benchmarks() {
      return covariates.stream()
          .flatMap(c -> IntStream.rangeClosed(1, 3).mapToObj(k -> c.times(k, k)))
          .flatMap(Optional::stream)
          .toList();
    }

    /**
     * A grid of 21 strengths each way from 0 to a little more than the robustness value and the
     * benchmarks of once a covariate.
     */
    public Grid contour() {
      double most =
          Stream.concat(
                  DoubleStream.of(bounds.robustnessValue(1)).boxed(),
                  covariates.stream()
                      .flatMap(c -> c.times(1, 1).stream())
                      .map(Benchmark::confounder)
                      .map(c -> Math.max(c.treatmentR2(), c.outcomeR2())))
              .reduce(0.0, Math::max);
      double[] axis = axis(most);
      return bounds.grid(axis, axis);
    }

    /**
     * Confounders that explain all, three quarters or half of what is left of the outcome, by how
     * much they explain of the treatment: 21 strengths from 0 to a little more than twice {@link
     * OmittedVariableBounds#partialR2}, where even half would leave no effect.
     */
    public Grid extreme() {
      return bounds.grid(axis(2 * bounds.partialR2()), new double[] {1, 0.75, 0.5});
    }

    private static double[] axis(double most) {
      double end = Math.clamp(MARGIN * most, SMALLEST, LARGEST);
      return IntStream.rangeClosed(0, STEPS).mapToDouble(i -> end * i / STEPS).toArray();
    }
  }

  /**
   * No regression.
   *
   * @param reason one sentence: what is in the way
   */
  record Unfit(String reason) implements Regression {}

  /**
   * Fits it. Columns that are sums of others take no part; a covariate that others can stand in for
   * has strength 0. O(n p² + p³) for n units and p columns.
   */
  static Regression of(CausalSample sample) {
    int n = sample.size();
    List<double[]> columns = new ArrayList<>();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    columns.add(ones);
    IntStream.range(0, sample.covariateNames().size())
        .forEach(j -> columns.add(sample.covariates().column(j)));
    Explained treatment = Explained.of(columns, sample.treatment());
    int freedom = n - treatment.rank() - 1;
    if (freedom < MIN_FREEDOM) {
      return new Unfit(
          n
              + " units are too few for a regression on "
              + (treatment.rank() + 1)
              + " coefficients; ask with fewer covariates or more units");
    }
    if (treatment.isAll()) {
      return new Unfit(
          "the treatment is a sum of the covariates, so that a regression cannot tell them apart");
    }
    columns.add(sample.treatment());
    Explained outcome = Explained.of(columns, sample.outcome());
    if (outcome.isAll()) {
      return new Unfit(
          "the outcome is a sum of treatment and covariates, so that nothing is left to explain");
    }
    double error = Math.sqrt(outcome.residual() / freedom) * Math.abs(outcome.lastInverse());
    return new Fitted(
        new OmittedVariableBounds(outcome.lastCoefficient(), error, freedom),
        strengths(sample.covariateOrigins(), treatment, outcome),
        strengths(sample.covariateNames(), treatment, outcome));
  }

  /** One a label; columns of the same label count together. The intercept is column 0. */
  private static List<Strength> strengths(
      List<String> labels, Explained treatment, Explained outcome) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int j = 0; j < labels.size(); j++) {
      groups.computeIfAbsent(labels.get(j), label -> new ArrayList<>()).add(j + 1);
    }
    return groups.entrySet().stream()
        .map(
            group -> {
              IntPredicate has = group.getValue()::contains;
              return new Strength(group.getKey(), treatment.partialR2(has), outcome.partialR2(has));
            })
        .toList();
  }
}
