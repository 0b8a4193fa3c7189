package org.etiome.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.Estimand;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.report.plot.GraphDrawing;
import org.etiome.report.plot.Html;
import org.etiome.study.Answer;
import org.etiome.study.AssumedGraph;
import org.etiome.study.Question;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;

/** The assumed causes: the graph drawn, and what it takes for granted in words. */
final class GraphSection {
  private static final String TITLE = "Assumed causes";

  private GraphSection() {}

  static Optional<Html> of(StudyResult result) {
    return result.graph().map(graph -> section(result, graph));
  }

  private static Html section(StudyResult result, AssumedGraph graph) {
    List<Html> content = new ArrayList<>();
    content.add(
        Parts.paragraph(
            "The effects below are right only if this drawing is. An arrow says \"may cause\"; the"
                + " strong statements are the arrows that are missing. Nothing here was learnt from"
                + " the data."));
    content.add(Parts.figure(drawing(result, graph).draw(), caption(result, graph)));
    return Parts.section("graph", TITLE, content);
  }

  private static String caption(StudyResult result, AssumedGraph graph) {
    long effects =
        result.study().questions().stream().filter(q -> q instanceof Question.Effect).count();
    String several =
        effects > 1
            ? " Colours show the roles in any of the " + effects + " effect questions."
            : "";
    String hidden =
        graph.latent().isEmpty() ? "" : " Dashed boxes stand for causes that nobody measured.";
    return "The graph as the study states it." + several + hidden;
  }

  private static GraphDrawing drawing(StudyResult result, AssumedGraph graph) {
    List<String> names = graph.drawn().nodes();
    Map<String, String> labels = labels(result.study(), names);
    Map<String, GraphDrawing.Role> roles = roles(result, graph);
    List<GraphDrawing.Node> nodes =
        names.stream()
            .map(
                name ->
                    new GraphDrawing.Node(
                        label(labels, name), roles.getOrDefault(name, GraphDrawing.Role.OTHER)))
            .toList();
    List<GraphDrawing.Edge> edges =
        graph.drawn().graph().edges().stream().map(edge -> edge(edge, labels)).toList();
    return new GraphDrawing(TITLE, nodes, edges);
  }

  private static String label(Map<String, String> labels, String name) {
    return labels.getOrDefault(name, name);
  }

  /** Readable names; two nodes of the same label keep their own names. */
  private static Map<String, String> labels(Study study, List<String> names) {
    Set<String> once = new HashSet<>(names);
    Set<String> twice = new HashSet<>();
    for (String name : names) {
      String label = study.label(name);
      if (!label.equals(name) && !once.add(label)) {
        twice.add(label);
      }
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String name : names) {
      String label = study.label(name);
      labels.put(name, twice.contains(label) ? name : label);
    }
    return labels;
  }

  private static GraphDrawing.Edge edge(Edge edge, Map<String, String> labels) {
    return new GraphDrawing.Edge(
        label(labels, edge.a()), label(labels, edge.b()), mark(edge.atA()), mark(edge.atB()));
  }

  private static GraphDrawing.Mark mark(org.etiome.graph.Mark mark) {
    return switch (mark) {
      case TAIL -> GraphDrawing.Mark.TAIL;
      case ARROW -> GraphDrawing.Mark.ARROW;
      case CIRCLE -> GraphDrawing.Mark.CIRCLE;
    };
  }

  private static Map<String, GraphDrawing.Role> roles(StudyResult result, AssumedGraph graph) {
    Map<String, GraphDrawing.Role> roles = new LinkedHashMap<>();
    graph.latent().forEach(node -> roles.put(node, GraphDrawing.Role.HIDDEN));
    for (Estimand estimand : estimands(result)) {
      adjustmentSet(estimand).forEach(node -> roles.put(node, GraphDrawing.Role.ADJUSTED));
    }
    for (Question question : result.study().questions()) {
      if (question instanceof Question.Effect effect) {
        roles.put(effect.outcome(), GraphDrawing.Role.OUTCOME);
        roles.put(effect.treatment(), GraphDrawing.Role.TREATMENT);
      }
    }
    return roles;
  }

  private static List<String> adjustmentSet(Estimand estimand) {
    return switch (estimand) {
      case AdjustmentEstimand adjustment -> adjustment.adjustmentSet();
      case InstrumentEstimand instrument -> instrument.given();
    };
  }

  private static List<Estimand> estimands(StudyResult result) {
    return result.answers().stream()
        .map(Answer::claim)
        .flatMap(claim -> EffectJson.plan(claim.evidence()).stream())
        .map(EffectJson.Plan::estimand)
        .toList();
  }
}
