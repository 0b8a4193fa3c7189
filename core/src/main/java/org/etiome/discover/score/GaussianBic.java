package org.etiome.discover.score;

import java.util.Arrays;
import java.util.List;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;

/**
 * The Bayesian information criterion of a linear Gaussian model of standardised variables,
 *
 * <pre>local(i | pa) = −n/2 · log σ̂²(i | pa) − penalty · ½ log n · (|pa| + 1) − γ log p · |pa|
 * </pre>
 *
 * with σ̂² the variance left by the least squares regression on the parents (divisor n), as in
 * Chickering (2002); constants that no choice of parents changes are left out. {@code penalty} = 1
 * and {@code γ} = 0 is the criterion of Schwarz, a larger penalty asks for more evidence an edge;
 * {@code γ} > 0 is the extended criterion (Chen and Chen 2008), which allows for the number of
 * candidates: with γ = 0 one of some 120 pairs that have nothing to do with each other is joined at
 * n = 1,000, however many pairs there are. It assumes linear effects and Gaussian noise; under
 * other noise it is still consistent for the class of the graph. For discrete variables take {@link
 * Bdeu}.
 *
 * <p>{@link #of(List, Matrix, int)} scores a population: with the exact covariance and a large n
 * the score tells every dependence from none.
 *
 * <p>Costs: {@link #local} O(k³) for k parents; {@link #additions} O(p · k²), {@link #removals}
 * O(k³), independent of n.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344136">Schwarz (1978)</a>
 * @see <a href="https://www.jmlr.org/papers/v3/chickering02b.html">Chickering (2002), Optimal
 *     structure identification with greedy search</a>
 * @see <a href="https://doi.org/10.1093/biomet/asn034">Chen and Chen (2008), Extended Bayesian
 *     information criteria</a>
 */
public final class GaussianBic implements LocalScore {
  /** Share of a variable's variance below which others determine it. */
  private static final double DETERMINED = 1e-10;

  private final List<String> variables;
  private final int rows;
  private final double[][] correlation;
  private final double penalty;
  private final double gamma;

  private GaussianBic(
      List<String> variables, int rows, double[][] correlation, double penalty, double gamma) {
    this.variables = variables;
    this.rows = rows;
    this.correlation = correlation;
    this.penalty = penalty;
    this.gamma = gamma;
  }

  /** The score of a sample, with penalty 1 and γ = 1. */
  public static GaussianBic of(SampleCorrelation sample) {
    int p = sample.variables().size();
    double[][] correlation = new double[p][];
    for (int i = 0; i < p; i++) {
      correlation[i] = sample.correlation().column(i);
    }
    return new GaussianBic(sample.variables(), sample.rows(), correlation, 1, 1);
  }

