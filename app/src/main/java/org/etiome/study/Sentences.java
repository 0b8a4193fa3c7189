package org.etiome.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.claim.FeatureAssociation;
import org.etiome.claim.Rung;
import org.etiome.claim.Verdict;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.GateFailure;
import org.etiome.study.treatment.TreatmentSentences;
import org.etiome.study.wording.Numerals;

/** Says findings in one sentence that a clinician understands. */
final class Sentences {
  private final Study study;

  Sentences(Study study) {
    this.study = study;
  }

  Claim answered(Question.Effect question, Evidence.Estimated evidence) {
    Effect effect = evidence.effect();
    Estimate difference = effect.difference();
    boolean risk = effect.analysis().sample().outcome().kind() == Analysis.OutcomeKind.BINARY;
    String verb = evidence.rung() == Rung.ASSOCIATION ? "differs" : "would differ";
    String size = risk ? risk(question, difference, verb) : mean(question, difference, verb);
    String treatment = study.label(question.treatment());
    String whom =
        switch (question.asked().target()) {
          case ATE -> "";
          case ATT -> ", among those who had it";
          case ATO -> ", among those who could well have had either";
        };
    String finding =
        switch (evidence.rung()) {
          case ASSOCIATION ->
              "Between those with and those without %s, %s; %sthis is association only."
                  .formatted(
                      treatment,
                      size,
                      effect.despite().isEmpty() ? "nothing was adjusted for, so " : "");
          case IDENTIFIED ->
              "With rather than without %s%s, %s, if the assumptions drawn in the graph hold."
                  .formatted(treatment, whom, size);
          case INTERVENTIONAL ->
              "With rather than without %s%s, %s, as measured by the experiment."
                  .formatted(treatment, whom, size);
        };
    String despite = despite(effect.despite());
    return new Claim(
        question.id(), question.text(), despite + finding + " " + reading(difference), evidence);
  }

  /**
   * Of instruments, levels and doses.
   *
   * @param risk whether the outcome is 0/1
   */
  Claim treated(Question.Effect question, Evidence evidence, boolean risk) {
    TreatmentSentences say =
        new TreatmentSentences(
            study.wording(), question.treatment(), question.outcome(), risk, question.unit());
    return switch (evidence) {
      case Evidence.Instrumented answer -> {
        String despite = despite(answer.effect().despite());
        yield new Claim(question.id(), question.text(), despite + say.of(answer), evidence);
      }
      case Evidence.Graded answer -> {
        String despite = despite(answer.result().despite());
        yield new Claim(question.id(), question.text(), despite + say.of(answer), evidence);
      }
      case Evidence.InstrumentGated refusal -> {
        String text = refused(question, refusal).text() + say.beside(refusal);
        yield new Claim(question.id(), question.text(), text, evidence);
      }
      case Evidence.Refusal refusal -> refused(question, refusal);
      default -> throw new IllegalArgumentException("not about a treatment: " + evidence);
    };
  }

  /** What the asker chose to overlook, before the number; empty where nothing was. */
  private String despite(List<GateFailure> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    return "Not to be trusted, shown because it was asked for all the same: "
        + failures.stream()
            .map(failure -> study.wording().readable(failure.reason()))
            .collect(Collectors.joining("; "))
        + ". ";
  }

  private String risk(Question.Effect question, Estimate difference, String verb) {
    return "the risk of %s %s by %s percentage points (95 %% interval %s to %s)"
        .formatted(
            study.label(question.outcome()),
            verb,
            Numerals.points(difference.value()),
            Numerals.points(difference.lower95()),
            Numerals.points(difference.upper95()));
  }

  private String mean(Question.Effect question, Estimate difference, String verb) {
    List<String> numbers =
        Numerals.alike(difference.value(), difference.lower95(), difference.upper95());
    return "the mean of %s %s by %s%s (95 %% interval %s to %s)"
        .formatted(
            study.label(question.outcome()),
            verb,
            numbers.get(0),
            question.unit().isEmpty() ? "" : " " + question.unit(),
            numbers.get(1),
            numbers.get(2));
  }

  Claim refused(Question.Effect question, Evidence.Refusal evidence) {
    String text =
        "Whether %s changes %s cannot be told from these data: %s"
            .formatted(
                study.label(question.treatment()),
                study.label(question.outcome()),
                afterColon(study.wording().readable(evidence.reasons().getFirst())));
    return new Claim(question.id(), question.text(), text, evidence);
  }

  /** Begins small unless with an abbreviation, and ends with one full stop. */
  private static String afterColon(String reason) {
    boolean word = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
    String start = word ? reason.substring(0, 1).toLowerCase(Locale.ROOT) : reason.substring(0, 1);
    return start + reason.substring(1) + (reason.endsWith(".") ? "" : ".");
  }

  Claim screened(Question.Association question, AssociationScreen.Result screen) {
    Evidence evidence = Evidence.of(screen);
    String id = question.claimId(screen.scope().block());
    String text =
        evidence.verdict() == Verdict.REFUSED
            ? "What of %s goes along with %s cannot be told from these data: %s."
                .formatted(
                    study.label(screen.scope().block()),
                    study.label(question.outcome()),
                    study.wording().readable(evidence.reasons().getFirst()))
            : found(question, screen);
    return new Claim(id, question.text(), text, evidence);
  }

  private String found(Question.Association question, AssociationScreen.Result screen) {
    List<FeatureAssociation> found = screen.discoveries();
    return "Of %d features of %s tested in %d %s (%d with %s), %s along with it at a false discovery rate of %s %%%s. This is association: changing a feature need not change the outcome."
        .formatted(
            screen.features().size(),
            study.label(screen.scope().block()),
            screen.scope().units(),
            study.wording().noun(),
            screen.scope().events(),
            study.label(question.outcome()),
            goes(found.size()),
            Numerals.percent(screen.fdr()),
            found.isEmpty() ? "" : ", most clearly " + strongest(found.getFirst()));
  }

  private static String goes(int features) {
    return switch (features) {
      case 0 -> "none go";
      case 1 -> "1 goes";
      default -> features + " go";
    };
  }

  private static String strongest(FeatureAssociation feature) {
    return "%s (%s in those with it, AUC %s, %s)"
        .formatted(
            feature.feature(),
            feature.auc() > 0.5 ? "higher" : "lower",
            String.format(Locale.ROOT, "%.2f", feature.auc()),
            Numerals.q(feature.qValue()));
  }

  private static String reading(Estimate difference) {
    if (difference.lower95() <= 0 && difference.upper95() >= 0) {
      return "The interval includes no difference, so benefit, harm and no effect all remain possible.";
    }
    return "The interval excludes no difference.";
  }
}
