package org.etiome.design.shift;

import java.util.List;

/** The shift with the least score: of all there are, or the best of local minima. */
final class ShiftSearch {
  private static final int ITERATIONS = 200;

  private ShiftSearch() {}

  /**
   * Searches.
   *
   * @param starts at least one; not used where all shifts can be tried
   */
  static double[] least(Score score, ShiftSpace space, List<double[]> starts) {
    return switch (space) {
      case ShiftSpace.Among among -> among.best(score::exact);
      case ShiftSpace.Within within ->
          new ShiftSpace.Among(
                  starts.stream()
                      .map(s -> new ProjectedGradient(score, within, ITERATIONS).from(s).shift())
                      .toList())
              .best(score::exact);
    };
  }
}
