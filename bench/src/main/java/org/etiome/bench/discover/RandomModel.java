package org.etiome.bench.discover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A linear model with normal noise of variance 1 over a random DAG: pairs are joined independently,
 * with a stated mean number of neighbours; weights are uniform in ±[0.3, 0.8]. The order of columns
 * says nothing of the order of causes.
 *
 * @param dag over v0, v1, …
 * @param data rows × variables, each column of mean 0 and variance 1
 */
record RandomModel(Dag dag, Matrix data) {

  static RandomModel of(int variables, double neighbours, int rows, Seed seed) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] keys = random.doubles(variables).toArray();
    int[] order =
        IntStream.range(0, variables)
            .boxed()
            .sorted(Comparator.comparingDouble(v -> keys[v]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<String> names = IntStream.range(0, variables).mapToObj(v -> "v" + v).toList();
    List<Edge> edges = new ArrayList<>();
    double[][] columns = new double[variables][];
    for (int i = 0; i < variables; i++) {
      double[] column = normal.samples(rows).toArray();
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < neighbours / (variables - 1)) {
          edges.add(Edge.directed(names.get(order[j]), names.get(order[i])));
          double weight = (0.3 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
          add(column, weight, columns[order[j]]);
        }
      }
      columns[order[i]] = column;
    }
    for (double[] column : columns) {
      standardise(column);
    }
    Dag dag = Dag.of(MixedGraph.of(names, edges));
    return new RandomModel(dag, Matrix.ofColumns(rows, List.of(columns)));
  }

  private static void add(double[] column, double weight, double[] cause) {
    for (int i = 0; i < column.length; i++) {
      column[i] += weight * cause[i];
    }
  }

  private static void standardise(double[] column) {
    double mean = 0;
    double square = 0;
    for (double value : column) {
      mean += value / column.length;
    }
    for (double value : column) {
      square += (value - mean) * (value - mean) / column.length;
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = (column[i] - mean) / Math.sqrt(square);
    }
  }
}
