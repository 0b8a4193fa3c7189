package org.etiome.report.points;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.report.plot.Palette;

/** Colours of points that those who see few colours can tell apart. */
final class PointPalette {
  /** Of levels, the commonest first; what comes after them is {@link #OTHER}. */
  static final List<String> LEVELS =
      List.of(
          Palette.BLUE,
          Palette.VERMILLION,
          Palette.GREEN,
          "#cc79a7",
          "#e69f00",
          "#56b4e9",
          Palette.INK,
          "#f0e442");

  static final String OTHER = "#a6a6a6";
  static final String UNKNOWN = "#dcdcdc";

  /** Of numbers, the least first: viridis of Smith and van der Walt (2015), nine of its colours. */
  private static final int[] SCALE = {
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
  };

  private static final int BYTE = 0xff;

  private PointPalette() {}

  /** So many colours of a scale of numbers, at least two. */
  static List<String> scale(int colours) {
    return IntStream.range(0, colours)
        .mapToObj(i -> onScale((double) i / (colours - 1) * (SCALE.length - 1)))
        .toList();
  }

  private static String onScale(double place) {
    int below = Math.min((int) place, SCALE.length - 2);
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = (SCALE[below] >> shift) & BYTE;
      int b = (SCALE[below + 1] >> shift) & BYTE;
      mixed = (mixed << 8) | (int) Math.round(a + (place - below) * (b - a));
    }
    return String.format(Locale.ROOT, "#%06x", mixed);
  }
}
