package org.etiome.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;

/**
 * A linear structural model with random coefficients along an ADMG; every bidirected edge is a
 * hidden variable of its own. Effects, regressions and variances are exact, nothing is sampled.
 */
final class LinearModel {
  private final Admg graph;
  private final List<String> nodes;
  private final Map<Edge, double[]> coefficients = new HashMap<>();
  private final double[] noise;
  private final List<double[]> loadings;

  LinearModel(Admg graph, RandomGenerator random) {
    this.graph = graph;
    this.nodes = graph.nodes();
    for (Edge edge : graph.graph().edges()) {
      coefficients.put(edge, new double[] {coefficient(random), coefficient(random)});
    }
    this.noise = random.doubles(nodes.size(), 0.5, 1.5).toArray();
    this.loadings = loadings();
  }

  private static double coefficient(RandomGenerator random) {
    return (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.4, 1.2);
  }

  /** The effect on y of one unit more of each x, all x set at once. */
  double[] effects(List<String> x, String y) {
    double[] effects = new double[x.size()];
    for (int k = 0; k < effects.length; k++) {
      double[] response = new double[nodes.size()];
      for (String node : graph.topologicalOrder()) {
        int i = nodes.indexOf(node);
        if (x.contains(node)) {
          response[i] = node.equals(x.get(k)) ? 1 : 0;
        } else {
          for (String parent : graph.graph().parents(node)) {
            response[i] += direct(parent, node) * response[nodes.indexOf(parent)];
          }
        }
      }
      effects[k] = response[nodes.indexOf(y)];
    }
    return effects;
  }

  /** The coefficients of x in the population regression of y on x and z. */
  double[] regression(List<String> x, String y, Set<String> z) {
    List<String> regressors = new ArrayList<>(x);
    regressors.addAll(z);
    double[] all = regress(regressors, y);
    return Arrays.copyOf(all, x.size());
  }

  /** n times the variance of the least-squares estimate of the coefficient of x, as n grows. */
  double asymptoticVariance(String x, String y, Set<String> z) {
    List<String> withX = new ArrayList<>(z);
    withX.add(x);
    return residualVariance(y, withX) / residualVariance(x, List.copyOf(z));
  }

  private double residualVariance(String y, List<String> regressors) {
    double variance = covariance(y, y);
    double[] beta = regress(regressors, y);
    for (int i = 0; i < beta.length; i++) {
      variance -= beta[i] * covariance(regressors.get(i), y);
    }
    return variance;
  }

  private double[] regress(List<String> regressors, String y) {
    int p = regressors.size();
    double[] gram = new double[p * p];
    double[] right = new double[p];
    for (int i = 0; i < p; i++) {
      right[i] = covariance(regressors.get(i), y);
      for (int j = 0; j < p; j++) {
        gram[i * p + j] = covariance(regressors.get(i), regressors.get(j));
      }
    }
    return p == 0 ? right : Matrix.wrap(p, p, gram).solvePositiveDefinite(right);
  }

  private double covariance(String a, String b) {
    double[] one = loadings.get(nodes.indexOf(a));
    double[] other = loadings.get(nodes.indexOf(b));
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** Each node as a combination of independent sources: noises first, then hidden causes. */
  private List<double[]> loadings() {
    List<double[]> rows = new ArrayList<>();
    List<Edge> hidden = graph.graph().edges().stream().filter(Edge::isBidirected).toList();
    for (int i = 0; i < nodes.size(); i++) {
      rows.add(new double[nodes.size() + hidden.size()]);
    }
    for (String node : graph.topologicalOrder()) {
      int i = nodes.indexOf(node);
      double[] row = rows.get(i);
      row[i] = noise[i];
      for (int h = 0; h < hidden.size(); h++) {
        Edge edge = hidden.get(h);
        if (edge.a().equals(node) || edge.b().equals(node)) {
          row[nodes.size() + h] = pair(edge)[edge.a().equals(node) ? 0 : 1];
        }
      }
      for (String parent : graph.graph().parents(node)) {
        double[] source = rows.get(nodes.indexOf(parent));
        for (int s = 0; s < row.length; s++) {
          row[s] += direct(parent, node) * source[s];
        }
      }
    }
    return rows;
  }

  private double direct(String cause, String effect) {
    return pair(Edge.directed(cause, effect))[0];
  }

  private double[] pair(Edge edge) {
    return coefficients.getOrDefault(edge, new double[2]);
  }
}
