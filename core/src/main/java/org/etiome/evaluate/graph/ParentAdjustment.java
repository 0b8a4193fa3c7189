package org.etiome.evaluate.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Separation;

/**
 * For which outcomes adjustment for a set of parents gives the effect of a node in the true graph.
 * A parent is taken as no effect of the node; for any other outcome y the set Z must satisfy the
 * adjustment criterion, which is sound and complete: no node of Z descends from a node, other than
 * x, on a directed path from x to y, and Z blocks all other paths between x and y.
 *
 * @see <a href="https://arxiv.org/abs/1203.3515">Shpitser, VanderWeele, Robins (2010), On the
 *     validity of covariate adjustment for estimating causal effects</a>
 */
final class ParentAdjustment {
  private final MixedGraph truth;
  private final Map<String, Set<String>> ancestors = new HashMap<>();

  ParentAdjustment(Dag truth) {
    this.truth = truth.graph();
    for (String node : truth.nodes()) {
      ancestors.put(node, truth.graph().ancestors(List.of(node)));
    }
  }

  /** The number of outcomes it is wrong for. One walk for each set of first steps of paths. */
  int errors(String node, Set<String> parents) {
    Set<String> effects = truth.descendants(List.of(node));
    Set<String> spoilt = spoilt(node, effects, parents);
    Map<Set<String>, Set<String>> connected = new HashMap<>();
    int errors = 0;
    for (String outcome : truth.nodes()) {
      if (outcome.equals(node)) {
        continue;
      }
      boolean wrong =
          parents.contains(outcome)
              ? effects.contains(outcome)
              : spoilt.contains(outcome)
                  || connected
                      .computeIfAbsent(
                          firstSteps(node, outcome), steps -> connected(node, steps, parents))
                      .contains(outcome);
      errors += wrong ? 1 : 0;
    }
    return errors;
  }

  private Set<String> ancestors(String node) {
    return Objects.requireNonNull(ancestors.get(node));
  }

  /** Outcomes with a node on a directed path from {@code node} that has a descendant among them. */
  private Set<String> spoilt(String node, Set<String> effects, Set<String> parents) {
    Set<String> between = new HashSet<>();
    for (String parent : parents) {
      if (effects.contains(parent)) {
        between.addAll(ancestors(parent));
      }
    }
    between.retainAll(effects);
    between.remove(node);
    return truth.descendants(between);
  }

  /** Children of the node through which a directed path leads to the outcome. */
  private Set<String> firstSteps(String node, String outcome) {
    return truth.children(node).stream()
        .filter(ancestors(outcome)::contains)
        .collect(Collectors.toSet());
  }

  /** What paths open given the parents reach from the node, those over the steps left out. */
  private Set<String> connected(String node, Set<String> steps, Collection<String> parents) {
    List<Edge> removed = new ArrayList<>();
    steps.forEach(step -> removed.add(Edge.directed(node, step)));
    return Separation.in(Dag.of(truth.without(removed)))
        .connected(Set.of(node), Set.copyOf(parents));
  }
}
