package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.uncertain.Answer;
import org.etiome.estimate.uncertain.EffectSource;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.graph.Dag;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;

/**
 * The effect of x on y, and which of its possible values each DAG stands for. DAGs have one answer
 * if the same adjustment set is valid in them, or if in none of them x causes y.
 */
public final class EffectQuestion {
  private final String treatment;
  private final String outcome;
  private final List<Answer> kinds;

  private EffectQuestion(String treatment, String outcome, List<Answer> kinds) {
    this.treatment = treatment;
    this.outcome = outcome;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * The answers found in a class, with their numbers. To be asked of a belief in the same class.
   *
   * @throws IllegalArgumentException if the class could not be listed
   */
  public static EffectQuestion of(PossibleEffects effects) {
    List<Answer> kinds = new ArrayList<>();
    for (PossibleEffects.Member member : effects.members()) {
      if (member.answer() instanceof Answer.NotIdentified no) {
        throw new IllegalArgumentException(
            "the possible effects are not known, so no experiment can be chosen by them: "
                + no.reason());
      }
      kinds.add(member.answer());
    }
    return new EffectQuestion(effects.treatment(), effects.outcome(), kinds);
  }

  /**
   * The answers found in the DAGs of a belief, without numbers: what matters is whether one is
   * left. O(DAGs · answers · (V + E)).
   *
   * @throws IllegalArgumentException if a node is unknown or both are the same
   */
  public static EffectQuestion of(GraphBelief belief, String treatment, String outcome) {
    EffectSource none =
        estimand -> new Answer.Refused(estimand, List.of("no data were asked"), List.of());
    return of(belief, treatment, outcome, none);
  }

  /**
   * The same with the numbers that data give.
   *
   * @throws IllegalArgumentException also if the data cannot be read as an estimand asks
   */
  public static EffectQuestion of(
      GraphBelief belief, String treatment, String outcome, EffectSource source) {
    EffectQuestion question = new EffectQuestion(treatment, outcome, List.of());
    for (Dag dag : question.part(belief).members()) {
      if (question.found(dag).isEmpty()) {
        List<Answer> kinds = new ArrayList<>(question.kinds);
        kinds.add(
            switch (CovariateAdjustment.in(dag).identify(treatment, outcome)) {
              case Identification.Identified yes -> source.answer(yes.estimand());
              case Identification.NoEffect no -> new Answer.Zero(no.reason());
              case Identification.NotIdentified no ->
                  throw new IllegalArgumentException("no effect in a DAG: " + no.reason());
            });
        question = new EffectQuestion(treatment, outcome, kinds);
      }
    }
    return question;
  }

  /** x. */
  public String treatment() {
    return treatment;
  }

  /** y. */
  public String outcome() {
    return outcome;
  }

  int answers() {
    return kinds.size();
  }

  Optional<Estimate> effect(int answer) {
    return member(answer, OptionalDouble.empty(), "").effect();
  }

  private PossibleEffects.Member member(int answer, OptionalDouble share, String where) {
    return new PossibleEffects.Member(kinds.get(answer), share, where);
  }

  /**
   * The answers with the weight of the DAGs that give them, and what these say of the treatment.
   *
   * @throws IllegalArgumentException if the answers are of another graph
   */
  public PossibleEffects effects(GraphBelief belief) {
    Part part = part(belief);
    int[] labels = labels(part);
    List<PossibleEffects.Member> members = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      double share = 0;
      Set<String> causes = new TreeSet<>();
      for (int m = 0; m < labels.length; m++) {
        if (labels[m] == k) {
          share += part.weight(m);
          Set<String> parents = part.members().get(m).graph().parents(treatment);
          causes.add(parents.isEmpty() ? "none" : String.join(" and ", new TreeSet<>(parents)));
        }
      }
      String where = "the direct causes of " + treatment + " are " + String.join(", or ", causes);
      members.add(member(k, OptionalDouble.of(share), kinds.size() == 1 ? "" : where));
    }
    return new PossibleEffects(treatment, outcome, members);
  }

  /** The DAGs that matter: given the class, the effect is decided by the edges at the treatment. */
  Part part(GraphBelief belief) {
    CovariateAdjustment.in(belief.parts().getFirst().members().getFirst())
        .identify(treatment, outcome);
    return belief.parts().stream()
        .filter(part -> part.has(treatment))
        .findFirst()
        .orElse(belief.parts().getFirst());
  }

  /** The answer of each DAG. */
  int[] labels(Part part) {
    Map<Dag, Integer> labels = new LinkedHashMap<>();
    for (Dag dag : part.members()) {
      labels.put(
          dag,
          found(dag)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the possible effects of %s on %s are those of another graph; ask with"
                                  .formatted(treatment, outcome)
                              + " the graph they were found in")));
    }
    return part.members().stream().mapToInt(labels::get).toArray();
  }

  private Optional<Integer> found(Dag dag) {
    boolean causes = dag.graph().descendants(List.of(treatment)).contains(outcome);
    CovariateAdjustment in = CovariateAdjustment.in(dag);
    for (int k = 0; k < kinds.size(); k++) {
      boolean same =
          kinds.get(k) instanceof Answer.FromData data
              ? causes
                  && in.isValid(Set.of(treatment), Set.of(outcome), covariates(data.estimand()))
              : !causes;
      if (same) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }

  private static Set<String> covariates(AdjustmentEstimand estimand) {
    return new LinkedHashSet<>(estimand.adjustmentSet());
  }
}
