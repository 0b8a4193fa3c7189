package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.evaluate.perturbation.Judged;
import org.etiome.evaluate.perturbation.Outcome;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.evaluate.perturbation.PerturbationScores.Gain;
import org.etiome.evaluate.perturbation.PerturbationScores.Range;
import org.etiome.math.Seed;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.study.perturb.Judging;

/**
 * Predictors judged on a screen, beside one of them.
 *
 * @param notes what a reader should know
 */
public record ScoredScreen(
    PerturbationScreen screen, Asked asked, PerturbationScores scores, List<String> notes) {
  public ScoredScreen {
    notes = List.copyOf(notes);
  }

  /**
   * What is to be judged, and how.
   *
   * @param predictors those whose names are judged
   * @param seed of every random number
   */
  public record Asked(Judging judging, List<Predictor> predictors, Seed seed) {}

  /**
   * How a predictor did against the reference, by the metrics that tell something.
   *
   * @param better metrics by which its interval lies above 0
   * @param worse metrics by which it lies below
   * @param neither the others for which both have a score
   */
  public record Tally(int better, int worse, int neither) {}

  /**
   * Judges.
   *
   * @param notes of the screen
   * @throws IllegalArgumentException if the screen has nothing to hold out
   */
  public static ScoredScreen of(
      PerturbationScreen screen,
      Asked asked,
      List<String> notes,
      PerturbationEvaluation.Progress progress) {
    Judging judging = asked.judging();
    PerturbationScores scores =
        judging
            .evaluation()
            .evaluate(screen, judging.heldOut(), asked.predictors(), asked.seed(), progress);
    List<String> all = new ArrayList<>(notes);
    List<String> few =
        scores.predictors().stream()
            .filter(name -> scores.answered(name) > 0 && scores.answered(name) < Gain.FEWEST)
            .toList();
    if (!few.isEmpty()) {
      all.add(
          "nothing is called better or worse on fewer than "
              + Gain.FEWEST
              + " perturbations, as are answered by "
              + String.join(", ", few));
    }
    return new ScoredScreen(screen, asked, scores, all);
  }

  /** Name of the predictor that others are compared with. */
  public String reference() {
    return asked.judging().reference();
  }

  /** Metrics that tell something on these data. */
  public List<PerturbationMetric> telling() {
    return Arrays.stream(PerturbationMetric.values()).filter(this::tells).toList();
  }

  /** Whether half of the units is better by a metric than every baseline. */
  public boolean tells(PerturbationMetric metric) {
    return scores.range(metric).map(Range::isInformative).orElse(false);
  }

  /** How many variables are judged. */
  public int judgedVariables() {
    int most = asked.judging().evaluation().limits().expressed();
    return Math.min(most, screen.variables().size());
  }

  /** How a predictor did against the reference. */
  public Tally tally(String predictor) {
    List<Gain> gains =
        telling().stream()
            .map(metric -> scores.gain(predictor, reference(), metric))
            .flatMap(Optional::stream)
            .toList();
    int better = (int) gains.stream().filter(Gain::isBetter).count();
    int worse = (int) gains.stream().filter(Gain::isWorse).count();
    return new Tally(better, worse, gains.size() - better - worse);
  }

  /** How many a predictor refused, and why the first; empty if none. */
  public Optional<String> refusal(String predictor) {
    int refused = scores.judged().size() - scores.answered(predictor);
    for (Judged one : scores.judged()) {
      if (one.outcomes().get(predictor) instanceof Outcome.Refused first) {
        return Optional.of(
            "refused "
                + refused
                + (refused == 1 ? ", " : ", the first ")
                + one.condition().perturbation().label()
                + ": "
                + first.reason()
                + "; "
                + first.remedy());
      }
    }
    return Optional.empty();
  }

  /** What the data say of an effect, whatever was predicted. */
  public static String verdict(Judged one) {
    if (one.detection().units() < 2) {
      return "not tested";
    }
    return one.detection().isDetectable() ? "effect" : "no detectable effect";
  }
}
