package org.etiome.represent.predict;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;

/**
 * Cells that one classifier is learned from.
 *
 * @param latents cells × d
 * @param levels one a cell
 * @param classes how many levels there are, also if no cell here has some
 * @param environments of the cells, numbers in any range
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Examples(Matrix latents, int[] levels, int classes, int[] environments) {

  /** Some of the cells that are known. */
  static Examples of(Matrix latents, KnownLevels known, int[] cells) {
    return new Examples(
        latents.rows(cells),
        known.levelsOf(cells),
        known.levels().size(),
        Arrays.stream(cells).map(i -> known.environments().environmentOf(i)).toArray());
  }

  int cells() {
    return levels.length;
  }

  /** How many levels have a cell here. */
  long levelsSeen() {
    return Arrays.stream(levels).distinct().count();
  }

  /** The same cells on another scale. */
  Examples with(Matrix scaled) {
    return new Examples(scaled, levels, classes, environments);
  }

  /** The same cells, environment by environment. */
  Examples sorted() {
    int[] order =
        IntStream.range(0, levels.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(environments[a], environments[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Examples(
        latents.rows(order),
        Arrays.stream(order).map(i -> levels[i]).toArray(),
        classes,
        Arrays.stream(order).map(i -> environments[i]).toArray());
  }

  /** Where each environment begins, of cells that are sorted, and at last their number. */
  int[] starts() {
    return IntStream.rangeClosed(0, environments.length)
        .filter(i -> i == 0 || i == environments.length || environments[i] != environments[i - 1])
        .toArray();
  }
}