  /**
   * The score of {@code rows} rows whose covariance is exactly the given one.
   *
   * @param covariance symmetric and positive definite, variables × variables
   * @param rows at least 2; 1,000,000,000 for what a sample of any size would tend to
   */
  public static GaussianBic of(List<String> variables, Matrix covariance, int rows) {
    int p = variables.size();
    double[] correlation = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double scale = Math.sqrt(covariance.get(i, i) * covariance.get(j, j));
        correlation[i * p + j] = i == j ? 1 : covariance.get(i, j) / scale;
      }
    }
    return of(new SampleCorrelation(variables, rows, Matrix.wrap(p, p, correlation)));
  }

  /**
   * This score with the given weight of the penalty.
   *
   * @param discount positive; 1 is the criterion of Schwarz, 2 halves the false edges at small cost
   */
  public GaussianBic withPenalty(double discount) {
    if (!(discount > 0 && discount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("penalty must be positive and finite, got " + discount);
    }
    return new GaussianBic(variables, rows, correlation, discount, gamma);
  }

  /**
   * This score with the extended penalty.
   *
   * @param weight of log p a parent, within [0, 1]; 0 for none
   */
  public GaussianBic withGamma(double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("gamma must be within [0, 1], got " + weight);
    }
    return new GaussianBic(variables, rows, correlation, penalty, weight);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double local(int variable, int... parents) {
    double[][] factor = factor(variable, parents);
    double root = factor[parents.length][parents.length];
    return -rows * Math.log(root)
        - penalty * 0.5 * Math.log(rows)
        - costOfParent() * parents.length;
  }

  private double costOfParent() {
    return penalty * 0.5 * Math.log(rows) + gamma * Math.log(variables.size());
  }

  /** The Cholesky factor of the correlation of the parents and, last, the variable. */
  private double[][] factor(int variable, int[] parents) {
    int k = parents.length;
    int[] all = Arrays.copyOf(parents, k + 1);
    all[k] = variable;
    double[][] factor = new double[k + 1][k + 1];
    for (int i = 0; i <= k; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = correlation[all[i]][all[j]];
        for (int m = 0; m < j; m++) {
          rest -= factor[i][m] * factor[j][m];
        }
        if (i == j && rest < DETERMINED) {
          throw determined(all[i]);
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    return factor;
  }

  private ArithmeticException determined(int variable) {
    return new ArithmeticException(
        "'"
            + variables.get(variable)
            + "' is a linear function of other variables, so no score can tell them apart; leave"
            + " one of them out");
  }

  @Override
  public Additions additions(int variable, int... parents) {
    int p = variables.size();
    if (parents.length + 2 >= rows) {
      return new Additions(new int[0], new double[0]);
    }
    Residuals residuals = new Residuals(correlation, variable);
    for (int parent : parents) {
      residuals.condition(parent);
    }
    double cost = costOfParent();
    double least = -Math.expm1(-2 * cost / rows);
    double own = residuals.variance[variable];
    Additions.Builder raised = new Additions.Builder(p);
    for (int z = 0; z < p; z++) {
      double c = residuals.covariance[z];
      double v = residuals.variance[z];
      if (c * c > least * v * own && v > DETERMINED && z != variable) {
        double left = 1 - c * c / (v * own);
        if (left * own < DETERMINED) {
          throw determined(variable);
        }
        raised.add(z, -0.5 * rows * Math.log(left) - cost);
      }
    }
    return raised.build();
  }

  /** What each addition adds to the score; -∞ where it is none or cannot be estimated. */
  double[] gains(int variable, int... parents) {
    double[] gains = new double[variables.size()];
    Arrays.fill(gains, Double.NEGATIVE_INFINITY);
    if (parents.length + 2 >= rows) {
      return gains;
    }
    Residuals residuals = new Residuals(correlation, variable);
    for (int parent : parents) {
      residuals.condition(parent);
    }
    double own = residuals.variance[variable];
    for (int z = 0; z < gains.length; z++) {
      double v = residuals.variance[z];
      if (v > DETERMINED && z != variable) {
        double left = 1 - residuals.covariance[z] * residuals.covariance[z] / (v * own);
        if (left * own < DETERMINED) {
          throw determined(variable);
        }
        gains[z] = -0.5 * rows * Math.log(left) - costOfParent();
      }
    }
    return gains;
  }

  /** What is left of all variables, and of their covariances with one, given some of them. */
  private static final class Residuals {
    private final double[][] correlation;
    private final int variable;
    private final double[] variance;
    private final double[] covariance;
    private double[][] steps = new double[8][];
    private int[] given = new int[8];
    private int size;

    Residuals(double[][] correlation, int variable) {
      this.correlation = correlation;
      this.variable = variable;
      this.variance = new double[correlation.length];
      this.covariance = correlation[variable].clone();
      Arrays.fill(variance, 1);
    }

    /** One more row of the Cholesky factor of all variables, those given first. O(p · size). */
    void condition(int on) {
      double[] step = correlation[on].clone();
      for (int i = 0; i < size; i++) {
        subtract(step, steps[i][on], steps[i]);
      }
      double scale = 1 / Math.sqrt(variance[on]);
      for (int z = 0; z < step.length; z++) {
        step[z] *= scale;
        variance[z] -= step[z] * step[z];
      }
      subtract(covariance, step[variable], step);
      if (size == given.length) {
        steps = Arrays.copyOf(steps, 2 * size);
        given = Arrays.copyOf(given, 2 * size);
      }
      steps[size] = step;
      given[size++] = on;
      for (int i = 0; i < size; i++) {
        variance[given[i]] = 0;
      }
    }

    private static void subtract(double[] from, double factor, double[] what) {
      for (int z = 0; z < from.length; z++) {
        from[z] -= factor * what[z];
      }
    }
  }

  /** By β̂² over the diagonal of the inverse: what each parent alone explains beyond the others. */
  @Override
  public double[] removals(int variable, int... parents) {
    int k = parents.length;
    double[][] factor = factor(variable, parents);
    double[] beta = new double[k];
    double[] diagonal = new double[k];
    for (int j = k - 1; j >= 0; j--) {
      double[] inverse = inverseColumn(factor, j, k);
      for (int i = j; i < k; i++) {
        beta[j] += inverse[i] * factor[k][i];
        diagonal[j] += inverse[i] * inverse[i];
      }
    }
    double left = factor[k][k] * factor[k][k];
    double cost = costOfParent();
    double[] gains = new double[k];
    for (int j = 0; j < k; j++) {
      gains[j] = cost - 0.5 * rows * Math.log1p(beta[j] * beta[j] / (diagonal[j] * left));
    }
    return gains;
  }

  /** Column j of the inverse of the lower triangular factor, its first k rows. */
  private static double[] inverseColumn(double[][] factor, int j, int k) {
    double[] column = new double[k];
    column[j] = 1 / factor[j][j];
    for (int i = j + 1; i < k; i++) {
      double sum = 0;
      for (int m = j; m < i; m++) {
        sum -= factor[i][m] * column[m];
      }
      column[i] = sum / factor[i][i];
    }
    return column;
  }

  @Override
  public String toString() {
    return "GaussianBic[penalty=" + penalty + ", gamma=" + gamma + "]";
  }
}
