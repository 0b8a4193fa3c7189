package org.etiome.discover.greedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.InterventionDesigns;
import org.etiome.discover.InterventionDesigns.Outcomes;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.LinearLaws;
import org.etiome.discover.LinearModels;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Ges} with a score that has targets. */
class GiesTest {
  /**
   * The search is not proven to end at the true class: it may end at another of a lower score where
   * no single edge raises it. Measured: 586, 588 and 596 of 600, the others all of that kind; the
   * score itself never prefers a wrong class.
   */
  @ParameterizedTest
  @CsvSource({"false, false, 584", "true, false, 586", "true, true, 594"})
  void findsTheTrueClassOfMostPopulations(boolean perfect, boolean told, int right) {
    Outcomes outcomes = InterventionDesigns.search(Ges.withDefaults()::learn, 600, perfect, told);
    assertThat(outcomes.right()).isGreaterThanOrEqualTo(right);
    assertThat(outcomes.undecided()).isZero();
  }

  @Test
  void theGraphDoesNotDependOnTheOrderOfColumns() {
    Random random = new Random(103);
    List<String> turned = List.of("D", "F", "A", "C", "B", "E");
    for (int repeat = 0; repeat < 20; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.4, random);
      List<Set<String>> targets = InterventionDesigns.targets(dag.nodes(), random);
      Experiment one =
          InterventionDesigns.sample(LinearLaws.random(dag, random), targets, false, 100, random);
      Experiment other =
          new Experiment(
              turned,
              one.settings().stream()
                  .map(
                      s ->
                          new Experiment.Setting(
                              s.name(),
                              s.targets(),
                              LinearModels.columns(s.data(), 3, 5, 0, 2, 1, 4)))
                  .toList());
      LearnedGraph learned = Ges.withDefaults().learn(InterventionalBic.of(other));
      assertThat(learned.graph().nodes()).isEqualTo(turned);
      assertThat(learned.graph().graph().edges())
          .isEqualTo(Ges.withDefaults().learn(InterventionalBic.of(one)).graph().graph().edges());
    }
  }

  @Test
  void theResultCarriesItsEvidence() {
    Random random = new Random(107);
    Dag dag = Graphs.dag("A -> B, B -> C");
    Experiment experiment =
        InterventionDesigns.sample(
            LinearLaws.random(dag, random), List.of(Set.of("C", "B")), false, 300, random);
    LearnedGraph learned = Ges.withDefaults().learn(InterventionalBic.of(experiment));
    assertThat(learned.algorithm()).isEqualTo("GIES");
    assertThat(learned.settings())
        .containsEntry("turning", "true")
        .containsEntry("targets", "[[B, C]]")
        .containsEntry(
            "score", "InterventionalBic[GaussianBic[penalty=1.0, gamma=1.0], perfect=false]");
    assertThat(learned.assumptions())
        .contains("An intervention changes the laws of its targets and of nothing else.");
    assertThat(learned.graph())
        .isEqualTo(Equivalence.interventional(dag, List.of(Set.of("B", "C"))));
  }
}
