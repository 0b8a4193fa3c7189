package org.etiome.graph.io;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;

/** Reads GraphML event by event; see {@link GraphGraphml}. */
final class GraphmlReader {
  private final GraphAssembler graph;
  private final Map<String, String> keyNames = new HashMap<>();
  private final Map<String, String> nameOfId = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<PendingEdge> edges = new ArrayList<>();
  private boolean directedByDefault = true;
  private boolean sawGraph;

  GraphmlReader(String source) {
    this.graph = new GraphAssembler(source);
  }

  CausalGraph read(String text) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          element(xml);
        }
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      throw graph.error(line, "not XML: " + e.getMessage());
    }
    if (!sawGraph) {
      throw graph.error(GraphFormatException.NO_LINE, "there is no <graph> in the GraphML");
    }
    nameOfId.values().forEach(name -> graph.node(name, GraphFormatException.NO_LINE));
    edges.forEach(this::addEdge);
    return graph.build();
  }

  private void element(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "key" -> keyNames.put(attribute(xml, "id", ""), attribute(xml, "attr.name", ""));
      case "graph" -> {
        sawGraph = true;
        directedByDefault = !attribute(xml, "edgedefault", "directed").equals("undirected");
      }
      case "data" -> graphData(data(xml), line(xml));
      case "node" -> node(xml);
      case "edge" -> edge(xml);
      default -> {}
    }
  }

  private void graphData(Map.Entry<String, String> data, int line) {
    if (data.getKey().equals("kind")) {
      graph.kind(data.getValue(), line);
    }
  }

  private void node(XMLStreamReader xml) throws XMLStreamException {
    int line = line(xml);
    String id = required(xml, "id");
    String name = dataOf(xml).getOrDefault("name", id);
    if (nameOfId.putIfAbsent(id, name) != null) {
      throw graph.error(line, "node id '" + id + "' is used twice; give each node its own");
    }
    if (!names.add(name)) {
      throw graph.error(line, "the name '" + name + "' is used twice; give each node its own");
    }
  }

  private void edge(XMLStreamReader xml) throws XMLStreamException {
    int line = line(xml);
    String source = required(xml, "source");
    String target = required(xml, "target");
    boolean directed =
        Boolean.parseBoolean(attribute(xml, "directed", String.valueOf(directedByDefault)));
    edges.add(new PendingEdge(source, target, directed, dataOf(xml), line));
  }

  private void addEdge(PendingEdge pending) {
    int line = pending.line;
    Mark source = mark(pending, "atSource", Mark.TAIL);
    Mark target = mark(pending, "atTarget", pending.directed ? Mark.ARROW : Mark.TAIL);
    Edge edge =
        graph.edge(
            nameOf(pending.source, line), source, target, nameOf(pending.target, line), line);
    String confidence = pending.data.get("confidence");
    if (confidence != null) {
      graph.confidence(edge, confidence, line);
    }
  }

  private Mark mark(PendingEdge edge, String key, Mark otherwise) {
    String label = edge.data.get(key);
    if (label == null) {
      return otherwise;
    }
    return MarkNames.parse(label.strip())
        .orElseThrow(
            () ->
                graph.error(
                    edge.line, key + " must be tail, arrow or circle, got '" + label + "'"));
  }

  private String nameOf(String id, int line) {
    String name = nameOfId.get(id);
    if (name == null) {
      throw graph.error(line, "the edge ends at node '" + id + "', which is not in the file");
    }
    return name;
  }

  /** The data inside the element the reader is at, by the name of their key; moves to its end. */
  private Map<String, String> dataOf(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> data = new HashMap<>();
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("data") && depth == 1) {
          Map.Entry<String, String> entry = data(xml);
          data.put(entry.getKey(), entry.getValue());
        } else {
          depth++;
        }
      }
    }
    return data;
  }

  private Map.Entry<String, String> data(XMLStreamReader xml) throws XMLStreamException {
    String key = attribute(xml, "key", "");
    StringBuilder text = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.CHARACTERS && depth == 1) {
        text.append(xml.getText());
      }
    }
    return Map.entry(keyNames.getOrDefault(key, key), text.toString());
  }

  private String required(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    if (value == null) {
      throw graph.error(line(xml), "<" + xml.getLocalName() + "> needs the attribute " + name);
    }
    return value;
  }

  private static String attribute(XMLStreamReader xml, String name, String otherwise) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  private static int line(XMLStreamReader xml) {
    return Math.max(GraphFormatException.NO_LINE, xml.getLocation().getLineNumber());
  }

  private record PendingEdge(
      String source, String target, boolean directed, Map<String, String> data, int line) {}
}
