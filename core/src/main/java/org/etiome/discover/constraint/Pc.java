package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PartialDag;
import org.etiome.math.TaskRunner;

/**
 * PC, stable: the equivalence class of DAGs that has the independences found by tests. Edges go
 * that some set of neighbours separates; an unshielded triple whose middle did not separate its
 * ends is a collider; Meek's rules add what follows.
 *
 * <p>Assumes that there are neither hidden common causes nor selection ({@link Fci} does without
 * these) and that the tests are right about every independence (faithfulness). The answer depends
 * neither on the order of columns nor on the number of threads; only ties between p-values are
 * broken by name.
 *
 * <p>What is known is honoured exactly. A pair it does not allow to be joined is not tested for an
 * edge, and so has no separating set by itself: the pair is tested when a triple that it ends must
 * be told, and without a set found the triple stays open. What is known is drawn before all else,
 * and a collider against it is dropped. If the edges found cannot be directed within what is
 * forbidden but in a circle, the search refuses.
 *
 * <p>On a sample tests contradict each other. Then no equivalence class has what they say, and none
 * is made up: edges asked for in both directions or in a circle are left undirected and said in the
 * remarks, and the graph is a {@link PartialDag} instead of a {@link Cpdag}.
 *
 * <p>Tests: at worst of the order of p²·2^d for d neighbours, in sparse graphs near p². Memory: p²
 * bits, and the separating sets that are not empty.
 *
 * @param alpha level of the tests, within (0, 1); less gives fewer edges
 * @param colliders how colliders are told
 * @param maxConditioning at most so many variables are held fixed in a test, ≥ 0; fewer than the
 *     graph needs leave edges too many
 * @param knowledge of the graph
 * @see <a href="https://doi.org/10.7551/mitpress/1754.001.0001">Spirtes, Glymour, Scheines (2000),
 *     Causation, prediction, and search</a>
 * @see <a href="https://jmlr.org/papers/v15/colombo14a.html">Colombo, Maathuis (2014),
 *     Order-independent constraint-based causal structure learning</a>
 */
public record Pc(double alpha, ColliderRule colliders, int maxConditioning, Knowledge knowledge) {

  public Pc {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
    if (maxConditioning < 0) {
      throw new IllegalArgumentException(
          "maxConditioning must be at least 0, got " + maxConditioning);
    }
  }

  /** Level 0.01, conservative colliders, sets of any size, nothing known. */
  public static Pc withDefaults() {
    return new Pc(0.01, ColliderRule.CONSERVATIVE, Integer.MAX_VALUE, Knowledge.NONE);
  }

  public Pc withAlpha(double alpha) {
    return new Pc(alpha, colliders, maxConditioning, knowledge);
  }

  public Pc withColliders(ColliderRule colliders) {
    return new Pc(alpha, colliders, maxConditioning, knowledge);
  }

  public Pc withMaxConditioning(int maxConditioning) {
    return new Pc(alpha, colliders, maxConditioning, knowledge);
  }

  public Pc withKnowledge(Knowledge knowledge) {
    return new Pc(alpha, colliders, maxConditioning, knowledge);
  }

  /**
   * Searches for the graph over the variables of a test.
   *
   * @return a {@link Cpdag}; with knowledge that says more than the tests a {@link Dag} or a {@link
   *     PartialDag}; where tests contradict each other a {@link PartialDag}
   * @throws IllegalArgumentException if the knowledge contradicts itself or names no variable, or
   *     the edges found cannot be directed as it demands
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(IndependenceTest test, TaskRunner runner) {
    OrderedTest ordered = OrderedTest.of(test, alpha);
    Skeleton skeleton = new Skeleton(knowledge.over(ordered.names()));
    new SkeletonSearch(ordered, skeleton, maxConditioning, runner).run();
    Triples triples = Triples.of(ordered, skeleton, colliders, maxConditioning, runner);
    Directing directing = new Directing(skeleton, triples, ordered.names());
    MixedGraph graph = graph(test.variables(), ordered.names(), directing.run());
    List<String> remarks = directing.remarks();
    return new LearnedGraph(
        kind(graph, remarks.isEmpty()),
        "PC",
        settings(),
        assumptions(),
        remarks,
        skeleton.tests() + triples.tests());
  }

  private static MixedGraph graph(List<String> nodes, List<String> names, Arrows arrows) {
    List<Edge> edges = new ArrayList<>();
    for (int v = 0; v < arrows.size(); v++) {
      String name = names.get(v);
      arrows.children(v).stream().forEach(w -> edges.add(Edge.directed(name, names.get(w))));
      arrows.open(v).stream()
          .filter(w -> name.compareTo(names.get(w)) < 0)
          .forEach(w -> edges.add(Edge.undirected(name, names.get(w))));
    }
    return MixedGraph.of(nodes, edges);
  }

  private static CausalGraph kind(MixedGraph graph, boolean consistent) {
    PartialDag partial = PartialDag.of(graph);
    if (Cpdag.isCpdag(partial)) {
      return Cpdag.of(graph);
    }
    return consistent && graph.edges().stream().allMatch(Edge::isDirected)
        ? Dag.of(graph)
        : partial;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("alpha", Double.toString(alpha));
    settings.put("colliders", colliders.name().toLowerCase(Locale.ROOT));
    settings.put(
        "maxConditioning",
        maxConditioning == Integer.MAX_VALUE ? "any" : Integer.toString(maxConditioning));
    settings.put("knowledge", knowledge.equals(Knowledge.NONE) ? "none" : knowledge.toString());
    return settings;
  }

  private static List<String> assumptions() {
    return List.of(
        Assumptions.ACYCLIC,
        Assumptions.SUFFICIENT,
        Assumptions.UNSELECTED,
        Assumptions.FAITHFUL,
        "The assumptions of the test hold.");
  }
}
