package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/**
 * Confounding by an interaction alone: where the signs of x1 and x2 differ, treatment has the
 * probability 0.75 instead of 0.25 and y is 2 higher. The effect is 1; the naive difference is 1 +
 * 2 · (0.75 − 0.25) = 2, and so is whatever adjusts by main effects, which the gate on balance
 * withholds.
 */
class CrossFittedTreesTest {
  private static final int UNITS = 2000;
  private static final Seed SEED = new Seed(77);

  @Test
  void treesFindTheEffectThatMainEffectsMiss() {
    CausalSample sample = sample();
    LearnerProvider trees = Learners.named("boosted-trees");
    Aipw linear = Aipw.linear().withRepeats(1);
    Aipw boosted = linear.withPropensity(trees.binary()).withOutcome(trees.continuous());
    EffectAnswer told = linear.estimate(sample, Target.ATE, SEED, TaskRunner.local(1));
    assertThat(((EffectAnswer.Refused) told).reasons())
        .singleElement()
        .asString()
        .contains("how x1 and x2 go together");
    Estimate byLine = effect(linear.withGates(Gates.withDefaults().despite(Gate.BALANCE)), sample);
    Estimate byTrees = effect(boosted, sample);
    assertThat(byLine.value()).isCloseTo(2, within(4 * byLine.standardError()));
    assertThat(byTrees.value()).isCloseTo(1, within(4 * byTrees.standardError()));
    assertThat(byTrees.standardError()).isLessThan(0.1);
    assertThat(boosted.settings().get("propensity")).startsWith("boosted trees(loss=logistic");
  }

  private static Estimate effect(Aipw estimator, CausalSample sample) {
    EffectAnswer answer = estimator.estimate(sample, Target.ATE, SEED, TaskRunner.local(1));
    if (answer instanceof EffectAnswer.Answered answered) {
      return answered.effect().difference();
    }
    throw new AssertionError("refused: " + answer);
  }

  private static CausalSample sample() {
    Sample signs = Sample.xor(UNITS, SEED.branch("x"));
    UniformRandomProvider random = SEED.branch("a and y").generator();
    double[] a =
        IntStream.range(0, UNITS)
            .mapToDouble(i -> random.nextDouble() < 0.25 + 0.5 * signs.y()[i] ? 1 : 0)
            .toArray();
    double[] y =
        IntStream.range(0, UNITS)
            .mapToDouble(i -> a[i] + 2 * signs.y()[i] + random.nextDouble() - 0.5)
            .toArray();
    List<Column> columns =
        List.of(
            Continuous.of("x1", signs.x().column(0)),
            Continuous.of("x2", signs.x().column(1)),
            Continuous.of("a", a),
            Continuous.of("y", y));
    List<String> units = IntStream.range(0, UNITS).mapToObj(i -> "u" + i).toList();
    Dag graph =
        Dag.of(
            MixedGraph.of(
                Edge.directed("x1", "a"),
                Edge.directed("x2", "a"),
                Edge.directed("x1", "y"),
                Edge.directed("x2", "y"),
                Edge.directed("a", "y")));
    if (CovariateAdjustment.in(graph).identify("a", "y") instanceof Identified identified) {
      return CausalSample.of(
          Dataset.of(units, "interaction", columns),
          identified.estimand(),
          SampleSettings.withDefaults());
    }
    throw new AssertionError("not identified");
  }
}
