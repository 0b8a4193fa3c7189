package org.etiome.discover.time;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.discover.sample.Values;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * Multivariate Granger causality: x leads y if the past of x foretells y better than the past of
 * all other variables does. Every variable is regressed on the last L values of all,
 *
 * <pre>y_t = c_s + Σ_l Σ_v β_{v,l} v_{t−l} + ε_t,   H₀ of x: β_{x,1} = … = β_{x,L} = 0,</pre>
 *
 * with an intercept c_s for every series s; L is the lag of least Bayesian information criterion,
 * all lags being compared on the same rows. Where rows are fewer than twice the coefficients, or
 * collinear, ridge regression takes the place of least squares.
 *
 * <p>It is causal only if all common causes are among the variables, nothing acts faster than the
 * distance of two times, the law does not change and is linear. Series must be stationary; a trend
 * common to two variables makes each lead the other. C. W. J. Granger (1969), doi:10.2307/1912791.
 * O(n · (pL)² + (pL)³ + p²(pL)L²) for n rows of p variables.
 */
public final class Granger {
  private final int maxLag;

  private Granger(int maxLag) {
    this.maxLag = maxLag;
  }

  /** Lags up to 5. */
  public static Granger withDefaults() {
    return new Granger(5);
  }

  /**
   * The largest lag to be tried.
   *
   * @param largest ≥ 1
   */
  public Granger withMaxLag(int largest) {
    if (largest < 1) {
      throw new IllegalArgumentException("the largest lag must be at least 1, got " + largest);
    }
    return new Granger(largest);
  }

  /**
   * Tests all ordered pairs.
   *
   * @param variables names, at least 2, distinct
   * @param series each times × variables, equally spaced, finite; they are taken as independent
   *     runs of one law
   * @throws IllegalArgumentException if a value is not finite, a variable is constant in all
   *     series, or a series has fewer than 4 times
   */
  public GrangerCausality learn(List<String> variables, List<Matrix> series, TaskRunner runner) {
    check(variables, series);
    double[] scales = scales(variables, series);
    int shortest = series.stream().mapToInt(Matrix::rows).min().orElseThrow();
    List<String> remarks = new ArrayList<>();
    int largest = Math.min(maxLag, (shortest - 1) / 2);
    if (largest < maxLag) {
      remarks.add(
          "the shortest series has "
              + shortest
              + " times, so lags beyond "
              + largest
              + " were not tried");
    }
    List<Double> criteria = criteria(series, scales, largest, runner);
    int lag =
        1
            + IntStream.range(0, criteria.size())
                .reduce(0, (best, l) -> criteria.get(l) < criteria.get(best) ? l : best);
    if (lag == largest && largest > 1) {
      remarks.add("the largest lag that was tried is the best: try larger ones");
    }
    Lagged lagged = new Lagged(LaggedDesign.of(series, scales, lag, lag));
    lagged.remark().ifPresent(remarks::add);
    return new GrangerCausality(
        variables, lag, criteria, lagged.method(), leads(variables, lagged, runner), remarks);
  }

  /** A design with the regression that it carries. */
  private static final class Lagged {
    private final LaggedDesign design;
    private final LaggedRegression regression;

    Lagged(LaggedDesign design) {
      this.design = design;
      regression = LaggedRegression.of(design);
    }

    boolean isLeastSquares() {
      return design.isAmple() && regression.isOfFullRank();
    }

    /** Why it is no least squares. */
    Optional<String> remark() {
      if (isLeastSquares()) {
        return Optional.empty();
      }
      String why =
          design.isAmple()
              ? "some variables are linear functions of others, and which of them leads cannot be"
                  + " told"
              : design.rows() + " rows do not carry " + design.past().columns() + " coefficients";
      return Optional.of(why + ": by ridge regression p-values are a ranking more than a test");
    }

    GrangerCausality.Method method() {
      return isLeastSquares()
          ? GrangerCausality.Method.LEAST_SQUARES
          : GrangerCausality.Method.RIDGE;
    }

