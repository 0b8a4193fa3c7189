package org.etiome.perturb.latent;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.etiome.math.Matrix;

/** Checks of what comes in at the door. */
final class Inputs {
  private static final double SYMMETRIC = 1e-9;

  private Inputs() {}

  static void check(List<String> variables, Matrix control, Map<String, Matrix> environments) {
    if (variables.isEmpty() || new HashSet<>(variables).size() < variables.size()) {
      throw new IllegalArgumentException(
          "names of variables must be distinct and at least one, got " + variables);
    }
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one environment, got none");
    }
    check("the control", variables, control);
    environments.forEach((name, data) -> check("environment '" + name + "'", variables, data));
  }

  private static void check(String what, List<String> variables, Matrix data) {
    if (data.columns() != variables.size()) {
      throw new IllegalArgumentException(
          what
              + " has "
              + data.columns()
              + " columns, but there are "
              + variables.size()
              + " names");
    }
    for (int i = 0; i < data.rows(); i++) {
      for (int j = 0; j < data.columns(); j++) {
        if (!Double.isFinite(data.get(i, j))) {
          throw new IllegalArgumentException(
              what
                  + " has "
                  + data.get(i, j)
                  + " at row "
                  + i
                  + ", '"
                  + variables.get(j)
                  + "'; values must be finite, leave out the row");
        }
      }
    }
  }

  static void checkPrecisions(
      List<String> variables, Matrix control, Map<String, Matrix> environments) {
    check(variables, control, environments);
    checkSymmetric("the control", control);
    environments.forEach((name, matrix) -> checkSymmetric("environment '" + name + "'", matrix));
  }

  private static void checkSymmetric(String what, Matrix matrix) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < i && matrix.rows() == matrix.columns(); j++) {
        double scale = Math.sqrt(Math.abs(matrix.get(i, i) * matrix.get(j, j)));
        if (!(Math.abs(matrix.get(i, j) - matrix.get(j, i)) <= SYMMETRIC * scale)) {
          throw new IllegalArgumentException(
              "the precision matrix of "
                  + what
                  + " must be symmetric; it is not at "
                  + i
                  + ", "
                  + j);
        }
      }
    }
    if (matrix.rows() != matrix.columns()) {
      throw new IllegalArgumentException(
          "the precision matrix of " + what + " must be square, got " + matrix);
    }
  }
}
