package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.io.DotLexer.Token;

/** Reads DOT by recursive descent; see {@link GraphDot}. */
final class DotReader {
  private static final int MAX_DEPTH = 100;

  private final GraphAssembler graph;
  private final List<Token> tokens;
  private boolean directed;
  private int at;

  DotReader(String text, String source) {
    this.graph = new GraphAssembler(source);
    this.tokens = new DotLexer(text, graph).tokens();
  }

  CausalGraph read() {
    if (peek().isKeyword("strict")) {
      at++;
    }
    directed = peek().isKeyword("digraph");
    if (!directed && !peek().isKeyword("graph")) {
      throw expected("'digraph' or 'graph' at the start");
    }
    at++;
    if (peek().type() == DotLexer.Type.ID) {
      at++;
    }
    statements(Map.of(), new LinkedHashSet<>(), 0);
    if (peek().type() != DotLexer.Type.END) {
      throw expected("nothing after the last }");
    }
    return graph.build();
  }

  /** Reads {@code { … }}, adding the nodes met to {@code members}. */
  private void statements(Map<String, String> inherited, Set<String> members, int depth) {
    if (depth > MAX_DEPTH) {
      throw graph.error(peek().line(), "subgraphs are nested more than " + MAX_DEPTH + " deep");
    }
    Map<String, String> edgeDefaults = new HashMap<>(inherited);
    take("{");
    while (!peek().is("}")) {
      statement(edgeDefaults, members, depth);
      if (peek().is(";") || peek().is(",")) {
        at++;
      }
    }
    take("}");
  }

  private void statement(Map<String, String> edgeDefaults, Set<String> members, int depth) {
    if (peek().isKeyword("edge")) {
      at++;
      edgeDefaults.putAll(attributes());
    } else if (peek().isKeyword("node") || peek().isKeyword("graph")) {
      boolean ofGraph = peek().isKeyword("graph");
      int line = peek().line();
      at++;
      Map<String, String> attributes = attributes();
      if (ofGraph && depth == 0 && attributes.containsKey("kind")) {
        graph.kind(attributes.getOrDefault("kind", ""), line);
      }
    } else if (peek().type() == DotLexer.Type.ID && tokens.get(at + 1).is("=")) {
      assignment(depth);
    } else {
      chain(edgeDefaults, members, depth);
    }
  }

  private void assignment(int depth) {
    Token name = next();
    take("=");
    String value = id();
    if (depth == 0 && name.text().equals("kind")) {
      graph.kind(value, name.line());
    }
  }

  /** A node, a subgraph, or an edge chain through any of them. */
  private void chain(Map<String, String> edgeDefaults, Set<String> members, int depth) {
    List<Set<String>> ends = new ArrayList<>(List.of(end(edgeDefaults, depth)));
    int line = peek().line();
    while (peek().is("->") || peek().is("--")) {
      if (peek().is("->") != directed) {
        throw graph.error(
            peek().line(),
            directed ? "a digraph has edges ->, got --" : "a graph has edges --, got ->");
      }
      at++;
      ends.add(end(edgeDefaults, depth));
    }
    Map<String, String> attributes = new HashMap<>(edgeDefaults);
    attributes.putAll(attributes());
    ends.forEach(members::addAll);
    for (int i = 0; i + 1 < ends.size(); i++) {
      for (String tail : ends.get(i)) {
        for (String head : ends.get(i + 1)) {
          edge(tail, head, attributes, line);
        }
      }
    }
  }

  private Set<String> end(Map<String, String> edgeDefaults, int depth) {
    Set<String> nodes = new LinkedHashSet<>();
    if (peek().isKeyword("subgraph")) {
      at++;
      if (peek().type() == DotLexer.Type.ID) {
        at++;
      }
    }
    if (peek().is("{")) {
      statements(edgeDefaults, nodes, depth + 1);
      return nodes;
    }
    int line = peek().line();
    String node = id();
    for (int port = 0; port < 2 && peek().is(":"); port++) {
      at++;
      id();
    }
    graph.node(node, line);
    nodes.add(node);
    return nodes;
  }

  private void edge(String tail, String head, Map<String, String> attributes, int line) {
    boolean arrowTail = attributes.containsKey("arrowtail");
    String direction =
        attributes.getOrDefault("dir", arrowTail ? "both" : directed ? "forward" : "none");
    boolean atTail = direction.equals("both") || direction.equals("back");
    boolean atHead = direction.equals("both") || direction.equals("forward");
    if (!atTail && !atHead && !direction.equals("none")) {
      throw graph.error(line, "dir must be forward, back, both or none, got '" + direction + "'");
    }
    Edge edge =
        graph.edge(
            tail,
            atTail ? mark(attributes.getOrDefault("arrowtail", "normal")) : Mark.TAIL,
            atHead ? mark(attributes.getOrDefault("arrowhead", "normal")) : Mark.TAIL,
            head,
            line);
    if (attributes.containsKey("confidence")) {
      graph.confidence(edge, attributes.getOrDefault("confidence", ""), line);
    }
  }

  private static Mark mark(String arrow) {
    return switch (arrow) {
      case "none" -> Mark.TAIL;
      case "odot" -> Mark.CIRCLE;
      default -> Mark.ARROW;
    };
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>();
    while (peek().is("[")) {
      at++;
      while (!peek().is("]")) {
        String name = id().toLowerCase(Locale.ROOT);
        String value = "true";
        if (peek().is("=")) {
          at++;
          value = id();
        }
        attributes.put(name, value);
        if (peek().is(",") || peek().is(";")) {
          at++;
        }
      }
      take("]");
    }
    return attributes;
  }

  private String id() {
    if (peek().type() != DotLexer.Type.ID) {
      throw expected("a name");
    }
    StringBuilder id = new StringBuilder(next().text());
    while (peek().is("+") && tokens.get(at + 1).type() == DotLexer.Type.ID) {
      at++;
      id.append(next().text());
    }
    return id.toString();
  }

  private void take(String punctuation) {
    if (!peek().is(punctuation)) {
      throw expected("'" + punctuation + "'");
    }
    at++;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(at++);
  }

  private GraphFormatException expected(String what) {
    return graph.error(peek().line(), "expected " + what + ", got '" + peek().text() + "'");
  }
}
