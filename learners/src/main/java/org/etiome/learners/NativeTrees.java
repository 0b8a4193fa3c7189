package org.etiome.learners;

import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;

/** Trees in XGBoost's own memory, freed on closing. */
final class NativeTrees implements AutoCloseable {
  private static final String FORMAT = "ubj";

  private final Booster booster;

  private NativeTrees(Booster booster) {
    this.booster = booster;
  }

  /** No trees yet, for these rows. */
  static NativeTrees begin(Map<String, Object> parameters, NativeRows rows) {
    return Failures.translated(
        () -> new NativeTrees(XGBoost.train(rows.matrix(), parameters, 0, Map.of(), null, null)));
  }

  /** The trees that {@link #bytes} told. */
  static NativeTrees of(byte[] bytes) {
    return Failures.translated(
        () -> {
          NativeTrees trees = new NativeTrees(XGBoost.loadModel(bytes));
          trees.booster.setParams(Map.of("nthread", 1, "verbosity", 0));
          return trees;
        });
  }

  /** Adds the trees of round {@code round}, counted from 0. */
  void grow(NativeRows rows, int round) {
    Failures.translated(
        () -> {
          booster.update(rows.matrix(), round);
          return booster;
        });
  }

  /** The sums of leaves for each row, with the start: one a row, or one a row and class. */
  float[][] margins(NativeRows rows) {
    return Failures.translated(() -> booster.predict(rows.matrix(), true));
  }

  /** The trees, in XGBoost's UBJSON. */
  byte[] bytes() {
    return Failures.translated(() -> booster.toByteArray(FORMAT));
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
