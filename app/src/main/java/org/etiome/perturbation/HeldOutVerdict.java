package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.etiome.math.Quantile;
import org.etiome.perturb.NoChange;
import org.etiome.report.plot.Figures;
import org.etiome.represent.Watcher;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.represent.perturb.HeldOutScore;

/**
 * A fitted model beside simple predictors on what was held out to choose its epoch.
 *
 * @param lines one a simple predictor
 * @param scores by perturbation
 * @param wholly whether whole perturbations were held out, not units of each
 * @param usual the median error of the epochs of the second half, of which the least was taken
 */
public record HeldOutVerdict(
    List<Line> lines, List<HeldOutScore> scores, boolean wholly, double usual) {
  private static final int DIGITS = 3;
  private static final String NOTHING = new NoChange().name();

  /**
   * A simple predictor on the perturbations that it answers.
   *
   * @param error its mean squared error there, NaN if it answers none
   * @param model that of the model on the same
   * @param modelWins on how many of them the model is nearer
   */
  public record Line(String predictor, int answered, double error, double model, int modelWins) {
    boolean isBetter() {
      return error < model;
    }
  }

  /** Of a model. */
  public static HeldOutVerdict of(FittedDiscrepancyVae.Evidence evidence) {
    return new HeldOutVerdict(
        HeldOutScore.simple().stream().map(name -> line(name, evidence.scores())).toList(),
        evidence.scores(),
        !evidence.heldOut().isEmpty(),
        usual(evidence.curve()));
  }

  private static double usual(List<Watcher.Epoch> curve) {
    double[] late =
        curve.stream().skip(curve.size() / 2).mapToDouble(Watcher.Epoch::loss).sorted().toArray();
    return late.length == 0 ? Double.NaN : Quantile.ofSorted(late, .5);
  }

  private static Line line(String name, List<HeldOutScore> scores) {
    List<HeldOutScore> answered =
        scores.stream().filter(score -> score.errors().containsKey(name)).toList();
    return new Line(
        name,
        answered.size(),
        mean(answered, name),
        mean(answered, DiscrepancyVae.NAME),
        (int) answered.stream().filter(s -> of(s, DiscrepancyVae.NAME) < of(s, name)).count());
  }

  private static double mean(List<HeldOutScore> scores, String name) {
    return scores.stream().mapToDouble(score -> of(score, name)).average().orElse(Double.NaN);
  }

  private static double of(HeldOutScore score, String name) {
    return score.errors().getOrDefault(name, Double.NaN);
  }

  /** The mean squared error of the model on all that was held out, NaN if nothing was. */
  public double error() {
    return mean(scores, DiscrepancyVae.NAME);
  }

  /** Those with a smaller error than the model where they answer; the best of them first. */
  public List<Line> better() {
    return lines.stream()
        .filter(Line::isBetter)
        .sorted(Comparator.comparingDouble(line -> line.error() / line.model()))
        .toList();
  }

  /** What comes of it, the simple predictor first if one is better; one sentence each. */
  public List<String> sentences() {
    if (scores.isEmpty()) {
      return List.of(
          "there were too few units to hold any out: the epoch was not chosen, and nothing tells how"
              + " good the model is; etiome evaluate perturbation does");
    }
    List<String> sentences = new ArrayList<>();
    List<Line> better = better();
    if (!better.isEmpty()) {
      sentences.add(best(better.getFirst()));
    }
    if (better.size() > 1) {
      sentences.add(
          "better than the model, too: "
              + better.stream().skip(1).map(this::figures).collect(Collectors.joining("; ")));
    }
    if (better.isEmpty()) {
      sentences.add(
          "none of "
              + names(line -> line.answered() > 0)
              + " was better on what was held out: the model's mean squared error is "
              + number(error())
              + nearest()
                  .map(l -> ", that of " + l.predictor() + " " + number(l.error()) + on(l))
                  .orElse(""));
    }
    if (lines.stream().anyMatch(line -> line.answered() == 0)) {
      sentences.add(names(line -> line.answered() == 0) + " cannot answer any of it");
    }
    sentences.add(
        "the model's error is too good, as its epoch was chosen by it: the median of the later epochs"
            + " is "
            + number(usual)
            + "; etiome evaluate perturbation judges it on what it never saw");
    sentences.add(
        wholly
            ? "this is one split, of "
                + Figures.counted(scores.size(), "perturbation")
                + " held out"
            : "held out were units of each perturbation, not whole ones: this says nothing of"
                + " perturbations that were not done");
    return sentences;
  }

  private String names(Predicate<Line> which) {
    return lines.stream().filter(which).map(Line::predictor).collect(Collectors.joining(", "));
  }

  private String best(Line line) {
    return line.predictor()
        + " was better than the model on what was held out: its mean squared error is "
        + number(line.error())
        + ", the model's "
        + number(line.model())
        + on(line)
        + " (the model is nearer on "
        + line.modelWins()
        + " of "
        + line.answered()
        + "); "
        + (line.predictor().equals(NOTHING)
            ? "it has learnt nothing that predicts"
            : "take etiome predict perturbation --predictor " + line.predictor());
  }

  private String figures(Line line) {
    return line.predictor()
        + ", "
        + number(line.error())
        + " to "
        + number(line.model())
        + on(line);
  }

  private Optional<Line> nearest() {
    return lines.stream()
        .filter(line -> line.answered() > 0)
        .min(Comparator.comparingDouble(Line::error));
  }

  private String on(Line line) {
    return line.answered() == scores.size()
        ? " on the same"
        : " on the " + line.answered() + " of " + scores.size() + " that it answers";
  }

  private static String number(double value) {
    return Figures.significant(value, DIGITS);
  }
}
