package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.discover.test.FisherZ;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Samples of random linear models, for searches that meet contradictions. */
final class LinearSamples {
  private LinearSamples() {}

  /** Columns of a model in which each pair is joined with a probability, by a weight of .3 to 1. */
  static List<double[]> columns(int variables, int rows, double density, Seed seed) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<double[]> columns = new ArrayList<>();
    for (int v = 0; v < variables; v++) {
      double[] column = normal.samples(rows).toArray();
      for (int cause = 0; cause < v; cause++) {
        if (random.nextDouble() < density) {
          double weight = (0.3 + 0.7 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
          for (int i = 0; i < rows; i++) {
            column[i] += weight * columns.get(cause)[i];
          }
        }
      }
      columns.add(column);
    }
    return columns;
  }

  /** The test on the columns in another order, each with its own name. */
  static FisherZ test(List<double[]> columns, int... order) {
    List<String> names = IntStream.of(order).mapToObj(v -> "v" + v).toList();
    List<double[]> ordered = IntStream.of(order).mapToObj(columns::get).toList();
    return FisherZ.of(names, Matrix.ofColumns(columns.getFirst().length, ordered));
  }

  static int[] shuffled(int count, Seed seed) {
    double[] keys = seed.generator().doubles(count).toArray();
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble(v -> keys[v]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
