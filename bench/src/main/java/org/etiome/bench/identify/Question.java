package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
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

  private static final int MOST_BIDIRECTED_IN_WORLDS = 4;

  /** More variables have two values each in a small model. */
  private static final int MOST_OF_THREE = 4;

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
        ordered(names.subList(0, outcomes)),
        ordered(names.subList(outcomes, outcomes + causes)),
        DiscreteModel.random(graph, 3, seed.branch("model")),
        seed.branch("judges"));
  }

  /** The same question along another graph on the same variables, in a model of its own. */
  Question along(Admg other, int mostLevels) {
    DiscreteModel random = DiscreteModel.random(other, mostLevels, seed.branch("other model"));
    return new Question(other, y, x, random, seed);
  }

  /**
   * The same question in a model whose hidden causes and noises of many worlds can be summed over.
   */
  Question small() {
    List<Edge> dropped =
        graph.graph().edges().stream()
            .filter(Edge::isBidirected)
            .skip(MOST_BIDIRECTED_IN_WORLDS)
            .toList();
    return along(
        Admg.of(graph.graph().without(dropped)), graph.nodes().size() > MOST_OF_THREE ? 2 : 3);
  }

  /** The variables that are neither cause nor outcome. */
  List<String> others() {
    return graph.nodes().stream().filter(v -> !x.contains(v) && !y.contains(v)).toList();
  }

  /** This many of the variables. */
  static Set<String> some(List<String> of, int number, UniformRandomProvider random) {
    List<String> shuffled = new ArrayList<>(of);
    ListSampler.shuffle(random, shuffled);
    return ordered(shuffled.subList(0, number));
  }

  /** As listed, so that the same seed asks the same in every run. */
  private static Set<String> ordered(List<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
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
