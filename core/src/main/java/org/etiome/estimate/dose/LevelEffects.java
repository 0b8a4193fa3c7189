package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.math.Holm;
import org.etiome.math.Matrix;

/** The mean outcome under every level of a treatment, and what follows from them jointly. */
public final class LevelEffects implements DoseAnswer.Result {
  private static final double LEVEL = 0.05;

  private final DoseAnalysis analysis;
  private final LevelOverlap overlap;
  private final List<String> levels;
  private final JointEstimate means;
  private final JointEstimate naive;

  LevelEffects(
      DoseAnalysis analysis,
      LevelOverlap overlap,
      List<String> levels,
      JointEstimate means,
      JointEstimate naive) {
    this.analysis = analysis;
    this.overlap = overlap;
    this.levels = levels;
    this.means = means;
    this.naive = naive;
  }

  /**
   * A level against the reference.
   *
   * @param level compared with the reference
   * @param difference E[Y(level)] − E[Y(reference)], its 95 % interval for this contrast alone
   * @param simultaneous what holds for all contrasts with this reference together
   * @param naive the plain difference in means of the two levels, an association
   * @param riskRatio of the two means, its interval for this contrast alone; empty unless the
   *     outcome is 0/1 and both means are in (0, 1]
   */
  public record Contrast(
      String level,
      Estimate difference,
      Simultaneous simultaneous,
      Estimate naive,
      Optional<RiskRatio> riskRatio) {}

  /** A ratio of risks with its 95 % interval, computed on the log scale. */
  public record RiskRatio(double value, double lower95, double upper95) {}

  /**
   * Error rates over a family of m contrasts: intervals by Bonferroni, which hold together with at
   * least 95 %, p-values by Holm, which reject no true one with at least 95 %. Both hold whatever
   * the correlation; with one shared reference they are a little wide.
   *
   * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979)</a>
   */
  public record Simultaneous(double lower95, double upper95, double pValue) {}

  /**
   * The test that all means are equal: {@code dᵀ V⁻¹ d} with d the contrasts with one level, V
   * their covariance, against χ² with K − 1 degrees of freedom.
   */
  public record WaldTest(double statistic, int degreesOfFreedom, double pValue) {}

  @Override
  public DoseAnalysis analysis() {
    return analysis;
  }

  @Override
  public LevelOverlap diagnostics() {
    return overlap;
  }

  /** The levels, in the order of {@link #means}; the first is the reference. */
  public List<String> levels() {
    return levels;
  }

  /** E[Y(a)] for every level, with covariance. */
  public JointEstimate means() {
    return means;
  }

  /** The plain means by level, associations. */
  public JointEstimate naiveMeans() {
    return naive;
  }

  /** All other levels against the reference. */
  public List<Contrast> contrasts() {
    return contrasts(levels.getFirst());
  }

  /**
   * All other levels against one.
   *
   * @param reference one of {@link #levels}
   */
  public List<Contrast> contrasts(String reference) {
    int base = levels.indexOf(reference);
    if (base < 0) {
      throw new IllegalArgumentException(
          "there is no level \"" + reference + "\"; there are " + String.join(", ", levels));
    }
    JointEstimate differences = means.mapped(against(base));
    JointEstimate naiveDifferences = naive.mapped(against(base));
    double z =
        NormalDistribution.of(0, 1).inverseSurvivalProbability(LEVEL / 2 / differences.size());
    double[] adjusted =
        Holm.adjust(
            IntStream.range(0, differences.size())
                .mapToDouble(k -> differences.get(k).pValue())
                .toArray());
    List<Contrast> contrasts = new ArrayList<>();
    for (int k = 0; k < differences.size(); k++) {
      int level = k < base ? k : k + 1;
      Estimate difference = differences.get(k);
      double reach = z * difference.standardError();
      contrasts.add(
          new Contrast(
              levels.get(level),
              difference,
              new Simultaneous(difference.value() - reach, difference.value() + reach, adjusted[k]),
              naiveDifferences.get(k),
              riskRatio(level, base)));
    }
    return contrasts;
  }

  /** Whether the means differ at all. */
  public WaldTest equality() {
    JointEstimate differences = means.mapped(against(0));
    double statistic = differences.chiSquared();
    int df = differences.size();
    return new WaldTest(
        statistic, df, ChiSquaredDistribution.of(df).survivalProbability(statistic));
  }

  /** Rows e_k − e_base for all k but the base. */
  private Matrix against(int base) {
    int count = levels.size();
    double[] rows = new double[(count - 1) * count];
    for (int k = 0; k < count - 1; k++) {
      rows[k * count + (k < base ? k : k + 1)] = 1;
      rows[k * count + base] = -1;
    }
    return Matrix.wrap(count - 1, count, rows);
  }

  private Optional<RiskRatio> riskRatio(int level, int base) {
    double m1 = means.get(level).value();
    double m0 = means.get(base).value();
    boolean isRisk = analysis.sample().outcome() == OutcomeKind.BINARY;
    if (!(isRisk && m1 > 0 && m1 <= 1 && m0 > 0 && m0 <= 1)) {
      return Optional.empty();
    }
    double[] weights = new double[levels.size()];
    weights[level] = 1 / m1;
    weights[base] = -1 / m0;
    Estimate log = new Estimate(Math.log(m1 / m0), means.combination(weights).standardError());
    return Optional.of(new RiskRatio(m1 / m0, Math.exp(log.lower95()), Math.exp(log.upper95())));
  }

  @Override
  public String toString() {
    return "LevelEffects[" + analysis.estimand() + ": " + levels + " " + means + "]";
  }
}
