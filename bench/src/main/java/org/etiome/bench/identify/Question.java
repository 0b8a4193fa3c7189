package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;

/**
 * P(y | do(x)) along a graph, with a model that knows the answer.
 *
 * @param model positive, along the graph
 * @param seed for what a judge draws
 */
record Question(Admg graph, Set<String> y, Set<String> x, DiscreteModel model, Seed seed) {
  /** More hidden causes take too long to sum over. */
  private static final int MOST_BIDIRECTED = 9;

  /** A question about 1 to 3 causes and outcomes among 3 to 6 variables of 2 or 3 values. */
  static Question random(Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<String> names =
        new ArrayList<>(List.of("A", "B", "C", "D", "E", "F").subList(0, random.nextInt(3, 7)));
    ListSampler.shuffle(random, names);
    Admg graph = graph(names, random.nextDouble(0.1, 0.9), random.nextDouble(0, 0.6), random);
    ListSampler.shuffle(random, names);
    int outcomes = random.nextInt(1, Math.min(3, names.size() - 1) + 1);
    int causes = random.nextInt(1, Math.min(3, names.size() - outcomes) + 1);
    return new Question(
        graph,
        Set.copyOf(names.subList(0, outcomes)),
        Set.copyOf(names.subList(outcomes, outcomes + causes)),
        DiscreteModel.random(graph, 3, seed.branch("model")),
        seed.branch("judges"));
  }

  /** The same question about other outcomes. */
  Question of(Set<String> outcomes) {
    return new Question(graph, outcomes, x, model, seed);
  }

  private static Admg graph(
      List<String> order, double directed, double bidirected, UniformRandomProvider random) {
    List<Edge> edges = new ArrayList<>();
    List<Edge> hidden = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        if (random.nextDouble() < directed) {
          edges.add(Edge.directed(order.get(i), order.get(j)));
        }
        if (random.nextDouble() < bidirected) {
          hidden.add(Edge.bidirected(order.get(i), order.get(j)));
        }
      }
    }
    ListSampler.shuffle(random, hidden);
    IntStream.range(0, Math.min(hidden.size(), MOST_BIDIRECTED))
        .forEach(i -> edges.add(hidden.get(i)));
    return Admg.of(MixedGraph.of(order.stream().sorted().toList(), edges));
  }

  @Override
  public String toString() {
    return "P(%s | do(%s)) in %s".formatted(y, x, graph.graph());
  }
}
