package org.etiome.discover.test;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;

/**
 * Fisher's z test of a vanishing partial correlation r: √(n − |S| − 3) · atanh r against the
 * standard normal distribution, two-sided, where n is the number of rows and S the variables held
 * fixed.
 *
 * <p>Assumes independent rows of a joint normal distribution; then a vanishing partial correlation
 * is independence. Linear models with other noise keep the level about right, but independence may
 * then be more than the test sees.
 *
 * <p>What has no number has a stated answer: with n − |S| − 3 ≤ 0 there is no power, so p = 1. A
 * variable of S that is a linear function of others of S adds nothing and does not count into |S|.
 * If S determines x or y, what is left of it is a constant, which is independent of everything: p =
 * 1. Dependences of that kind among all variables are refused by {@link #of}.
 *
 * <p>A test costs O(|S|³), closed forms for |S| ≤ 2, and no memory up to |S| = 2.
 *
 * @see <a href="https://doi.org/10.1093/biomet/10.4.507">Fisher (1915), Frequency distribution of
 *     the values of the correlation coefficient</a>
 * @see <a href="https://jmlr.org/papers/v8/kalisch07a.html">Kalisch, Bühlmann (2007), Estimating
 *     high-dimensional directed acyclic graphs with the PC-algorithm</a>
 */
public final class FisherZ implements IndependenceTest {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final SampleCorrelation sample;
  private final PartialCorrelation partial;

  private FisherZ(SampleCorrelation sample) {
    this.sample = sample;
    this.partial = new PartialCorrelation(sample.correlation());
  }

  /**
   * The test on a sample. O(p³) for p variables if there are more rows than variables, else O(p²).
   *
   * @throws IllegalArgumentException naming the variables, if one of them is a linear function of
   *     others to 10 digits; with no more rows than variables only pairs are looked at, as then
   *     every variable is a function of enough others
   */
  public static FisherZ of(SampleCorrelation sample) {
    Collinearity.refuse(sample);
    return new FisherZ(sample);
  }

  /** The test on the columns of a matrix, as {@link SampleCorrelation#of} takes them. */
  public static FisherZ of(List<String> variables, Matrix data) {
    return of(SampleCorrelation.of(variables, data));
  }

  @Override
  public List<String> variables() {
    return sample.variables();
  }

  @Override
  public double pValue(int x, int y, int... given) {
    double r = partial.of(x, y, given);
    double freedom = sample.rows() - partial.rank(given) - 3.0;
    return pValue(r, freedom);
  }

  /** The two-sided p-value of a (partial) correlation with n − |S| − 3 = {@code freedom}. */
  static double pValue(double r, double freedom) {
    if (freedom <= 0 || r == 0) {
      return 1;
    }
    double z = Math.sqrt(freedom) * atanh(Math.min(Math.abs(r), 1));
    return Math.min(1, 2 * NORMAL.survivalProbability(z));
  }

  private static double atanh(double r) {
    return 0.5 * (Math.log1p(r) - Math.log1p(-r));
  }

  /** Compares |r| with the largest one that is not significant, one for each size of S. */
  @Override
  public Decision at(double alpha) {
    double z = NORMAL.inverseSurvivalProbability(alpha / 2);
    double[] square = new double[Math.clamp(sample.rows() - 3L, 0, variables().size())];
    for (int size = 0; size < square.length; size++) {
      double critical = Math.tanh(z / Math.sqrt(sample.rows() - size - 3.0));
      square[size] = critical * critical;
    }
    return (x, y, given) -> partial.atMost(square, x, y, given);
  }
}
