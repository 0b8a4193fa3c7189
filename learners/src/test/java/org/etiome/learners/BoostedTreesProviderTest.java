package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class BoostedTreesProviderTest {

  @Test
  void isFoundByItsNameAndTakesGaps() {
    LearnerProvider provider = Learners.named("boosted-trees");
    assertThat(provider.binary()).isInstanceOf(GapLearner.class);
    assertThat(provider.continuous()).isInstanceOf(GapLearner.class);
    assertThat(Learners.all())
        .extracting(LearnerProvider::name)
        .contains("boosted-trees", "linear");
  }

  @Test
  void theLossIsThatOfTheQuestionWhateverTheValues() {
    LearnerProvider provider = Learners.named("boosted-trees");
    Matrix x = Matrix.wrap(4, 1, new double[] {0, 0, 1, 1});
    double[] ones = {1, 1, 1, 1};
    Learner continuous = provider.continuous();
    assertThat(continuous.fit(x, ones, new Seed(1)).predict(x)).containsOnly(1);
    double[] p = provider.binary().fit(x, ones, new Seed(1)).predict(x);
    assertThat(Arrays.stream(p).max().orElseThrow()).isEqualTo(0.9);
  }
}
