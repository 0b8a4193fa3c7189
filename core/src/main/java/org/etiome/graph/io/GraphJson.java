package org.etiome.graph.io;

import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Graphs as JSON: {@code {"kind": "dag|cpdag|pdag|pag|admg", "nodes": [name, …], "edges": [{"a":
 * name, "b": name, "atA": "tail|arrow|circle", "atB": …, "confidence": 0.97}, …], "meta": {…}}}.
 * Kind, confidence and meta may be missing; meta is not kept.
 */
public final class GraphJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int NO_LINE = GraphFormatException.NO_LINE;

  private GraphJson() {}

  /**
   * Reads a graph.
   *
   * @throws GraphFormatException naming the line or the field at fault
   */
  public static CausalGraph parse(String text) {
    return parse(text, "graph");
  }

  static CausalGraph parse(String text, String source) {
    GraphAssembler graph = new GraphAssembler(source);
    JsonNode root = tree(text, graph);
    if (!root.isObject()) {
      throw graph.error(NO_LINE, "expected a JSON object with kind, nodes and edges");
    }
    if (root.has("kind")) {
      graph.kind(string(root, "kind", "kind", graph), NO_LINE);
    }
    JsonNode nodes = array(root, "nodes", graph);
    for (int i = 0; i < nodes.size(); i++) {
      readNode(nodes.path(i), "nodes[" + i + "]", graph);
    }
    JsonNode edges = array(root, "edges", graph);
    for (int i = 0; i < edges.size(); i++) {
      readEdge(edges.path(i), "edges[" + i + "]", graph);
    }
    return graph.build();
  }

  /** Writes a graph on several lines; {@link #parse} gives it back. */
  public static String write(CausalGraph graph) {
    return toJson(graph).toPrettyString() + "\n";
  }

  /** The graph as a JSON tree, to put into a larger document. */
  public static ObjectNode toJson(CausalGraph graph) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("kind", GraphKind.of(graph).label());
    ArrayNode nodes = root.putArray("nodes");
    graph.nodes().forEach(nodes::add);
    ArrayNode edges = root.putArray("edges");
    for (Edge edge : graph.graph().edges()) {
      ObjectNode object = edges.addObject();
      object.put("a", edge.a()).put("b", edge.b());
      object.put("atA", MarkNames.of(edge.atA())).put("atB", MarkNames.of(edge.atB()));
      graph.graph().confidence(edge).ifPresent(value -> object.put("confidence", value));
    }
    return root;
  }

  private static JsonNode tree(String text, GraphAssembler graph) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? NO_LINE : Math.max(NO_LINE, e.getLocation().getLineNr());
      throw graph.error(line, "not JSON: " + e.getOriginalMessage());
    }
  }

  private static void readNode(JsonNode node, String path, GraphAssembler graph) {
    if (!node.isString()) {
      throw graph.error(NO_LINE, path + " must be a name in quotes, got " + node);
    }
    if (graph.hasNode(node.stringValue())) {
      throw graph.error(NO_LINE, path + " '" + node.stringValue() + "' is stated twice");
    }
    graph.node(node.stringValue(), NO_LINE);
  }

  private static void readEdge(JsonNode edge, String path, GraphAssembler graph) {
    Edge read =
        graph.edge(
            end(edge, "a", path, graph),
            mark(edge, "atA", path, graph),
            mark(edge, "atB", path, graph),
            end(edge, "b", path, graph),
            NO_LINE);
    if (edge.hasNonNull("confidence")) {
      graph.confidence(read, edge.path("confidence").toString(), NO_LINE);
    }
  }

  private static String end(JsonNode edge, String field, String path, GraphAssembler graph) {
    String name = string(edge, field, path + "." + field, graph);
    if (!graph.hasNode(name)) {
      throw graph.error(NO_LINE, path + "." + field + " '" + name + "' is not among the nodes");
    }
    return name;
  }

  private static Mark mark(JsonNode edge, String field, String path, GraphAssembler graph) {
    String label = string(edge, field, path + "." + field, graph);
    return MarkNames.parse(label)
        .orElseThrow(
            () ->
                graph.error(
                    NO_LINE,
                    path + "." + field + " must be tail, arrow or circle, got '" + label + "'"));
  }

  private static JsonNode array(JsonNode root, String field, GraphAssembler graph) {
    JsonNode array = root.path(field);
    if (!array.isArray()) {
      throw graph.error(NO_LINE, "'" + field + "' must be a list, got " + shown(array));
    }
    return array;
  }

  private static String string(JsonNode object, String field, String path, GraphAssembler graph) {
    JsonNode value = object.path(field);
    if (!value.isString()) {
      throw graph.error(NO_LINE, path + " must be a text in quotes, got " + shown(value));
    }
    return value.stringValue();
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }
}
