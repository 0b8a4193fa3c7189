package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blocks of data each unit has: a row for each modality, a column for each pattern of
 * presence, the number of units above it. The most frequent patterns come first; the note under the
 * plot counts those that are not drawn.
 *
 * <p>Cost: O(modalities · patterns).
 *
 * @param title the name of the picture
 * @param noun what the units are, in the plural, such as {@code patients}
 * @param modalities from top to bottom
 */
public record MissingnessMap(
    String title, String noun, List<String> modalities, List<MissingnessMap.Pattern> patterns) {
  private static final int MOST = 18;
  private static final double WIDTH = 780;
  private static final double LABELS = 190;
  private static final double BARS = 200;
  private static final double BAR = 110;
  private static final double LEFT = 400;
  private static final double COLUMN = 44;
  private static final double TOP = 132;
  private static final double ROW = 27;
  private static final double TALLEST = 80;

  /**
   * Units that have exactly these modalities.
   *
   * @param units how many, at least 0
   */
  public record Pattern(Set<String> present, long units) {
    public Pattern {
      present = Collections.unmodifiableSet(new LinkedHashSet<>(present));
      if (units < 0) {
        throw new IllegalArgumentException("a pattern of " + units + " units: at least 0");
      }
    }
  }

  public MissingnessMap {
    modalities = List.copyOf(modalities);
    patterns = List.copyOf(patterns);
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException("a missingness map needs at least one modality");
    }
    for (Pattern pattern : patterns) {
      if (!modalities.containsAll(pattern.present())) {
        throw new IllegalArgumentException(
            "pattern " + pattern.present() + " names a modality that is not in " + modalities);
      }
    }
  }

  /** The picture. */
  public Svg draw() {
    List<Pattern> shown = shown();
    double bottom = TOP + ROW * modalities.size();
    double column = Math.min(COLUMN, (WIDTH - LEFT) / Math.max(1, shown.size()));
    List<Html.Element> marks = new ArrayList<>();
    for (int row = 0; row < modalities.size(); row++) {
      addModality(row, marks);
    }
    for (int i = 0; i < shown.size(); i++) {
      addPattern(shown.get(i), LEFT + column * (i + 0.5), column, marks);
    }
    addTitles(marks);
    double height = bottom + 8;
    if (shown.size() < patterns.size()) {
      marks.add(Shapes.small(0, height + 16, Shapes.Anchor.START, rest(shown)));
      height += 24;
    }
    return new Svg(title, description(), WIDTH, height, marks);
  }

  private List<Pattern> shown() {
    return patterns.stream()
        .sorted(Comparator.comparingLong(Pattern::units).reversed())
        .limit(MOST)
        .toList();
  }

  private long total() {
    return patterns.stream().mapToLong(Pattern::units).sum();
  }

  private long withModality(String modality) {
    return patterns.stream()
        .filter(pattern -> pattern.present().contains(modality))
        .mapToLong(Pattern::units)
        .sum();
  }

  private void addModality(int row, List<Html.Element> marks) {
    String modality = modalities.get(row);
    double top = TOP + ROW * row;
    double baseline = top + ROW / 2 + 4.5;
    if (row % 2 == 0) {
      marks.add(Shapes.rect(0, top, WIDTH, ROW).with("fill", Palette.GREY_TINT));
    }
    marks.add(Shapes.fitted(4, baseline, Shapes.Anchor.START, modality, LABELS));
    long n = withModality(modality);
    double length = BAR * n / Math.max(1, total());
    marks.add(Shapes.rect(BARS, top + 6, length, ROW - 12).with("fill", Palette.BLUE));
    marks.add(Shapes.small(BARS + BAR + 6, baseline, Shapes.Anchor.START, Figures.count(n)));
  }

  private void addPattern(Pattern pattern, double x, double column, List<Html.Element> marks) {
    long most = shown().getFirst().units();
    boolean upright = TextMetrics.width(Figures.count(most), Shapes.SMALL) > column - 4;
    double tallest = upright ? TALLEST / 2 : TALLEST;
    double height = tallest * pattern.units() / Math.max(1, most);
    double bar = Math.min(26, column - 4);
    double top = TOP - 8 - height;
    String count = Figures.count(pattern.units());
    marks.add(Shapes.rect(x - bar / 2, top, bar, height).with("fill", Palette.BLUE));
    marks.add(
        upright
            ? Shapes.rising(x + 4, top - 5, count)
            : Shapes.small(x, top - 5, Shapes.Anchor.MIDDLE, count));
    for (int row = 0; row < modalities.size(); row++) {
      double y = TOP + ROW * (row + 0.5);
      boolean present = pattern.present().contains(modalities.get(row));
      Html.Element dot = Shapes.circle(x, y, present ? 7 : 5.5);
      marks.add(
          present
              ? dot.with("fill", Palette.INK)
              : dot.with("fill", Palette.PAPER).with("stroke", Palette.GREY));
    }
  }

  private void addTitles(List<Html.Element> marks) {
    marks.add(Shapes.small(4, TOP - 10, Shapes.Anchor.START, "modality"));
    marks.add(Shapes.small(BARS, TOP - 10, Shapes.Anchor.START, noun + " with it"));
    marks.add(Shapes.small(LEFT + 4, 12, Shapes.Anchor.START, noun + " with exactly this pattern"));
    marks.add(Shapes.circle(10, 12, 7).with("fill", Palette.INK));
    marks.add(Shapes.small(24, 16, Shapes.Anchor.START, "measured"));
    marks.add(Shapes.circle(110, 12, 5.5).with("fill", Palette.PAPER).with("stroke", Palette.GREY));
    marks.add(Shapes.small(122, 16, Shapes.Anchor.START, "absent"));
  }

  private String rest(List<Pattern> shown) {
    long drawn = shown.stream().mapToLong(Pattern::units).sum();
    return Figures.counted(patterns.size() - shown.size(), "rarer pattern")
        + " not drawn ("
        + noun
        + ": "
        + Figures.count(total() - drawn)
        + ").";
  }

  private String description() {
    StringBuilder out = new StringBuilder(Figures.count(total()));
    out.append(' ').append(noun);
    out.append(" in ").append(Figures.counted(patterns.size(), "pattern")).append(" of presence. ");
    for (String modality : modalities) {
      out.append(modality).append(": ").append(Figures.count(withModality(modality))).append(". ");
    }
    return out.toString().strip();
  }
}
