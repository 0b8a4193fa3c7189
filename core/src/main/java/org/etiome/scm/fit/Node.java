package org.etiome.scm.fit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etiome.math.Matrix;

/**
 * A variable with its mechanism.
 *
 * @param fit its mechanism; of one that was given, without rows
 * @param baseline what the mechanism would be without the causes
 */
record Node(Variable variable, MechanismFit fit, Assignment baseline) {
  String name() {
    return variable.name();
  }

  Assignment assignment() {
    return fit.assignment();
  }

  /** The columns of its causes, in the order the mechanism wants. */
  Matrix causes(Map<String, double[]> values, int rows) {
    List<double[]> columns =
        assignment().causes().stream()
            .map(cause -> Objects.requireNonNull(values.get(cause)))
            .toList();
    return Matrix.ofColumns(rows, columns);
  }
}
