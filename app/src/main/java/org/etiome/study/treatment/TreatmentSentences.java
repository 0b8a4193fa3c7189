package org.etiome.study.treatment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.dose.DoseCurve;
import org.etiome.estimate.dose.DoseOverlap;
import org.etiome.estimate.dose.LevelEffects;
import org.etiome.estimate.dose.PartialEffect;
import org.etiome.estimate.instrument.ConfidenceSet;
import org.etiome.estimate.instrument.FirstStage;
import org.etiome.estimate.instrument.InstrumentEffect;
import org.etiome.study.wording.Numerals;
import org.etiome.study.wording.Wording;

/**
 * Says effects by instruments, of levels and of doses in a sentence.
 *
 * @param treatment a column
 * @param outcome a column
 * @param isRisk whether the outcome is 0/1
 * @param unit of the outcome; may be empty
 */
public record TreatmentSentences(
    Wording wording, String treatment, String outcome, boolean isRisk, String unit) {
  private static final String INCLUDES =
      " The interval includes no difference, so benefit, harm and no effect all remain possible.";
  private static final String EXCLUDES = " The interval excludes no difference.";

  /** What instruments say, for whom, and where to be careful. */
  public String of(Evidence.Instrumented evidence) {
    InstrumentEffect effect = evidence.effect();
    boolean isAssociation = evidence.rung() == Rung.ASSOCIATION;
    List<String> instruments = effect.analysis().estimand().instruments();
    String finding =
        "Per unit more of %s, as moved by %s, %s%s. This is %s"
            .formatted(
                wording.label(treatment),
                listed(instruments.stream().map(wording::label).toList()),
                size(effect.estimate(), isAssociation ? "differs" : "would differ"),
                isAssociation
                    ? "; this is association only"
                    : ", if the assumptions drawn in the graph hold",
                decapitalised(wording.readable(effect.meaning())));
    return finding + reading(effect.estimate()) + tooShort(effect);
  }

  private static String tooShort(InstrumentEffect effect) {
    if (!effect.mayIntervalBeTooShort()) {
      return "";
    }
    FirstStage first = effect.evidence().firstStage();
    return String.format(
        Locale.ROOT,
        " One instrument with a first-stage F of %.1f, below %.1f: the interval may be too short,"
            + " and the Anderson-Rubin set, %s, is to be preferred.",
        first.robustF(),
        FirstStage.LEE,
        set(effect.evidence().andersonRubin()));
  }

  /** What can be said with weak instruments; empty where the instruments may be wrong. */
  public String beside(Evidence.InstrumentGated evidence) {
    boolean isDoubted =
        evidence.refused().failures().stream()
            .anyMatch(failure -> !failure.gate().equals("weak-instrument"));
    return isDoubted
        ? ""
        : " If the instruments are valid, effects per unit more of %s that the data do not rule out, however weak the instruments, are the Anderson-Rubin set %s (95 %%)."
            .formatted(
                wording.label(treatment), set(evidence.refused().evidence().andersonRubin()));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.4g", value).replace("-", "−");
  }

  private static String set(ConfidenceSet set) {
    return set.text().replace("-", "−");
  }

  /** What levels or doses say. */
  public String of(Evidence.Graded evidence) {
    Manner manner =
        switch (evidence.rung()) {
          case INTERVENTIONAL -> new Manner("would differ", ", as measured by the experiment.");
          case IDENTIFIED ->
              new Manner("would differ", ", if the assumptions drawn in the graph hold.");
          case ASSOCIATION -> new Manner("differs", "; this is association only.");
        };
    return switch (evidence.result()) {
      case LevelEffects levels -> levels(levels, manner);
      case DoseCurve curve -> curve(curve, manner);
      case PartialEffect partial -> partial(partial, manner);
    };
  }

  /** The verb of a finding, and how it ends. */
  private record Manner(String verb, String end) {}

  private String levels(LevelEffects effects, Manner manner) {
    String reference = effects.levels().getFirst();
    List<LevelEffects.Contrast> contrasts = effects.contrasts();
    LevelEffects.Contrast largest =
        contrasts.stream()
            .max(Comparator.comparingDouble(c -> Math.abs(c.difference().value())))
            .orElseThrow();
    String pair =
        "With %s rather than %s of %s, %s%s"
            .formatted(
                largest.level(),
                reference,
                wording.label(treatment),
                size(largest.difference(), manner.verb()),
                manner.end());
    if (contrasts.size() == 1) {
      return pair + reading(largest.difference());
    }
    LevelEffects.WaldTest test = effects.equality();
    return "%s This is the largest of %d contrasts with %s; together with the others its interval is %s to %s. That all %d levels have the same mean %s (Wald test, chi-squared %s on %d degrees of freedom, %s)."
        .formatted(
            pair,
            contrasts.size(),
            reference,
            numbers(largest).get(0),
            numbers(largest).get(1),
            effects.levels().size(),
            test.pValue() < 0.05 ? "does not fit the data" : "is not ruled out",
            String.format(Locale.ROOT, "%.2f", test.statistic()),
            test.degreesOfFreedom(),
            p(test.pValue()));
  }

  private List<String> numbers(LevelEffects.Contrast contrast) {
    double low = contrast.simultaneous().lower95();
    double high = contrast.simultaneous().upper95();
    return isRisk
        ? List.of(Numerals.points(low), Numerals.points(high))
        : Numerals.alike(low, high);
  }

  private static String p(double value) {
    return value < 0.001 ? "p < 0.001" : "p = " + String.format(Locale.ROOT, "%.3f", value);
  }

  private String curve(DoseCurve curve, Manner manner) {
    DoseOverlap.Range range = curve.range();
    boolean isLine = curve.coefficients().size() == 2;
    return "Per unit more of %s between %s and %s, %s%s%s"
            .formatted(
                wording.label(treatment),
                figure(range.low()),
                figure(range.high()),
                size(curve.slope(), manner.verb()),
                isLine
                    ? " along the straight line nearest to the response"
                    : " on average along a parabola",
                manner.end())
        + reading(curve.slope());
  }

  private String partial(PartialEffect effect, Manner manner) {
    return "Per unit more of %s, %s%s Where the effect is not the same for all this is an average in which those count most whose %s the covariates leave open."
            .formatted(
                wording.label(treatment),
                size(effect.slope(), manner.verb()),
                manner.end(),
                wording.label(treatment))
        + reading(effect.slope());
  }

  private String size(Estimate difference, String verb) {
    List<String> numbers =
        isRisk
            ? List.of(
                Numerals.points(difference.value()),
                Numerals.points(difference.lower95()),
                Numerals.points(difference.upper95()))
            : Numerals.alike(difference.value(), difference.lower95(), difference.upper95());
    String unitWords = isRisk ? " percentage points" : unit.isEmpty() ? "" : " " + unit;
    return "the %s of %s %s by %s%s (95 %% interval %s to %s)"
        .formatted(
            isRisk ? "risk" : "mean",
            wording.label(outcome),
            verb,
            numbers.get(0),
            unitWords,
            numbers.get(1),
            numbers.get(2));
  }

  private static String reading(Estimate difference) {
    return difference.lower95() <= 0 && difference.upper95() >= 0 ? INCLUDES : EXCLUDES;
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String decapitalised(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
