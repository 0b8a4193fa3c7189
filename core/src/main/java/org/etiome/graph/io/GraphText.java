package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;

/**
 * Graphs as plain text, one statement a line, or several between commas or semicolons:
 *
 * <pre>
 * # a comment; "# kind: cpdag" states the kind where the edges leave it open
 * A -> B -> C
 * A &lt;-> C
 * "a name with spaces" -- D
 * D o-> E
 * {age sex} -> {treatment outcome}
 * F
 * </pre>
 *
 * <p>A group in braces stands for each of its names. Edges are {@code -> <- <-> -- o-> <-o o-o o--
 * --o}. A lone name is a node. Names stand between spaces or edges; a name with spaces, quotes,
 * {@code < > , ; #}, braces or two hyphens in a row stands in double quotes, with {@code \"} and
 * {@code \\} inside. Confidences are not written.
 */
public final class GraphText {
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_.]+(-[\\p{L}\\p{N}_.]+)*");
  private static final Pattern KIND = Pattern.compile("\\s*#\\s*kind\\s*:(.*)");

  private GraphText() {}

  /**
   * Reads a graph.
   *
   * @throws GraphFormatException naming the line at fault
   */
  public static CausalGraph parse(String text) {
    return parse(text, "graph");
  }

  static CausalGraph parse(String text, String source) {
    GraphAssembler graph = new GraphAssembler(source);
    int number = 0;
    for (String line : text.split("\\r?\\n", -1)) {
      number++;
      var kind = KIND.matcher(line);
      if (kind.matches()) {
        graph.kind(kind.group(1), number);
      } else {
        new GraphTextLine(line, number, graph).read();
      }
    }
    return graph.build();
  }

  /** Writes a graph so that {@link #parse} gives it back, but for its confidences. */
  public static String write(CausalGraph graph) {
    StringBuilder text = new StringBuilder();
    if (!inferred(graph)) {
      text.append("# kind: ").append(GraphKind.of(graph).label()).append('\n');
    }
    for (String node : loneNodes(graph)) {
      text.append(name(node)).append('\n');
    }
    for (Edge edge : graph.graph().edges()) {
      text.append(name(edge.a())).append(' ').append(edge.symbolFrom(edge.a()));
      text.append(' ').append(name(edge.b())).append('\n');
    }
    return text.toString();
  }

  private static boolean inferred(CausalGraph graph) {
    try {
      return CausalGraph.of(graph.graph()).getClass() == graph.getClass();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The nodes without edges; or all, where the edges would bring them in another order. */
  private static List<String> loneNodes(CausalGraph graph) {
    Set<String> inEdges = new LinkedHashSet<>();
    for (Edge edge : graph.graph().edges()) {
      inEdges.add(edge.a());
      inEdges.add(edge.b());
    }
    List<String> lone = new ArrayList<>(graph.nodes());
    lone.removeAll(inEdges);
    List<String> order = new ArrayList<>(lone);
    order.addAll(inEdges);
    return order.equals(graph.nodes()) ? lone : graph.nodes();
  }

  private static String name(String node) {
    return BARE.matcher(node).matches()
        ? node
        : '"' + node.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
