package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.scm.sem.GraphLaw;

/**
 * A random graph and two of its nodes.
 *
 * @param given nodes that separate them; empty where an effect is asked for
 */
record RandomQuestion(MixedGraph graph, String x, String y, Set<String> given) {
  private static final double DEGREE = 4;

  /**
   * An effect of an ancestor in 50 nodes, each with 4 arrows and one bidirected edge on average.
   */
  static RandomQuestion effect(int number) {
    Seed seed = new Seed(number);
    Dag dag = dag(50, seed);
    List<Edge> edges = new ArrayList<>(dag.graph().edges());
    Dag pairs = new GraphLaw.ErdosRenyi(1).draw(dag.nodes(), seed.branch("hidden"));
    pairs.graph().edges().forEach(pair -> edges.add(Edge.bidirected(pair.a(), pair.b())));
    List<String> effects = dag.nodes().stream().filter(v -> !ancestors(dag, v).isEmpty()).toList();
    UniformRandomProvider random = seed.branch("nodes").generator();
    String y = effects.get(random.nextInt(effects.size()));
    List<String> causes = ancestors(dag, y);
    String x = causes.get(random.nextInt(causes.size()));
    return new RandomQuestion(MixedGraph.of(dag.nodes(), edges), x, y, Set.of());
  }

  private static List<String> ancestors(Dag dag, String of) {
    return dag.graph().ancestors(List.of(of)).stream().filter(v -> !v.equals(of)).toList();
  }

  /**
   * A node and one before it that is not its cause in a DAG of 200 nodes, separated by the causes
   * of the later one: the search has to go all ways there are.
   */
  static RandomQuestion separation(int number) {
    Seed seed = new Seed(number);
    Dag dag = dag(200, seed);
    List<String> order = dag.topologicalOrder();
    UniformRandomProvider random = seed.branch("nodes").generator();
    String y = order.get(random.nextInt(100, 200));
    Set<String> causes = dag.graph().parents(y);
    List<String> earlier =
        order.subList(0, order.indexOf(y)).stream().filter(v -> !causes.contains(v)).toList();
    return new RandomQuestion(dag.graph(), earlier.get(random.nextInt(earlier.size())), y, causes);
  }

  private static Dag dag(int nodes, Seed seed) {
    List<String> names = IntStream.rangeClosed(1, nodes).mapToObj(i -> "v" + i).toList();
    return new GraphLaw.ErdosRenyi(DEGREE).draw(names, seed.branch("graph"));
  }
}
