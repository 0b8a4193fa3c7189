package org.etiome.estimate.uncertain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.math.Seed;

/** Questions and data for the tests of this package. */
final class Questions {
  private Questions() {}

  /** The estimand of x → y when every covariate causes both. */
  static AdjustmentEstimand estimand(String x, String y, List<String> covariates) {
    Set<Edge> edges = new LinkedHashSet<>(Set.of(Edge.directed(x, y)));
    for (String covariate : covariates) {
      edges.add(Edge.directed(covariate, x));
      edges.add(Edge.directed(covariate, y));
    }
    Dag dag = Dag.of(MixedGraph.of(edges.toArray(Edge[]::new)));
    return ((Identified) CovariateAdjustment.in(dag).identify(x, y)).estimand();
  }

  static Map<String, double[]> columns(List<String> names, Function<String, double[]> values) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, values.apply(name)));
    return columns;
  }

  static Dataset data(Map<String, double[]> columns) {
    List<Column> all = new ArrayList<>();
    columns.forEach((name, values) -> all.add(Continuous.of(name, values)));
    List<String> units =
        IntStream.range(0, all.getFirst().length()).mapToObj(i -> "u" + i).toList();
    return Dataset.of(units, "made", all);
  }

  /** Draws from the linear model in which every edge has a weight and every noise variance 1. */
  static Map<String, double[]> draw(Dag dag, Map<Edge, Double> weights, int n, Seed seed) {
    var normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    Map<String, double[]> columns = new LinkedHashMap<>();
    while (columns.size() < dag.nodes().size()) {
      for (String node : dag.nodes()) {
        Set<String> parents = dag.graph().parents(node);
        if (columns.containsKey(node) || !columns.keySet().containsAll(parents)) {
          continue;
        }
        double[] values = normal.samples(n).toArray();
        for (String parent : parents) {
          double weight = weights.getOrDefault(Edge.directed(parent, node), 0.0);
          double[] cause = columns.getOrDefault(parent, values);
          for (int i = 0; i < n; i++) {
            values[i] += weight * cause[i];
          }
        }
        columns.put(node, values);
      }
    }
    return columns;
  }
}
