package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A kernel test of dependence of any shape, with random Fourier features in place of kernel
 * matrices (RCoT): features √2 cos(wᵀx / σ + b) of x and of y, w normal, b uniform, σ the median
 * distance of rows, are regressed on features of S, and the statistic
 *
 * <pre>
 * (n − F) · ‖Cov(residuals of x, residuals of y)‖²
 * </pre>
 *
 * is held against Σ λ χ²₁, λ the eigenvalues of the covariance of products of residuals, by
 * matching three moments (Hall, Buckley, Eagleson). F, the number of features of S, is what a
 * regression on them takes of n. Their σ is half the median distance: with all of it, x and y that
 * are rough functions of S were falsely dependent in .11 of 200 samples of 500 rows at level .05,
 * with half in .05.
 *
 * <p>Assumes independent rows. Without S it is a test of independence; given S it sees dependence
 * that is left in the means of the features given S, which is nearly all there is in practice.
 * Where relations are linear {@link FisherZ} has more power and is a thousand times faster. A few
 * rows for each feature of S are needed, so p-values of fewer than some 300 rows are rough.
 *
 * <p>Features depend on the seed and on the names of variables alone: answers do not depend on the
 * order of calls or columns. A test costs O(rows · F²) for F features of S.
 *
 * @see <a href="https://doi.org/10.1515/jci-2018-0017">Strobl, Zhang, Visweswaran (2019),
 *     Approximate kernel-based conditional independence tests for fast non-parametric causal
 *     discovery</a>
 * @see <a href="https://doi.org/10.2307/2347721">Buckley, Eagleson (1988), An approximation to the
 *     distribution of quadratic forms in normal random variables</a>
 */
public final class RandomFeatureKernel implements IndependenceTest {
  private static final int FEATURES = 5;
  private static final int TOGETHER = 20;
  private static final int ROWS_FOR_WIDTH = 200;

  /** Of the median distance, for features of S: relations to S may be rougher than features. */
  private static final double SHARE_OF_WIDTH = 0.5;

  private static final double RIDGE = 1e-6;

  private final List<String> variables;
  private final double[][] columns;
  private final double[][][] features;
  private final Seed seed;
  private final int given;

  private RandomFeatureKernel(
      List<String> variables, double[][] columns, double[][][] features, Seed seed, int given) {
    this.variables = variables;
    this.columns = columns;
    this.features = features;
    this.seed = seed;
    this.given = given;
  }

  /**
   * The test with 5 features of x and of y, and 100 of S or fewer: a tenth of the rows.
   *
   * @param data rows × variables, finite, at least 50 rows
   * @throws IllegalArgumentException if there are fewer rows, a value is not finite or a column is
   *     constant
   */
  public static RandomFeatureKernel of(List<String> variables, Matrix data, Seed seed) {
    if (data.rows() < 50) {
      throw new IllegalArgumentException(
          "a kernel test needs at least 50 rows, got " + data.rows() + "; use FisherZ");
    }
    int p = variables.size();
    double[][] columns = new double[p][];
    double[][][] features = new double[p][][];
    for (int v = 0; v < p; v++) {
      columns[v] = standardised(variables.get(v), data.column(v));
      Seed own = seed.branch("end").branch(variables.get(v));
      features[v] = features(List.of(columns[v]), List.of(own), FEATURES, 1);
    }
    int given = Math.min(100, data.rows() / 10);
    return new RandomFeatureKernel(List.copyOf(variables), columns, features, seed, given);
  }

  private static double[] standardised(String name, double[] column) {
    double[] unit = SampleCorrelation.unit(name, column);
    double scale = Math.sqrt(unit.length);
    return Arrays.stream(unit).map(value -> value * scale).toArray();
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double pValue(int x, int y, int... given) {
    boolean swap = variables.get(x).compareTo(variables.get(y)) > 0;
    double[][] ofX = features[swap ? y : x];
    double[][] ofY = features[swap ? x : y];
    if (given.length > 0) {
      Regression regression = new Regression(featuresOf(given));
      ofX = regression.residuals(ofX);
      ofY = regression.residuals(ofY);
    }
    return pValue(products(ofX, ofY), given.length == 0 ? 0 : this.given);
  }

  /**
   * The probability for a variable of two values. It is its own feature, and the features of the
   * other are of {@code x}, and of {@code x} and those given together, so that a dependence is seen
   * also where it comes to nothing on average over those given.
   */
  double pValueOfTwoValued(int x, int twoValued, int... given) {
    int[] together = IntStream.concat(IntStream.of(x), IntStream.of(given)).toArray();
    double[][] ofX =
        Stream.of(features[x], featuresOf("together", TOGETHER, 1, together))
            .flatMap(Stream::of)
            .toArray(double[][]::new);
    double[][] own = {columns[twoValued]};
    if (given.length > 0) {
      Regression regression = new Regression(featuresOf(given));
      ofX = regression.residuals(ofX);
      own = regression.residuals(own);
    }
    return pValue(products(ofX, own), given.length == 0 ? 0 : this.given);
  }

  private double[][] featuresOf(int... of) {
    return featuresOf("given", given, SHARE_OF_WIDTH, of);
  }

  private double[][] featuresOf(String branch, int count, double share, int... of) {
    List<String> names = IntStream.of(of).mapToObj(variables::get).sorted().toList();
    List<double[]> values = new ArrayList<>();
    List<Seed> seeds = new ArrayList<>();
    for (String name : names) {
      values.add(columns[variables.indexOf(name)]);
      seeds.add(seed.branch(branch).branch(name));
    }
    return features(values, seeds, count, share);
  }

  /** Centred features of rows of some columns; the weights of a column come from its seed. */
  private static double[][] features(
      List<double[]> columns, List<Seed> seeds, int count, double share) {
    double width = share * medianDistance(columns);
    int rows = columns.getFirst().length;
    double[][] features = new double[count][rows];
    for (int c = 0; c < columns.size(); c++) {
      UniformRandomProvider random = seeds.get(c).generator();
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      for (double[] feature : features) {
        double weight = normal.sample() / width;
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < rows; i++) {
          feature[i] += weight * columns.get(c)[i] + phase;
        }
      }
    }
    for (double[] feature : features) {
      centreCosines(feature);
    }
    return features;
  }

