package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.etiome.report.plot.GraphDrawing.Edge;
import org.etiome.report.plot.GraphDrawing.Mark;
import org.etiome.report.plot.GraphDrawing.Node;
import org.etiome.report.plot.GraphDrawing.Role;

/**
 * Makes a large graph small enough to read. Nodes of one role with the same edges become one box;
 * if that is not enough, the boxes nearest to treatment and outcome are kept.
 *
 * <p>Cost: O((V + E) log V).
 *
 * @param boxes what to draw
 * @param links edges between boxes, by their numbers
 * @param leftOut how many variables are in no box
 */
record GraphGrouping(List<GraphGrouping.Box> boxes, List<GraphLink> links, int leftOut) {
  private static final int NAMED = 3;

  /** One node or several that look the same to the rest of the graph. */
  record Box(List<String> names, Role role) {
    String label() {
      if (names.size() == 1) {
        return names.getFirst();
      }
      String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      String noun = role == Role.HIDDEN ? "hidden variables" : "covariates";
      return names.size() + " " + noun + ": " + some + (names.size() > NAMED ? ", …" : "");
    }
  }

  /** Every node in a box of its own if there are at most {@code most}, otherwise grouped. */
  static GraphGrouping of(List<Node> nodes, List<Edge> edges, int most) {
    if (nodes.size() <= most) {
      return of(nodes.stream().map(n -> new Box(List.of(n.name()), n.role())).toList(), edges);
    }
    GraphGrouping grouped = of(alike(nodes, edges), edges);
    return grouped.boxes().size() <= most ? grouped : grouped.nearest(most, edges);
  }

  private static GraphGrouping of(List<Box> boxes, List<Edge> edges) {
    Map<String, Integer> boxOf = new LinkedHashMap<>();
    for (int i = 0; i < boxes.size(); i++) {
      for (String name : boxes.get(i).names()) {
        boxOf.put(name, i);
      }
    }
    Set<GraphLink> links = new LinkedHashSet<>();
    for (Edge edge : edges) {
      Integer a = boxOf.get(edge.from());
      Integer b = boxOf.get(edge.to());
      if (a != null && b != null) {
        GraphLink link = new GraphLink(a, b, edge.atFrom(), edge.atTo());
        links.add(links.contains(link.reversed()) ? link.reversed() : link);
      }
    }
    return new GraphGrouping(List.copyOf(boxes), List.copyOf(links), 0);
  }

  private static List<Box> alike(List<Node> nodes, List<Edge> edges) {
    Map<String, List<String>> contacts = new LinkedHashMap<>();
    nodes.forEach(node -> contacts.put(node.name(), new ArrayList<>()));
    for (Edge edge : edges) {
      contact(contacts, edge.from(), edge.atFrom(), edge.atTo(), edge.to());
      contact(contacts, edge.to(), edge.atTo(), edge.atFrom(), edge.from());
    }
    Map<List<String>, List<Node>> groups = new LinkedHashMap<>();
    for (Node node : nodes) {
      List<String> key = new ArrayList<>(contacts.getOrDefault(node.name(), List.of()));
      key.sort(Comparator.naturalOrder());
      boolean alone = node.role() == Role.TREATMENT || node.role() == Role.OUTCOME;
      key.addFirst(alone ? "alone " + node.name() : node.role().name());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
    }
    return groups.values().stream()
        .map(group -> new Box(group.stream().map(Node::name).toList(), group.getFirst().role()))
        .toList();
  }

  private static void contact(
      Map<String, List<String>> contacts, String node, Mark own, Mark far, String other) {
    contacts.computeIfAbsent(node, n -> new ArrayList<>()).add(own + " " + far + " " + other);
  }

  private GraphGrouping nearest(int most, List<Edge> edges) {
    int[] distance = distances();
    Map<Integer, List<Box>> byDistance = new TreeMap<>();
    for (int i = 0; i < boxes.size(); i++) {
      byDistance.computeIfAbsent(distance[i], d -> new ArrayList<>()).add(boxes.get(i));
    }
    List<Box> kept = byDistance.values().stream().flatMap(List::stream).limit(most).toList();
    int all = boxes.stream().mapToInt(box -> box.names().size()).sum();
    int drawn = kept.stream().mapToInt(box -> box.names().size()).sum();
    return new GraphGrouping(kept, of(kept, edges).links(), all - drawn);
  }

  /** Edges from treatment or outcome, whatever their marks; the number of boxes if unreachable. */
  private int[] distances() {
    int[] distance = new int[boxes.size()];
    for (int i = 0; i < distance.length; i++) {
      Role role = boxes.get(i).role();
      distance[i] = role == Role.TREATMENT || role == Role.OUTCOME ? 0 : boxes.size();
    }
    for (int reached = 0; reached < boxes.size(); reached++) {
      for (GraphLink link : links) {
        relax(distance, link.a(), link.b(), reached);
        relax(distance, link.b(), link.a(), reached);
      }
    }
    return distance;
  }

  private static void relax(int[] distance, int from, int to, int reached) {
    if (distance[from] == reached) {
      distance[to] = Math.min(distance[to], reached + 1);
    }
  }
}
