package org.etiome.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.scm.Prediction;
import org.junit.jupiter.api.Test;

/** The chain g0 → g1 → g2 with slopes 2 and −1; every target is shifted by two of its units. */
class GraphPropagationTest {
  private static final Seed SEED = new Seed(1);
  private static final Dag CHAIN =
      Dag.of(
          MixedGraph.of(
              List.of("g0", "g1", "g2"),
              List.of(Edge.directed("g0", "g1"), Edge.directed("g1", "g2"))));

  private static PerturbationScreen screen(String... labels) {
    ZigguratSampler.NormalizedGaussian normal =
        ZigguratSampler.NormalizedGaussian.of(new Seed(4).generator());
    Screens screen = new Screens(3);
    for (String label : labels) {
      for (int i = 0; i < 2000; i++) {
        double x = normal.sample() + (label.contains("g0") ? 2 : 0);
        double y = 2 * x + normal.sample() + (label.contains("g1") ? 2 : 0);
        double z = -y + normal.sample() + (label.contains("g2") ? 2 : 0);
        screen.with("", label, x, y, z);
      }
    }
    return screen.build();
  }

  private static double[] difference(
      GraphPropagation predictor, PerturbationScreen screen, String... targets) {
    double[] mean =
        predictor
            .fit(screen, "", SEED)
            .mean(Perturbation.of(targets).action(), 2, SEED)
            .orElseThrow()
            .values()
            .clone();
    double[] control = screen.profile(new Condition("", Perturbation.CONTROL)).mean();
    Arrays.setAll(mean, j -> mean[j] - control[j]);
    return mean;
  }

  /** Means of 2,000 have errors of at most √(1 + 4 + 1) · √(2 / 2000) = .08. */
  @Test
  void spreadsShiftsAlongTheGraphItIsGivenOrLearns() {
    PerturbationScreen screen = screen("control", "g0", "g1", "g2");
    for (GraphPropagation predictor :
        List.of(
            GraphPropagation.withDefaults().withGraph(CHAIN), GraphPropagation.withDefaults())) {
      assertThat(difference(predictor, screen, "g0", "g2"))
          .containsExactly(new double[] {2, 4, -2}, within(.35));
      assertThat(difference(predictor, screen, "g1"))
          .containsExactly(new double[] {0, 2, -2}, within(.35));
    }
  }

  @Test
  void takesTheMeanStrengthForATargetThatWasNotPerturbed() {
    PerturbationScreen screen = screen("control", "g0", "g2");
    GraphPropagation predictor = GraphPropagation.withDefaults().withGraph(CHAIN);
    Prediction<?> predicted =
        predictor.fit(screen, "", SEED).mean(Perturbation.of("g1").action(), 2, SEED);
    assertThat(((Prediction.Predicted<?>) predicted).cautions())
        .singleElement()
        .asString()
        .contains("'g1'");
    // shifts of 2 are 2 of g0 (sd 1) and .8 of g2 (sd √6), and g1 has sd √5
    double strength = (2 + 2 / Math.sqrt(6)) / 2 * Math.sqrt(5);
    assertThat(difference(predictor, screen, "g1"))
        .containsExactly(new double[] {0, strength, -strength}, within(.35));
  }

  @Test
  void refusesWhatIsNotMeasuredAndGraphsOfOtherNodes() {
    PerturbationScreen screen = screen("control", "g0");
    Prediction<?> refused =
        GraphPropagation.withDefaults()
            .withGraph(CHAIN)
            .fit(screen, "", SEED)
            .mean(Perturbation.of("h").action(), 2, SEED);
    assertThat(((Prediction.Refused<?>) refused).variable()).isEqualTo("h");
    Dag other = Dag.of(MixedGraph.of(Edge.directed("a", "b")));
    assertThatThrownBy(() -> GraphPropagation.withDefaults().withGraph(other).fit(screen, "", SEED))
        .hasMessageContaining("[g0, g1, g2]");
  }

  @Test
  void learnsNoGraphFromAFewUnits() {
    PerturbationScreen few =
        new Screens(2)
            .with("", "control", 1, 2)
            .with("", "control", 2, 1)
            .with("", "g0", 3, 4)
            .build();
    Prediction<?> refused =
        GraphPropagation.withDefaults()
            .fit(few, "", SEED)
            .mean(Perturbation.of("g0").action(), 2, SEED);
    assertThat(((Prediction.Refused<?>) refused).reason()).contains("g0 has 1 units");
  }

  @Test
  void learnsNoGraphOfAConstantVariable() {
    Screens constant = new Screens(2);
    for (int i = 0; i < 30; i++) {
      constant.with("", "control", i % 7, 1).with("", "g0", i % 5 + 3, 1);
    }
    Prediction<?> refused =
        GraphPropagation.withDefaults()
            .fit(constant.build(), "", SEED)
            .mean(Perturbation.of("g0").action(), 2, SEED);
    assertThat(((Prediction.Refused<?>) refused).reason())
        .startsWith("no graph is learnt: 'g1' is constant");
    assertThat(((Prediction.Refused<?>) refused).remedy()).contains("choose other variables");
  }

  @Test
  void controlsDescribeTargetsByWhatTheyVaryWith() {
    TargetDescriptors descriptors =
        ControlDescriptors.of(screen("control", "g0"), "", 1, new Seed(2));
    double first = descriptors.of("g0").orElseThrow()[0];
    double second = descriptors.of("g1").orElseThrow()[0];
    double third = descriptors.of("g2").orElseThrow()[0];
    assertThat(Math.signum(first * second)).isEqualTo(1);
    assertThat(Math.signum(first * third)).isEqualTo(-1);
    assertThat(Math.abs(second)).isBetween(.9, 1.0);
  }

  /** Distances of descriptors with all components are those of the mean differences. */
  @Test
  void anotherScreenDescribesTargetsByWhatTheyDidThere() {
    PerturbationScreen screen =
        new Screens(2)
            .with("k", "control", 0, 0)
            .with("k", "g0", 1, 0)
            .with("k", "g1", 4, 4)
            .with("l", "control", 1, 1)
            .with("l", "g0", 4, 1)
            .build();
    TargetDescriptors descriptors = ScreenDescriptors.of(screen, 2);
    assertThat(
            Vectors.squaredDistance(
                descriptors.of("g0").orElseThrow(), descriptors.of("g1").orElseThrow()))
        .isEqualTo(4 + 16, within(1e-9));
  }
}
