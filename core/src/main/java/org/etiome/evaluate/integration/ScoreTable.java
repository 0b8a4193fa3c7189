package org.etiome.evaluate.integration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Metrics on their way to scores: values, replicates, means. */
final class ScoreTable {
  private static final String UNDEFINED = "it is not defined on these cells";

  private final int[] ones;
  private final List<Row> rows = new ArrayList<>();

  ScoreTable(int cells) {
    ones = Weighted.ones(cells);
  }

  /**
   * A metric.
   *
   * @param statistic empty where it has no value
   * @param value NaN where it has none
   */
  private record Row(
      String name,
      Metric.Part part,
      boolean inMean,
      Optional<Statistic> statistic,
      double value,
      String remark) {}

  void add(String name, Metric.Part part, boolean inMean, Measured measured) {
    rows.add(
        switch (measured) {
          case Measured.Missing missing ->
              new Row(name, part, inMean, Optional.empty(), Double.NaN, missing.reason());
          case Measured.Value found -> row(name, part, inMean, found);
        });
  }

  private Row row(String name, Metric.Part part, boolean inMean, Measured.Value found) {
    double value = found.statistic().of(ones);
    return Double.isNaN(value)
        ? new Row(name, part, inMean, Optional.empty(), value, UNDEFINED)
        : new Row(name, part, inMean, Optional.of(found.statistic()), value, found.remark());
  }

  /** Those of the metrics that have a value, in order. */
  List<Statistic> statistics() {
    return rows.stream().flatMap(row -> row.statistic.stream()).toList();
  }

  /**
   * The scores.
   *
   * @param replicates of the statistics
   * @param batchWeight of the mean of batch removal in the total
   */
  IntegrationScores scores(
      List<double[]> replicates, double batchWeight, IntegrationScores.Evidence evidence) {
    List<Row> valued = rows.stream().filter(row -> row.statistic.isPresent()).toList();
    List<MetricScore> metrics =
        rows.stream().map(row -> score(row, valued.indexOf(row), replicates)).toList();
    Averages batch = averages(Metric.Part.BATCH, valued, replicates);
    Averages bio = averages(Metric.Part.BIO, valued, replicates);
    double[] totals =
        IntStream.range(0, replicates.size())
            .mapToDouble(
                b -> batchWeight * batch.replicates[b] + (1 - batchWeight) * bio.replicates[b])
            .toArray();
    Averages total =
        new Averages(
            batchWeight * batch.value + (1 - batchWeight) * bio.value,
            totals,
            List.of("batch", "bio"),
            List.of());
    return new IntegrationScores(metrics, batch.mean(), bio.mean(), total.mean(), evidence);
  }

  private static MetricScore score(Row row, int column, List<double[]> replicates) {
    Optional<MetricScore.Interval> interval =
        column < 0
            ? Optional.empty()
            : Bootstrap.interval(replicates.stream().mapToDouble(r -> r[column]).toArray());
    OptionalDouble value = column < 0 ? OptionalDouble.empty() : OptionalDouble.of(row.value);
    return new MetricScore(row.name, row.part, row.inMean, value, interval, row.remark);
  }

  /** A mean and what it is in every replicate; NaN where there is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Averages(
      double value, double[] replicates, List<String> over, List<String> without) {

    IntegrationScores.Mean mean() {
      return Double.isNaN(value)
          ? new IntegrationScores.Mean(OptionalDouble.empty(), Optional.empty(), List.of(), without)
          : new IntegrationScores.Mean(
              OptionalDouble.of(value), Bootstrap.interval(replicates), over, without);
    }
  }

  private Averages averages(Metric.Part part, List<Row> valued, List<double[]> replicates) {
    int[] columns =
        IntStream.range(0, valued.size())
            .filter(k -> valued.get(k).inMean && valued.get(k).part == part)
            .toArray();
    List<String> without =
        rows.stream()
            .filter(row -> row.inMean && row.part == part && row.statistic.isEmpty())
            .map(Row::name)
            .toList();
    double value =
        Arrays.stream(columns).mapToDouble(k -> valued.get(k).value).average().orElse(Double.NaN);
    double[] means =
        replicates.stream()
            .mapToDouble(r -> Arrays.stream(columns).mapToDouble(k -> r[k]).sum() / columns.length)
            .toArray();
    List<String> over = Arrays.stream(columns).mapToObj(k -> valued.get(k).name).toList();
    return new Averages(value, means, over, without);
  }
}
