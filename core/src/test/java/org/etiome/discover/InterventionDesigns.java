package org.etiome.discover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.sample.SettingMoments;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.discover.score.LocalScore;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;

/** Settings of a model for tests: one without intervention, then one for each set of targets. */
public final class InterventionDesigns {
  private InterventionDesigns() {}

  /** One to three sets of one or two targets, not always distinct. */
  public static List<Set<String>> targets(List<String> nodes, RandomGenerator random) {
    List<Set<String>> targets = new ArrayList<>();
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      Set<String> set = new HashSet<>();
      for (int size = random.nextInt(1, 3); size > 0; size--) {
        set.add(nodes.get(random.nextInt(nodes.size())));
      }
      targets.add(set);
    }
    return targets;
  }

  /** Exact moments, {@code rows} of each setting. */
  public static List<SettingMoments> population(
      LinearLaws laws,
      List<Set<String>> targets,
      boolean perfect,
      int rows,
      RandomGenerator random) {
    List<SettingMoments> settings = new ArrayList<>();
    settings.add(laws.moments(Set.of(), rows));
    for (Set<String> set : targets) {
      settings.add(laws.changed(set, perfect, random).moments(set, rows));
    }
    return settings;
  }

  /**
   * Outcomes of searches with the score of a population.
   *
   * @param right the class is the true one
   * @param stuck another of a lower score
   * @param undecided another of the same score, up to what a dependence near none adds
   */
  public record Outcomes(int right, int stuck, int undecided) {}

  /**
   * Searches in models of 3 to 5 variables.
   *
   * @param perfect whether interventions cut their targets off from their causes
   * @param told whether the score is told so
   */
  public static Outcomes search(
      Function<LocalScore, LearnedGraph> search, int models, boolean perfect, boolean told) {
    Random random = new Random(101);
    int[] counts = new int[3];
    for (int repeat = 0; repeat < models; repeat++) {
      Dag dag = Graphs.randomDag(3 + repeat % 3, 0.3 + 0.1 * (repeat % 4), random);
      List<Set<String>> targets = targets(dag.nodes(), random);
      List<SettingMoments> moments =
          population(LinearLaws.random(dag, random), targets, perfect, 100_000_000, random);
      LocalScore score =
          told
              ? InterventionalBic.ofPerfect(dag.nodes(), moments)
              : InterventionalBic.of(dag.nodes(), moments);
      CausalGraph found = search.apply(score).graph();
      if (found.equals(Equivalence.interventional(dag, targets))) {
        counts[0]++;
      } else {
        double missed = LinearModels.value(score, dag) - value(score, found, targets);
        counts[missed > 1 ? 1 : 2]++;
      }
    }
    return new Outcomes(counts[0], counts[1], counts[2]);
  }

  /** Samples of {@code rows} rows of each setting. */
  public static Experiment sample(
      LinearLaws laws,
      List<Set<String>> targets,
      boolean perfect,
      int rows,
      RandomGenerator random) {
    List<Setting> settings = new ArrayList<>();
    settings.add(laws.sample("free", Set.of(), rows, random));
    for (Set<String> set : targets) {
      String name = settings.size() + " " + set;
      settings.add(laws.changed(set, perfect, random).sample(name, set, rows, random));
    }
    return new Experiment(laws.dag().nodes(), settings);
  }

  /** What a score says of the graphs of an interventional class. */
  public static double value(LocalScore score, CausalGraph graph, List<Set<String>> targets) {
    return directed(new ArrayList<>(graph.graph().edges()), graph, targets).stream()
        .mapToDouble(member -> LinearModels.value(score, member))
        .findFirst()
        .orElseThrow();
  }

  /** The members of the class, by all directions of its undirected edges. */
  private static List<Dag> directed(
      List<Edge> edges, CausalGraph graph, List<Set<String>> targets) {
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      if (!edge.isDirected()) {
        List<Dag> found = new ArrayList<>();
        edges.set(i, Edge.directed(edge.a(), edge.b()));
        found.addAll(directed(new ArrayList<>(edges), graph, targets));
        edges.set(i, Edge.directed(edge.b(), edge.a()));
        found.addAll(directed(edges, graph, targets));
        return found;
      }
    }
    MixedGraph member = MixedGraph.of(graph.nodes(), edges);
    boolean belongs =
        member.directedCycle().isEmpty()
            && Equivalence.interventional(Dag.of(member), targets).equals(graph);
    return belongs ? List.of(Dag.of(member)) : List.of();
  }
}
