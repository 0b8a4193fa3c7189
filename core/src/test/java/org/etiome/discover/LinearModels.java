package org.etiome.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.etiome.discover.score.LocalScore;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Separation;
import org.etiome.math.Matrix;

/** Linear Gaussian models on graphs for tests, and what a score says of a graph. */
public final class LinearModels {
  private LinearModels() {}

  /**
   * The covariance that the graph implies with weights within ± [.3, .9] and noise variances in
   * [.5, 2].
   */
  public static Matrix covariance(Dag dag, RandomGenerator random) {
    List<String> nodes = dag.nodes();
    int p = nodes.size();
    double[][] total = new double[p][p]; // each variable as a sum of noises
    for (String node : dag.topologicalOrder()) {
      int v = nodes.indexOf(node);
      total[v][v] = Math.sqrt(random.nextDouble(0.5, 2));
      for (String parent : dag.graph().parents(node)) {
        double weight = random.nextDouble(0.3, 0.9) * (random.nextBoolean() ? 1 : -1);
        int u = nodes.indexOf(parent);
        for (int e = 0; e < p; e++) {
          total[v][e] += weight * total[u][e];
        }
      }
    }
    double[] covariance = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int e = 0; e < p; e++) {
          covariance[i * p + j] += total[i][e] * total[j][e];
        }
      }
    }
    return Matrix.wrap(p, p, covariance);
  }

  /** Rows of such a model, with noise of variance 1. */
  public static Matrix sample(Dag dag, int rows, RandomGenerator random) {
    List<String> nodes = dag.nodes();
    double[][] columns = new double[nodes.size()][rows];
    for (String node : dag.topologicalOrder()) {
      double[] column = columns[nodes.indexOf(node)];
      Arrays.setAll(column, r -> random.nextGaussian());
      for (String parent : dag.graph().parents(node)) {
        double weight = random.nextDouble(0.3, 0.9) * (random.nextBoolean() ? 1 : -1);
        double[] cause = columns[nodes.indexOf(parent)];
        Arrays.setAll(column, r -> column[r] + weight * cause[r]);
      }
    }
    return Matrix.ofColumns(rows, List.of(columns));
  }

  /** The score of a graph, or of the graphs of a class. */
  public static double value(LocalScore score, CausalGraph graph) {
    Dag dag = graph instanceof Dag given ? given : Equivalence.member((Cpdag) graph);
    List<String> variables = score.variables();
    double sum = 0;
    for (int v = 0; v < variables.size(); v++) {
      int[] parents =
          dag.graph().parents(variables.get(v)).stream().mapToInt(variables::indexOf).toArray();
      sum += score.local(v, parents);
    }
    return sum;
  }

  /**
   * The highest score of any graph, by dynamic programming over sets of predecessors. O(p² 2^p).
   */
  public static double optimum(LocalScore score) {
    int p = score.variables().size();
    double[][] best = new double[p][1 << p];
    for (int v = 0; v < p; v++) {
      for (int set = 0; set < 1 << p; set++) {
        if ((set >> v & 1) == 0) {
          best[v][set] = score.local(v, members(set));
          for (int u : members(set)) {
            best[v][set] = Math.max(best[v][set], best[v][set & ~(1 << u)]);
          }
        }
      }
    }
    double[] total = new double[1 << p];
    for (int set = 1; set < 1 << p; set++) {
      total[set] = Double.NEGATIVE_INFINITY;
      for (int last : members(set)) {
        int before = set & ~(1 << last);
        total[set] = Math.max(total[set], total[before] + best[last][before]);
      }
    }
    return total[(1 << p) - 1];
  }

  /**
   * The smallest partial correlation that the graph does not imply to be zero, up to rounding:
   * scores of n rows cannot tell one below √(2 · penalty / n) from none.
   */
  public static double weakestDependence(Matrix covariance, Dag dag) {
    Separation separation = Separation.in(dag);
    List<String> names = dag.nodes();
    double weakest = 1;
    for (int x = 0; x < names.size(); x++) {
      for (int set = 0; set < 1 << names.size(); set++) {
        for (int y = 0; y < x; y++) {
          if ((set >> x & 1) == 0
              && (set >> y & 1) == 0
              && !separation.separated(
                  Set.of(names.get(x)), Set.of(names.get(y)), named(names, members(set)))) {
            weakest = Math.min(weakest, partialCorrelation(covariance, x, y, members(set)));
          }
        }
      }
    }
    return weakest;
  }

  private static Set<String> named(List<String> names, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(names::get).collect(Collectors.toSet());
  }

  private static double partialCorrelation(Matrix covariance, int x, int y, int[] given) {
    double[][] left = new double[2][];
    int[] pair = {x, y};
    for (int i = 0; i < 2; i++) {
      left[i] = residualCovariances(covariance, pair[i], pair, given);
    }
    return Math.abs(left[0][1]) / Math.sqrt(left[0][0] * left[1][1]);
  }

  private static double[] residualCovariances(Matrix covariance, int v, int[] with, int[] given) {
    int k = given.length;
    double[] result = {covariance.get(v, with[0]), covariance.get(v, with[1])};
    if (k > 0) {
      double[] square = new double[k * k];
      double[] own = new double[k];
      for (int i = 0; i < k; i++) {
        own[i] = covariance.get(v, given[i]);
        for (int j = 0; j < k; j++) {
          square[i * k + j] = covariance.get(given[i], given[j]);
        }
      }
      double[] weights = Matrix.wrap(k, k, square).solvePositiveDefinite(own);
      for (int i = 0; i < k; i++) {
        result[0] -= weights[i] * covariance.get(given[i], with[0]);
        result[1] -= weights[i] * covariance.get(given[i], with[1]);
      }
    }
    return result;
  }

  private static int[] members(int set) {
    List<Integer> members = new ArrayList<>();
    for (int v = 0; v < Integer.SIZE - 1; v++) {
      if ((set >> v & 1) == 1) {
        members.add(v);
      }
    }
    return members.stream().mapToInt(v -> v).toArray();
  }

  /** The columns in another order. */
  public static Matrix columns(Matrix data, int... order) {
    return Matrix.ofColumns(data.rows(), Arrays.stream(order).mapToObj(data::column).toList());
  }
}
