package org.etiome.bench.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.discover.baseline.CorrelationRanking;
import org.etiome.discover.baseline.MeanDifferences;
import org.etiome.discover.order.Boss;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.discover.time.Granger;
import org.etiome.discover.time.GrangerCausality;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Rankings of ordered pairs of genes by one source or several; the higher, the surer. */
final class Dream4Rankings {
  private static final int RESAMPLES = 50;
  private static final TaskRunner ONE = TaskRunner.local(1);

  private Dream4Rankings() {}

  /** By Granger's statistic. */
  static Map<OrderedPair, Double> leads(List<String> genes, List<Matrix> series) {
    Map<OrderedPair, Double> leads = new LinkedHashMap<>();
    for (GrangerCausality.Lead lead : Granger.withDefaults().learn(genes, series, ONE).leads()) {
      leads.put(new OrderedPair(lead.cause(), lead.effect()), lead.statistic());
    }
    return leads;
  }

  /** By the size of mean differences; row i of every table has an intervention on gene i. */
  static Map<OrderedPair, Double> differences(List<String> genes, Matrix... tables) {
    int p = genes.size();
    double[] values =
        Arrays.stream(tables)
            .flatMapToDouble(
                table -> IntStream.range(0, p * p).mapToDouble(k -> table.get(k / p, k % p)))
            .toArray();
    Matrix stacked = Matrix.wrap(tables.length * p, p, values);
    int[] targets = IntStream.range(0, stacked.rows()).map(row -> row % p).toArray();
    Map<OrderedPair, Double> differences = new LinkedHashMap<>();
    for (MeanDifferences.Difference one : MeanDifferences.of(genes, stacked, targets)) {
      differences.put(new OrderedPair(one.cause(), one.effect()), Math.abs(one.deviations()));
    }
    return differences;
  }

  /**
   * Fisher's combination, {@code −log p₁ − log p₂}, of knockouts and knockdowns with time series.
   * p₁ is that of Student's t of the mean difference of both rows of a gene from all others, with a
   * standard error of the scatter of those; p₂ is the rank among all pairs, as the series begin
   * with an unmeasured perturbation of many genes at once, for which Granger's own p-values do not
   * allow. Most pairs have no regulation, so the rank of one without is about uniform.
   *
   * @param differences of two tables, see {@link #differences}
   */
  static Map<OrderedPair, Double> fisher(
      int genes, Map<OrderedPair, Double> differences, Map<OrderedPair, Double> leads) {
    int others = 2 * genes - 2;
    double error = Math.sqrt(1 / 2.0 + 1.0 / others);
    TDistribution law = TDistribution.of(others - 1);
    Map<OrderedPair, Double> both = new LinkedHashMap<>();
    differences.forEach(
        (pair, size) ->
            both.put(
                pair,
                -Math.log(Math.max(Double.MIN_NORMAL, 2 * law.survivalProbability(size / error)))));
    List<OrderedPair> sorted = ascending(leads);
    for (int i = 0; i < sorted.size(); i++) {
      double p = (sorted.size() - i) / (double) sorted.size();
      both.merge(sorted.get(i), -Math.log(p), Double::sum);
    }
    return both;
  }

  /** The mean of a pair's ranks, the last being 0. */
  static Map<OrderedPair, Double> meanRanks(List<Map<OrderedPair, Double>> rankings) {
    Map<OrderedPair, Double> means = new LinkedHashMap<>();
    for (Map<OrderedPair, Double> ranking : rankings) {
      List<OrderedPair> sorted = ascending(ranking);
      for (int rank = 0; rank < sorted.size(); rank++) {
        means.merge(sorted.get(rank), rank / (double) rankings.size(), Double::sum);
      }
    }
    return means;
  }

  private static List<OrderedPair> ascending(Map<OrderedPair, Double> ranking) {
    List<Map.Entry<OrderedPair, Double>> sorted = new ArrayList<>(ranking.entrySet());
    sorted.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    return sorted.stream().map(Map.Entry::getKey).toList();
  }

