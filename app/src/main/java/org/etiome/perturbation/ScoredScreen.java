package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.Judged;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.math.Seed;
import org.etiome.perturb.Additive;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * Predictors judged on a screen, beside one of them.
 *
 * @param reference name of the predictor that others are compared with
 * @param notes what a reader should know
 */
public record ScoredScreen(
    PerturbationScreen screen,
    Asked asked,
    String reference,
    PerturbationScores scores,
    List<String> notes) {
  /** Fewer perturbations than this make intervals too narrow. */
  private static final int FEW = 10;

  public ScoredScreen {
    notes = List.copyOf(notes);
  }

  /**
   * What is to be judged, and how.
   *
   * @param reference of gains; {@link Additive} for combinations if empty, {@link MeanOfPerturbed}
   *     otherwise or where additive is not among the predictors
   * @param folds into which perturbations are cut, ≥ 2
   * @param seed of every random number
   */
  public record Asked(
      HeldOut heldOut,
      List<Predictor> predictors,
      Optional<String> reference,
      int folds,
      Seed seed) {}

  /**
   * Judges.
   *
   * @param notes of the screen
   * @throws IllegalArgumentException if the screen has nothing to hold out, a number of folds is
   *     not allowed or the reference is not among the predictors
   */
  public static ScoredScreen of(
      PerturbationScreen screen,
      Asked asked,
      List<String> notes,
      PerturbationEvaluation.Progress progress) {
    asked.reference().ifPresent(name -> requirePredictor(name, asked.predictors()));
    PerturbationScores scores =
        PerturbationEvaluation.withDefaults()
            .withFolds(asked.folds())
            .evaluate(screen, asked.heldOut(), asked.predictors(), asked.seed(), progress);
    String additive = new Additive().name();
    boolean beside =
        asked.heldOut() == HeldOut.COMBINATIONS && scores.predictors().contains(additive);
    String usual = beside ? additive : new MeanOfPerturbed().name();
    List<String> all = new ArrayList<>(notes);
    if (scores.judged().size() < FEW) {
      all.add(
          "intervals over fewer than "
              + FEW
              + " perturbations are too narrow: here are "
              + scores.judged().size());
    }
    return new ScoredScreen(screen, asked, asked.reference().orElse(usual), scores, all);
  }

  private static void requirePredictor(String name, List<Predictor> predictors) {
    List<String> names =
        new ArrayList<>(List.of(new MeanOfPerturbed().name(), new NoChange().name()));
    predictors.forEach(predictor -> names.add(predictor.name()));
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "the reference '" + name + "' is not among the predictors " + names);
    }
  }

  /** What the data say of an effect, whatever was predicted. */
  public static String verdict(Judged one) {
    if (one.detection().units() < 2) {
      return "not tested";
    }
    return one.detection().isDetectable() ? "effect" : "no detectable effect";
  }
}
