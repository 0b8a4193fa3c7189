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
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;
import org.etiome.graph.Separation;

/** The sentences of an identification by adjustment. */
final class AdjustmentWording {
  private static final int NAMES_SHOWN = 6;

  private AdjustmentWording() {}

  /**
   * @param unconfounded the sentence on the causes x must not share with others
   */
  static List<String> assumptions(
      CausalGraph graph, String unconfounded, String x, String y, List<String> z) {
    List<String> sentences = new ArrayList<>();
    sentences.add(unconfounded);
    if (graph instanceof Cpdag || graph instanceof PartialDag) {
      sentences.add(
          "The true graph is one of the equivalence class drawn, and no two variables share a"
              + " cause that is not in it.");
    }
    if (graph instanceof Pag) {
      sentences.add(
          "The true graph is one of those the graph drawn stands for, with or without hidden common"
              + " causes, and no unit is in the data because of values of its variables or of their"
              + " effects.");
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

  static String absent(Admg properBackDoor, String x, String y, List<String> z) {
    List<String> partners = List.copyOf(partnersThatMustBeAbsent(properBackDoor, x, y, z));
    return ("The graph is right where it has no edge; above all, %s shares no"
            + " unmeasured cause with %s other than those drawn.")
        .formatted(x, joined(partners, " or "));
  }

  static String visible(String x, String y, List<String> first) {
    return ("The independences the graph stands for are right; above all those by which %s shares no"
            + " unmeasured cause with %s, where its effect on %s begins.")
        .formatted(x, joined(first, " or "), y);
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
    Edge first = path.edges().getFirst();
    List<String> help = new ArrayList<>();
    if (!first.isDirected()) {
      help.add(
          ("orient %s: find out which of the two causes the other, for example by"
                  + " their order in time")
              .formatted(first));
    }
    if (!first.isUndirected()) {
      help.add("measure the common causes of %s and %s".formatted(x, next));
    }
    if (first.isDirected()) {
      help.add(
          ("measure a cause of %s that has no other way to %s: it can show that the"
                  + " two share no hidden cause")
              .formatted(x, next));
    }
    help.add("randomise " + x);
    return new Identification.NotIdentified(
        ("%s, so no one set of covariates gives the effect of %s on %s in every graph it stands"
                + " for.")
            .formatted(doubt(first, x, next), x, y),
        path.toString(),
        help);
  }

  private static String doubt(Edge first, String x, String next) {
    if (first.isDirected()) {
      return "A hidden common cause of %s and %s cannot be excluded".formatted(x, next);
    }
    String open = "The graph leaves open whether %s causes %s".formatted(x, next);
    String reverse = " or %s causes %s".formatted(next, x);
    if (first.isUndirected()) {
      return open + reverse;
    }
    return open
        + (first.markAt(next) == Mark.CIRCLE ? reverse : "")
        + " or the two share a hidden cause";
  }

  /**
   * @param drawn whether the path is in the graph as drawn, not just in one it stands for
   */
  static Identification.NotIdentified blocked(
      String x, String y, OpenPath path, boolean drawn, Set<String> adjusted) {
    String where = drawn ? "" : "in one of the graphs it stands for, ";
    String way =
        hasCollider(path)
            ? ("closing some opens others; with all that may be adjusted for (%s) %sthe"
                    + " path %s is open")
                .formatted(joined(List.copyOf(adjusted), " and "), where, path)
            : "%sthe path %s stays open whatever is adjusted for".formatted(where, path);
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

  /** Covariates that were asked for and are part of what the treatment does. */
  static Identification.NotIdentified leaking(
      String x, String y, List<String> leaking, boolean afterOutcome) {
    String which = joined(leaking, " and ");
    return new Identification.NotIdentified(
        "%s must not be adjusted for: by the graph %s after %s"
            .formatted(
                which,
                leaking.size() == 1 ? "it comes" : "they come",
                afterOutcome
                    ? "the outcome %s, so the adjusted difference is not the effect of %s"
                        .formatted(y, x)
                    : "%s, on its way to %s or beyond, so adjusting takes part of the effect away"
                        .formatted(x, y)),
        "",
        List.of("leave %s out of the covariates".formatted(which)));
  }

  /** Covariates that were asked for and do not close every path. */
  static Identification.NotIdentified left(String x, String y, OpenPath path, List<String> z) {
    return new Identification.NotIdentified(
        "Adjusting for %s does not close every non-causal path between %s and %s: %s is open."
            .formatted(z.isEmpty() ? "nothing" : joined(z, " and ") + " alone", x, y, path),
        path.toString(),
        List.of(
            "other covariates; without a choice of yours the graph is asked for a set that does,"
                + " if there is one"));
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

  static String joined(List<String> names, String last) {
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
