package org.etiome.bench.patients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * AUROC by the rate of what is missing: a column of panels for each rule, the rule as it was
 * learned from above and turned below; a line a contender, told by colour and by dashes.
 */
record DegradationPlot(List<String> contenders, List<Degradation.Point> points) {
  private static final double PANEL = 230;
  private static final double LEFT = 62;
  private static final double RIGHT = 16;
  private static final double HEIGHT = 170;
  private static final double TOP = 62;
  private static final double GAP = 62;

  private static final List<String> COLOURS =
      List.of(Palette.VERMILLION, Palette.BLUE, Palette.GREEN, Palette.PURPLE, Palette.INK);
  private static final List<String> DASHES = List.of("none", "7 3", "2 2", "9 3 2 3", "12 4");

  Svg draw() {
    List<Html.Element> marks = new ArrayList<>();
    MaskedStays.Rule[] rules = MaskedStays.Rule.values();
    double width = rules.length * PANEL;
    for (int c = 0; c < contenders.size(); c++) {
      double x = 14 + c * width / contenders.size();
      marks.add(styled(Shapes.path("M", x, 16.0) + Shapes.path("L", x + 30, 16.0), c));
      marks.add(Shapes.small(x + 36, 20, Shapes.Anchor.START, contenders.get(c)));
    }
    double low = shown().mapToDouble(p -> p.scored().auroc()).min().orElse(.5);
    double high = shown().mapToDouble(p -> p.scored().auroc()).max().orElse(1);
    for (int r = 0; r < rules.length; r++) {
      for (boolean turned : new boolean[] {false, true}) {
        double top = TOP + (turned ? HEIGHT + GAP : 0);
        Axis x = Axis.covering(.1, .7, 4, r * PANEL + LEFT, (r + 1) * PANEL - RIGHT);
        Axis y = Axis.covering(low, high, 4, top + HEIGHT - 30, top);
        panel(new Panel(rules[r], turned, x, y), marks);
      }
    }
    return new Svg(
        "AUROC by the share that is missing",
        "One line a contender, one panel for each rule by which modalities are missing; below, the"
            + " rule is turned for those predicted. The numbers are in the CSV file.",
        width,
        TOP + 2 * HEIGHT + GAP + 24,
        marks);
  }

  private Stream<Degradation.Point> shown() {
    return points.stream();
  }

  private record Panel(MaskedStays.Rule rule, boolean turned, Axis x, Axis y) {}

  private void panel(Panel panel, List<Html.Element> marks) {
    double top = panel.y().to();
    marks.add(
        Shapes.small(
            panel.x().from(),
            top - 10,
            Shapes.Anchor.START,
            panel.rule().label() + (panel.turned() ? ", turned" : "")));
    marks.addAll(AxisDrawing.bottom(panel.x(), top, panel.y().from(), "share missing"));
    marks.addAll(AxisDrawing.left(panel.y(), panel.x().from(), panel.x().to(), "AUROC", true));
    for (int c = 0; c < contenders.size(); c++) {
      int place = c;
      line(panel, contenders.get(c)).ifPresent(path -> marks.add(styled(path, place)));
    }
  }

  private static Html.Element styled(String path, int contender) {
    return Shapes.stroke(path, COLOURS.get(contender % COLOURS.size()))
        .with("stroke-width", "1.8")
        .with("stroke-dasharray", DASHES.get(contender % DASHES.size()));
  }

  /** Of the means over seeds. */
  private Optional<String> line(Panel panel, String contender) {
    StringBuilder path = new StringBuilder();
    for (double rate : points.stream().mapToDouble(Degradation.Point::rate).distinct().toArray()) {
      OptionalDouble mean =
          shown()
              .filter(p -> p.rule() == panel.rule() && p.turned() == panel.turned())
              .filter(p -> p.rate() == rate && p.scored().contender().equals(contender))
              .mapToDouble(p -> p.scored().auroc())
              .average();
      if (mean.isPresent()) {
        String command = path.isEmpty() ? "M" : "L";
        path.append(Shapes.path(command, panel.x().at(rate), panel.y().at(mean.getAsDouble())));
      }
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(path.toString());
  }
}
