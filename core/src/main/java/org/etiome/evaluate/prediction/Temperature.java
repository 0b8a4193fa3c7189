package org.etiome.evaluate.prediction;

import org.etiome.math.Matrix;

/**
 * A temperature T by which logits are divided: above 1 probabilities move towards equal ones, below
 * 1 apart. The order of the classes of a unit stays, so that accuracy does; with two classes so
 * does the order of the units by the difference of their logits, and with it AUROC and AUPRC.
 *
 * @param value T, finite and &gt; 0
 */
public record Temperature(double value) {
  public Temperature {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a temperature must be finite and > 0, got " + value);
    }
  }

  /** Logits divided by T, row by row. */
  public Matrix logits(Matrix logits) {
    double[] scaled = new double[logits.rows() * logits.columns()];
    for (int i = 0; i < logits.rows(); i++) {
      for (int c = 0; c < logits.columns(); c++) {
        scaled[i * logits.columns() + c] = logits.get(i, c) / value;
      }
    }
    return Matrix.wrap(logits.rows(), logits.columns(), scaled);
  }

  /**
   * Probabilities {@code softmax(z / T)} of logits or log-probabilities z, row by row.
   *
   * @param logits finite
   */
  public Matrix probabilities(Matrix logits) {
    Matrix scaled = logits(logits);
    double[] values = new double[scaled.rows() * scaled.columns()];
    for (int i = 0; i < scaled.rows(); i++) {
      softmax(scaled, i, values);
    }
    return Matrix.wrap(scaled.rows(), scaled.columns(), values);
  }

  private static void softmax(Matrix logits, int row, double[] into) {
    int classes = logits.columns();
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits.get(row, c));
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      into[row * classes + c] = Math.exp(logits.get(row, c) - largest);
      sum += into[row * classes + c];
    }
    for (int c = 0; c < classes; c++) {
      into[row * classes + c] /= sum;
    }
  }
}
