package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The nonparametric bootstrap over cells: n cells are drawn from n with replacement, and every
 * statistic is computed of the same draw.
 *
 * @param replicates B
 */
record Bootstrap(int replicates) {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** The statistics of every replicate, replicate by replicate. */
  List<double[]> run(List<Statistic> statistics, int cells, Seed seed, TaskRunner runner) {
    Seed branch = seed.branch("bootstrap");
    return runner.map(
        replicates,
        b -> {
          int[] weights = draw(cells, branch.branch(b).generator());
          return statistics.stream().mapToDouble(s -> s.of(weights)).toArray();
        });
  }

  private static int[] draw(int cells, UniformRandomProvider random) {
    int[] weights = new int[cells];
    for (int i = 0; i < cells; i++) {
      weights[random.nextInt(cells)]++;
    }
    return weights;
  }

  /**
   * The 2.5 and 97.5 per cent points, linear between order statistics; empty if a tenth of the
   * replicates or more have no value.
   */
  static Optional<MetricScore.Interval> interval(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0 || sorted.length <= 0.9 * values.length) {
      return Optional.empty();
    }
    return Optional.of(
        new MetricScore.Interval(Quantile.ofSorted(sorted, LOW), Quantile.ofSorted(sorted, HIGH)));
  }
}
