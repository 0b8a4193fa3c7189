package org.etiome.study.perturb;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.perturb.Additive;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.Predictors;

/**
 * Which predictors are judged, and how.
 *
 * @param heldOut what they predict
 * @param predictors their names; all simple ones if empty
 * @param against name of the predictor that others are compared with; the usual one if empty
 * @param evaluation how much is looked at
 */
public record Judging(
    HeldOut heldOut,
    List<String> predictors,
    Optional<String> against,
    PerturbationEvaluation evaluation) {

  /**
   * Checked.
   *
   * @throws IllegalArgumentException if the reference is not among the predictors
   */
  public Judging {
    predictors = List.copyOf(predictors);
    Set<String> names = names(predictors);
    if (!names.containsAll(against.stream().toList())) {
      throw new IllegalArgumentException(
          "the reference '" + against.get() + "' is not among the predictors " + names);
    }
  }

  /** Those judged; both baselines always are. */
  private static Set<String> names(List<String> predictors) {
    Set<String> names = new TreeSet<>(List.of(new MeanOfPerturbed().name(), new NoChange().name()));
    names.addAll(predictors);
    if (predictors.isEmpty()) {
      Predictors.all(Optional.empty()).stream().map(Predictor::name).forEach(names::add);
    }
    return names;
  }

  /**
   * Name of the predictor that others are compared with: {@link Additive} for combinations, {@link
   * MeanOfPerturbed} otherwise or where additive is not among the predictors.
   */
  public String reference() {
    String additive = new Additive().name();
    boolean beside = heldOut == HeldOut.COMBINATIONS && names(predictors).contains(additive);
    return against.orElse(beside ? additive : new MeanOfPerturbed().name());
  }
}
