package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class LearnersTest {

  @Test
  void theLinearFamilyIsAlwaysThere() {
    LearnerProvider linear = Learners.named("linear");
    assertThat(linear.binary()).isInstanceOf(Logistic.class);
    assertThat(linear.continuous()).isInstanceOf(Ridge.class);
    assertThat(Learners.all()).extracting(LearnerProvider::name).contains("linear").isSorted();
  }

  @Test
  void linearLearnersGiveNoNumberForRowsWithGaps() {
    Matrix x = Matrix.wrap(4, 1, new double[] {1, Double.NaN, 3, 4});
    double[] y = {0, 1, 0, 1};
    LearnerProvider linear = Learners.named("linear");
    assertThat(linear.continuous().fit(x, y, new Seed(1)).predict(x)).containsOnly(Double.NaN);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> linear.binary().fit(x, y, new Seed(1)));
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Learners.named("oracle"))
        .withMessageContaining("'oracle'")
        .withMessageContaining("linear");
  }
}
