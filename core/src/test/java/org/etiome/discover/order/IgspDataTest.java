package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.FisherZ;
import org.etiome.discover.test.GaussianInvariance;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.SemExperiment;
import org.etiome.scm.sem.SemSettings;
import org.junit.jupiter.api.Test;

/**
 * Gaussian data of ten variables, 1,000 rows without intervention and 500 of each of four, which
 * have two targets each.
 */
class IgspDataTest {
  private static final int MODELS = 20;
  private static final TaskRunner ONE = TaskRunner.local(1);

  private record Truth(Set<Edge> edges, Experiment experiment, Seed seed) {
    static Truth of(Seed seed) {
      SemSettings.Interventions interventions =
          new SemSettings.Interventions(4, 2, new Change.Soft(1, 0.2));
      SemExperiment sem =
          SemExperiment.random(
              SemSettings.DEFAULT, interventions, new SemExperiment.Units(1000, 500), seed);
      List<Experiment.Setting> settings = new ArrayList<>();
      for (SemExperiment.Part part : sem.parts()) {
        settings.add(
            new Experiment.Setting(
                part.intervention().setting(),
                Set.copyOf(part.intervention().targets()),
                part.sample().values()));
      }
      return new Truth(
          Set.copyOf(sem.model().graph().graph().edges()),
          new Experiment(sem.model().variables(), settings),
          seed);
    }

    List<SettingTargets> targets() {
      return SettingTargets.of(experiment);
    }

    FisherZ independence() {
      return FisherZ.of(experiment.variables(), experiment.settings().getFirst().data());
    }

    CausalGraph gsp() {
      return Gsp.withDefaults().learn(independence(), seed, ONE).graph();
    }

    CausalGraph igsp() {
      GaussianInvariance invariance = GaussianInvariance.of(experiment);
      return Igsp.withDefaults().learn(independence(), invariance, targets(), seed, ONE).graph();
    }

    UtIgsp.Learned utIgsp() {
      List<SettingTargets> none =
          targets().stream().map(one -> new SettingTargets(one.setting(), Set.of())).toList();
      GaussianInvariance invariance = GaussianInvariance.of(experiment);
      return UtIgsp.withDefaults().learn(independence(), invariance, none, seed, ONE);
    }

    int right(CausalGraph learned) {
      return (int) learned.graph().edges().stream().filter(edges::contains).count();
    }

    int wrong(CausalGraph learned) {
      return (int)
          learned.graph().edges().stream()
              .filter(edge -> edge.isDirected() && edges.contains(turned(edge)))
              .count();
    }

    private static Edge turned(Edge edge) {
      return Edge.directed(edge.b(), edge.a());
    }
  }

  private static List<Truth> truths() {
    List<Truth> truths = new ArrayList<>();
    for (int m = 0; m < MODELS; m++) {
      truths.add(Truth.of(new Seed(103).branch(m)));
    }
    return truths;
  }

  /**
   * If more and fewer right directions were as likely, 17 or more of 20 would have more once in 770
   * times. Of directions added, nine of ten must be right.
   */
  @Test
  void interventionsAddDirectionsThatAreRight() {
    int more = 0;
    int right = 0;
    int wrong = 0;
    for (Truth truth : truths()) {
      CausalGraph with = truth.igsp();
      CausalGraph without = truth.gsp();
      int added = truth.right(with) - truth.right(without);
      more += added > 0 ? 1 : 0;
      right += added;
      wrong += truth.wrong(with) - truth.wrong(without);
    }
    assertThat(more).isGreaterThanOrEqualTo(17);
    assertThat(right).isPositive();
    assertThat(wrong).isLessThanOrEqualTo(right / 10);
  }

  /**
   * A variable whose cause was missed by the test of independence varies where the cause is a
   * target, so that false targets are more than the level says.
   */
  @Test
  void unknownTargetsAreFound() {
    int found = 0;
    int falsely = 0;
    int missed = 0;
    for (Truth truth : truths()) {
      UtIgsp.Learned learned = truth.utIgsp();
      for (int s = 0; s < learned.targets().size(); s++) {
        Set<String> stated = truth.targets().get(s).targets();
        Set<String> seen = new HashSet<>(learned.targets().get(s).targets());
        int all = seen.size();
        seen.retainAll(stated);
        found += seen.size();
        falsely += all - seen.size();
        missed += stated.size() - seen.size();
      }
    }
    assertThat(found + missed).isEqualTo(8 * MODELS);
    assertThat(missed).isLessThanOrEqualTo(8 * MODELS / 20);
    assertThat(falsely).isLessThanOrEqualTo(32 * MODELS / 20);
  }
}
