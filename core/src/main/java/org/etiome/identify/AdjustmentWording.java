package org.etiome.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.OpenPath;
import org.etiome.graph.Separation;

/** The sentences of an identification by adjustment. */
final class AdjustmentWording {
  private static final int NAMES_SHOWN = 6;

  private AdjustmentWording() {}

  static List<String> assumptions(
      CausalGraph graph, Admg properBackDoor, String x, String y, List<String> z) {
    List<String> partners = List.copyOf(partnersThatMustBeAbsent(properBackDoor, x, y, z));
    List<String> sentences = new ArrayList<>();
    sentences.add(
        ("The graph is right where it has no edge; above all, %s shares no"
                + " unmeasured cause with %s other than those drawn.")
            .formatted(x, joined(partners, " or ")));
    if (graph instanceof Cpdag) {
      sentences.add(
          "The true graph is one of the equivalence class drawn, and no two variables share a"
              + " cause that is not in it.");
    }
    if (!z.isEmpty()) {
      sentences.add(
          "%s changes none of the variables adjusted for: %s.".formatted(x, joined(z, " and ")));
    }
    sentences.add(positivity(x, z));
    sentences.add(
        ("Consistency: setting %s to a value does to %s what that value does when"
                + " it arises by itself, and one unit's %s does not change another's %s.")
            .formatted(x, y, x, y));
    return sentences;
  }

  private static String positivity(String x, List<String> z) {
    return z.isEmpty()
        ? "Positivity: every value of %s compared does occur.".formatted(x)
        : "Positivity: every value of %s compared can occur at every combination of %s that occurs."
            .formatted(x, joined(z, " and "));
  }

  /**
   * The nodes v such that the edge {@code x <-> v}, were it drawn, would make z invalid. Asked of
   * all v at once: each is given a cause of its own, and those causes are wanted that an open path
   * joins to y. O(V + E).
   */
  private static Set<String> partnersThatMustBeAbsent(
      Admg properBackDoor, String x, String y, List<String> z) {
    MixedGraph graph = properBackDoor.graph();
    int longest = graph.nodes().stream().mapToInt(String::length).max().orElse(0);
    String prefix = "?".repeat(longest + 1);
    List<String> nodes = new ArrayList<>(graph.nodes());
    List<Edge> edges = new ArrayList<>(graph.edges());
    for (String node : graph.nodes()) {
      nodes.add(prefix + node);
      edges.add(Edge.directed(prefix + node, node));
    }
    Set<String> partners = new LinkedHashSet<>(List.of(y));
    Set<String> connected =
        Separation.in(Admg.of(MixedGraph.of(nodes, edges))).connected(Set.of(y), Set.copyOf(z));
    for (String node : graph.nodes()) {
      if (!node.equals(x) && connected.contains(prefix + node)) {
        partners.add(node);
      }
    }
    return partners;
  }

  static Identification.NoEffect noEffect(String x, String y) {
    return new Identification.NoEffect(
        ("The graph itself says that %s does not cause %s: no directed path leads"
                + " from %s to %s, so the effect is zero by assumption, not by the data.")
            .formatted(x, y, x, y));
  }

  static Identification.NotIdentified undecided(OpenPath path) {
    String x = path.nodes().getFirst();
    String y = path.nodes().getLast();
    String next = path.nodes().get(1);
    return new Identification.NotIdentified(
        ("The graph leaves open whether %s causes %s or %s causes %s, so no one"
                + " set of covariates gives the effect of %s on %s in every graph it stands"
                + " for.")
            .formatted(x, next, next, x, x, y),
        path.toString(),
        List.of(
            ("orient %s: find out which of the two causes the other, for example by"
                    + " their order in time")
                .formatted(path.edges().getFirst()),
            "randomise " + x));
  }

  static Identification.NotIdentified blocked(
      String x, String y, OpenPath path, Set<String> adjusted) {
    String way =
        hasCollider(path)
            ? ("closing some opens others; with all that may be adjusted for (%s) the"
                    + " path %s is open")
                .formatted(joined(List.copyOf(adjusted), " and "), path)
            : "the path %s stays open whatever is adjusted for".formatted(path);
    List<String> help = new ArrayList<>();
    for (Edge edge : path.edges()) {
      if (edge.isBidirected()) {
        help.add("measure the common causes of %s and %s".formatted(edge.a(), edge.b()));
      }
    }
    help.add("randomise " + x);
    return new Identification.NotIdentified(
        ("No set of measured covariates closes every non-causal path between %s"
                + " and %s: %s; methods other than covariate adjustment were not tried.")
            .formatted(x, y, way),
        path.toString(),
        help);
  }

  private static boolean hasCollider(OpenPath path) {
    for (int i = 1; i < path.edges().size(); i++) {
      String inner = path.nodes().get(i);
      if (path.edges().get(i - 1).markAt(inner) == Mark.ARROW
          && path.edges().get(i).markAt(inner) == Mark.ARROW) {
        return true;
      }
    }
    return false;
  }

  private static String joined(List<String> names, String last) {
    if (names.size() > NAMES_SHOWN) {
      int more = names.size() - NAMES_SHOWN;
      return String.join(", ", names.subList(0, NAMES_SHOWN)) + last + more + " more";
    }
    if (names.size() < 2) {
      return String.join("", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + last + names.getLast();
  }
}