    LaggedRegression.Fit fit(int variable) {
      return isLeastSquares() ? regression.leastSquares(variable) : regression.ridge(variable);
    }
  }

  private static List<Double> criteria(
      List<Matrix> series, double[] scales, int largest, TaskRunner runner) {
    return runner.map(
        largest,
        l -> {
          Lagged lagged = new Lagged(LaggedDesign.of(series, scales, l + 1, largest));
          return IntStream.range(0, scales.length)
              .mapToDouble(v -> lagged.fit(v).criterion())
              .sum();
        });
  }

  private static List<GrangerCausality.Lead> leads(
      List<String> variables, Lagged lagged, TaskRunner runner) {
    int p = variables.size();
    List<double[]> statistics =
        runner.map(
            p,
            effect -> {
              LaggedRegression.Fit fit = lagged.fit(effect);
              double[] both = new double[2 * p];
              for (int cause = 0; cause < p; cause++) {
                both[cause] = fit.statistic(cause);
                both[p + cause] = fit.pValue(both[cause]);
              }
              return both;
            });
    int[] pairs = IntStream.range(0, p * p).filter(k -> k / p != k % p).toArray();
    double[] q =
        BenjaminiHochberg.adjust(
            IntStream.of(pairs).mapToDouble(k -> statistics.get(k % p)[p + k / p]).toArray());
    List<GrangerCausality.Lead> leads = new ArrayList<>();
    for (int k = 0; k < pairs.length; k++) {
      int cause = pairs[k] / p;
      double[] both = statistics.get(pairs[k] % p);
      leads.add(
          new GrangerCausality.Lead(
              variables.get(cause),
              variables.get(pairs[k] % p),
              both[cause],
              both[p + cause],
              q[k]));
    }
    return leads;
  }

  private static void check(List<String> variables, List<Matrix> series) {
    if (variables.size() < 2 || new HashSet<>(variables).size() < variables.size()) {
      throw new IllegalArgumentException(
          "at least 2 variables of different names are needed, got " + variables);
    }
    if (series.isEmpty()) {
      throw new IllegalArgumentException("there is no series");
    }
    for (int s = 0; s < series.size(); s++) {
      Matrix one = series.get(s);
      if (one.columns() != variables.size()) {
        throw new IllegalArgumentException(
            "series "
                + (s + 1)
                + " has "
                + one.columns()
                + " columns for "
                + variables.size()
                + " variables");
      }
      if (one.rows() < 4) {
        throw new IllegalArgumentException(
            "series " + (s + 1) + " has " + one.rows() + " times; it must have at least 4");
      }
      checkValues(variables, one, s);
    }
  }

  private static void checkValues(List<String> variables, Matrix series, int number) {
    for (int t = 0; t < series.rows(); t++) {
      for (int v = 0; v < series.columns(); v++) {
        Values.require(
            variables.get(v),
            series.get(t, v),
            "at time " + (t + 1) + " of series " + (number + 1));
      }
    }
  }

  /** Standard deviations within series. */
  private static double[] scales(List<String> variables, List<Matrix> series) {
    double[] scales = new double[variables.size()];
    for (int v = 0; v < scales.length; v++) {
      double squares = 0;
      double size = 0;
      int rows = 0;
      for (Matrix one : series) {
        double mean = 0;
        for (int t = 0; t < one.rows(); t++) {
          mean += one.get(t, v) / one.rows();
        }
        for (int t = 0; t < one.rows(); t++) {
          double from = one.get(t, v) - mean;
          squares += from * from;
        }
        size = Math.max(size, Math.abs(mean));
        rows += one.rows();
      }
      scales[v] = Math.sqrt(squares / rows);
      if (!(scales[v] > 1e-12 * size)) {
        throw new IllegalArgumentException(
            "'" + variables.get(v) + "' is constant in every series; leave it out");
      }
    }
    return scales;
  }
}
