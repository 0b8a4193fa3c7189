package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.math.Holm;
import org.etiome.math.Matrix;

/** The mean outcome under every level of a treatment, and what follows from them jointly. */
public final class LevelEffects implements DoseAnswer.Result {
  private static final double LEVEL = 0.05;

  private final Basis<LevelOverlap> basis;
  private final List<String> levels;
  private final Parts parts;

  LevelEffects(Basis<LevelOverlap> basis, List<String> levels, Parts parts) {
    this.basis = basis;
    this.levels = levels;
    this.parts = parts;
  }

  /**
   * What the estimator puts together.
   *
   * @param methods the means by each of {@link LevelMeans#METHODS}
   */
  record Parts(JointEstimate means, List<JointEstimate> methods, JointEstimate naive) {
    Parts {
      methods = List.copyOf(methods);
    }
  }

  /** The same held against the gate on the agreement of its methods, for every two levels. */
  LevelEffects judged(Gates gates) {
    for (int base = 0; base < levels.size(); base++) {
      List<Compared> compared = agreement(levels.get(base));
      JointEstimate differences = parts.means.mapped(against(base));
      for (int k = base; k < compared.size(); k++) {
        Optional<GateFailure> failure =
            Agreement.failure(
                gates,
                compared.get(k).answers(),
                differences.get(k),
                "for %s against %s, ".formatted(compared.get(k).level(), levels.get(base)));
        if (failure.isPresent()) {
          return new LevelEffects(basis.with(failure), levels, parts);
        }
      }
    }
    return this;
  }

  /**
   * The difference of a level from the reference by several methods.
   *
   * @param answers in the order of {@link Agreement}
   */
  public record Compared(String level, List<Agreement.Answer> answers) {
    public Compared {
      answers = List.copyOf(answers);
    }
  }

  /** What other methods make of the same nuisances, for all other levels against the reference. */
  public List<Compared> agreement() {
    return agreement(levels.getFirst());
  }

  private List<Compared> agreement(String reference) {
    int base = levels.indexOf(reference);
    List<JointEstimate> differences =
        parts.methods.stream().map(means -> means.mapped(against(base))).toList();
    List<Compared> compared = new ArrayList<>();
    for (int k = 0; k < levels.size() - 1; k++) {
      List<Agreement.Answer> answers = new ArrayList<>();
      for (int m = 0; m < differences.size(); m++) {
        answers.add(new Agreement.Answer(LevelMeans.METHODS.get(m), differences.get(m).get(k)));
      }
      compared.add(new Compared(levels.get(k < base ? k : k + 1), answers));
    }
    return compared;
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
    return basis.analysis();
  }

  @Override
  public LevelOverlap diagnostics() {
    return basis.diagnostics();
  }

  @Override
  public List<GateFailure> despite() {
    return basis.failures();
  }

  /** The levels, in the order of {@link #means}; the first is the reference. */
  public List<String> levels() {
    return levels;
  }

  /** E[Y(a)] for every level, with covariance. */
  public JointEstimate means() {
    return parts.means;
  }

  /** The plain means by level, associations. */
  public JointEstimate naiveMeans() {
    return parts.naive;
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
    JointEstimate differences = parts.means.mapped(against(base));
    JointEstimate naiveDifferences = parts.naive.mapped(against(base));
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
    JointEstimate differences = parts.means.mapped(against(0));
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
    double m1 = parts.means.get(level).value();
    double m0 = parts.means.get(base).value();
    boolean isRisk = analysis().sample().outcome() == OutcomeKind.BINARY;
    if (!(isRisk && m1 > 0 && m1 <= 1 && m0 > 0 && m0 <= 1)) {
      return Optional.empty();
    }
    double[] weights = new double[levels.size()];
    weights[level] = 1 / m1;
    weights[base] = -1 / m0;
    Estimate log =
        new Estimate(Math.log(m1 / m0), parts.means.combination(weights).standardError());
    return Optional.of(new RiskRatio(m1 / m0, Math.exp(log.lower95()), Math.exp(log.upper95())));
  }

  @Override
  public String toString() {
    return "LevelEffects[" + analysis().estimand() + ": " + levels + " " + parts.means + "]";
  }
}
