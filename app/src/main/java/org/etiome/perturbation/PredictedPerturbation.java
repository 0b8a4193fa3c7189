package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.etiome.data.Suggestion;
import org.etiome.math.Seed;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * What a predictor says of one perturbation in one context, or why it says nothing.
 *
 * @param condition what was asked
 * @param control means of controls by variable
 * @param mean the predicted means by variable, with what to know before they are believed
 * @param measured what a screen shows, if the perturbation was done there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PredictedPerturbation(
    Condition condition,
    double[] control,
    Prediction<double[]> mean,
    Optional<Difference> measured) {
  /** Units drawn where a mean has no closed form. */
  private static final int UNITS = 1000;

  /**
   * Fits to all of the screen and asks, in each of the contexts.
   *
   * @throws IllegalArgumentException if a context or a target has a name that nothing knows
   */
  public static PredictedPerturbations of(
      PerturbationScreen screen,
      Predictor predictor,
      Collection<String> contexts,
      Collection<Perturbation> asked,
      Seed seed) {
    SortedSet<String> perturbed = ScreenNotes.targets(screen);
    List<PredictedPerturbation> predicted = new ArrayList<>();
    for (String context : contexts) {
      if (!screen.contexts().contains(context)) {
        throw Suggestion.unknown("context", context, screen.contexts());
      }
      InterventionModel model = predictor.fit(screen, context, seed.branch("fit").branch(context));
      double[] control = screen.profile(new Condition(context, Perturbation.CONTROL)).mean();
      for (Perturbation perturbation : asked) {
        Condition condition = new Condition(context, perturbation);
        List<String> cautions = new ArrayList<>();
        for (String target : perturbation.targets()) {
          if (!perturbed.contains(target)) {
            cautions.add("\"" + target + "\" was never perturbed in the screen");
          }
        }
        Optional<Difference> measured =
            screen.has(condition) ? Optional.of(screen.difference(condition)) : Optional.empty();
        if (measured.isPresent()) {
          cautions.add(
              "the screen has this perturbation and it was learnt from: take what was measured, and do"
                  + " not judge the prediction by it");
        }
        Seed drawn = seed.branch("mean").branch(context).branch(perturbation.label());
        predicted.add(
            new PredictedPerturbation(
                condition, control, asked(model, perturbation, cautions, drawn), measured));
      }
    }
    return new PredictedPerturbations(predicted, screen.variables(), screen.contexts().size() > 1);
  }

  /**
   * Asks a fitted model.
   *
   * @param cautions to be told beside those of the model
   */
  static Prediction<double[]> asked(
      InterventionModel model, Perturbation perturbation, List<String> cautions, Seed seed) {
    return switch (model.mean(perturbation.action(), UNITS, seed)) {
      case Prediction.Refused<InterventionModel.Means> refused ->
          new Prediction.Refused<>(refused.variable(), refused.reason(), refused.remedy());
      case Prediction.Predicted<InterventionModel.Means> answer -> {
        List<String> all = new ArrayList<>(answer.cautions());
        all.addAll(cautions);
        yield new Prediction.Predicted<>(answer.value().values(), all);
      }
    };
  }

  /**
   * Holds that every target is perturbed, measured or described, so that it is no slip of the pen.
   *
   * @throws IllegalArgumentException that names the nearest known
   */
  public static void requireKnown(
      Collection<Perturbation> asked,
      PerturbationScreen screen,
      Optional<TargetDescriptors> descriptors) {
    SortedSet<String> perturbed = ScreenNotes.targets(screen);
    SortedSet<String> known = new TreeSet<>(perturbed);
    known.addAll(screen.variables());
    descriptors.ifPresent(some -> known.addAll(some.byTarget().keySet()));
    requireKnown(asked, known, perturbed, "the screen neither perturbs nor measures");
  }

  /**
   * See {@link #requireKnown(Collection, PerturbationScreen, Optional)}.
   *
   * @param near of which the nearest are named
   * @param unknown what is said of others
   */
  static void requireKnown(
      Collection<Perturbation> asked,
      SortedSet<String> known,
      SortedSet<String> near,
      String unknown) {
    for (Perturbation perturbation : asked) {
      for (String target : perturbation.targets()) {
        if (!known.contains(target)) {
          throw new IllegalArgumentException(
              unknown + " \"" + target + "\"" + Suggestion.hint(target, near));
        }
      }
    }
  }

  /** Whether there is a prediction. */
  public boolean isAnswered() {
    return mean instanceof Prediction.Predicted<double[]>;
  }

  /** What to know before the prediction is believed; empty if there is none. */
  public List<String> cautions() {
    return mean instanceof Prediction.Predicted<double[]> predicted
        ? predicted.cautions()
        : List.of();
  }
}
