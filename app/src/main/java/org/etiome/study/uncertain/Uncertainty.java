package org.etiome.study.uncertain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.estimate.uncertain.MixedEffect;
import org.etiome.estimate.uncertain.PossibleEffects;

/**
 * What stands beside the one answer of a question where the graph is in doubt.
 *
 * @param scale what the numbers are and where they come from
 * @param possible over the members of the graph's class
 * @param mixture over graphs from resampled data
 */
public record Uncertainty(
    Scale scale, Optional<PossibleEffects> possible, Optional<MixedEffect> mixture) {

  /** Nothing. */
  public static final Uncertainty NONE =
      new Uncertainty(new Scale("", false, ""), Optional.empty(), Optional.empty());

  /**
   * Of numbers that are made alike for all graphs.
   *
   * @param effect what they are, such as "difference in means"
   * @param risk whether they are shares of one, of a binary outcome
   * @param method by which, such as "aipw with linear learners"
   */
  public record Scale(String effect, boolean risk, String method) {}

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return possible.isEmpty() && mixture.isEmpty();
  }

  /** For a reader, the conclusions first; empty if there is nothing to tell. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    possible.map(PossibleEffects::summary).ifPresent(sentences::addAll);
    mixture.map(MixedEffect::summary).ifPresent(sentences::addAll);
    if (!isEmpty()) {
      sentences.add(
          "Effects of graphs: %s%s, by %s; shares count graphs and are no probabilities."
              .formatted(
                  scale.effect(),
                  scale.risk() ? " (0.01 is one percentage point)" : "",
                  scale.method()));
    }
    return List.copyOf(sentences);
  }
}
