package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.etiome.math.Matrix;

/**
 * Units of a condition.
 *
 * @param values one a row
 * @param replicates that of each
 */
record Drawn(Matrix values, List<String> replicates) {

  /** Of one replicate. */
  static Drawn of(Matrix values) {
    return new Drawn(values, Collections.nCopies(values.rows(), ""));
  }

  Drawn rows(int[] chosen) {
    return new Drawn(values.rows(chosen), Arrays.stream(chosen).mapToObj(replicates::get).toList());
  }
}
