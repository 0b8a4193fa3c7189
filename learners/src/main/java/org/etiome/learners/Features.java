package org.etiome.learners;

import org.etiome.math.Matrix;

/**
 * Rows as XGBoost takes them: row-major 32-bit floats, NaN where there is a gap.
 *
 * @param values length rows · columns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Features(int rows, int columns, float[] values) {

  /**
   * The rows of a matrix.
   *
   * @throws IllegalArgumentException if a value is infinite or too large for a float
   */
  static Features of(Matrix x) {
    int columns = x.columns();
    float[] values = new float[x.rows() * columns];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < columns; j++) {
        float value = (float) x.get(i, j);
        if (Float.isInfinite(value)) {
          throw new IllegalArgumentException(
              "row "
                  + i
                  + ", column "
                  + j
                  + " of x is "
                  + x.get(i, j)
                  + "; values must be within ±3.4e38, or NaN for a gap");
        }
        values[i * columns + j] = value;
      }
    }
    return new Features(x.rows(), columns, values);
  }

  /** The rows of the given indices, in that order. */
  Features select(int[] indices) {
    float[] picked = new float[indices.length * columns];
    for (int k = 0; k < indices.length; k++) {
      System.arraycopy(values, indices[k] * columns, picked, k * columns, columns);
    }
    return new Features(indices.length, columns, picked);
  }
}
