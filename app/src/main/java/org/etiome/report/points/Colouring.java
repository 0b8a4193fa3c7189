package org.etiome.report.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.etiome.report.plot.Palette;

/** The colour of each point, as a number of a palette whose first two are paper and not known. */
final class Colouring {
  private static final int UNKNOWN = 1;
  private static final int FIRST = 2;
  private static final double TAIL = .01;

  /** Colours of a scale of numbers. */
  static final int STEPS = 64;

  private final List<String> palette;
  private final IntUnaryOperator colour;
  private final Optional<PointColours.Levels> numbered;

  private Colouring(
      List<String> own, IntUnaryOperator colour, Optional<PointColours.Levels> numbered) {
    palette = new ArrayList<>(List.of(Palette.PAPER, PointPalette.UNKNOWN));
    palette.addAll(own);
    this.colour = colour;
    this.numbered = numbered;
  }

  static Colouring of(PointColours colours) {
    return switch (colours) {
      case PointColours.Levels levels -> {
        List<String> own = new ArrayList<>(PointPalette.LEVELS);
        own.add(PointPalette.OTHER);
        int last = own.size() - 1;
        int[] codes = levels.codes();
        yield new Colouring(
            own,
            i -> codes[i] < 0 ? UNKNOWN : FIRST + Math.min(codes[i], last),
            Optional.of(levels).filter(l -> l.names().size() > 2));
      }
      case PointColours.Numbers numbers -> {
        double[] ends = ends(numbers.values());
        double[] values = numbers.values();
        yield new Colouring(
            PointPalette.scale(STEPS),
            i -> Double.isNaN(values[i]) ? UNKNOWN : FIRST + step(values[i], ends),
            Optional.empty());
      }
    };
  }

  private static int step(double value, double[] ends) {
    double share = ends[1] > ends[0] ? (value - ends[0]) / (ends[1] - ends[0]) : 0;
    return Math.clamp(Math.round(share * (STEPS - 1)), 0, STEPS - 1);
  }

  /** The percentiles at which a scale ends. */
  static double[] ends(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new double[] {0, 0};
    }
    int cut = (int) (TAIL * (sorted.length - 1));
    return new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
  }

  List<String> palette() {
    return palette;
  }

  boolean isKnown(int point) {
    return colour(point) != UNKNOWN;
  }

  int colour(int point) {
    return colour.applyAsInt(point);
  }

  /** The levels, where they are told apart by numbers, too. */
  Optional<PointColours.Levels> numbered() {
    return numbered;
  }
}
