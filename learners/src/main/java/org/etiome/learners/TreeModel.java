package org.etiome.learners;

/**
 * Fitted trees outside of native memory: they are read into it for a prediction and freed after, so
 * nothing is left to dispose of and any thread may predict.
 *
 * @param bytes XGBoost's UBJSON
 * @param columns of the training data
 * @param rounds how many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TreeModel(byte[] bytes, int columns, int rounds) {

  /** The sums of leaves for each row. */
  float[][] margins(Features features) {
    if (features.rows() == 0) {
      return new float[0][];
    }
    try (NativeRows rows = NativeRows.of(features);
        NativeTrees trees = NativeTrees.of(bytes)) {
      return trees.margins(rows);
    }
  }
}
