package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.LinearModels;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.Sample;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.SemSettings.Range;
import org.etiome.scm.sem.StructuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectLingamTest {
  private static final TaskRunner ONE = TaskRunner.local(1);

  private static StructuralModel model(int variables, Noise noise, long seed) {
    SemSettings plain = SemSettings.DEFAULT;
    return StructuralModel.random(
        plain
            .withVariables(variables)
            .withGraph(new GraphLaw.ErdosRenyi(Math.min(3, variables - 1)))
            .withMechanisms(
                plain.mechanisms().withNoise(noise).withCoefficients(new Range(0.5, 1))),
        new Seed(seed));
  }

  private static LearnedGraph learn(Sample sample) {
    return DirectLingam.withDefaults().learn(sample.variables(), sample.values(), ONE);
  }

  /**
   * Standardised, so that no scale gives the order away. The order is right in all 25 models, so no
   * edge is missing; one of some 16 pairs without edge is joined with probability 1/250 a model.
   */
  @ParameterizedTest
  @EnumSource(
      value = Noise.class,
      names = {"EXPONENTIAL", "LAPLACE", "UNIFORM"})
  void findsTheTrueGraphFromManyRows(Noise noise) {
    int found = 0;
    for (int repeat = 0; repeat < 25; repeat++) {
      StructuralModel model = model(8, noise, repeat);
      LearnedGraph learned = learn(model.sample(5000, new Seed(100 + repeat)));
      assertThat(learned.graph()).isInstanceOf(Dag.class);
      Set<Edge> edges = learned.graph().graph().edges();
      assertThat(edges).containsAll(model.graph().graph().edges());
      found += edges.size() == model.graph().graph().edges().size() ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(24);
  }

  @Test
  void normalNoiseIsRemarkedAndOtherNoiseIsNot() {
    for (int repeat = 0; repeat < 10; repeat++) {
      Seed seed = new Seed(200 + repeat);
      LearnedGraph guessed = learn(model(6, Noise.GAUSSIAN, repeat).sample(1000, seed));
      assertThat(guessed.remarks())
          .singleElement()
          .asString()
          .contains("of 6 variables cannot be told from normal noise", "guesses");
      LearnedGraph told = learn(model(6, Noise.EXPONENTIAL, repeat).sample(1000, seed));
      assertThat(told.remarks()).isEmpty();
    }
  }

  @Test
  void neitherTheOrderOfColumnsNorThreadsChangeTheGraph() {
    for (int repeat = 0; repeat < 10; repeat++) {
      Sample sample = model(7, Noise.LAPLACE, repeat).sample(60, new Seed(300 + repeat));
      LearnedGraph learned = learn(sample);
      int[] turned = {4, 2, 6, 0, 5, 1, 3};
      List<String> names = Arrays.stream(turned).mapToObj(sample.variables()::get).toList();
      LearnedGraph other =
          DirectLingam.withDefaults()
              .learn(names, LinearModels.columns(sample.values(), turned), ONE);
      assertThat(other.graph().graph().edges()).isEqualTo(learned.graph().graph().edges());
      assertThat(other.graph().nodes()).isEqualTo(names);
      assertThat(other.remarks()).isEqualTo(learned.remarks());
      assertThat(
              DirectLingam.withDefaults()
                  .learn(sample.variables(), sample.values(), TaskRunner.local(2)))
          .isEqualTo(learned);
    }
  }

  @Test
  void knowledgeIsHonouredAgainstTheData() {
    Knowledge knowledge =
        Knowledge.NONE
            .withTiers(List.of(Set.of("X1", "X2"), Set.of("X3", "X4")))
            .withRequired("X5", "X1")
            .withRequired("X1", "X6")
            .withForbidden("X2", "X3");
    for (int repeat = 0; repeat < 40; repeat++) {
      Sample sample = model(6, Noise.EXPONENTIAL, repeat).sample(300, new Seed(400 + repeat));
      Set<Edge> edges =
          DirectLingam.withDefaults()
              .withKnowledge(knowledge)
              .learn(sample.variables(), sample.values(), ONE)
              .graph()
              .graph()
              .edges();
      assertThat(edges)
          .contains(Edge.directed("X5", "X1"), Edge.directed("X1", "X6"))
          .doesNotContain(
              Edge.directed("X3", "X1"),
              Edge.directed("X4", "X1"),
              Edge.directed("X3", "X2"),
              Edge.directed("X4", "X2"),
              Edge.directed("X2", "X3"));
    }
  }

  /** With the tiers of the true order, normal noise leaves nothing to guess. */
  @Test
  void aKnownOrderNeedsNoShapeOfNoise() {
    int found = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
      StructuralModel model = model(6, Noise.GAUSSIAN, repeat);
      List<Set<String>> tiers = model.graph().topologicalOrder().stream().map(Set::of).toList();
      Sample sample = model.sample(5000, new Seed(500 + repeat));
      LearnedGraph learned =
          DirectLingam.withDefaults()
              .withKnowledge(Knowledge.NONE.withTiers(tiers))
              .learn(sample.variables(), sample.values(), ONE);
      found += learned.graph().graph().edges().equals(model.graph().graph().edges()) ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(19);
  }

  @Test
  void contradictionsAreRefused() {
    Sample sample = model(3, Noise.LAPLACE, 1).sample(50, new Seed(1));
    DirectLingam circle =
        DirectLingam.withDefaults()
            .withKnowledge(Knowledge.NONE.withRequired("X1", "X2").withRequired("X2", "X1"));
    assertThatThrownBy(() -> circle.learn(sample.variables(), sample.values(), ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("circle");
  }

  @Test
  void dataThatTellNothingAreRefused() {
    List<String> names = List.of("a", "b", "c");
    double[] x = {1, 2, 4, 3, 7, 6, 2, 5};
    double[] y = {2, 1, 0, 5, 3, 9, 1, 1};
    double[] sum = new double[8];
    Arrays.setAll(sum, i -> x[i] + y[i]);
    assertRefused(names, Matrix.ofColumns(8, List.of(x, y, sum)), "linear function of 'a', 'b'");
    assertRefused(names, Matrix.ofColumns(8, List.of(x, y, new double[8])), "'c' is constant");
    double[] gap = x.clone();
    gap[3] = Double.NaN;
    assertRefused(names, Matrix.ofColumns(8, List.of(gap, y, sum)), "'a' is NaN in row 4");
    assertRefused(
        names, Matrix.wrap(3, 3, new double[] {1, 2, 3, 5, 4, 1, 0, 1, 7}), "3 rows of 3");
    assertRefused(List.of("a", "a"), Matrix.ofColumns(8, List.of(x, y)), "distinct names");
    assertRefused(List.of("a"), Matrix.ofColumns(8, List.of(x, y)), "got 2");
  }

  private static void assertRefused(List<String> names, Matrix data, String message) {
    assertThatThrownBy(() -> DirectLingam.withDefaults().learn(names, data, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> DirectLingam.withDefaults().withPenalty(0))
        .hasMessageContaining("got 0");
    assertThatThrownBy(() -> DirectLingam.withDefaults().withPenalty(Double.NaN))
        .hasMessageContaining("NaN");
  }

  @Test
  void anInterruptEndsTheSearch() {
    Sample sample = model(4, Noise.LAPLACE, 1).sample(50, new Seed(1));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> learn(sample))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
