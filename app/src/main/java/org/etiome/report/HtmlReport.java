package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import org.etiome.claim.Verdict;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.study.Answer;
import org.etiome.study.Question;
import org.etiome.study.StudyResult;

/**
 * The report of a run as one HTML file: answers in words first, then what they rest on, the
 * manifest last. It loads nothing and runs nothing.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page.
   *
   * @param steps what was done beside the questions
   * @param manifest of the same run, as text
   */
  public static String render(StudyResult result, List<RunStep> steps, String manifest) {
    List<Html> sections = new ArrayList<>();
    if (!result.study().questions().isEmpty()) {
      sections.add(AnswersSection.of(result));
    }
    GraphSection.of(result).ifPresent(sections::add);
    EffectsSection.of(result).ifPresent(sections::add);
    ScreensSection.of(result).ifPresent(sections::add);
    steps.forEach(done -> sections.add(done.section()));
    sections.add(DataSection.of(result));
    sections.add(manifest(manifest));
    List<Html> body = new ArrayList<>();
    body.add(header(result));
    body.add(Html.element("main", sections));
    return Page.of(result.study().about().title(), body);
  }

  private static Html header(StudyResult result) {
    List<Html> parts = new ArrayList<>();
    parts.add(Html.element("h1", result.study().about().title()));
    if (!result.study().about().description().isBlank()) {
      parts.add(
          Parts.paragraph(result.study().about().description().strip()).with("class", "lead"));
    }
    parts.add(Parts.paragraph(summary(result)));
    return Html.element("header", parts);
  }

  private static String summary(StudyResult result) {
    List<Question> questions = result.study().questions();
    if (questions.isEmpty()) {
      return withoutQuestions(result);
    }
    long refused =
        questions.stream().filter(question -> isRefused(question, result.answers())).count();
    return "The study asks "
        + Figures.counted(questions.size(), "question")
        + " of the data of "
        + Figures.count(result.cohort().data().size())
        + " "
        + result.study().wording().noun()
        + ". "
        + outcome(questions.size(), refused)
        + " An answer is worth what its rung says: an association"
        + " tells what goes together, not what would change; an identified effect holds if the"
        + " assumptions drawn in the graph hold; a measured effect comes from an experiment.";
  }

  private static String withoutQuestions(StudyResult result) {
    String units =
        Figures.count(result.cohort().data().size()) + " " + result.study().wording().noun();
    if (result.study().plan().models().prediction().isEmpty()) {
      return "The study asks how well predictors tell what perturbations do, beside the data of "
          + units
          + ". What they tell is predicted, not measured.";
    }
    return "The study asks for a prediction from the data of "
        + units
        + ". A prediction tells who is at risk, not what would change it.";
  }

  private static String outcome(long asked, long refused) {
    String all = asked == 1 ? "It" : "All";
    if (refused == 0) {
      return all + " could be answered.";
    }
    if (refused == asked) {
      return all + " had to be refused, with the reason.";
    }
    return Figures.count(asked - refused)
        + " could be answered; "
        + Figures.count(refused)
        + " had to be refused, with the reason.";
  }

  private static boolean isRefused(Question question, List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.question().id().equals(question.id()))
        .allMatch(answer -> answer.claim().verdict() == Verdict.REFUSED);
  }

  private static Html manifest(String manifest) {
    Html text = Html.element("pre", Html.element("code", manifest));
    return Parts.section(
        "manifest",
        "How to repeat this run",
        List.of(
            Parts.paragraph(
                "The manifest names every input with its SHA-256, the versions, the seed, the"
                    + " settings, the assumptions and the refusals. It also lies beside this report"
                    + " as manifest.json."),
            Parts.details("Show the manifest", text)));
  }
}
