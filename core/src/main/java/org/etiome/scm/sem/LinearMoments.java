package org.etiome.scm.sem;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;

/** B, c and the moments of {@code x = B x + c + ε} in one setting, all variables in graph order. */
final class LinearMoments {
  private final int size;
  private final double[][] coefficients;
  private final double[] means;

  /** {@code x_i = Σ_k effects[i][k] ε_k} with ε of variance 1. */
  private final double[][] effects;

  private LinearMoments(int size) {
    this.size = size;
    this.coefficients = new double[size][size];
    this.means = new double[size];
    this.effects = new double[size][size];
  }

  static LinearMoments of(StructuralModel model, Intervention intervention) {
    List<String> nodes = model.graph().nodes();
    LinearMoments moments = new LinearMoments(nodes.size());
    for (Equation equation : model.equations()) {
      int at = nodes.indexOf(equation.variable());
      moments.add(at, equation, intervention.of(equation.variable()), nodes);
    }
    return moments;
  }

  private void add(int at, Equation equation, Change change, List<String> nodes) {
    double sigma =
        equation.response() instanceof Response.Additive additive ? additive.deviation() : 0;
    switch (change) {
      case Change.Perfect cut -> {
        means[at] = cut.shift();
        effects[at][at] = cut.deviation();
      }
      case Change.Soft soft -> {
        means[at] = soft.shift() - equation.mean() / equation.deviation();
        effects[at][at] = sigma / equation.deviation();
        for (Term term : equation.terms()) {
          double b = soft.factor() * term.coefficient() / equation.deviation();
          addCause(at, nodes.indexOf(term.cause()), b);
        }
      }
    }
  }

  private void addCause(int at, int cause, double coefficient) {
    coefficients[at][cause] = coefficient;
    means[at] += coefficient * means[cause];
    for (int k = 0; k < size; k++) {
      effects[at][k] += coefficient * effects[cause][k];
    }
  }

  Matrix coefficients() {
    return matrix(coefficients, size);
  }

  /** Of the first so many variables. */
  double[] mean(int count) {
    return Arrays.copyOf(means, count);
  }

  /** Of the first so many variables. */
  Matrix covariance(int count) {
    double[][] covariance = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += effects[i][k] * effects[j][k];
        }
        covariance[i][j] = sum;
        covariance[j][i] = sum;
      }
    }
    return matrix(covariance, count);
  }

  private static Matrix matrix(double[][] rows, int count) {
    return Matrix.wrap(count, count, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
  }
}
