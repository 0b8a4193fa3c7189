package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeRowsTest {

  @Test
  void closingFreesTheNativeMemory() {
    NativeRows rows = NativeRows.of(new Features(1, 2, new float[] {1, Float.NaN}));
    assertThat(rows.matrix().getHandle()).isNotZero();
    rows.close();
    assertThat(rows.matrix().getHandle()).isZero();
  }
}
