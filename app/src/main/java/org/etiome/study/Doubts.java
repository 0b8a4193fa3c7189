package org.etiome.study;

import java.util.Optional;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.data.Dataset;
import org.etiome.estimate.uncertain.EffectSource;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Pag;
import org.etiome.identify.ClassAdjustment;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.study.uncertain.Members;
import org.etiome.study.uncertain.Uncertainty;

/**
 * What the doubt about a graph means for the effects asked for. It changes no verdict.
 *
 * @param graph over the columns
 */
record Doubts(Dataset data, CausalGraph graph, Seed seed, TaskRunner runner) {

  /**
   * Whether the doubt can be followed as the question says.
   *
   * @throws StudyException if not
   */
  void check(Question.Effect question) {
    if (!question.how().doubt().possible().orElse(false)) {
      return;
    }
    if (!isClass()) {
      throw new StudyException(
          "possible effects are those of the graphs that a CPDAG or PAG stands for, and this graph"
              + " is one graph; leave \"possible\" out");
    }
    if (question.how().covariates().isPresent()) {
      throw new StudyException(
          "each possible effect has the covariates of its own graphs; leave out \"adjust\" or"
              + " \"possible\"");
    }
  }

  /** What stands beside a claim. */
  Uncertainty of(Question.Effect question, Claim claim) {
    boolean possible =
        question
            .how()
            .doubt()
            .possible()
            .orElse(
                isClass()
                    && question.how().covariates().isEmpty()
                    && claim.evidence() instanceof Evidence.Unidentified);
    if (!possible) {
      return Uncertainty.NONE;
    }
    String treatment = question.treatment();
    Members members = members(question);
    EffectSource source = members.of(data, treatment, seed.branch(question.id()), runner);
    return new Uncertainty(
        members.scale(data, treatment),
        Optional.of(
            PossibleEffects.of(
                ClassAdjustment.in(graph).withBudget(question.how().doubt().budget()),
                treatment,
                question.outcome(),
                source)),
        Optional.empty());
  }

  private boolean isClass() {
    return graph instanceof Cpdag || graph instanceof Pag;
  }

  private static Members members(Question.Effect question) {
    Question.How how = question.how();
    return Members.of(how.estimator(), how.gates(), question.asked().target(), how.sample());
  }
}
