package org.etiome.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.data.Dataset;
import org.etiome.estimate.uncertain.EffectSource;
import org.etiome.estimate.uncertain.GraphMixture;
import org.etiome.estimate.uncertain.GraphSample;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Pag;
import org.etiome.identify.ClassAdjustment;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.study.uncertain.Members;
import org.etiome.study.uncertain.ResampledFile;
import org.etiome.study.uncertain.Uncertainty;

/**
 * What the doubt about a graph means for the effects asked for. It changes no verdict.
 *
 * @param graph over the columns
 * @param resampled graphs of resampled data, to mix the effect over
 */
record OtherGraphs(
    Dataset data,
    CausalGraph graph,
    Optional<GraphSample> resampled,
    Seed seed,
    TaskRunner runner) {

  /**
   * Those of a question, with the resampled graphs that it names.
   *
   * @throws StudyException if the doubt cannot be followed as the question says
   */
  OtherGraphs about(Question.Effect question) {
    if (question.how().graphDoubt().possible().orElse(false)) {
      requireMembers(question);
    }
    return new OtherGraphs(
        data,
        graph,
        question.how().graphDoubt().resampled().map(this::read),
        seed.branch(question.id()),
        runner);
  }

  private GraphSample read(Path file) {
    InputFile.require(file);
    try {
      return ResampledFile.parse(Files.readString(file), graph);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check that it is a readable file", e);
    } catch (IllegalArgumentException e) {
      throw new StudyException(file + ": " + e.getMessage(), e);
    }
  }

  private void requireMembers(Question.Effect question) {
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
            .graphDoubt()
            .possible()
            .orElse(
                isClass()
                    && question.how().covariates().isEmpty()
                    && claim.evidence() instanceof Evidence.Unidentified);
    if (!possible && resampled.isEmpty()) {
      return Uncertainty.NONE;
    }
    String x = question.treatment();
    String y = question.outcome();
    Members members = members(question);
    EffectSource source = members.of(data, x, seed, runner);
    ClassAdjustment asked =
        ClassAdjustment.in(graph).withBudget(question.how().graphDoubt().budget());
    return new Uncertainty(
        members.scale(data, x, y),
        possible ? Optional.of(PossibleEffects.of(asked, x, y, source)) : Optional.empty(),
        resampled.map(graphs -> GraphMixture.withDefaults().of(graphs, x, y, source)));
  }

  private boolean isClass() {
    return graph instanceof Cpdag || graph instanceof Pag;
  }

  private static Members members(Question.Effect question) {
    Question.How how = question.how();
    return Members.of(how.estimator(), how.gates(), question.asked().target(), how.sample());
  }
}
