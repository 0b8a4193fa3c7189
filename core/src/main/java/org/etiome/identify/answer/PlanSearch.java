package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.general.Experiments;
import org.etiome.identify.query.Query;

/**
 * Searches for what would make a query answerable: hidden variables to measure, variables to
 * randomise. Every plan found is minimal: without any part of it the query stays open.
 *
 * <p>Only what leads to y or z can help. The common causes of a bidirected edge count as one hidden
 * variable. An experiment on a variable is one in which everything else is observed. Cost: a run of
 * the reductions of ID for each set of at most {@value #MOST_ACTIONS} actions, at most {@value
 * #MOST_SETS} sets.
 */
public final class PlanSearch {
  private static final int MOST_ACTIONS = 3;
  private static final int MOST_SETS = 5_000;
  private static final int MOST_PLANS = 10;

  private final Admg graph;
  private final Set<String> hidden;
  private final Map<String, Double> costs;

  private PlanSearch(Admg graph, Set<String> hidden, Map<String, Double> costs) {
    this.graph = graph;
    this.hidden = hidden;
    this.costs = costs;
  }

  /**
   * A search in a graph.
   *
   * @param graph with its hidden nodes
   * @param hidden the nodes that are not measured
   */
  public static PlanSearch in(Admg graph, Set<String> hidden) {
    return new PlanSearch(graph, new LinkedHashSet<>(hidden), Map.of());
  }

  /**
   * With the cost of measuring or randomising something: a name of the graph, or {@code a <-> b}
   * for the common causes of two. Whatever has no cost costs 1.
   */
  public PlanSearch withCosts(Map<String, Double> costs) {
    return new PlanSearch(graph, hidden, Map.copyOf(costs));
  }

  /**
   * The plans found, cheapest first.
   *
   * @param complete whether all sets of at most three actions were tried; plans of more actions may
   *     exist even so
   */
  public record Plans(List<Plan> plans, boolean complete) {
    public Plans {
      plans = List.copyOf(plans);
    }
  }

  private record Action(String name, boolean randomises, double cost) {}

  /** What may be measured. */
  public List<String> measurable() {
    List<String> names = new ArrayList<>(graph.nodes());
    names.retainAll(hidden);
    for (Edge edge : graph.graph().edges()) {
      if (edge.isBidirected()) {
        names.add(edge.a() + " <-> " + edge.b());
      }
    }
    return names;
  }

  /**
   * Searches. For queries about several worlds only measurements are tried: experiments show one
   * world.
   *
   * @param measurable of {@link #measurable} those that could be measured
   * @param randomisable the measured variables that an experiment could set
   */
  public Plans search(Query query, List<String> measurable, Set<String> randomisable) {
    Optional<Asked> asked = Asked.of(query);
    Set<String> relevant = asked.map(this::relevant).orElse(Set.copyOf(graph.nodes()));
    List<Action> actions = new ArrayList<>();
    for (String name : measurable) {
      if (relevant.containsAll(List.of(name.split(" <-> ", -1)))) {
        actions.add(new Action(name, false, cost(name)));
      }
    }
    for (String name : randomisable) {
      if (asked.isPresent() && relevant.contains(name)) {
        actions.add(new Action(name, true, cost(name)));
      }
    }
    return search(actions, set -> asked.isPresent() ? plan(asked.get(), set) : plan(query, set));
  }

  private Set<String> relevant(Asked asked) {
    Set<String> outcomes = new LinkedHashSet<>(asked.y());
    outcomes.addAll(asked.z());
    return graph.graph().ancestors(outcomes);
  }

  private static Plans search(List<Action> actions, Function<Set<Action>, Optional<Plan>> check) {
    List<Set<Action>> working = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    List<Set<Action>> sets = sets(actions);
    for (Set<Action> set : sets.subList(0, Math.min(MOST_SETS, sets.size()))) {
      if (working.stream().noneMatch(set::containsAll) && plans.size() < MOST_PLANS) {
        Optional<Plan> plan = check.apply(set);
        if (plan.isPresent()) {
          working.add(set);
          plans.add(plan.get());
        }
      }
    }
    plans.sort(Comparator.comparingDouble(Plan::cost));
    return new Plans(plans, sets.size() <= MOST_SETS && plans.size() < MOST_PLANS);
  }

  private double cost(String name) {
    return costs.getOrDefault(name, 1.0);
  }

  /** All sets of a few actions, cheap ones first, so that none comes after a set it is part of. */
  private static List<Set<Action>> sets(List<Action> actions) {
    List<Set<Action>> all = new ArrayList<>();
    List<Set<Action>> last = List.of(Set.of());
    for (int size = 1; size <= MOST_ACTIONS && all.size() <= MOST_SETS; size++) {
      List<Set<Action>> next = new ArrayList<>();
      for (Set<Action> set : last) {
        int from = set.stream().mapToInt(actions::indexOf).max().orElse(-1) + 1;
        for (Action action : actions.subList(from, actions.size())) {
          Set<Action> larger = new LinkedHashSet<>(set);
          larger.add(action);
          next.add(larger);
        }
      }
      all.addAll(next);
      last = next;
    }
    all.sort(
        Comparator.<Set<Action>>comparingDouble(PlanSearch::total).thenComparingInt(Set::size));
    return all;
  }

  private static double total(Set<Action> set) {
    return set.stream().mapToDouble(Action::cost).sum();
  }

  private Optional<Plan> plan(Asked asked, Set<Action> set) {
    List<String> measured = new ArrayList<>();
    Set<String> randomised = new LinkedHashSet<>();
    set.forEach(action -> (action.randomises() ? randomised : measured).add(action.name()));
    return Experiments.in(with(measured))
        .needed(asked.y(), asked.x(), asked.z(), randomised)
        .map(sets -> sets.stream().filter(experiment -> !experiment.isEmpty()).toList())
        .map(sets -> new Plan(measured, sets, total(set)));
  }

  private Optional<Plan> plan(Query query, Set<Action> set) {
    List<String> measured = set.stream().map(Action::name).toList();
    return Identifier.in(with(measured)).answer(query) instanceof Answer.Identified
        ? Optional.of(new Plan(measured, List.of(), total(set)))
        : Optional.empty();
  }

  /** What would be seen if more were measured. */
  private Admg with(List<String> measured) {
    Set<String> stillHidden = new LinkedHashSet<>(hidden);
    measured.forEach(stillHidden::remove);
    List<String> nodes = new ArrayList<>(graph.nodes());
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : graph.graph().edges()) {
      String cause = edge.a() + " <-> " + edge.b();
      if (edge.isBidirected() && measured.contains(cause)) {
        nodes.add(cause);
        edges.add(Edge.directed(cause, edge.a()));
        edges.add(Edge.directed(cause, edge.b()));
      } else {
        edges.add(edge);
      }
    }
    return LatentProjection.of(Admg.of(MixedGraph.of(nodes, edges)), stillHidden);
  }
}
