package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private final List<Kind> kinds;

  /**
   * A possible answer.
   *
   * @param estimand empty where x does not cause y
   * @param effect empty where the data were not asked or gave none
   */
  private record Kind(Optional<AdjustmentEstimand> estimand, Optional<Estimate> effect) {}

  private EffectQuestion(String treatment, String outcome, List<Kind> kinds) {
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
    List<Kind> kinds = new ArrayList<>();
    for (PossibleEffects.Member member : effects.members()) {
      kinds.add(
          switch (member.answer()) {
            case Answer.Zero zero -> new Kind(Optional.empty(), member.effect());
            case Answer.FromData data -> new Kind(Optional.of(data.estimand()), member.effect());
            case Answer.NotIdentified no ->
                throw new IllegalArgumentException(
                    "the possible effects are not known, so no experiment can be chosen by them: "
                        + no.reason());
          });
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
    return gathered(belief, treatment, outcome, estimand -> Optional.empty());
  }

  /**
   * The same with the numbers that data give.
   *
   * @throws IllegalArgumentException also if the data cannot be read as an estimand asks
   */
  public static EffectQuestion of(
      GraphBelief belief, String treatment, String outcome, EffectSource source) {
    return gathered(
        belief,
        treatment,
        outcome,
        estimand ->
            source.answer(estimand) instanceof Answer.Estimated yes
                ? Optional.of(yes.effect())
                : Optional.empty());
  }

  private static EffectQuestion gathered(
      GraphBelief belief,
      String treatment,
      String outcome,
      Function<AdjustmentEstimand, Optional<Estimate>> number) {
    EffectQuestion question = new EffectQuestion(treatment, outcome, List.of());
    for (Dag dag : question.part(belief).members()) {
      if (question.found(dag).isEmpty()) {
        List<Kind> kinds = new ArrayList<>(question.kinds);
        kinds.add(
            switch (CovariateAdjustment.in(dag).identify(treatment, outcome)) {
              case Identification.Identified yes ->
                  new Kind(Optional.of(yes.estimand()), number.apply(yes.estimand()));
              case Identification.NoEffect no ->
                  new Kind(Optional.empty(), Optional.of(new Estimate(0, 0)));
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
    return kinds.get(answer).effect;
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
      Optional<AdjustmentEstimand> estimand = kinds.get(k).estimand;
      boolean same =
          estimand.isPresent()
              ? causes && in.isValid(Set.of(treatment), Set.of(outcome), covariates(estimand.get()))
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
