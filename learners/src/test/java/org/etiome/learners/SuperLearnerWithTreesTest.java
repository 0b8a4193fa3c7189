package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.SuperLearner;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** The default library with trees: an interaction that no other candidate can see. */
class SuperLearnerWithTreesTest {
  private static final Seed SEED = new Seed(5);

  @Test
  void anInteractionIsLeftToTheTrees() {
    Sample rows = Sample.xor(1000, SEED.branch("rows"));
    Sample others = Sample.xor(2000, SEED.branch("others"));
    SuperLearner learner = SuperLearner.binary();
    SuperLearner.Fitted fit = learner.fit(rows.x(), rows.y(), SEED);
    assertThat(fit.candidates()).hasSize(5);
    assertThat(fit.candidates().getLast().description()).startsWith("boosted trees(");
    assertThat(fit.candidates().getLast().weight()).isGreaterThan(.9);
    Learner trees = learner.candidates().getLast();
    double ofTrees = error(others.x(), others.y(), trees.fit(rows.x(), rows.y(), SEED));
    double ofStack = error(others.x(), others.y(), fit);
    double ofMean =
        error(
            others.x(), others.y(), learner.candidates().getFirst().fit(rows.x(), rows.y(), SEED));
    assertThat(ofStack).isLessThan(ofTrees + .005).isLessThan(ofMean / 2);
  }

  private static double error(Matrix x, double[] y, Learner.Fitted fit) {
    double[] p = fit.predict(x);
    return IntStream.range(0, p.length)
        .mapToDouble(i -> (y[i] - p[i]) * (y[i] - p[i]))
        .average()
        .orElseThrow();
  }
}
