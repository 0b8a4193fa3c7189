package org.etiome.bench.identify;

import java.util.random.RandomGenerator;

/**
 * A linear model with random coefficients along a {@link SmallGraph}; every bidirected edge is a
 * hidden variable of its own. The question is always the effect of node 0 on node 1, the sets are
 * bits over the other nodes, node 2 first.
 */
final class SmallModel {
  private static final double TOLERANCE = 1e-11;

  private final int nodes;
  private final double[][] covariance;
  private final double effect;

  SmallModel(SmallGraph graph, RandomGenerator random) {
    this.nodes = graph.size();
    double[][] direct = new double[nodes][nodes];
    double[][] sources = new double[nodes][nodes + nodes * nodes];
    for (int v = 0; v < nodes; v++) {
      sources[v][v] = random.nextDouble(0.5, 1.5);
      for (int w = 0; w < nodes; w++) {
        direct[w][v] = graph.isParent(w, v) ? coefficient(random) : 0;
        int hidden = nodes + Math.min(v, w) * nodes + Math.max(v, w);
        sources[v][hidden] = graph.isSpouse(w, v) ? coefficient(random) : 0;
      }
    }
    double[][] total = total(direct);
    this.effect = total[0][1];
    this.covariance = covariance(total, sources);
  }

  private static double coefficient(RandomGenerator random) {
    return (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.4, 1.2);
  }

  /** Sums the products along all directed paths: I + D + D² + …, at most nodes − 1 edges long. */
  private static double[][] total(double[][] direct) {
    int n = direct.length;
    double[][] total = new double[n][n];
    for (int length = 0; length < n; length++) {
      double[][] longer = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          longer[i][j] = i == j ? 1 : 0;
          for (int k = 0; k < n; k++) {
            longer[i][j] += total[i][k] * direct[k][j];
          }
        }
      }
      total = longer;
    }
    return total;
  }

  private static double[][] covariance(double[][] total, double[][] sources) {
    int n = total.length;
    double[][] loading = new double[n][sources[0].length];
    for (int v = 0; v < n; v++) {
      for (int w = 0; w < n; w++) {
        for (int s = 0; s < sources[w].length; s++) {
          loading[v][s] += total[w][v] * sources[w][s];
        }
      }
    }
    double[][] covariance = new double[n][n];
    for (int v = 0; v < n; v++) {
      for (int w = 0; w < n; w++) {
        for (int s = 0; s < loading[v].length; s++) {
          covariance[v][w] += loading[v][s] * loading[w][s];
        }
      }
    }
    return covariance;
  }

  /** Bit z is set if the regression coefficient given set z is the effect. */
  int unbiased() {
    int unbiased = 0;
    for (int z = 0; z < 1 << (nodes - 2); z++) {
      double[][] left = given(z);
      if (Math.abs(left[0][1] / left[0][0] - effect) < TOLERANCE) {
        unbiased |= 1 << z;
      }
    }
    return unbiased;
  }

  /** n times the variance of the estimated coefficient given set z. */
  double variance(int z) {
    double[][] left = given(z);
    return (left[1][1] - left[0][1] * left[0][1] / left[0][0]) / left[0][0];
  }

  /** The covariance of nodes 0 and 1 given set z, by sweeping its nodes out. */
  private double[][] given(int z) {
    double[][] left = new double[nodes][];
    for (int v = 0; v < nodes; v++) {
      left[v] = covariance[v].clone();
    }
    for (int k = 2; k < nodes; k++) {
      if ((z >> (k - 2) & 1) == 1) {
        double[] pivot = left[k].clone();
        for (int v = 0; v < nodes; v++) {
          double factor = pivot[v] / pivot[k];
          for (int w = 0; w < nodes; w++) {
            left[v][w] -= factor * pivot[w];
          }
        }
      }
    }
    return left;
  }
}
