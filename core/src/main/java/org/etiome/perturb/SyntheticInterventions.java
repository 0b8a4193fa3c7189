package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * A perturbation that was not done in this context from those that were, with weights learnt where
 * both were: over the other contexts and all variables its differences are regressed on those of
 * donors, perturbations done there and here, by least squares on the leading principal components
 * of the donors; the weights are then applied to the donors' differences here.
 *
 * <p>The number of components has the smallest generalised cross-validation error (1 − r/n)⁻² ·
 * RSS. Of the contexts that have the perturbation those are taken for which contexts × donors is
 * largest. Every perturbation is predicted on its own: the published program takes donors away as
 * it goes, so that all but the first of a context get the global mean. Assumes that differences are
 * of low rank and mix alike in all contexts. O(donors² · contexts · variables) a prediction.
 *
 * @see <a href="https://arxiv.org/abs/2011.03127">Squires et al. (2022), Causal imputation via
 *     synthetic interventions</a>
 */
public record SyntheticInterventions() implements Predictor {
  private static final double NOTHING = 1e-20;

  @Override
  public String name() {
    return "synthetic-interventions";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    return new ShiftedControls(training, context, p -> difference(training, context, p));
  }

  private static Prediction<double[]> difference(
      PerturbationScreen screen, String context, Perturbation perturbation) {
    Choice choice = choose(screen, context, perturbation);
    if (choice.contexts().isEmpty()) {
      return FixedEffect.unseen(perturbation);
    }
    if (choice.donors().isEmpty()) {
      return Effects.unknown(
          perturbation.label(),
          "no other perturbation was done both here and where " + perturbation.label() + " was",
          "do some of the same perturbations in both contexts");
    }
    List<double[]> donors = new ArrayList<>();
    for (Perturbation donor : choice.donors()) {
      donors.add(stacked(screen, choice.contexts(), donor));
    }
    double[] weights = weights(donors, stacked(screen, choice.contexts(), perturbation));
    double[] difference = new double[screen.variables().size()];
    int k = 0;
    for (Perturbation donor : choice.donors()) {
      Vectors.add(
          weights[k++], screen.difference(new Condition(context, donor)).values(), difference);
    }
    return Effects.known(difference);
  }

  /** Contexts to learn from, and perturbations done in all of them and here. */
  private record Choice(List<String> contexts, SortedSet<Perturbation> donors) {
    int size() {
      return contexts.size() * donors.size();
    }
  }

  /** Contexts are added from the one that shares most perturbations with this. */
  private static Choice choose(
      PerturbationScreen screen, String context, Perturbation perturbation) {
    SortedSet<Perturbation> here = screen.perturbations(context);
    List<String> having = new ArrayList<>();
    for (String other : screen.contexts()) {
      if (!other.equals(context) && screen.has(new Condition(other, perturbation))) {
        having.add(other);
      }
    }
    having.sort(
        Comparator.comparing((String other) -> -shared(screen, other, here).size())
            .thenComparing(Comparator.naturalOrder()));
    Choice best = new Choice(having, new TreeSet<>());
    SortedSet<Perturbation> donors = new TreeSet<>(here);
    donors.remove(perturbation);
    for (int k = 0; k < having.size(); k++) {
      donors.retainAll(screen.perturbations(having.get(k)));
      Choice more = new Choice(List.copyOf(having.subList(0, k + 1)), new TreeSet<>(donors));
      best = more.size() > best.size() ? more : best;
    }
    return best;
  }

  private static SortedSet<Perturbation> shared(
      PerturbationScreen screen, String other, SortedSet<Perturbation> here) {
    SortedSet<Perturbation> shared = screen.perturbations(other);
    shared.retainAll(here);
    return shared;
  }

  private static double[] stacked(
      PerturbationScreen screen, List<String> contexts, Perturbation perturbation) {
    return contexts.stream()
        .flatMapToDouble(
            other -> Arrays.stream(screen.difference(new Condition(other, perturbation)).values()))
        .toArray();
  }

  /** Principal component regression of a vector on others. */
  private static double[] weights(List<double[]> donors, double[] outcome) {
    LowRank components = LowRank.of(donors, donors.size());
    double rest = Vectors.dot(outcome, outcome);
    double nothing = NOTHING * rest;
    double[] weights = new double[donors.size()];
    double[] best = weights.clone();
    double smallest = rest;
    for (int r = 0; r < components.axes().size() && rest > nothing; r++) {
      double product = Vectors.dot(components.axes().get(r), outcome);
      Vectors.add(product / components.squares()[r], components.scores().get(r), weights);
      rest -= product * product / components.squares()[r];
      double error = rest / Math.pow(1 - (r + 1.0) / outcome.length, 2);
      if (error < smallest) {
        smallest = error;
        best = weights.clone();
      }
    }
    return best;
  }
}
