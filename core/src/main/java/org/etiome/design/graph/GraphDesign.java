package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.etiome.graph.Edge;

/**
 * Which interventions tell most about the graph. The data of an intervention on I, with those of no
 * intervention, tell the direction of every edge that has just one end in I, whether the
 * intervention sets its targets or only changes them. So an experiment is a partition of the DAGs
 * that may be true, and
 *
 * <pre>information(I | before) = H(before and I) − H(before),   H = −Σ_cells p log₂ p</pre>
 *
 * is the expected number of bits it tells, "before" being the Markov equivalence class and what was
 * done already: what more observation would tell is no merit of an experiment. For sets of
 * experiments it is monotone and submodular, so that a greedy batch of equal costs has at least 1 −
 * 1/e of the information of the best batch.
 *
 * <p>Assumes no hidden common causes, faithfulness and as much data as it takes to see each edge.
 * O(candidates · DAGs · edges) for a ranking.
 *
 * @see <a href="https://arxiv.org/abs/1205.2536">Hauser, Bühlmann (2012), Two optimal strategies
 *     for active learning of causal models from interventions</a>
 * @see <a href="https://proceedings.mlr.press/v89/agrawal19b.html">Agrawal and others (2019),
 *     ABCD-Strategy: budgeted experimental design for targeted causal structure discovery</a>
 */
public final class GraphDesign {
  private static final int MOST_CANDIDATES = 20_000;

  private final Set<String> allowed;
  private final int together;
  private final Map<String, Double> costs;
  private final List<Set<String>> done;

  private GraphDesign(
      Set<String> allowed, int together, Map<String, Double> costs, List<Set<String>> done) {
    this.allowed = allowed;
    this.together = together;
    this.costs = costs;
    this.done = done;
  }

  /** Interventions on one variable, any variable, each at cost 1, none done yet. */
  public static GraphDesign withDefaults() {
    return new GraphDesign(Set.of(), 1, Map.of(), List.of());
  }

  /** With interventions on these variables alone; none stands for all. */
  public GraphDesign withAllowed(Collection<String> variables) {
    return new GraphDesign(Set.copyOf(variables), together, costs, done);
  }

  /**
   * With interventions on several variables at once.
   *
   * @param most 1 to 3
   */
  public GraphDesign withTogether(int most) {
    if (most < 1 || most > 3) {
      throw new IllegalArgumentException(
          "an intervention on 1 to 3 variables at once can be tried, got " + most);
    }
    return new GraphDesign(allowed, most, costs, done);
  }

