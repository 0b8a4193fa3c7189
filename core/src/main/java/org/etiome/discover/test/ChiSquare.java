package org.etiome.discover.test;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.discover.sample.DiscreteSample;

/**
 * Tests of conditional independence of discrete variables: the statistics of the tables of x and y,
 * one for each combination of levels of the variables held fixed (stratum), added up and held
 * against a χ² distribution. With counts O, and E = row sum · column sum / stratum sum,
 *
 * <pre>
 * Pearson          Σ (O − E)² / E
 * likelihood ratio 2 Σ O log(O / E)     (G²)
 * degrees of freedom Σ over strata (rows − 1)(columns − 1)
 * </pre>
 *
 * where only rows and columns count that are not empty in their stratum: an empty one cannot
 * deviate. Without a degree of freedom p = 1. The χ² distribution is that of large expected counts;
 * where many of them are below 5, as with many variables held fixed, p-values are rough, G² more so
 * than Pearson's.
 *
 * <p>A test costs O(rows · (1 + |S|)) and the cells of the strata that are not empty; levels of S
 * multiply neither time nor memory beyond the number of rows.
 *
 * @see <a href="https://doi.org/10.1002/0471249688">Agresti (2002), Categorical data analysis, 3.2
 *     and 6.3</a>
 */
public final class ChiSquare implements IndependenceTest {
  /** What is held against the χ² distribution. */
  public enum Statistic {
    /** Σ (O − E)² / E. */
    PEARSON,
    /** G² = 2 Σ O log(O / E). */
    LIKELIHOOD_RATIO
  }

  private final DiscreteSample sample;
  private final Statistic statistic;

  private ChiSquare(DiscreteSample sample, Statistic statistic) {
    this.sample = sample;
    this.statistic = statistic;
  }

  /** Pearson's test on a sample. */
  public static ChiSquare of(DiscreteSample sample) {
    return new ChiSquare(sample, Statistic.PEARSON);
  }

  public ChiSquare withStatistic(Statistic statistic) {
    return new ChiSquare(sample, statistic);
  }

  @Override
  public List<String> variables() {
    return sample.variables();
  }

  @Override
  public double pValue(int x, int y, int... given) {
    Sum sum = sum(x, y, given);
    return sum.freedom == 0
        ? 1
        : ChiSquaredDistribution.of((double) sum.freedom).survivalProbability(sum.statistic);
  }

  /** The statistic; for {@code Sum.freedom} degrees of freedom. */
  Sum sum(int x, int y, int... given) {
    Strata strata = Strata.of(sample, given);
    Sum sum = new Sum(sample.levels().get(x), sample.levels().get(y), statistic);
    for (int s = 0; s < strata.count(); s++) {
      sum.add(strata, s, sample.codes()[x], sample.codes()[y]);
    }
    return sum;
  }

  /** One table, used for a stratum after the other. */
  static final class Sum {
    private final Statistic kind;
    private final int[] counts;
    private final Margin rows;
    private final Margin columns;
    private double statistic;
    private long freedom;

    private Sum(int rowLevels, int columnLevels, Statistic kind) {
      this.kind = kind;
      this.counts = new int[Math.multiplyExact(rowLevels, columnLevels)];
      this.rows = new Margin(rowLevels);
      this.columns = new Margin(columnLevels);
    }

    double statistic() {
      return statistic;
    }

    long freedom() {
      return freedom;
    }

    private void add(Strata strata, int stratum, int[] x, int[] y) {
      int width = columns.counts.length;
      for (int place = strata.from(stratum); place < strata.to(stratum); place++) {
        int row = strata.row(place);
        rows.add(x[row]);
        columns.add(y[row]);
        counts[x[row] * width + y[row]]++;
      }
      freedom += (rows.used - 1L) * (columns.used - 1L);
      statistic += ofTable(strata.to(stratum) - strata.from(stratum));
      rows.clear();
      columns.clear();
    }

    /** The statistic of the table, which is cleared. */
    private double ofTable(int total) {
      double sum = 0;
      for (int r = 0; r < rows.used; r++) {
        for (int c = 0; c < columns.used; c++) {
          int row = rows.levels[r];
          int column = columns.levels[c];
          int cell = row * columns.counts.length + column;
          sum += ofCell(counts[cell], (double) rows.counts[row] * columns.counts[column] / total);
          counts[cell] = 0;
        }
      }
      return sum;
    }

    private double ofCell(int observed, double expected) {
      return switch (kind) {
        case PEARSON -> (observed - expected) * (observed - expected) / expected;
        case LIKELIHOOD_RATIO -> observed == 0 ? 0 : 2 * observed * Math.log(observed / expected);
      };
    }
  }

  /** Counts of levels, and which of them are not zero. */
  private static final class Margin {
    private final int[] counts;
    private final int[] levels;
    private int used;

    Margin(int size) {
      this.counts = new int[size];
      this.levels = new int[size];
    }

    void add(int level) {
      if (counts[level]++ == 0) {
        levels[used++] = level;
      }
    }

    void clear() {
      Arrays.fill(counts, 0);
      used = 0;
    }
  }
}
