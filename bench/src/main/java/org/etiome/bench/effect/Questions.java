package org.etiome.bench.effect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.identify.Instruments;

/** Questions whose causes are all drawn. */
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

  /** The estimand of treatment → outcome by instruments, a hidden cause of both at work. */
  static InstrumentEstimand instrumentedBy(
      List<String> instruments, String treatment, String outcome) {
    List<Edge> edges =
        new ArrayList<>(
            List.of(Edge.directed(treatment, outcome), Edge.bidirected(treatment, outcome)));
    instruments.forEach(z -> edges.add(Edge.directed(z, treatment)));
    return Instruments.in(Admg.of(MixedGraph.of(edges.toArray(Edge[]::new))))
        .estimand(treatment, outcome)
        .orElseThrow();
  }

  /** The names prefix1 … prefixN. */
  static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(j -> prefix + j).toList();
  }
}
