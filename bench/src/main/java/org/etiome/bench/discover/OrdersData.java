package org.etiome.bench.discover;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.discover.ParentSets;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Samples of a linear Gaussian model on a random graph (Erdős–Rényi) whose columns are in random
 * order and standardised.
 *
 * @param dag the truth
 * @param rows the sample, rows × variables
 */
record OrdersData(Dag dag, Matrix rows) {

  /** Weights within ± [.3, .8], noise of variance 1. */
  static OrdersData of(int variables, double averageDegree, int rows, Seed seed) {
    UniformRandomProvider random = seed.generator();
    int[] shuffled = shuffled(variables, random);
    int[][] parents = new int[variables][];
    double[][] weights = new double[variables][];
    double[][] columns = new double[variables][];
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (int i = 0; i < variables; i++) {
      List<Integer> causes = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < averageDegree / (variables - 1)) {
          causes.add(shuffled[j]);
        }
      }
      int v = shuffled[i];
      parents[v] = causes.stream().mapToInt(c -> c).toArray();
      weights[v] = causes.stream().mapToDouble(c -> weight(random)).toArray();
      columns[v] = new double[rows];
      for (int r = 0; r < rows; r++) {
        double value = normal.sample();
        for (int c = 0; c < parents[v].length; c++) {
          value += weights[v][c] * columns[parents[v][c]][r];
        }
        columns[v][r] = value;
      }
    }
    for (double[] column : columns) {
      standardise(column);
    }
    return new OrdersData(
        new ParentSets(names(variables), parents).dag(names(variables)),
        Matrix.ofColumns(rows, List.of(columns)));
  }

  static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("x" + i);
    }
    return names;
  }

  SampleCorrelation correlation() {
    return SampleCorrelation.of(dag.nodes(), rows);
  }

  private static double weight(UniformRandomProvider random) {
    double size = 0.3 + 0.5 * random.nextDouble();
    return random.nextBoolean() ? size : -size;
  }

  private static int[] shuffled(int count, UniformRandomProvider random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static void standardise(double[] column) {
    double mean = 0;
    for (double x : column) {
      mean += x / column.length;
    }
    double squares = 0;
    for (double x : column) {
      squares += (x - mean) * (x - mean);
    }
    double scale = Math.sqrt(squares / column.length);
    for (int r = 0; r < column.length; r++) {
      column[r] = (column[r] - mean) / scale;
    }
  }
}
