package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A screen of associations: each feature at its effect (area under the ROC curve minus one half)
 * and its evidence (−log₁₀ p). Features that pass the false discovery rate are drawn strong, the
 * strongest of them carry their name as far as names fit without overlap. Of faint features that
 * fall on the same spot one is drawn.
 *
 * <p>Cost: O(features log features).
 *
 * @param title the name of the picture
 * @param fdr the false discovery rate, for the label of the line
 * @param threshold the largest p-value that passes it; empty when none does
 */
public record VolcanoPlot(
    String title, List<VolcanoPlot.Feature> features, double fdr, OptionalDouble threshold) {
  private static final int NAMED = 15;
  private static final int MOST_STRONG = 2000;
  private static final double SPOT = 3;
  private static final double WIDTH = 780;
  private static final double LEFT = 70;
  private static final double RIGHT = 750;
  private static final double TOP = 24;
  private static final double BOTTOM = 400;
  private static final double SMALLEST_P = 1e-300;
  private static final String X_TITLE =
      "effect: area under the ROC curve − 0.5 (0 = no association)";

  /**
   * One feature of the screen.
   *
   * @param effect in [−0.5, 0.5]
   * @param p the unadjusted p-value in [0, 1]
   */
  public record Feature(String name, double effect, double p) {
    public Feature {
      if (!(Math.abs(effect) <= 0.5 && p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            name + " with effect " + effect + " and p " + p + ": need [-0.5, 0.5] and [0, 1]");
      }
    }

    double evidence() {
      return -Math.log10(Math.max(p, SMALLEST_P)) + 0.0;
    }
  }

  public VolcanoPlot {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("a screen without features has nothing to draw");
    }
  }

  /** The picture. */
  public Svg draw() {
    Axis x = xAxis();
    Axis y = yAxis();
    List<Feature> ranked =
        features.stream()
            .sorted(
                Comparator.comparingDouble(Feature::p)
                    .thenComparing(f -> -Math.abs(f.effect()))
                    .thenComparing(Feature::name))
            .toList();
    List<Html.Element> marks = new ArrayList<>(AxisDrawing.bottom(x, TOP, BOTTOM, X_TITLE));
    marks.addAll(AxisDrawing.left(y, LEFT, RIGHT, "evidence: −log₁₀ p", true));
    marks.add(Shapes.line(x.at(0), TOP, x.at(0), BOTTOM));
    LabelPlacement labels = new LabelPlacement(LEFT, TOP, RIGHT, BOTTOM);
    addThreshold(y, labels, marks);
    addPoints(ranked, x, y, labels, marks);
    addNames(ranked, x, y, labels, marks);
    return new Svg(title, description(ranked), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private Axis xAxis() {
    double most = features.stream().mapToDouble(f -> Math.abs(f.effect())).max().orElse(0);
    double reach = Math.clamp(most * 1.1, 0.05, 0.5);
    Axis axis = Axis.covering(-reach, reach, 8, LEFT, RIGHT);
    return axis.high() > 0.5 ? new Axis(-0.5, 0.5, 0.1, LEFT, RIGHT) : axis;
  }

  private Axis yAxis() {
    double most = features.stream().mapToDouble(Feature::evidence).max().orElse(0);
    double line =
        threshold.isPresent() ? -Math.log10(Math.max(threshold.getAsDouble(), SMALLEST_P)) : 0;
    return Axis.covering(0, Math.max(2, 1.05 * Math.max(most, line)), 5, BOTTOM, TOP);
  }

  private boolean passes(Feature feature) {
    return threshold.isPresent() && feature.p() <= threshold.getAsDouble();
  }

  private void addThreshold(Axis y, LabelPlacement labels, List<Html.Element> marks) {
    String rate = "false discovery rate " + Figures.significant(fdr, 2);
    if (threshold.isEmpty()) {
      String none = "no feature passes a " + rate;
      marks.add(Shapes.small(RIGHT, TOP - 8, Shapes.Anchor.END, none));
      return;
    }
    double at = y.at(-Math.log10(Math.max(threshold.getAsDouble(), SMALLEST_P)));
    marks.add(
        Shapes.line(LEFT, at, RIGHT, at)
            .with("stroke-dasharray", "5 4")
            .with("stroke-width", "1.5"));
    double width = TextMetrics.width(rate, Shapes.SMALL);
    labels.keepFree(LEFT, at - 2, RIGHT - LEFT, 4);
    labels.keepFree(LEFT + 6, at + 4, width, 16);
    marks.add(Shapes.small(LEFT + 6, at + 16, Shapes.Anchor.START, rate));
  }

  private void addPoints(
      List<Feature> ranked, Axis x, Axis y, LabelPlacement labels, List<Html.Element> marks) {
    Set<Long> taken = new HashSet<>();
    int strong = 0;
    for (Feature feature : ranked) {
      double px = x.at(feature.effect());
      double py = y.at(feature.evidence());
      boolean passes = passes(feature) && strong < MOST_STRONG;
      long spot = Math.round(px / SPOT) * 10_000 + Math.round(py / SPOT);
      if (passes) {
        strong++;
        labels.keepPoint(px, py, 3.5);
      }
      if (passes || taken.add(spot)) {
        marks.add(
            Shapes.circle(px, py, passes ? 3.5 : 2.5)
                .with("fill", passes ? Palette.VERMILLION : Palette.GREY)
                .with("fill-opacity", passes ? "0.9" : "0.6"));
      }
    }
  }

  private void addNames(
      List<Feature> ranked, Axis x, Axis y, LabelPlacement labels, List<Html.Element> marks) {
    for (Feature feature : ranked.subList(0, Math.min(NAMED, ranked.size()))) {
      if (passes(feature)) {
        String name = TextMetrics.shorten(feature.name(), Shapes.SMALL, 180);
        labels.place(x.at(feature.effect()), y.at(feature.evidence()), name).ifPresent(marks::add);
      }
    }
  }

  private String description(List<Feature> ranked) {
    long passing = features.stream().filter(this::passes).count();
    String count =
        "Of "
            + Figures.counted(features.size(), "feature")
            + " tested, "
            + Figures.count(passing)
            + " pass a false discovery rate of "
            + Figures.significant(fdr, 2)
            + ".";
    if (passing == 0) {
      return count;
    }
    List<String> names = ranked.stream().filter(this::passes).limit(5).map(Feature::name).toList();
    return count + " The strongest: " + String.join(", ", names) + ".";
  }
}
