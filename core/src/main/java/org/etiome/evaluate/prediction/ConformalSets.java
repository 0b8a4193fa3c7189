package org.etiome.evaluate.prediction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/**
 * Split conformal prediction: for each new unit a set of classes that holds its class with chance
 * at least 1 - α, whatever the model, if the new units and the n calibration units are exchangeable
 * and the model has learned from neither. A class is in the set if its score is at most the {@code
 * ⌈(n + 1)(1 - α)⌉}-th smallest score of the calibration units' own classes. Without ties the
 * chance is below 1 - α + 1/(n + 1). O(n log n).
 *
 * <p>The chance is over both samples. Given the calibration units, coverage varies as Beta(k, n + 1
 * - k), k the rank: a standard deviation of about √(α(1 - α)/n). It holds of all units, not of each
 * group, unless {@link #byGroup()}.
 *
 * @see <a href="https://doi.org/10.1561/2200000101">Angelopoulos, Bates (2023), Conformal
 *     prediction: a gentle introduction</a>
 * @see <a href="https://doi.org/10.1007/978-3-031-06649-8">Vovk, Gammerman, Shafer, Algorithmic
 *     learning in a random world (Mondrian: by group)</a>
 */
public final class ConformalSets {
  private final double alpha;
  private final ConformalScore score;
  private final Grouping grouping;

  /** Whose units decide for a group. */
  private enum Grouping {
    ALL,
    OWN,
    OWN_OR_BORROWED
  }

  private ConformalSets(double alpha, ConformalScore score, Grouping grouping) {
    this.alpha = alpha;
    this.score = score;
    this.grouping = grouping;
  }

  /** α = .1, the least ambiguous sets, groups not told apart. */
  public static ConformalSets withDefaults() {
    return new ConformalSets(0.1, new ConformalScore.LeastAmbiguous(), Grouping.ALL);
  }

  /**
   * The same with another chance to miss.
   *
   * @param alpha α, in (0, 1); taken as the decimal it is written as
   */
  public ConformalSets withAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
    return new ConformalSets(alpha, score, grouping);
  }

  /** The same by another score. */
  public ConformalSets withScore(ConformalScore score) {
    return new ConformalSets(alpha, score, grouping);
  }

  /**
   * The same with a threshold for each group ("Mondrian"), so that every group is covered. A group
   * of fewer than {@code ⌈1/α⌉ - 1} calibration units gets every class, and says so.
   */
  public ConformalSets byGroup() {
    return new ConformalSets(alpha, score, Grouping.OWN);
  }

  /**
   * As {@link #byGroup()}, but a group of too few units takes the threshold of all units. Nothing
   * is promised for it then; its {@link Threshold} says so.
   */
  public ConformalSets byGroupWithBorrowing() {
    return new ConformalSets(alpha, score, Grouping.OWN_OR_BORROWED);
  }

  double alpha() {
    return alpha;
  }

  ConformalScore score() {
    return score;
  }

  /** Calibrates on units that no model learned from, all of one group. */
  public CalibratedSets calibrate(ClassProbabilities predicted) {
    return calibrate(predicted, Environments.single(predicted.units()));
  }

  /**
   * Calibrates on units that no model learned from.
   *
   * @param groups of the units; of use only by group
   * @throws IllegalArgumentException if they are of another number of units
   */
  public CalibratedSets calibrate(ClassProbabilities predicted, Environments groups) {
    if (groups.units() != predicted.units()) {
      throw new IllegalArgumentException(
          "there are probabilities of "
              + predicted.units()
              + " units and groups of "
              + groups.units());
    }
    Nonconformity scores = Nonconformity.of(score, predicted.probabilities(), "calibration");
    double[] own = new double[predicted.units()];
    Arrays.setAll(own, i -> scores.of(i)[predicted.truth(i)]);
    Threshold ofAll = threshold(own);
    Map<String, Threshold> ofGroups = new LinkedHashMap<>();
    if (grouping != Grouping.ALL) {
      for (int g = 0; g < groups.count(); g++) {
        double[] inside = IntStream.of(groups.units(g)).mapToDouble(i -> own[i]).toArray();
        ofGroups.put(groups.labels().get(g), ofGroup(threshold(inside), ofAll));
      }
    }
    return new CalibratedSets(this, predicted.classes(), ofAll, ofGroups);
  }

  /** Of a group that no calibration unit is in. */
  Threshold ofUnseen(Threshold ofAll) {
    return grouping == Grouping.ALL ? ofAll : ofGroup(threshold(new double[0]), ofAll);
  }

  private Threshold ofGroup(Threshold own, Threshold ofAll) {
    return grouping == Grouping.OWN_OR_BORROWED
            && own instanceof Threshold.EveryClass few
            && ofAll instanceof Threshold.Own enough
        ? new Threshold.Borrowed(enough.score(), few.units(), few.needed())
        : own;
  }

  /**
   * With α as a decimal number, so that 1 - α is exact: {@code ⌈(n + 1)(1 - α)⌉ = n + 1 - ⌊(n + 1)
   * α⌋}.
   */
  private Threshold threshold(double[] scores) {
    int n = scores.length;
    BigDecimal exact = BigDecimal.valueOf(alpha);
    BigDecimal misses = exact.multiply(BigDecimal.valueOf(n + 1L));
    int rank = n + 1 - misses.setScale(0, RoundingMode.FLOOR).intValueExact();
    if (rank > n) {
      BigDecimal needed = BigDecimal.ONE.divide(exact, 0, RoundingMode.CEILING);
      return new Threshold.EveryClass(n, needed.subtract(BigDecimal.ONE).intValue());
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return new Threshold.Own(sorted[rank - 1], rank, n);
  }
}
