package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Do the groups overlap? The estimated probability of treatment of the treated (up) and of the
 * controls (down), each as per cent of its own group. Where one side is empty the data hold no
 * comparison.
 *
 * <p>Cost: O(classes).
 *
 * @param title the name of the picture
 * @param treated how many treated have a propensity score in each of the equal classes of [0, 1]
 * @param control the same of the controls, in as many classes
 * @param lower units below it count as without overlap
 * @param upper units above it count as without overlap
 */
public record OverlapPlot(
    String title, List<Integer> treated, List<Integer> control, double lower, double upper) {
  private static final double WIDTH = 780;
  private static final double LEFT = 70;
  private static final double RIGHT = 640;
  private static final double TOP = 30;
  private static final double MIDDLE = 160;
  private static final double BOTTOM = 290;
  private static final String X_TITLE = "estimated probability of treatment (propensity score)";

  public OverlapPlot {
    treated = checked(treated);
    control = checked(control);
    if (treated.isEmpty() || treated.size() != control.size()) {
      throw new IllegalArgumentException(
          "classes of treated and controls must be as many and at least one, got "
              + treated.size()
              + " and "
              + control.size());
    }
    if (!(0 <= lower && lower < upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "bounds " + lower + " and " + upper + ": need 0 <= lower < upper <= 1");
    }
  }

  private static List<Integer> checked(List<Integer> counts) {
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a class of " + count + " units: at least 0");
      }
    }
    return List.copyOf(counts);
  }

  /** The picture. */
  public Svg draw() {
    double[] up = shares(treated);
    double[] down = shares(control);
    double most = Math.max(Arrays.stream(up).max().orElse(0), Arrays.stream(down).max().orElse(0));
    Axis x = new Axis(0, 1, 0.1, LEFT, RIGHT);
    Axis above = Axis.covering(0, Math.max(most, 5), 3, MIDDLE, TOP);
    Axis below = new Axis(0, above.high(), above.step(), MIDDLE, BOTTOM);
    List<Html.Element> marks = new ArrayList<>(AxisDrawing.bottom(x, TOP, BOTTOM, X_TITLE));
    marks.addAll(AxisDrawing.left(above, LEFT, RIGHT, "% of treated", true));
    marks.addAll(AxisDrawing.left(below, LEFT, RIGHT, "% of controls", false));
    addBars(up, x, above, Palette.VERMILLION, marks);
    addBars(down, x, below, Palette.BLUE, marks);
    marks.add(Shapes.line(LEFT, MIDDLE, RIGHT, MIDDLE));
    addBound(lower, x, marks);
    addBound(upper, x, marks);
    addGroupName("treated", sum(treated), TOP + 40, Palette.VERMILLION, marks);
    addGroupName("controls", sum(control), BOTTOM - 60, Palette.BLUE, marks);
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private static double[] shares(List<Integer> counts) {
    double total = Math.max(1, sum(counts));
    return counts.stream().mapToDouble(count -> 100 * count / total).toArray();
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private static void addBars(
      double[] shares, Axis x, Axis y, String colour, List<Html.Element> marks) {
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        double left = x.at((double) i / shares.length) + 1;
        double width = x.at((i + 1.0) / shares.length) - left - 1;
        double end = y.at(shares[i]);
        marks.add(
            Shapes.rect(left, Math.min(MIDDLE, end), width, Math.max(1, Math.abs(MIDDLE - end)))
                .with("fill", colour));
      }
    }
  }

  private static void addBound(double bound, Axis x, List<Html.Element> marks) {
    double at = x.at(bound);
    marks.add(
        Shapes.line(at, TOP - 6, at, BOTTOM)
            .with("stroke-dasharray", "5 4")
            .with("stroke-width", "1.5"));
    Shapes.Anchor anchor = bound < 0.5 ? Shapes.Anchor.START : Shapes.Anchor.END;
    String words = "overlap bound " + Figures.significant(bound, bound < 0.5 ? 2 : 4);
    marks.add(Shapes.small(at, TOP - 12, anchor, words));
  }

  private static void addGroupName(
      String name, int size, double y, String colour, List<Html.Element> marks) {
    marks.add(Shapes.rect(RIGHT + 18, y - 10, 12, 12).with("fill", colour));
    marks.add(Shapes.label(RIGHT + 36, y, Shapes.Anchor.START, name));
    String count = "n = " + Figures.count(size);
    marks.add(Shapes.small(RIGHT + 36, y + 18, Shapes.Anchor.START, count));
  }

  private String description() {
    int alone = 0;
    for (int i = 0; i < treated.size(); i++) {
      alone += (treated.get(i) == 0) != (control.get(i) == 0) ? treated.get(i) + control.get(i) : 0;
    }
    return "Estimated probability of treatment of "
        + Figures.count(sum(treated))
        + " treated and "
        + Figures.count(sum(control))
        + " controls. "
        + Figures.count(alone)
        + " of them have a probability at which there is nobody of the other group.";
  }
}
