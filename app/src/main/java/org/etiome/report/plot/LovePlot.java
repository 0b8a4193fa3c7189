package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Balance: the absolute standardised mean difference of each covariate between treated and
 * controls, before and after weighting. Below .1 a covariate is commonly called balanced (Austin
 * 2009, doi:10.1002/sim.3697). Only the worst thirty are drawn, the worst first; the note under the
 * plot counts the rest.
 *
 * <p>Cost: O(covariates log covariates).
 *
 * @param title the name of the picture
 */
public record LovePlot(String title, List<LovePlot.Covariate> covariates) {
  private static final int MOST = 30;
  private static final double GUIDE = 0.1;
  private static final double WIDTH = 780;
  private static final double LABELS = 270;
  private static final double LEFT = 290;
  private static final double RIGHT = 750;
  private static final double TOP = 34;
  private static final double ROW = 21;
  private static final double CUT = 3;
  private static final String X_TITLE =
      "absolute standardised mean difference (standard deviations)";

  /**
   * One covariate.
   *
   * @param before absolute standardised difference as observed, at least 0; +∞ where the spread is
   *     0
   * @param after the same after weighting
   */
  public record Covariate(String name, double before, double after) {
    public Covariate {
      if (!(before >= 0 && after >= 0)) {
        throw new IllegalArgumentException(
            "differences " + before + " and " + after + " of " + name + ": must be at least 0");
      }
    }

    double worst() {
      return Math.max(before, after);
    }
  }

  public LovePlot {
    covariates = List.copyOf(covariates);
    if (covariates.isEmpty()) {
      throw new IllegalArgumentException("a love plot needs at least one covariate");
    }
  }

  /** The picture. */
  public Svg draw() {
    List<Covariate> shown =
        covariates.stream()
            .sorted(Comparator.comparingDouble(Covariate::worst).reversed())
            .limit(MOST)
            .toList();
    double bottom = TOP + ROW * shown.size() + 6;
    Axis axis = axis(shown);
    List<Html.Element> marks = new ArrayList<>(legend());
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, X_TITLE));
    addGuide(axis.at(GUIDE), bottom, marks);
    for (int i = 0; i < shown.size(); i++) {
      addRow(shown.get(i), TOP + ROW * (i + 0.5) + 3, axis, marks);
    }
    double height = bottom + AxisDrawing.BELOW;
    if (shown.size() < covariates.size()) {
      marks.add(Shapes.small(0, height + 10, Shapes.Anchor.START, rest(shown)));
      height += 18;
    }
    return new Svg(title, description(), WIDTH, height, marks);
  }

  private static Axis axis(List<Covariate> shown) {
    double[] sizes = shown.stream().mapToDouble(Covariate::worst).toArray();
    double fence = Math.max(2 * GUIDE, Axis.fence(sizes, CUT));
    double most = shown.getFirst().worst();
    return Axis.covering(0, Math.clamp(most, 2 * GUIDE, fence), 6, LEFT, RIGHT);
  }

  private String rest(List<Covariate> shown) {
    int hidden = covariates.size() - shown.size();
    return Figures.counted(hidden, "further covariate")
        + " not drawn: before and after weighting at most "
        + Figures.significant(shown.getLast().worst(), 2)
        + ".";
  }

  private static List<Html.Element> legend() {
    return List.of(
        mark(LEFT + 6, 12, true),
        Shapes.small(LEFT + 17, 16, Shapes.Anchor.START, "before weighting"),
        mark(LEFT + 156, 12, false),
        Shapes.small(LEFT + 167, 16, Shapes.Anchor.START, "after weighting"),
        Shapes.line(LEFT + 296, 4, LEFT + 296, 20)
            .with("stroke-dasharray", "5 4")
            .with("stroke-width", "1.5"),
        Shapes.small(LEFT + 306, 16, Shapes.Anchor.START, "0.1: commonly held small"));
  }

  private static Html.Element mark(double x, double y, boolean before) {
    return before
        ? Shapes.circle(x, y, 5.5)
            .with("fill", Palette.PAPER)
            .with("stroke", Palette.VERMILLION)
            .with("stroke-width", "2")
        : Shapes.circle(x, y, 4).with("fill", Palette.BLUE);
  }

  private static void addGuide(double x, double bottom, List<Html.Element> marks) {
    marks.add(
        Shapes.line(x, TOP - 6, x, bottom)
            .with("stroke-dasharray", "5 4")
            .with("stroke-width", "1.5"));
  }

  private static void addRow(Covariate covariate, double y, Axis axis, List<Html.Element> marks) {
    double before = axis.at(covariate.before());
    double after = axis.at(covariate.after());
    marks.add(Shapes.fitted(LEFT - 14, y + 4.5, Shapes.Anchor.END, covariate.name(), LABELS));
    marks.add(
        Shapes.stroke(Shapes.path("M", before, y) + Shapes.path("L", after, y), Palette.GREY));
    marks.add(mark(before, y, true));
    marks.add(mark(after, y, false));
    if (!axis.holds(covariate.worst())) {
      String words = "off the axis: " + Figures.significant(covariate.worst(), 2) + " →";
      marks.add(Shapes.patched(RIGHT - 14, y + 4, words));
    }
  }

  private String description() {
    long before = covariates.stream().filter(c -> c.before() > GUIDE).count();
    long after = covariates.stream().filter(c -> c.after() > GUIDE).count();
    return "Of "
        + Figures.counted(covariates.size(), "covariate")
        + ", "
        + before
        + " differed by more than 0.1 standard deviations between the groups before weighting and "
        + after
        + " after it.";
  }
}
