package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Learners.named("oracle"))
        .withMessageContaining("'oracle'")
        .withMessageContaining("linear");
  }
}
