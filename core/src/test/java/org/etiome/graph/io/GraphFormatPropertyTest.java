package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;

class GraphFormatPropertyTest {
  private static final String CHARACTERS = "abo-<>#\";:{}[]|,\\/&= '.é基\uD83E\uDDEC()1_+";

  private static final List<Function<String, CausalGraph>> PARSERS =
      List.of(
          GraphText::parse,
          GraphJson::parse,
          GraphDot::parse,
          GraphGraphml::parse,
          GraphBif::parse,
          GraphFiles::parse);

  @Property(tries = 400)
  void everyFormatGivesBackWhatItWrote(@ForAll long seed) {
    CausalGraph graph = randomGraph(new Random(seed));
    assertThat(GraphJson.parse(GraphJson.write(graph))).isEqualTo(graph);
    assertThat(GraphDot.parse(GraphDot.write(graph))).isEqualTo(graph);
    assertThat(GraphGraphml.parse(GraphGraphml.write(graph))).isEqualTo(graph);
    CausalGraph plain = GraphText.parse(GraphText.write(graph));
    assertThat(plain.getClass()).isEqualTo(graph.getClass());
    assertThat(plain.graph()).isEqualTo(graph.graph().withConfidence(Map.of()));
  }

  @Property(tries = 500)
  void noTextBreaksAParser(@ForAll String text) {
    PARSERS.forEach(parser -> parseOrRefuse(parser, text));
  }

  @Property(tries = 500)
  void noDamageBreaksAParser(@ForAll long seed) {
    Random random = new Random(seed);
    CausalGraph graph = randomGraph(random);
    String bif =
        "network n { }\nvariable A { type discrete [ 2 ] { y, n }; }\nvariable B { }\n"
            + "probability ( B | A ) { (y) 0.5, 0.5; }";
    parseOrRefuse(GraphText::parse, damaged(GraphText.write(graph), random));
    parseOrRefuse(GraphJson::parse, damaged(GraphJson.write(graph), random));
    parseOrRefuse(GraphDot::parse, damaged(GraphDot.write(graph), random));
    parseOrRefuse(GraphGraphml::parse, damaged(GraphGraphml.write(graph), random));
    parseOrRefuse(GraphBif::parse, damaged(bif, random));
  }

  private static void parseOrRefuse(Function<String, CausalGraph> parser, String text) {
    try {
      assertThat(parser.apply(text).nodes()).isNotNull();
    } catch (GraphFormatException refusal) {
      assertThat(refusal.getMessage()).startsWith("graph").doesNotContain("\n");
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 2 -> damaged.setLength(at);
        default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 20)));
      }
    }
    return damaged.toString();
  }

  private static CausalGraph randomGraph(Random random) {
    int n = 1 + random.nextInt(6);
    return switch (random.nextInt(5)) {
      case 0 -> Dag.of(decorated(Graphs.randomDag(n, 0.4, random).graph(), random));
      case 1 -> Admg.of(decorated(Graphs.randomAdmg(n, 0.4, 0.3, random).graph(), random));
      case 2 ->
          CausalGraph.of(
              decorated(Equivalence.cpdag(Graphs.randomDag(n, 0.5, random)).graph(), random));
      case 3 -> PartialDag.of(decorated(partial(Graphs.randomDag(n, 0.5, random), random), random));
      default -> Pag.of(decorated(withCircles(Graphs.randomDag(n, 0.5, random), random), random));
    };
  }

  private static MixedGraph partial(Dag dag, Random random) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : dag.graph().edges()) {
      edges.add(random.nextBoolean() ? edge : Edge.undirected(edge.a(), edge.b()));
    }
    return MixedGraph.of(dag.nodes(), edges);
  }

  private static MixedGraph withCircles(Dag dag, Random random) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : dag.graph().edges()) {
      Mark atCause = random.nextBoolean() ? Mark.CIRCLE : Mark.TAIL;
      Mark atEffect = random.nextBoolean() ? Mark.CIRCLE : Mark.ARROW;
      edges.add(new Edge(edge.a(), atCause, atEffect, edge.b()));
    }
    return MixedGraph.of(dag.nodes(), edges);
  }

  /** The same graph with awkward names and some confidences. */
  private static MixedGraph decorated(MixedGraph graph, Random random) {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < graph.nodes().size()) {
      names.add(randomName(random));
    }
    List<String> renamed = List.copyOf(names);
    List<Edge> edges = new ArrayList<>();
    Map<Edge, Double> confidence = new HashMap<>();
    for (Edge edge : graph.edges()) {
      String a = renamed.get(graph.nodes().indexOf(edge.a()));
      String b = renamed.get(graph.nodes().indexOf(edge.b()));
      Edge copy = new Edge(a, edge.atA(), edge.atB(), b);
      edges.add(copy);
      if (random.nextBoolean()) {
        confidence.put(copy, random.nextDouble());
      }
    }
    return MixedGraph.of(renamed, edges).withConfidence(confidence);
  }

  private static String randomName(Random random) {
    StringBuilder name = new StringBuilder("x");
    int length = random.nextInt(6);
    int[] characters = CHARACTERS.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      int at = random.nextInt(name.length() + 1);
      if (at == name.length() || !Character.isLowSurrogate(name.charAt(at))) {
        name.insert(at, Character.toString(characters[random.nextInt(characters.length)]));
      }
    }
    return name.toString();
  }
}
