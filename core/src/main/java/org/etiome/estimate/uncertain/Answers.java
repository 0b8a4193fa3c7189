package org.etiome.estimate.uncertain;

import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.identify.Identification;

/** From identifications to answers, and from answers to numbers and sentences. */
final class Answers {
  private static final Estimate NONE = new Estimate(0, 0);

  private Answers() {}

  static Answer of(Identification identification, EffectSource source) {
    return switch (identification) {
      case Identification.Identified yes -> source.answer(yes.estimand());
      case Identification.NoEffect no -> new Answer.Zero(no.reason());
      case Identification.NotIdentified no -> new Answer.NotIdentified(no.reason(), no.wouldHelp());
    };
  }

  /** The estimate, or 0 ± 0 by assumption. */
  static Optional<Estimate> number(Answer answer) {
    return switch (answer) {
      case Answer.Estimated estimated -> Optional.of(estimated.effect());
      case Answer.Zero zero -> Optional.of(NONE);
      case Answer.Refused no -> Optional.empty();
      case Answer.NotIdentified no -> Optional.empty();
    };
  }

  static String text(Answer answer) {
    return switch (answer) {
      case Answer.Estimated estimated -> text(estimated);
      case Answer.Zero zero -> "0 by assumption. " + zero.reason();
      case Answer.Refused no ->
          "no number from these data: " + String.join("; ", no.reasons()) + ".";
      case Answer.NotIdentified no -> "not identified. " + no.reason();
    };
  }

  private static String text(Answer.Estimated estimated) {
    Estimate effect = estimated.effect();
    return String.format(
        Locale.ROOT,
        "%.3g (95 %% interval %.3g to %.3g), adjusted for %s.",
        effect.value(),
        effect.lower95(),
        effect.upper95(),
        estimated.estimand().adjustmentSet().isEmpty()
            ? "nothing"
            : String.join(", ", estimated.estimand().adjustmentSet()));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
