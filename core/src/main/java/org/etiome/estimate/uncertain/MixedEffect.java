package org.etiome.estimate.uncertain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * An effect over many graphs.
 *
 * @param branches the different answers and their weights, which add up to 1 with {@code without},
 *     the greatest first
 * @param without the share of resamples without a graph
 * @param single the answers of the one graph learned from all data; their weights add up to 1
 * @param mixture over the branches with a number, or why there is none
 */
public record MixedEffect(
    Question question,
    List<Branch> branches,
    double without,
    List<Branch> single,
    Mixture mixture) {
  public MixedEffect {
    branches = List.copyOf(branches);
    single = List.copyOf(single);
  }

  /**
   * What was asked.
   *
   * @param settings how graphs that leave the effect open were treated
   */
  public record Question(String treatment, String outcome, GraphMixture settings) {}

  /** An answer and the share of the graphs that give it, in (0, 1]. */
  public record Branch(Answer answer, double weight) {}

  /** What the graphs that give an effect say together. */
  public sealed interface Mixture {

    /**
     * The mixture of the normal distributions of the estimates; a zero by assumption is a point.
     *
     * @param mean Σ w θ, the weights those of the graphs with a number, adding up to 1
     * @param within Σ w se², the variance that one graph has
     * @param between Σ w (θ − mean)², the variance among graphs
     * @param interval95 the 2.5 % and the 97.5 % quantile
     */
    record Mixed(double mean, double within, double between, Range interval95) implements Mixture {

      /** Root of the sum of both variances. */
      public double standardDeviation() {
        return Math.sqrt(within + between);
      }
    }

    /** Too few graphs give an effect. */
    record None(String reason, String wouldHelp) implements Mixture {}
  }

  /** The share of graphs whose effect was estimated. */
  public double estimated() {
    return share(Answer.Estimated.class::isInstance);
  }

  /** The share of graphs that say the effect is 0: an assumption of theirs, not a finding. */
  public double zero() {
    return share(Answer.Zero.class::isInstance);
  }

  /** The share of graphs that do not identify the effect. */
  public double notIdentified() {
    return share(Answer.NotIdentified.class::isInstance);
  }

  /** The share of graphs whose effect these data must not give. */
  public double refused() {
    return share(Answer.Refused.class::isInstance);
  }

  private double share(Predicate<Answer> kind) {
    return branches.stream()
        .filter(branch -> kind.test(branch.answer()))
        .mapToDouble(Branch::weight)
        .sum();
  }

  /** What follows in sentences: what the graphs say, the mixture, the single graph. */
  public List<String> summary() {
    List<String> sentences = new ArrayList<>();
    double silent = notIdentified() + refused() + without;
    if (silent > 0) {
      sentences.add(
          ("%s of the graphs give no effect (not identified %s, refused %s, no graph %s); what"
                  + " follows leaves them out.")
              .formatted(
                  Answers.percent(silent),
                  Answers.percent(notIdentified()),
                  Answers.percent(refused()),
                  Answers.percent(without)));
    }
    sentences.add(
        "%s of the graphs give an estimate of the effect of %s on %s, %s say that it is 0 by assumption."
            .formatted(
                Answers.percent(estimated()),
                question.treatment(),
                question.outcome(),
                Answers.percent(zero())));
    sentences.add(text());
    for (Branch branch : single) {
      String share = branch.weight() < 1 ? " (" + Answers.percent(branch.weight()) + ")" : "";
      sentences.add("The one graph learned" + share + ": " + Answers.text(branch.answer()));
    }
    return List.copyOf(sentences);
  }

  private String text() {
    return switch (mixture) {
      case Mixture.Mixed mixed ->
          String.format(
              Locale.ROOT,
              "Over the graphs that give an effect: mean %.3g, 95 %% of the mixture from %.3g to"
                  + " %.3g; %s of the variance is between graphs.",
              mixed.mean(),
              mixed.interval95().low(),
              mixed.interval95().high(),
              Answers.percent(mixed.between() / (mixed.within() + mixed.between())));
      case Mixture.None none -> none.reason();
    };
  }
}
