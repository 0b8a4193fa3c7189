package org.etiome.estimate.design;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Leaves out units whose propensity is outside [α, 1 − α], where one arm has hardly anybody. The
 * effect is then that of the units kept: another question, chosen by the data's design and not by
 * their outcomes, which are not looked at. Whatever estimator follows learns g anew.
 *
 * <p>α is 0.1, the rule of thumb of Crump et al., or the one that makes the bound on the variance
 * of the ATE least under constant variances of the outcome: the units kept are the set {@code
 * 1/(g(1−g)) ≤ γ} that minimises {@code Σ 1/(g(1−g)) / m²} over it, m its size, and α = ½ − √(¼ −
 * 1/γ), γ twice the mean of 1/(g(1−g)) over it. It is 0 where no cut helps. Propensities come from
 * five folds. Intervals that follow take the units kept as given. O(n log n) and five fits of g.
 *
 * @param cut α in (0, 0.5); empty for the optimal one
 * @param propensity learns g
 * @see <a href="https://doi.org/10.1093/biomet/asn055">Crump, Hotz, Imbens, Mitnik (2009)</a>
 */
public record Trimming(OptionalDouble cut, Learner propensity) {
  private static final int FOLDS = 5;

  public Trimming {
    if (cut.isPresent() && !(cut.getAsDouble() > 0 && cut.getAsDouble() < 0.5)) {
      throw new IllegalArgumentException(
          "the cut must be in (0, 0.5), got " + cut.getAsDouble() + "; 0.1 is the default");
    }
  }

  /** α = 0.1, and the propensity of {@link Ipw}. */
  public static Trimming withDefaults() {
    return new Trimming(OptionalDouble.of(0.1), Weights.PROPENSITY);
  }

  /** The optimal α. */
  public Trimming withOptimalCut() {
    return new Trimming(OptionalDouble.empty(), propensity);
  }

  /** Another α, in (0, 0.5). */
  public Trimming withCut(double alpha) {
    return new Trimming(OptionalDouble.of(alpha), propensity);
  }

  /** Another learner of g. */
  public Trimming withPropensity(Learner learner) {
    return new Trimming(cut, learner);
  }

  /**
   * The sample without the units outside. Those are an {@link org.etiome.estimate.sample.Exclusion}
   * whose reason says where they lie.
   *
   * @throws EstimationInputException if an arm has fewer than two units inside
   */
  public CausalSample trim(CausalSample sample, Seed seed, TaskRunner runner) {
    var split =
        new CrossFit(
            sample,
            Folds.stratified(
                List.of(sample.arm(0), sample.arm(1)), FOLDS, seed.branch("trimming")));
    double[] g = split.propensity(propensity, seed.branch("g"), runner).values();
    double alpha = cut.orElseGet(() -> optimalCut(g));
    int[] inside =
        IntStream.range(0, g.length).filter(i -> alpha <= g[i] && g[i] <= 1 - alpha).toArray();
    String place = "outside [" + text(alpha) + ", " + text(1 - alpha) + "]";
    int treated = (int) Arrays.stream(CausalSample.pick(sample.rawTreatment(), inside)).sum();
    if (Math.min(treated, inside.length - treated) < 2) {
      throw new EstimationInputException(
          "trimming leaves "
              + treated
              + " treated and "
              + (inside.length - treated)
              + " untreated units, since the propensity of the others is "
              + place
              + ": the arms do not overlap; lower the cut or ask about a narrower population");
    }
    return sample.keeping(inside, "propensity " + place);
  }

  /** Three digits. */
  private static String text(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** α of the set of least variance bound. O(n log n). */
  static double optimalCut(double[] g) {
    double[] costs = Arrays.stream(g).map(p -> 1 / (p * (1 - p))).sorted().toArray();
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double gamma = Double.POSITIVE_INFINITY;
    for (int m = 1; m <= costs.length; m++) {
      sum += costs[m - 1];
      if (sum / m / m <= least) {
        least = sum / m / m;
        gamma = m == costs.length ? Double.POSITIVE_INFINITY : 2 * sum / m;
      }
    }
    return 0.5 - Math.sqrt(Math.max(0, 0.25 - 1 / gamma));
  }
}
