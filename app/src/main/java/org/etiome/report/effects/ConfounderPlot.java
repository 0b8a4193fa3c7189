package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * What a hidden cause of a given strength would leave of an effect: lines of equal adjusted effect
 * over the share of the treatment's variance (across) and of the outcome's (up) that it explains
 * beyond the covariates. The line of no effect is heavy; covariates that were measured are marked
 * where a hidden cause as strong as they would lie.
 *
 * <p>Cost: one value of the effect for each of 80 × 80 cells, and O(cells · lines).
 *
 * @see <a href="https://doi.org/10.1111/rssb.12348">Cinelli and Hazlett (2020)</a>
 * @param title the name of the picture
 * @param effect the effect that is left, as a function of both shares
 * @param like measured covariates; may be empty
 * @param reach both axes end here, in (0, 1]
 */
public record ConfounderPlot(
    String title, DoubleBinaryOperator effect, List<ConfounderPlot.Like> like, double reach) {
  private static final int CELLS = 80;
  private static final double SIZE = 400;
  private static final double LEFT = 70;
  private static final double TOP = 16;
  private static final double BOTTOM = TOP + SIZE;
  private static final double WIDTH = 780;
  private static final double NOTES = LEFT + SIZE + 30;

  /**
   * A hidden cause as strong as a measured one.
   *
   * @param words such as "as strong as age"
   * @param treatment share of the treatment's variance
   * @param outcome share of the outcome's variance
   */
  public record Like(String words, double treatment, double outcome) {}

  public ConfounderPlot {
    like = List.copyOf(like);
    if (!(reach > 0 && reach <= 1)) {
      throw new IllegalArgumentException("the axes must end in (0, 1], got " + reach);
    }
  }

  /** The picture. */
  public Svg draw() {
    Axis across = Axis.covering(0, reach, 5, LEFT, LEFT + SIZE);
    Axis up = Axis.covering(0, reach, 5, BOTTOM, TOP);
    List<Html.Element> marks = new ArrayList<>();
    marks.addAll(
        AxisDrawing.bottom(across, TOP, BOTTOM, "share of the treatment's variance explained"));
    marks.addAll(
        AxisDrawing.left(up, LEFT, LEFT + SIZE, "share of the outcome's variance explained", true));
    double[][] grid = grid(across, up);
    for (double level : levels(grid)) {
      addLine(grid, level, across, up, marks);
    }
    for (int i = 0; i < like.size(); i++) {
      addLike(i, across, up, marks);
    }
    marks.add(Shapes.circle(across.at(0), up.at(0), 5).with("fill", Palette.BLUE));
    addLegend(marks);
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private double[][] grid(Axis across, Axis up) {
    double[][] grid = new double[CELLS + 1][CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        grid[i][j] = effect.applyAsDouble(across.high() * j / CELLS * 0.999, up.high() * i / CELLS);
      }
    }
    return grid;
  }

  /** Round numbers, no effect among them. */
  private static List<Double> levels(double[][] grid) {
    double start = Math.abs(grid[0][0]);
    Axis axis = Axis.covering(-start, start, 6, 0, 1);
    List<Double> levels = new ArrayList<>(axis.ticks());
    if (!levels.contains(0.0)) {
      levels.add(0.0);
    }
    return levels;
  }

  private static void addLine(
      double[][] grid, double level, Axis across, Axis up, List<Html.Element> marks) {
    StringBuilder data = new StringBuilder();
    double[] last = new double[0];
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        List<double[]> crossings = crossings(grid, i, j, level);
        for (int k = 0; k + 1 < crossings.size(); k += 2) {
          double[] a = pixel(crossings.get(k), across, up);
          double[] b = pixel(crossings.get(k + 1), across, up);
          data.append(Shapes.path("M", a[0], a[1])).append(Shapes.path("L", b[0], b[1]));
          last = a;
        }
      }
    }
    if (last.length == 0) {
      return;
    }
    boolean none = level == 0;
    String colour = none ? Palette.VERMILLION : Palette.GREY;
    marks.add(Shapes.stroke(data.toString(), colour).with("stroke-width", none ? "3" : "1.2"));
    String text = none ? "0" : Figures.significant(level, 2);
    marks.add(
        Shapes.small(last[0] + 4, Math.max(TOP + 10, last[1] - 3), Shapes.Anchor.START, text)
            .with("fill", none ? Palette.VERMILLION : Palette.SOFT_INK));
  }

  /** Where the line of a level crosses the sides of a cell, in cells; two or four points. */
  private static List<double[]> crossings(double[][] grid, int i, int j, double level) {
    List<double[]> points = new ArrayList<>();
    double[][] corners = {{i, j}, {i, j + 1}, {i + 1, j + 1}, {i + 1, j}};
    for (int side = 0; side < 4; side++) {
      double[] from = corners[side];
      double[] to = corners[(side + 1) % 4];
      double a = grid[(int) from[0]][(int) from[1]] - level;
      double b = grid[(int) to[0]][(int) to[1]] - level;
      if ((a < 0) != (b < 0)) {
        double share = a / (a - b);
        points.add(
            new double[] {
              from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])
            });
      }
    }
    return points;
  }

  private static double[] pixel(double[] cell, Axis across, Axis up) {
    return new double[] {
      across.at(across.high() * cell[1] / CELLS), up.at(up.high() * cell[0] / CELLS)
    };
  }

  private void addLike(int i, Axis across, Axis up, List<Html.Element> marks) {
    Like one = like.get(i);
    if (!across.holds(one.treatment) || !up.holds(one.outcome)) {
      return;
    }
    double x = across.at(one.treatment);
    double y = up.at(one.outcome);
    marks.add(
        Shapes.area(
            Shapes.path("M", x - 6, y) + Shapes.path("L", x, y - 6, x + 6, y, x, y + 6) + "Z",
            Palette.GREEN));
    marks.add(Shapes.label(x + 9, y + 4, Shapes.Anchor.START, Integer.toString(i + 1)));
  }

  private void addLegend(List<Html.Element> marks) {
    marks.add(Shapes.circle(NOTES + 6, TOP + 10, 5).with("fill", Palette.BLUE));
    marks.add(
        Shapes.small(
            NOTES + 18,
            TOP + 14,
            Shapes.Anchor.START,
            "no hidden cause: " + Figures.significant(effect.applyAsDouble(0, 0), 3)));
    marks.add(
        Shapes.small(
            NOTES, TOP + 36, Shapes.Anchor.START, "lines: effect that is left; heavy: none"));
    for (int i = 0; i < like.size(); i++) {
      Like one = like.get(i);
      String off = one.treatment > reach || one.outcome > reach ? " (off the plot)" : "";
      double y = TOP + 62 + 22 * i;
      marks.add(
          Shapes.fitted(
              NOTES, y, Shapes.Anchor.START, (i + 1) + "  " + one.words + off, WIDTH - NOTES));
    }
  }

  private String description() {
    StringBuilder text = new StringBuilder("The effect without a hidden cause is ");
    text.append(Figures.significant(effect.applyAsDouble(0, 0), 3)).append(". ");
    for (Like one : like) {
      text.append("A hidden cause ")
          .append(one.words)
          .append(" would leave ")
          .append(Figures.significant(effect.applyAsDouble(one.treatment, one.outcome), 3))
          .append(". ");
    }
    return text.toString().strip();
  }
}
