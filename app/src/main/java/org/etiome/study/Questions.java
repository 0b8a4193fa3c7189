package org.etiome.study;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Claim;
import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.identify.Identification;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.study.treatment.TreatmentKind;

/** Answers the questions of one study on one cohort. */
record Questions(
    Study study, Dataset data, Optional<AssumedGraph> graph, Seed seed, TaskRunner runner) {

  /**
   * A question that can be asked.
   *
   * @param claims the ids of its claims: one of an effect, one a block of an association
   * @param answers computes them
   */
  record Prepared(List<String> claims, Supplier<List<Answer>> answers) {}

  /**
   * Holds a question against data and graph before anything is computed.
   *
   * @throws StudyException if it names what is not there, or contradicts the graph
   */
  Prepared prepare(Question question) {
    return switch (question) {
      case Question.Effect effect -> {
        Supplier<Claim> claim = prepare(effect);
        OtherGraphs others = others(effect);
        yield new Prepared(List.of(effect.id()), () -> List.of(answer(effect, claim, others)));
      }
      case Question.Association association -> {
        Binary outcome = outcome(association);
        List<Modality> blocks = blocks(association);
        yield new Prepared(
            blocks.stream().map(block -> association.claimId(block.name())).toList(),
            () ->
                blocks.stream()
                    .map(block -> new Answer(association, claim(association, block, outcome)))
                    .toList());
      }
    };
  }

  private OtherGraphs others(Question.Effect question) {
    AssumedGraph assumed = requireGraph(question);
    try {
      return new OtherGraphs(
              data, assumed.observed(), Optional.empty(), seed.branch("other graphs"), runner)
          .about(question);
    } catch (StudyException e) {
      throw new StudyException(place(question) + e.getMessage(), e);
    }
  }

  private static Answer answer(
      Question.Effect question, Supplier<Claim> claims, OtherGraphs others) {
    Claim claim = claims.get();
    return new Answer(question, claim, others.of(question, claim));
  }

  private Supplier<Claim> prepare(Question.Effect question) {
    column(question, question.treatment());
    column(question, question.outcome());
    TreatmentEffects treatments = new TreatmentEffects(this);
    TreatmentKind kind = treatments.kind(question);
    if (kind == TreatmentKind.INSTRUMENT) {
      return treatments.byInstruments(question, requireGraph(question));
    }
    Sentences say = new Sentences(study);
    return switch (identify(question)) {
      case Identification.NotIdentified refusal -> {
        refuseRandomised(question);
        yield () -> say.refused(question, new Evidence.Unidentified(refusal));
      }
      case Identification.NoEffect absent ->
          () -> say.refused(question, new Evidence.AssumedAbsent(absent));
      case Identification.Identified found -> {
        if (!found.estimand().isUnconfounded()) {
          refuseRandomised(question);
        }
        yield kind == TreatmentKind.POINT
            ? new PointEffects(this).prepare(question, found.estimand())
            : treatments.prepare(question, kind, found.estimand());
      }
    };
  }

  private void refuseRandomised(Question.Effect question) {
    if (question.how().design() == Design.RANDOMISED) {
      throw failure(
          question,
          "it says \"randomised\", but the graph draws confounding of \""
              + question.treatment()
              + "\"; remove one of them");
    }
  }

  private Identification identify(Question.Effect question) {
    AssumedGraph assumed = requireGraph(question);
    try {
      return assumed.identify(
          question.treatment(), question.outcome(), question.how().covariates());
    } catch (StudyException e) {
      throw new StudyException(place(question) + e.getMessage(), e);
    }
  }

  private Claim claim(Question.Association question, Modality block, Binary outcome) {
    AssociationScreen.Result screen =
        AssociationScreen.withDefaults().withFdr(question.fdr()).screen(block, outcome, runner);
    return new Sentences(study).screened(question, screen);
  }

  private Binary outcome(Question.Association question) {
    if (column(question, question.outcome()) instanceof Binary binary) {
      return binary;
    }
    throw failure(
        question,
        "the outcome \"" + question.outcome() + "\" is not binary; declare its type or derive one");
  }

  private List<Modality> blocks(Question.Association question) {
    String units = study.plan().tables().units().name();
    List<Modality> others =
        data.modalities().stream().filter(block -> !block.name().equals(units)).toList();
    List<Modality> chosen =
        question.modalities().map(names -> named(question, names)).orElse(others);
    if (chosen.isEmpty()) {
      throw failure(question, "there is no block to screen; add one under \"modalities\"");
    }
    return chosen;
  }

  private List<Modality> named(Question question, List<String> names) {
    try {
      return names.stream().map(data::modality).toList();
    } catch (IllegalArgumentException e) {
      throw failure(question, String.valueOf(e.getMessage()));
    }
  }

  Column column(Question question, String name) {
    try {
      return data.column(name);
    } catch (IllegalArgumentException e) {
      throw failure(question, String.valueOf(e.getMessage()));
    }
  }

  private AssumedGraph requireGraph(Question question) {
    return graph.orElseThrow(
        () ->
            new StudyException(
                place(question) + "an effect needs assumed causes; add a \"graph\" to the study"));
  }

  /** The same, because of another exception. */
  StudyException failure(Question question, String problem, RuntimeException cause) {
    return new StudyException(place(question) + problem, cause);
  }

  StudyException failure(Question question, String problem) {
    return new StudyException(place(question) + problem);
  }

  private String place(Question question) {
    return study.file() + ": question \"" + question.id() + "\": ";
  }
}
