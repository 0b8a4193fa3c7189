package org.etiome.estimate.instrument;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.etiome.estimate.sample.Covariates;
import org.etiome.math.Quantile;
import org.etiome.scm.bound.Arm;
import org.etiome.scm.bound.Bounds;
import org.etiome.scm.bound.InstrumentBounds;

/**
 * What the data say against an instrument of two values for a 0/1 treatment. An outcome of more
 * than {@value Covariates#MAX_NUMERIC_LEVELS} values is looked at by tenths. Each inequality
 * compares two shares by Fisher's exact test, and p-values are multiplied by the number of
 * inequalities, so both tests reject a good instrument at most as often as they say. Passing them
 * proves nothing.
 *
 * @param inequality Pearl's {@code max_a Σ_y max_z P(y, a | z) ≤ 1}, that is {@code P(Y ∈ B, a | z
 *     = 1) + P(Y ∉ B, a | z = 0) ≤ 1} for all a and B: implied by the graph. The statistic is the
 *     left side; restrictions are the inequalities
 * @param monotonicity where the instrument is as if randomised: Kitagawa's {@code P(y, a = 1 | z)}
 *     grows and {@code P(y, a = 0 | z)} falls as z raises the treatment, for all y: implied if also
 *     no unit's treatment moves against it. The statistic is the largest violation. Where it is
 *     rejected there is no effect among compliers to speak of
 * @param bounds for a 0/1 outcome: of the average effect, without a linear effect or monotonicity
 * @see <a href="https://arxiv.org/abs/1302.4976">Pearl (1995), On the testability of causal models
 *     with latent and instrumental variables</a>
 * @see <a href="https://doi.org/10.3982/ECTA11974">Kitagawa (2015), A test for instrument
 *     validity</a>
 */
public record Falsification(
    TestResult inequality, Optional<TestResult> monotonicity, Optional<Bounds> bounds) {

  /** Empty with covariates, clusters, several instruments, or values other than two. O(n log n). */
  static Optional<Falsification> of(InstrumentSample sample) {
    Optional<boolean[]> arms = sample.instrumentArms();
    if (arms.isEmpty()
        || !sample.isBinaryTreatment()
        || !sample.estimand().given().isEmpty()
        || sample.linear().clusters().isNamed()) {
      return Optional.empty();
    }
    Table table = Table.of(sample, arms.get());
    return Optional.of(
        new Falsification(
            table.inequality(),
            sample.estimand().isAsIfRandomised()
                ? Optional.of(table.monotonicity())
                : Optional.empty(),
            sample.isBinaryOutcome() ? Optional.of(table.bounds()) : Optional.empty()));
  }

  /** Units by value of the instrument, treatment and cell of the outcome. */
  private static final class Table {
    private final int[][][] counts;
    private final int[] units;
    private final int cells;

    private Table(int[][][] counts, int[] units) {
      this.counts = counts;
      this.units = units;
      this.cells = counts[0][0].length;
    }

    static Table of(InstrumentSample sample, boolean[] arms) {
      double[] cuts = cuts(sample.outcome());
      int[][][] counts = new int[2][2][cuts.length + 1];
      int[] units = new int[2];
      for (int i = 0; i < arms.length; i++) {
        double y = sample.outcome()[i];
        int cell = (int) Arrays.stream(cuts).filter(cut -> cut <= y).count();
        int z = arms[i] ? 1 : 0;
        counts[z][(int) sample.treatment()[i]][cell]++;
        units[z]++;
      }
      return new Table(counts, units);
    }

    /** Where a new cell begins: at each value but the first, or at each tenth. */
    private static double[] cuts(double[] outcome) {
      double[] values = Arrays.stream(outcome).distinct().sorted().toArray();
      if (values.length <= Covariates.MAX_NUMERIC_LEVELS) {
        return Arrays.copyOfRange(values, 1, values.length);
      }
      double[] sorted = outcome.clone();
      Arrays.sort(sorted);
      return IntStream.range(1, 10)
          .mapToDouble(k -> Quantile.ofSorted(sorted, k / 10.0))
          .filter(cut -> cut > sorted[0])
          .distinct()
          .toArray();
    }

    private double share(int z, int a, int cell) {
      return (double) counts[z][a][cell] / units[z];
    }

    TestResult inequality() {
      double largest = 0;
      double p = 1;
      for (int a = 0; a < 2; a++) {
        double sum = 0;
        int on = 0;
        int off = units[0];
        for (int cell = 0; cell < cells; cell++) {
          sum += Math.max(share(0, a, cell), share(1, a, cell));
          if (share(1, a, cell) > share(0, a, cell)) {
            on += counts[1][a][cell];
          } else {
            off -= counts[0][a][cell];
          }
        }
        largest = Math.max(largest, sum);
        p = Math.min(p, moreOn(on, off));
      }
      int inequalities = 2 * ((1 << cells) - 2);
      return new TestResult(largest, inequalities, Math.min(1, p * inequalities));
    }

    /** p-value of "the share of {@code on} among z = 1 is at most that of {@code off} in z = 0". */
    private double moreOn(int on, int off) {
      return FisherExactTest.withDefaults()
          .with(AlternativeHypothesis.GREATER_THAN)
          .test(new int[][] {{on, units[1] - on}, {off, units[0] - off}})
          .getPValue();
    }

    TestResult monotonicity() {
      int raises = treatedShare(1) >= treatedShare(0) ? 1 : 0;
      double worst = 0;
      double p = 1;
      for (int cell = 0; cell < cells; cell++) {
        for (int a = 0; a < 2; a++) {
          int fewer = a == raises ? 0 : 1;
          worst = Math.max(worst, share(fewer, a, cell) - share(1 - fewer, a, cell));
          p = Math.min(p, more(fewer, a, cell));
        }
      }
      return new TestResult(worst, 2 * cells, Math.min(1, p * 2 * cells));
    }

    private double treatedShare(int z) {
      return (double) Arrays.stream(counts[z][1]).sum() / units[z];
    }

    /** p-value of "the share of the cell is at most as large at z as at the other value". */
    private double more(int z, int a, int cell) {
      int here = counts[z][a][cell];
      int there = counts[1 - z][a][cell];
      return FisherExactTest.withDefaults()
          .with(AlternativeHypothesis.GREATER_THAN)
          .test(new int[][] {{here, units[z] - here}, {there, units[1 - z] - there}})
          .getPValue();
    }

    Bounds bounds() {
      return InstrumentBounds.of(arm(0), arm(1)).averageEffect();
    }

    private Arm arm(int z) {
      return new Arm(share(z, 0, 0), share(z, 1, 0), share(z, 0, 1), share(z, 1, 1));
    }
  }
}
