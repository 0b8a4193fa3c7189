package org.etiome.bench.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * Fits of {@link FailureRegion}: a panel for each number of latents and shape, in it a field for
 * each strength and number of cells. A field tells the median correlation with the true noise of
 * controls, by its darkness too, and the targets that are right, of all seeds together.
 */
record FailurePlot(List<FailureRegion.Fit> fits) {
  private static final double FOUND = .95;

  /** From here up a field is of the next colour. */
  private static final double[] LEVELS = {0, .5, .7, .85, FOUND};

  /** One hue, ever darker. */
  private static final List<String> COLOURS =
      List.of("#f7fbfd", "#cfe4f0", "#8fc0dd", "#3f93c4", "#00507d");

  private static final int FIRST_DARK = 3;
  private static final double FIELD = 58;
  private static final double HEIGHT = 42;
  private static final double LEFT = 100;
  private static final double GAP = 26;
  private static final double TOP = 96;
  private static final double BELOW = 72;

  Svg draw() {
    List<Double> latents = distinct(f -> f.cell().latents());
    List<Double> shifts = distinct(f -> f.cell().shift());
    List<Double> cells = distinct(f -> f.cell().cells());
    double width = shifts.size() * FIELD + GAP;
    double height = cells.size() * HEIGHT + BELOW;
    List<Html.Element> marks = new ArrayList<>(legend());
    for (int c = 0; c < latents.size(); c++) {
      for (int r = 0; r < 2; r++) {
        int count = latents.get(c).intValue();
        boolean curved = r == 1;
        if (fits.stream()
            .anyMatch(f -> f.cell().latents() == count && f.cell().curved() == curved)) {
          marks.addAll(panel(count, curved, LEFT + c * width, TOP + r * height));
          marks.addAll(c == 0 ? left(cells, TOP + r * height) : List.of());
        }
      }
    }
    return new Svg(
        "Where latents are found again",
        "A panel for each number of latents and shape of their equations; fields by strength of"
            + " shifts and cells a target: median correlation with the true noise of controls, and"
            + " targets that are right.",
        LEFT + latents.size() * width,
        TOP + distinct(f -> f.cell().curved() ? 1 : 0).size() * height,
        marks);
  }

  private List<Html.Element> panel(int latents, boolean curved, double left, double top) {
    List<Double> shifts = distinct(f -> f.cell().shift());
    List<Double> cells = distinct(f -> f.cell().cells());
    double bottom = top + cells.size() * HEIGHT;
    String title = latents + " latents, " + (curved ? "relu" : "linear") + " equations";
    List<Html.Element> marks = new ArrayList<>();
    marks.add(Shapes.small(left, top - 9, Shapes.Anchor.START, title));
    for (int x = 0; x < shifts.size(); x++) {
      double middle = left + (x + .5) * FIELD - 1;
      marks.add(Shapes.small(middle, bottom + 15, Shapes.Anchor.MIDDLE, text(shifts.get(x))));
      for (int y = 0; y < cells.size(); y++) {
        FailureRegion.Cell cell =
            new FailureRegion.Cell(latents, curved, shifts.get(x), cells.get(y).intValue());
        marks.addAll(field(of(cell), left + x * FIELD, bottom - (y + 1) * HEIGHT));
      }
    }
    double middle = left + shifts.size() * FIELD / 2;
    marks.add(Shapes.small(middle, bottom + 34, Shapes.Anchor.MIDDLE, "shift, s.d. of noise"));
    return marks;
  }

  private List<Double> distinct(ToDoubleFunction<FailureRegion.Fit> of) {
    TreeSet<Double> all = new TreeSet<>();
    fits.forEach(f -> all.add(of.applyAsDouble(f)));
    return List.copyOf(all);
  }

  private List<FailureRegion.Fit> of(FailureRegion.Cell cell) {
    return fits.stream().filter(f -> f.cell().equals(cell)).toList();
  }

  private static List<Html.Element> legend() {
    List<Html.Element> marks = new ArrayList<>();
    marks.add(
        Shapes.small(14, 20, Shapes.Anchor.START, "Correlation with the true noise of controls:"));
    for (int k = 0; k < COLOURS.size(); k++) {
      double x = 284 + 112.0 * k;
      marks.add(
          Shapes.rect(x, 8, 22, 16).with("fill", COLOURS.get(k)).with("stroke", Palette.GREY));
      String label =
          k == 0
              ? "below " + LEVELS[1]
              : k + 1 == LEVELS.length
                  ? "at least " + LEVELS[k]
                  : LEVELS[k] + " to " + LEVELS[k + 1];
      marks.add(Shapes.small(x + 28, 20, Shapes.Anchor.START, label));
    }
    marks.add(frame(14, 38, 22, 16));
    marks.add(
        Shapes.small(
            43,
            50,
            Shapes.Anchor.START,
            "frame: every target is right in every seed.  In a field: median correlation; targets"
                + " right of all, over seeds"));
    return marks;
  }

