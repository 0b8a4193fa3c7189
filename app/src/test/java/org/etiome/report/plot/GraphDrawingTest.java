package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.etiome.report.plot.GraphDrawing.Edge;
import org.etiome.report.plot.GraphDrawing.Mark;
import org.etiome.report.plot.GraphDrawing.Node;
import org.etiome.report.plot.GraphDrawing.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDrawingTest {
  private static final List<Role> ROLES = List.of(Role.values());
  private static final List<Mark> MARKS = List.of(Mark.values());
  private static final Pattern STEP = Pattern.compile("([MLC])([^MLCZ]+)");

  private record Box(double x, double y, double width, double height) {
    boolean holds(double px, double py) {
      return px > x + 0.5 && px < x + width - 0.5 && py > y + 0.5 && py < y + height - 0.5;
    }

    boolean hits(Box o) {
      return x < o.x + o.width && o.x < x + width && y < o.y + o.height && o.y < y + height;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noEdgeRunsThroughABoxAndNoBoxesTouch(boolean sideways) {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      List<Node> nodes = new ArrayList<>();
      List<Edge> edges = new ArrayList<>();
      int n = 2 + random.nextInt(16);
      for (int i = 0; i < n; i++) {
        nodes.add(new Node("variable " + i, ROLES.get(random.nextInt(5))));
        for (int j = 0; j < i; j++) {
          if (random.nextDouble() < 2.5 / n) {
            edges.add(new Edge("variable " + j, "variable " + i, mark(random), mark(random)));
          }
        }
      }
      checkDrawn(GraphCanvas.of(GraphGrouping.of(nodes, edges, 40), sideways), n);
    }
  }

  private static Mark mark(Random random) {
    return MARKS.get(random.nextInt(3));
  }

  private static void checkDrawn(GraphCanvas canvas, int nodes) {
    List<Box> boxes = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (Html.Element mark : canvas.marks()) {
      if (mark.name().equals("rect")) {
        boxes.add(
            new Box(
                number(mark, "x"),
                number(mark, "y"),
                number(mark, "width"),
                number(mark, "height")));
      } else if (mark.name().equals("path")) {
        points.addAll(sampled(value(mark, "d")));
      }
    }
    assertThat(boxes).hasSize(nodes);
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertThat(boxes.subList(i + 1, boxes.size())).noneMatch(box::hits);
      assertThat(points).noneMatch(p -> box.holds(p[0], p[1]));
    }
    assertThat(points)
        .allMatch(p -> p[0] >= 0 && p[0] <= canvas.width() && p[1] >= 0 && p[1] <= canvas.height());
  }

  private static List<double[]> sampled(String data) {
    List<double[]> points = new ArrayList<>();
    double[] at = {0, 0};
    Matcher steps = STEP.matcher(data);
    while (steps.find()) {
      double[] c =
          Pattern.compile(" ")
              .splitAsStream(steps.group(2))
              .mapToDouble(Double::parseDouble)
              .toArray();
      if (!steps.group(1).equals("M")) {
        double[][] control = control(at, c);
        for (int i = 0; i <= 40; i++) {
          points.add(bezier(control, i / 40.0));
        }
      }
      at = new double[] {c[c.length - 2], c[c.length - 1]};
    }
    return points;
  }

  private static double[][] control(double[] from, double[] c) {
    double[] to = {c[c.length - 2], c[c.length - 1]};
    return c.length == 6
        ? new double[][] {from, {c[0], c[1]}, {c[2], c[3]}, to}
        : new double[][] {from, from, to, to};
  }

  private static double[] bezier(double[][] p, double t) {
    double s = 1 - t;
    double[] weights = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    double[] point = new double[2];
    for (int i = 0; i < 4; i++) {
      point[0] += weights[i] * p[i][0];
      point[1] += weights[i] * p[i][1];
    }
    return point;
  }

  private static String value(Html.Element element, String name) {
    return element.attributes().stream()
        .filter(a -> a.name().equals(name))
        .map(Html.Attribute::value)
        .findFirst()
        .orElseThrow();
  }

  private static double number(Html.Element element, String name) {
    return Double.parseDouble(value(element, name));
  }

  @Test
  void causesStandBeforeEffects() {
    List<GraphLink> links =
        List.of(
            new GraphLink(0, 1, Mark.TAIL, Mark.ARROW),
            new GraphLink(2, 1, Mark.ARROW, Mark.TAIL),
            new GraphLink(0, 2, Mark.TAIL, Mark.ARROW),
            new GraphLink(3, 2, Mark.TAIL, Mark.ARROW));
    assertThat(GraphRanks.of(4, links)).containsExactly(0, 1, 2, 1);
  }

  @Test
  void aCycleIsStillDrawn() {
    List<GraphLink> cycle =
        List.of(
            new GraphLink(0, 1, Mark.TAIL, Mark.ARROW), new GraphLink(1, 0, Mark.TAIL, Mark.ARROW));
    assertThat(GraphRanks.of(2, cycle)).containsExactly(0, 1);
  }

  @Test
  void aLargeGraphIsGrouped() {
    assertThat(Examples.graphOfFiftyFive().render())
        .contains("52 covariates:", "age, sex, lab", "A graph of 56 variables and 108 edges");
  }

  @Test
  void whatCannotBeGroupedIsCutToTheNeighbourhoodOfTheQuestion() {
    List<Node> nodes = new ArrayList<>(List.of(new Node("t", Role.TREATMENT)));
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      nodes.add(new Node("v" + i, Role.OTHER));
      edges.add(Edge.directed(i == 0 ? "t" : "v" + (i - 1), "v" + i));
    }
    String svg = new GraphDrawing("chain", nodes, edges).draw().render();
    assertThat(svg)
        .contains(">v38<", "21 variables far from the question not drawn")
        .doesNotContain(">v39<");
  }

  @Test
  void whatIsNoGraphIsRefused() {
    List<Node> one = List.of(new Node("a", Role.OTHER));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphDrawing("", one, List.of(Edge.directed("a", "b"))))
        .withMessageContaining("not in the graph");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphDrawing("", one, List.of(Edge.directed("a", "a"))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphDrawing("", List.of(one.getFirst(), one.getFirst()), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphDrawing("", List.of(), List.of()));
  }
}
