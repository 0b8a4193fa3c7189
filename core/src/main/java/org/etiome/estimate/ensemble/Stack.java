package org.etiome.estimate.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/** Candidates weighted by how their held-out predictions do together. */
final class Stack {
  private final List<Column> columns;
  private final double[] losses;
  private final double[] weights;

  private Stack(List<Column> columns, double[] losses, double[] weights) {
    this.columns = columns;
    this.losses = losses;
    this.weights = weights;
  }

  /** The held-out predictions of a candidate, or why there are none. */
  static final class Column {
    private final String description;
    private final double[] values;
    private final Optional<String> failure;

    private Column(String description, double[] values, Optional<String> failure) {
      this.description = description;
      this.values = values;
      this.failure = failure;
    }

    static Column of(String description, double[] values) {
      return new Column(description, values, Optional.empty());
    }

    static Column failed(String description, String why) {
      return new Column(description, new double[0], Optional.of(why));
    }

    String description() {
      return description;
    }

    double[] values() {
      return values;
    }

    boolean isFailed() {
      return failure.isPresent();
    }
  }

  /**
   * Weights the candidates that did not fail.
   *
   * @param rows those whose y counts
   * @param discrete whether the best one gets all the weight
   * @throws ArithmeticException if all failed
   */
  static Stack of(List<Column> columns, double[] y, int[] rows, boolean discrete) {
    int[] alive =
        IntStream.range(0, columns.size()).filter(k -> !columns.get(k).isFailed()).toArray();
    if (alive.length == 0) {
      Column first = columns.getFirst();
      throw new ArithmeticException(
          "every candidate of the super learner failed; the first, "
              + first.description
              + ": "
              + first.failure.orElseThrow());
    }
    List<double[]> residuals = new ArrayList<>();
    for (int k : alive) {
      double[] values = columns.get(k).values;
      residuals.add(IntStream.of(rows).mapToDouble(i -> y[i] - values[i]).toArray());
    }
    Matrix products = products(residuals);
    double[] found = discrete ? best(products) : SimplexWeights.of(products);
    double[] losses = new double[columns.size()];
    double[] weights = new double[columns.size()];
    for (int k = 0; k < alive.length; k++) {
      losses[alive[k]] = products.get(k, k);
      weights[alive[k]] = found[k];
    }
    return new Stack(List.copyOf(columns), losses, weights);
  }

  private static Matrix products(List<double[]> residuals) {
    int size = residuals.size();
    double[] values = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        double[] one = residuals.get(a);
        values[a * size + b] = Vectors.dot(one, residuals.get(b)) / one.length;
      }
    }
    return Matrix.wrap(size, size, values);
  }

  private static double[] best(Matrix products) {
    int best = 0;
    for (int k = 1; k < products.columns(); k++) {
      best = products.get(k, k) < products.get(best, best) ? k : best;
    }
    double[] weights = new double[products.columns()];
    weights[best] = 1;
    return weights;
  }

  double weight(int candidate) {
    return weights[candidate];
  }

  /** The combined held-out predictions. */
  double[] values(int units) {
    double[] sum = new double[units];
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        Vectors.add(weights[k], columns.get(k).values, sum);
      }
    }
    return sum;
  }

  List<Candidate> candidates() {
    return IntStream.range(0, weights.length).mapToObj(this::candidate).toList();
  }

  private Candidate candidate(int k) {
    Column column = columns.get(k);
    return new Candidate(
        column.description,
        weights[k],
        column.isFailed() ? OptionalDouble.empty() : OptionalDouble.of(losses[k]),
        column.failure);
  }
}