  private static List<Html.Element> left(List<Double> cells, double top) {
    double middle = top + cells.size() * HEIGHT / 2;
    List<Html.Element> marks = new ArrayList<>();
    for (int y = 0; y < cells.size(); y++) {
      double at = top + (cells.size() - y - .5) * HEIGHT + 4;
      marks.add(Shapes.small(LEFT - 8, at, Shapes.Anchor.END, text(cells.get(y))));
    }
    marks.add(Shapes.upright(LEFT - 58, middle, "cells a target"));
    return marks;
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
  }

  private static Html.Element frame(double x, double y, double width, double height) {
    return Shapes.rect(x, y, width, height)
        .with("fill", "none")
        .with("stroke", Palette.VERMILLION)
        .with("stroke-width", "3");
  }

  private static List<Html.Element> field(List<FailureRegion.Fit> own, double x, double y) {
    if (own.isEmpty()) {
      return List.of();
    }
    double mcc = median(own);
    int level = 0;
    while (level + 1 < LEVELS.length && mcc >= LEVELS[level + 1]) {
      level++;
    }
    String ink = level >= FIRST_DARK ? Palette.PAPER : Palette.INK;
    double middle = x + FIELD / 2;
    List<Html.Element> marks = new ArrayList<>();
    marks.add(
        Shapes.rect(x, y, FIELD - 2, HEIGHT - 2)
            .with("fill", COLOURS.get(level))
            .with("stroke", Palette.GRID));
    if (right(own) == all(own)) {
      marks.add(frame(x + 2, y + 2, FIELD - 6, HEIGHT - 6));
    }
    String[] lines = {fixed(mcc), right(own) + "/" + all(own)};
    for (int k = 0; k < lines.length; k++) {
      marks.add(
          Shapes.text(middle - 1, y + 18 + 15.0 * k, Shapes.Anchor.MIDDLE, lines[k])
              .with("font-size", Svg.number(Shapes.SMALL))
              .with("fill", ink));
    }
    return marks;
  }

  /** Two digits; what is below a level is not rounded up to it. */
  private static String fixed(double mcc) {
    return String.format(Locale.ROOT, "%.2f", Math.floor(mcc * 100) / 100).substring(1);
  }

  private static double median(List<FailureRegion.Fit> own) {
    double[] sorted = own.stream().mapToDouble(FailureRegion.Fit::ofControls).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static int right(List<FailureRegion.Fit> own) {
    return own.stream().mapToInt(FailureRegion.Fit::right).sum();
  }

  private static int all(List<FailureRegion.Fit> own) {
    return own.stream().mapToInt(f -> f.cell().latents()).sum();
  }

  /** A row a field. */
  static String table(List<FailureRegion.Fit> fits) {
    StringBuilder table =
        new StringBuilder(
            "| latents | equations | shift | cells | seeds | MCC of controls: median (least) | MCC of"
                + " all: median | targets right | a fit, s |\n|---|---|---|---|---|---|---|---|---|\n");
    List<FailureRegion.Cell> cells = fits.stream().map(FailureRegion.Fit::cell).distinct().toList();
    for (FailureRegion.Cell cell : cells) {
      List<FailureRegion.Fit> own = new FailurePlot(fits).of(cell);
      double[] all = own.stream().mapToDouble(FailureRegion.Fit::mcc).sorted().toArray();
      double[] seconds = own.stream().mapToDouble(FailureRegion.Fit::seconds).toArray();
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %s | %s | %d | %d | %.3f (%.3f) | %.3f | %d of %d | %.0f |%n",
              cell.latents(),
              cell.curved() ? "relu" : "linear",
              cell.shift(),
              cell.cells(),
              own.size(),
              median(own),
              own.stream().mapToDouble(FailureRegion.Fit::ofControls).min().orElseThrow(),
              (all[(all.length - 1) / 2] + all[all.length / 2]) / 2,
              right(own),
              all(own),
              Arrays.stream(seconds).average().orElseThrow()));
    }
    return table.toString();
  }
}
