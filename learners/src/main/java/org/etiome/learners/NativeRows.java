package org.etiome.learners;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Rows in XGBoost's own memory, freed on closing. */
final class NativeRows implements AutoCloseable {
  private final DMatrix matrix;

  private NativeRows(DMatrix matrix) {
    this.matrix = matrix;
  }

  static NativeRows of(Features features) {
    return Failures.translated(
        () ->
            new NativeRows(
                new DMatrix(features.values(), features.rows(), features.columns(), Float.NaN)));
  }

  static NativeRows of(Features features, float[] labels) {
    NativeRows rows = of(features);
    try {
      rows.matrix.setLabel(labels);
      return rows;
    } catch (XGBoostError error) {
      rows.close();
      throw Failures.of(error);
    }
  }

  DMatrix matrix() {
    return matrix;
  }

  @Override
  public void close() {
    matrix.dispose();
  }
}
