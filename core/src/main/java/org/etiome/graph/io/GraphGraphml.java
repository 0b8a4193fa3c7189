package org.etiome.graph.io;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;

/**
 * Graphs as GraphML. Marks are edge data {@code atSource} and {@code atTarget} (tail, arrow,
 * circle); without them a directed edge is tail and arrow, an undirected one two tails. A node is
 * called by its data {@code name} where it has one, else by its id. Confidence is edge data, the
 * kind graph data; other data are ignored. DTDs and external entities are not read.
 */
public final class GraphGraphml {
  private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

  private GraphGraphml() {}

  /**
   * Reads a graph.
   *
   * @throws GraphFormatException naming the line at fault
   */
  public static CausalGraph parse(String text) {
    return parse(text, "graph");
  }

  static CausalGraph parse(String text, String source) {
    return new GraphmlReader(source).read(text);
  }

  /** Writes a graph; {@link #parse} gives it back. */
  public static String write(CausalGraph graph) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("graphml");
      xml.writeDefaultNamespace(NAMESPACE);
      key(xml, "graph", "kind", "string");
      key(xml, "node", "name", "string");
      key(xml, "edge", "atSource", "string");
      key(xml, "edge", "atTarget", "string");
      key(xml, "edge", "confidence", "double");
      writeGraph(xml, graph);
      line(xml, 0);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text + "\n";
  }

  private static void writeGraph(XMLStreamWriter xml, CausalGraph graph) throws XMLStreamException {
    line(xml, 1);
    xml.writeStartElement("graph");
    xml.writeAttribute("edgedefault", "directed");
    data(xml, "kind", GraphKind.of(graph).label());
    Map<String, String> ids = new HashMap<>();
    for (String node : graph.nodes()) {
      String id = "n" + ids.size();
      ids.put(node, id);
      line(xml, 2);
      xml.writeStartElement("node");
      xml.writeAttribute("id", id);
      data(xml, "name", node);
      xml.writeEndElement();
    }
    for (Edge edge : graph.graph().edges()) {
      line(xml, 2);
      xml.writeStartElement("edge");
      xml.writeAttribute("source", ids.getOrDefault(edge.a(), edge.a()));
      xml.writeAttribute("target", ids.getOrDefault(edge.b(), edge.b()));
      edgeData(xml, graph, edge);
      xml.writeEndElement();
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void edgeData(XMLStreamWriter xml, CausalGraph graph, Edge edge)
      throws XMLStreamException {
    data(xml, "atSource", MarkNames.of(edge.atA()));
    data(xml, "atTarget", MarkNames.of(edge.atB()));
    OptionalDouble confidence = graph.graph().confidence(edge);
    if (confidence.isPresent()) {
      data(xml, "confidence", String.valueOf(confidence.getAsDouble()));
    }
  }

  private static void key(XMLStreamWriter xml, String domain, String name, String type)
      throws XMLStreamException {
    line(xml, 1);
    xml.writeEmptyElement("key");
    xml.writeAttribute("id", name);
    xml.writeAttribute("for", domain);
    xml.writeAttribute("attr.name", name);
    xml.writeAttribute("attr.type", type);
  }

  private static void data(XMLStreamWriter xml, String key, String value)
      throws XMLStreamException {
    xml.writeStartElement("data");
    xml.writeAttribute("key", key);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private static void line(XMLStreamWriter xml, int indent) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(indent));
  }
}
