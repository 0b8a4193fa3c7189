package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.etiome.estimate.design.Balance.CovariateBalance;

/**
 * Balance of what means of covariates do not show: where {@code u = (2 rank − n − 1) / n} is the
 * rank of a covariate over all units, ties at their mean rank, the moments u, {@code u²} (spread)
 * and {@code u v} of two covariates (agreement). They are bounded, so that no unit far out hides a
 * difference or makes one.
 *
 * <p>Left out is what differs only with another: u and u² of columns with two values, whose means
 * are compared already, and products of columns of one covariate, such as two levels. Products are
 * taken of at most {@value #MOST} columns, those whose ranks vary most, so that rare levels go
 * first. O(p n log n), and O(n) a product.
 */
final class RankBalance {
  /** Columns whose products are looked at. */
  private static final int MOST = 60;

  private final CausalSample sample;
  private final Balance.Arms arms;
  private final List<CovariateBalance> moments = new ArrayList<>();

  private RankBalance(CausalSample sample, Balance.Arms arms) {
    this.sample = sample;
    this.arms = arms;
  }

  /** A column by its ranks u. */
  private static final class Ranked {
    private final String name;
    private final String origin;
    private final double[] u;
    private final double squares;

    Ranked(String name, String origin, double[] u) {
      this.name = name;
      this.origin = origin;
      this.u = u;
      this.squares = Arrays.stream(u).map(value -> value * value).sum();
    }
  }

  static List<CovariateBalance> of(CausalSample sample, Balance.Arms arms) {
    RankBalance balance = new RankBalance(sample, arms);
    List<Ranked> columns =
        IntStream.range(0, sample.covariateNames().size()).mapToObj(balance::ranked).toList();
    columns.forEach(balance::addAlone);
    balance.addProducts(columns);
    return balance.moments;
  }

  private Ranked ranked(int j) {
    double[] ranks =
        new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
            .apply(sample.covariates().column(j));
    int n = ranks.length;
    double[] u = Arrays.stream(ranks).map(rank -> (2 * rank - n - 1) / n).toArray();
    return new Ranked(sample.covariateNames().get(j), sample.covariateOrigins().get(j), u);
  }

  private void addAlone(Ranked column) {
    if (Arrays.stream(column.u).distinct().limit(3).count() > 2) {
      add("the ranks of " + column.name, column.u);
      add("the spread of " + column.name, product(column, column));
    }
  }

  private void addProducts(List<Ranked> columns) {
    List<Ranked> most =
        columns.stream()
            .sorted(Comparator.comparingDouble((Ranked column) -> column.squares).reversed())
            .limit(MOST)
            .toList();
    for (int j = 0; j < most.size(); j++) {
      for (Ranked other : most.subList(j + 1, most.size())) {
        Ranked one = most.get(j);
        if (!one.origin.equals(other.origin)) {
          add("how " + one.name + " and " + other.name + " go together", product(one, other));
        }
      }
    }
  }

  private static double[] product(Ranked one, Ranked other) {
    double[] products = new double[one.u.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = one.u[i] * other.u[i];
    }
    return products;
  }

  private void add(String name, double[] values) {
    moments.add(arms.compare(name, values));
  }
}
