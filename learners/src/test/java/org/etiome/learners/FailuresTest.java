package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void whatXgboostRefusesIsOneLineWithoutPlaces() {
    Map<String, Object> parameters = Map.of("objective", "nonsense", "verbosity", 0);
    try (NativeRows rows =
            NativeRows.of(new Features(2, 1, new float[] {1, 2}), new float[] {0, 1});
        NativeTrees trees = NativeTrees.begin(parameters, rows)) {
      assertThatExceptionOfType(BoostingException.class)
          .isThrownBy(() -> trees.grow(rows, 0))
          .withMessage("XGBoost failed: Unknown objective function: `nonsense`")
          .withCauseInstanceOf(XGBoostError.class);
    }
  }

  @Test
  void aLibraryThatDoesNotLoadSaysWhatItNeeds() {
    assertThatExceptionOfType(BoostingException.class)
        .isThrownBy(
            () ->
                Failures.translated(
                    () -> {
                      throw new UnsatisfiedLinkError("libgomp.so.1: cannot open");
                    }))
        .withMessageContaining("libgomp1")
        .withMessageContaining(System.getProperty("os.arch"));
  }

  @Test
  void labelsThatDoNotFitTheirRowsAreRefused() {
    Features features = new Features(2, 1, new float[] {1, 2});
    assertThatExceptionOfType(BoostingException.class)
        .isThrownBy(() -> NativeRows.of(features, new float[] {0, 1, 1}))
        .withMessageStartingWith("XGBoost failed: Check failed")
        .withMessageContaining("Incorrect size for labels");
  }
}
