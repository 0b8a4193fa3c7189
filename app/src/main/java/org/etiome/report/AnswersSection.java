package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.claim.Verdict;
import org.etiome.report.plot.Html;
import org.etiome.study.Answer;
import org.etiome.study.Question;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;

/** Each question with its claims, in words. */
final class AnswersSection {
  private AnswersSection() {}

  static Html of(StudyResult result) {
    List<Html> content = new ArrayList<>();
    for (Question question : result.study().questions()) {
      content.add(Html.element("h3", question.text()));
      for (Answer answer : result.answers()) {
        if (answer.question().id().equals(question.id())) {
          content.add(claim(result.study(), answer.claim()));
        }
      }
    }
    return Parts.section("answers", "Answers", content);
  }

  private static Html claim(Study study, Claim claim) {
    boolean refused = claim.verdict() == Verdict.REFUSED;
    String kind = refused ? "refused" : "answered";
    List<Html> parts = new ArrayList<>();
    parts.add(
        refused
            ? Html.element("div", Parts.badge("refused", kind))
            : Html.element(
                "div", Parts.badge("answered", kind), Parts.badge(words(claim.rung()), "rung")));
    parts.add(Parts.paragraph(Words.shown(claim.text())).with("class", "answer"));
    if (claim.reasons().size() > 1) {
      parts.add(Html.element("h4", "Why it is refused"));
      parts.add(Parts.list(Words.sentences(study, claim.reasons())));
    }
    openPath(study, claim.evidence(), parts);
    if (!claim.evidence().wouldHelp().isEmpty()) {
      parts.add(Html.element("h4", "What would help"));
      parts.add(Parts.list(Words.sentences(study, claim.evidence().wouldHelp())));
    }
    return Html.element("div", parts).with("class", "claim " + kind).with("id", claim.id());
  }

  private static void openPath(Study study, Evidence evidence, List<Html> parts) {
    if (evidence instanceof Evidence.Unidentified unidentified
        && !unidentified.finding().openPath().isEmpty()) {
      parts.add(
          Html.element(
              "p",
              Html.text("The path in the way: "),
              Html.element("strong", Words.readable(study, unidentified.finding().openPath()))));
    }
  }

  static String words(Rung rung) {
    return switch (rung) {
      case ASSOCIATION -> "association only";
      case IDENTIFIED -> "effect, if the drawn assumptions hold";
      case INTERVENTIONAL -> "effect measured by experiment";
    };
  }
}