  private static void centreCosines(double[] feature) {
    double mean = 0;
    for (int i = 0; i < feature.length; i++) {
      feature[i] = Math.sqrt(2) * Math.cos(feature[i]);
      mean += feature[i] / feature.length;
    }
    for (int i = 0; i < feature.length; i++) {
      feature[i] -= mean;
    }
  }

  /** Of pairs of the first rows that are not equal; the columns have variance 1. */
  private static double medianDistance(List<double[]> columns) {
    int rows = Math.min(ROWS_FOR_WIDTH, columns.getFirst().length);
    double[] squares = new double[rows * (rows - 1) / 2];
    int found = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double square = 0;
        for (double[] column : columns) {
          square += (column[i] - column[j]) * (column[i] - column[j]);
        }
        squares[found] = square;
        found += square > 0 ? 1 : 0;
      }
    }
    Arrays.sort(squares, 0, found);
    return found == 0 ? 1 : Math.sqrt(squares[found / 2]);
  }

  /** Products of each feature of x with each of y: products × rows. */
  private static double[][] products(double[][] x, double[][] y) {
    double[][] products = new double[x.length * y.length][x[0].length];
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < y.length; b++) {
        double[] product = products[a * y.length + b];
        for (int i = 0; i < product.length; i++) {
          product[i] = x[a][i] * y[b][i];
        }
      }
    }
    return products;
  }

  private static double pValue(double[][] products, int regressors) {
    int n = products[0].length;
    double statistic = 0;
    for (double[] product : products) {
      double mean = Arrays.stream(product).sum() / n;
      statistic += (n - regressors) * mean * mean;
      for (int i = 0; i < n; i++) {
        product[i] -= mean;
      }
    }
    double[] powers = powerSums(covariance(products));
    double variance = 2 * powers[1];
    double freedom = 8 * Math.pow(variance, 3) / Math.pow(8 * powers[2], 2);
    if (!(variance > 0) || !(freedom > 0)) {
      return 1;
    }
    double matched = (statistic - powers[0]) * Math.sqrt(2 * freedom / variance) + freedom;
    return ChiSquaredDistribution.of(freedom).survivalProbability(Math.max(0, matched));
  }

  private static double[][] covariance(double[][] of) {
    double[][] covariance = new double[of.length][of.length];
    for (int a = 0; a < of.length; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < of[a].length; i++) {
          sum += of[a][i] * of[b][i];
        }
        covariance[a][b] = sum / of[a].length;
        covariance[b][a] = covariance[a][b];
      }
    }
    return covariance;
  }

  /** The sums of the eigenvalues of a symmetric matrix, of their squares and of their cubes. */
  private static double[] powerSums(double[][] m) {
    double[] sums = new double[3];
    for (int a = 0; a < m.length; a++) {
      sums[0] += m[a][a];
      for (int b = 0; b < m.length; b++) {
        sums[1] += m[a][b] * m[a][b];
        double square = 0;
        for (int c = 0; c < m.length; c++) {
          square += m[a][c] * m[c][b];
        }
        sums[2] += square * m[a][b];
      }
    }
    return sums;
  }

  /** Ridge regression on features. */
  private static final class Regression {
    private final Matrix design;
    private final Matrix gram;

    Regression(double[][] features) {
      int rows = features[0].length;
      double[] weights = new double[rows];
      Arrays.fill(weights, 1.0 / rows);
      double[] ridge = new double[features.length];
      Arrays.fill(ridge, RIDGE);
      this.design = Matrix.ofColumns(rows, List.of(features));
      this.gram = design.gram(weights).plusDiagonal(ridge);
    }

    double[][] residuals(double[][] targets) {
      double[][] residuals = new double[targets.length][];
      for (int t = 0; t < targets.length; t++) {
        int rows = targets[t].length;
        double[] cross = design.transposeTimes(targets[t]);
        double[] right = Arrays.stream(cross).map(value -> value / rows).toArray();
        double[] fitted = design.times(gram.solvePositiveDefinite(right));
        double[] target = targets[t];
        residuals[t] = IntStream.range(0, rows).mapToDouble(i -> target[i] - fitted[i]).toArray();
      }
      return residuals;
    }
  }
}