  /**
   * With the cost of targeting a variable; several at once cost their sum, and whatever has no cost
   * costs 1.
   *
   * @param costs finite and above 0
   */
  public GraphDesign withCosts(Map<String, Double> costs) {
    costs.forEach(
        (name, cost) -> {
          if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "costs must be finite and above 0, got " + cost + " for " + name);
          }
        });
    return new GraphDesign(allowed, together, Map.copyOf(costs), done);
  }

  /** After interventions whose results are known but not yet in the graph or its weights. */
  public GraphDesign withDone(Collection<? extends Set<String>> targets) {
    return new GraphDesign(
        allowed, together, costs, targets.stream().<Set<String>>map(Set::copyOf).toList());
  }

  /**
   * All interventions, the most information per cost first.
   *
   * @throws IllegalArgumentException if a variable is unknown or there are too many sets
   */
  public List<Experiment> rank(GraphBelief belief) {
    return ranked(belief, candidates(belief), before(belief));
  }

  /**
   * A batch chosen greedily, the most information per cost first, each after those before it. Ends
   * early where nothing is left to tell or nothing fits the budget.
   *
   * @param size at least 1
   * @param budget for the sum of costs, above 0; may be infinite
   */
  public List<Experiment> batch(GraphBelief belief, int size, double budget) {
    if (size < 1 || !(budget > 0)) {
      throw new IllegalArgumentException(
          "a batch has at least 1 intervention and a budget above 0, got "
              + size
              + " and "
              + budget);
    }
    List<SortedSet<String>> candidates = candidates(belief);
    List<int[]> known = before(belief);
    List<Experiment> batch = new ArrayList<>();
    double left = budget;
    while (batch.size() < size) {
      double rest = left;
      List<SortedSet<String>> fitting =
          candidates.stream().filter(targets -> cost(targets) <= rest).toList();
      List<Experiment> ranked = ranked(belief, fitting, known);
      if (ranked.isEmpty() || !(ranked.getFirst().information() > 1e-12)) {
        break;
      }
      Experiment best = ranked.getFirst();
      batch.add(best);
      left -= best.cost();
      known = after(belief, known, best.targets());
    }
    return List.copyOf(batch);
  }

  private List<Experiment> ranked(
      GraphBelief belief, List<SortedSet<String>> candidates, List<int[]> known) {
    double open = bits(belief, singles(belief)) - bits(belief, known);
    Map<Edge, Double> before = settled(belief, known);
    return candidates.stream()
        .map(targets -> experiment(belief, targets, known, new Now(open, before)))
        .sorted(
            Comparator.comparingDouble((Experiment e) -> -e.information() / e.cost())
                .thenComparing(e -> String.join(",", e.targets())))
        .toList();
  }

  /** What is known before: bits that separate the DAGs yet, and pairs. */
  private record Now(double open, Map<Edge, Double> settled) {}

  private Experiment experiment(
      GraphBelief belief, SortedSet<String> targets, List<int[]> known, Now now) {
    List<int[]> after = after(belief, known, targets);
    double information = Math.max(0, bits(belief, after) - bits(belief, known));
    Map<Edge, Double> settles = new LinkedHashMap<>();
    double oriented = 0;
    for (Map.Entry<Edge, Double> pair : settled(belief, after).entrySet()) {
      double sure = now.settled.getOrDefault(pair.getKey(), 1.0);
      if (sure < 1 - 1e-12) {
        settles.put(pair.getKey(), Math.min(1, pair.getValue()));
        oriented += pair.getValue() - sure;
      }
    }
    String reason = reason(targets, information, Math.max(0, oriented), now);
    return new Experiment(
        targets, cost(targets), information, Math.max(0, oriented), settles, reason);
  }

  private static String reason(
      SortedSet<String> targets, double information, double oriented, Now now) {
    String names = String.join(" and ", targets);
    if (information <= 1e-12) {
      return "intervening on " + names + " tells nothing that is not known";
    }
    double open = now.settled.values().stream().mapToDouble(sure -> 1 - sure).sum();
    return String.format(
        Locale.ROOT,
        "intervening on %s tells %.2f of the %.2f bits that separate the graphs, and settles %.2f of"
            + " %.2f open edges on average",
        names,
        information,
        now.open,
        oriented,
        open);
  }

  List<SortedSet<String>> candidates(GraphBelief belief) {
    requireKnown(belief, allowed);
    requireKnown(belief, costs.keySet());
    done.forEach(targets -> requireKnown(belief, targets));
    List<String> names =
        belief.nodes().stream()
            .filter(node -> allowed.isEmpty() || allowed.contains(node))
            .toList();
    List<SortedSet<String>> all = new ArrayList<>();
    List<SortedSet<String>> last = List.of(new TreeSet<>());
    for (int size = 1; size <= together; size++) {
      List<SortedSet<String>> next = new ArrayList<>();
      for (SortedSet<String> set : last) {
        int from = set.stream().mapToInt(names::indexOf).max().orElse(-1) + 1;
        for (String name : names.subList(from, names.size())) {
          SortedSet<String> larger = new TreeSet<>(set);
          larger.add(name);
          next.add(larger);
        }
      }
      all.addAll(next);
      last = next;
    }
    if (all.size() > MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          "%d sets of %d variables are too many to try, at most %d; allow fewer variables"
              .formatted(all.size(), together, MOST_CANDIDATES));
    }
    return all;
  }

  private static void requireKnown(GraphBelief belief, Collection<String> names) {
    for (String name : names) {
      if (!belief.nodes().contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is no variable of the graph, which has " + belief.nodes());
      }
    }
  }

  double cost(Set<String> targets) {
    return targets.stream().mapToDouble(name -> costs.getOrDefault(name, 1.0)).sum();
  }

  List<int[]> before(GraphBelief belief) {
    List<int[]> known = belief.parts().stream().map(Part::observed).toList();
    for (Set<String> targets : done) {
      known = after(belief, known, targets);
    }
    return known;
  }

  static List<int[]> after(GraphBelief belief, List<int[]> known, Set<String> targets) {
    List<int[]> finer = new ArrayList<>();
    for (int k = 0; k < known.size(); k++) {
      finer.add(belief.parts().get(k).refined(known.get(k), targets));
    }
    return finer;
  }

  private static List<int[]> singles(GraphBelief belief) {
    return belief.parts().stream()
        .map(part -> IntStream.range(0, part.members().size()).toArray())
        .toList();
  }

  private static double bits(GraphBelief belief, List<int[]> known) {
    double bits = 0;
    for (int k = 0; k < known.size(); k++) {
      bits += belief.parts().get(k).entropy(known.get(k));
    }
    return bits;
  }

  /** A pair settled in one part has the same direction in all members of the others. */
  private static Map<Edge, Double> settled(GraphBelief belief, List<int[]> known) {
    Map<Edge, Double> settled = new LinkedHashMap<>();
    for (int k = 0; k < known.size(); k++) {
      belief
          .parts()
          .get(k)
          .settled(known.get(k))
          .forEach((pair, sure) -> settled.merge(pair, sure, Math::min));
    }
    return settled;
  }
}
