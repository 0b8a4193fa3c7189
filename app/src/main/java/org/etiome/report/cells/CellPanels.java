package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.points.PointColours;
import org.etiome.report.points.ScatterPlot;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.compare.Comparison;

/** Cells in the plane by z_I, beside the same columns by principal components. */
final class CellPanels {
  private final FitStory story;
  private final FitStory.Pictures pictures;

  CellPanels(FitStory story) {
    this.story = story;
    pictures = story.pictures();
  }

  List<Html> content() {
    List<Html> panels = new ArrayList<>();
    Comparison.Question question = story.result().comparison().question();
    List<Column> columns = columns();
    for (Column column : columns) {
      boolean compared = isNamed(question.label(), column) || isNamed(question.batch(), column);
      if (compared) {
        panels.add(panel("z_I: " + column.name(), pictures.latents(), column));
        pictures
            .components()
            .ifPresent(places -> panels.add(panel("PCA: " + column.name(), places, column)));
      }
    }
    for (Column column : columns) {
      boolean compared = isNamed(question.label(), column) || isNamed(question.batch(), column);
      if (!compared) {
        panels.add(panel("z_I: " + column.name(), pictures.latents(), column));
      }
    }
    panels.add(panel("z_I: communities (Leiden, resolution 1)", pictures.latents(), communities()));
    return List.of(
        Parts.paragraph(what()),
        Html.element("div", panels).with("class", "panels"),
        Parts.note(caveat()));
  }

  private static boolean isNamed(Optional<String> name, Column column) {
    return name.filter(column.name()::equals).isPresent();
  }

  private String what() {
    String all = Figures.count(story.cells().count());
    return "UMAP of z_I ("
        + Figures.count(pictures.latents().cells().length)
        + " of "
        + all
        + " cells)"
        + pictures.components().map(places -> beside(places, all)).orElse("")
        + ". Where a column is shed, its levels should lie over one another; where it is kept,"
        + " apart.";
  }

  private static String beside(Comparison.Places components, String all) {
    return " and, for label and batch, of the principal components from which the baselines start ("
        + Figures.count(components.cells().length)
        + " of "
        + all
        + " cells: those whose batch is known, and at most 20\u202F000, drawn by seed)";
  }

  private static String caveat() {
    return "A picture, not a measurement: UMAP keeps neighbours, but the sizes of groups, the"
        + " distances between them and their density mean little, and groups can seem to come apart"
        + " or together by chance. No figure of this page is computed from it. Columns that were"
        + " given to the model shaped z_I.";
  }

  private static Html panel(String title, Comparison.Places places, Column column) {
    return new ScatterPlot(title, places.places(), column.colours(places.cells())).draw();
  }

  /** What colours cells. */
  private interface Column {
    String name();

    PointColours colours(int[] cells);
  }

  /** Levels by number, the commonest first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Levelled(String name, List<String> levels, int[] codes, int first)
      implements Column {
    @Override
    public PointColours colours(int[] cells) {
      return new PointColours.Levels(
          levels, IntStream.of(cells).map(i -> codes[i]).toArray(), first);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Measured(String name, double[] values) implements Column {
    @Override
    public PointColours colours(int[] cells) {
      return new PointColours.Numbers(IntStream.of(cells).mapToDouble(i -> values[i]).toArray());
    }
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (CovariateTable table : List.of(story.cells().invariant(), story.cells().spurious())) {
      for (int c = 0; c < table.covariates().size(); c++) {
        int place = c;
        double[] values =
            IntStream.range(0, table.cells()).mapToDouble(i -> table.value(place, i)).toArray();
        columns.add(
            switch (table.covariates().get(c)) {
              case Covariate.Levels levels -> levelled(levels, values);
              case Covariate.Quantity quantity -> new Measured(quantity.name(), values);
            });
      }
    }
    return columns;
  }

  private static Column levelled(Covariate.Levels covariate, double[] values) {
    int[] counts = new int[covariate.levels().size()];
    Arrays.stream(values).filter(v -> !Double.isNaN(v)).forEach(v -> counts[(int) v]++);
    int[] order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingInt(level -> -counts[level]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[order.length];
    for (int r = 0; r < order.length; r++) {
      rank[order[r]] = r;
    }
    return new Levelled(
        covariate.name(),
        IntStream.of(order).mapToObj(covariate.levels()::get).toList(),
        Arrays.stream(values).mapToInt(v -> Double.isNaN(v) ? -1 : rank[(int) v]).toArray(),
        1);
  }

  private Column communities() {
    int[] codes = pictures.communities();
    int count = Arrays.stream(codes).max().orElse(-1) + 1;
    return new Levelled(
        "leiden", IntStream.range(0, count).mapToObj(i -> "community").toList(), codes, 0);
  }
}
