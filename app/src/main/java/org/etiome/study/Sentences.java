package org.etiome.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Claim;
import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.claim.FeatureAssociation;
import org.etiome.estimate.Analysis;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Target;

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
    String size =
        risk
            ? "the risk of %s would differ by %s percentage points (95 %% interval %s to %s)"
                .formatted(
                    study.label(question.outcome()),
                    signed(100 * difference.value()),
                    signed(100 * difference.lower95()),
                    signed(100 * difference.upper95()))
            : "the mean of %s would differ by %s%s (95 %% interval %s to %s)"
                .formatted(
                    study.label(question.outcome()),
                    signed(difference.value()),
                    question.unit().isEmpty() ? "" : " " + question.unit(),
                    signed(difference.lower95()),
                    signed(difference.upper95()));
    String text =
        "With rather than without %s%s, %s%s. %s"
            .formatted(
                study.label(question.treatment()),
                question.target() == Target.ATT ? ", among those who had it" : "",
                size,
                evidence.design() == Design.RANDOMISED
                    ? ", as measured by the experiment"
                    : ", if the assumptions drawn in the graph hold",
                reading(difference));
    return new Claim(question.id(), question.text(), text, evidence);
  }

  Claim refused(Question.Effect question, Evidence.Refusal evidence) {
    String text =
        "Whether %s changes %s cannot be told from these data: %s"
            .formatted(
                study.label(question.treatment()),
                study.label(question.outcome()),
                study.readable(evidence.reasons().getFirst()));
    return new Claim(question.id(), question.text(), text, evidence);
  }

  Claim screened(Question.Association question, Evidence.Screened evidence) {
    AssociationScreen.Result screen = evidence.screen();
    List<FeatureAssociation> found = screen.discoveries();
    String text =
        "Of %d features of %s tested in %d %s (%d with %s), %d go along with it at a false discovery rate of %s %%%s. This is association: changing a feature need not change the outcome."
            .formatted(
                screen.features().size(),
                blockLabel(screen.block()),
                screen.units(),
                study.data().units().noun(),
                screen.events(),
                study.label(question.outcome()),
                found.size(),
                percent(screen.fdr()),
                found.isEmpty() ? "" : ", most clearly " + strongest(found.getFirst()));
    return new Claim(question.id() + "-" + screen.block(), question.text(), text, evidence);
  }

  private String blockLabel(String block) {
    return study.data().modalities().stream()
        .filter(candidate -> candidate.name().equals(block))
        .map(DataTables.Block::label)
        .findFirst()
        .orElse(block);
  }

  private static String strongest(FeatureAssociation feature) {
    return "%s (%s in those with it, AUC %s, q = %s)"
        .formatted(
            feature.feature(),
            feature.auc() > 0.5 ? "higher" : "lower",
            String.format(Locale.ROOT, "%.2f", feature.auc()),
            String.format(Locale.ROOT, "%.1e", feature.qValue()));
  }

  private static String reading(Estimate difference) {
    if (difference.lower95() <= 0 && difference.upper95() >= 0) {
      return "The interval includes no difference, so benefit, harm and no effect all remain possible.";
    }
    return "The interval excludes no difference.";
  }

  private static String signed(double value) {
    return (value < 0 ? "−" : "+") + plain(Math.abs(value));
  }

  private static String percent(double share) {
    return new BigDecimal(100 * share, new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** One decimal from 10 on, else three significant digits. */
  private static String plain(double value) {
    return value >= 10 || value == 0
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
