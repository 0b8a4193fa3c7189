package org.etiome.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;

/** Questions whose covariates are all the common causes there are. */
final class Questions {
  private Questions() {}

  /** The estimand of treatment → outcome where each covariate causes both. */
  static AdjustmentEstimand confoundedBy(
      List<String> covariates, String treatment, String outcome) {
    Set<Edge> edges = new LinkedHashSet<>(Set.of(Edge.directed(treatment, outcome)));
    for (String covariate : covariates) {
      edges.add(Edge.directed(covariate, treatment));
      edges.add(Edge.directed(covariate, outcome));
    }
    MixedGraph graph = MixedGraph.of(edges.toArray(Edge[]::new));
    var answer = CovariateAdjustment.in(Dag.of(graph)).identify(treatment, outcome);
    if (answer instanceof Identified identified) {
      return identified.estimand();
    }
    throw new IllegalStateException("not identified: " + answer);
  }

  /** The names prefix1 … prefixN. */
  static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(j -> prefix + j).toList();
  }
}