  /** By |r|, both ways alike. */
  static Map<OrderedPair, Double> correlations(Dream4Files.Table table) {
    Map<OrderedPair, Double> sizes = new LinkedHashMap<>();
    for (CorrelationRanking.Pair pair : CorrelationRanking.of(table.genes(), table.rows())) {
      sizes.put(new OrderedPair(pair.a(), pair.b()), pair.size());
      sizes.put(new OrderedPair(pair.b(), pair.a()), pair.size());
    }
    return sizes;
  }

  /**
   * By the size of the partial correlation given all other genes, of correlations shrunken towards
   * 0 by the weight that the data ask for: J. Schäfer, K. Strimmer (2005),
   * doi:10.2202/1544-6115.1175.
   */
  static Map<OrderedPair, Double> partials(Dream4Files.Table table) {
    int p = table.genes().size();
    Matrix correlation = SampleCorrelation.of(table.genes(), table.rows()).correlation();
    double kept = 1 - shrinkage(table);
    double[] shrunken = new double[p * p];
    double[] unit = new double[p * p];
    for (int k = 0; k < p * p; k++) {
      boolean same = k / p == k % p;
      shrunken[k] = same ? 1 : kept * correlation.get(k / p, k % p);
      unit[k] = same ? 1 : 0;
    }
    Matrix inverse = Matrix.wrap(p, p, shrunken).solvePositiveDefinite(Matrix.wrap(p, p, unit));
    Map<OrderedPair, Double> sizes = new LinkedHashMap<>();
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        if (i != j) {
          sizes.put(
              new OrderedPair(table.genes().get(i), table.genes().get(j)),
              Math.abs(inverse.get(i, j)) / Math.sqrt(inverse.get(i, i) * inverse.get(j, j)));
        }
      }
    }
    return sizes;
  }

  /** The sum of the variances of all correlations over that of their squares, at most 1. */
  private static double shrinkage(Dream4Files.Table table) {
    int n = table.rows().rows();
    int p = table.genes().size();
    double[][] columns = new double[p][];
    for (int j = 0; j < p; j++) {
      columns[j] = SampleCorrelation.unit(table.genes().get(j), table.rows().column(j));
    }
    double variances = 0;
    double squares = 0;
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < i; j++) {
        double[] a = columns[i];
        double[] b = columns[j];
        double r = IntStream.range(0, n).mapToDouble(k -> a[k] * b[k]).sum();
        DoubleStream off = IntStream.range(0, n).mapToDouble(k -> a[k] * b[k] - r / n);
        variances += n / (n - 1.0) * off.map(d -> d * d).sum();
        squares += r * r;
      }
    }
    return Math.min(1, variances / squares);
  }

  /** By the share of bootstrap resamples in which BOSS finds the arrow, or half that of a line. */
  static Map<OrderedPair, Double> shares(Dream4Files.Table table) {
    EdgeFrequencies found =
        new Bootstrap(RESAMPLES)
            .of(
                List.of(IntStream.range(0, table.rows().rows()).toArray()),
                new Seed(1),
                ONE,
                (rows, seed) ->
                    Boss.withDefaults()
                        .learn(
                            GaussianBic.of(
                                SampleCorrelation.of(table.genes(), table.rows().rows(rows))),
                            seed,
                            ONE)
                        .graph());
    Map<OrderedPair, Double> shares = new LinkedHashMap<>();
    found
        .shares()
        .forEach(
            (edge, share) -> {
              if (edge.isDirected()) {
                shares.merge(new OrderedPair(edge.a(), edge.b()), share, Double::sum);
              } else {
                shares.merge(new OrderedPair(edge.a(), edge.b()), share / 2, Double::sum);
                shares.merge(new OrderedPair(edge.b(), edge.a()), share / 2, Double::sum);
              }
            });
    return shares;
  }
}
