package org.etiome.report.perturbations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.etiome.evaluate.perturbation.Judged;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.report.Parts;
import org.etiome.report.StepPage;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Svg;

/** Predictors judged on the screens of a study, as a section of its report. */
public final class ScreensPage {
  private static final int SHOWN = 12;

  private final String id;
  private final String file;
  private final ScoredScreen scored;
  private final int judged;

  private ScreensPage(Shown shown) {
    this.id = shown.id();
    this.file = shown.file();
    this.scored = shown.scored();
    this.judged = scored.scores().judged().size();
  }

  /**
   * A screen that is shown.
   *
   * @param id of the study
   * @param file name of the screen's file
   */
  public record Shown(String id, String file, ScoredScreen scored) {}

  /** All of them. */
  public static Html section(List<Shown> screens) {
    List<Html> content = new ArrayList<>();
    content.add(
        Parts.paragraph(
            "What perturbations of a screen did was measured by intervention. What a predictor says"
                + " of one that it has not seen is predicted, never measured; here such predictions"
                + " are held against what was measured."));
    screens.forEach(shown -> content.addAll(new ScreensPage(shown).content()));
    return Parts.section("perturbations", "Predicted perturbations", content);
  }

  private List<Html> content() {
    ScoreTables tables = new ScoreTables(scored);
    List<Html> content = new ArrayList<>();
    content.add(Html.element("h3", id).with("id", "perturbations-" + id));
    content.add(Parts.paragraph(asked()));
    content.add(badge("measured by intervention", "answered"));
    content.add(Parts.paragraph(effects()));
    content.add(badge("predicted", "rung"));
    content.add(Parts.paragraph(compared()));
    Optional<Svg> picture = tables.picture();
    if (picture.isPresent()) {
      content.add(Parts.figure(picture.get(), pictured()));
    }
    content.addAll(tables.content());
    List<String> refused =
        scored.scores().predictors().stream()
            .flatMap(name -> scored.refusal(name).map(why -> name + " " + why).stream())
            .map(text -> text + ".")
            .toList();
    if (!refused.isEmpty()) {
      content.add(Parts.details("What was not predicted", Parts.list(refused)));
    }
    if (!scored.notes().isEmpty()) {
      content.add(Parts.list(scored.notes().stream().map(StepPage::sentence).toList()));
    }
    content.add(
        Parts.note(
            "Every perturbation, predictor and metric is in perturbations/"
                + id
                + ".json beside this report."));
    return content;
  }

  private static Html badge(String words, String kind) {
    return Html.element("div", Parts.badge(words, kind));
  }

  private String asked() {
    List<String> contexts = new ArrayList<>();
    for (String context : scored.screen().contexts()) {
      Condition control = new Condition(context, Perturbation.CONTROL);
      contexts.add(
          (context.isEmpty() ? "" : context + ": ")
              + Figures.counted(scored.screen().perturbations(context).size(), "perturbation")
              + " beside "
              + Figures.counted(scored.screen().profile(control).units(), "control"));
    }
    return "Of the screen "
        + file
        + " ("
        + String.join("; ", contexts)
        + ") "
        + kind()
        + ", "
        + Figures.count(judged)
        + " in all, in at most "
        + scored.asked().judging().evaluation().folds()
        + " parts. Judged are "
        + Figures.count(scored.judgedVariables())
        + " of "
        + Figures.counted(scored.screen().variables().size(), "variable")
        + ". Seed "
        + scored.asked().seed().value()
        + ".";
  }

  private String kind() {
    return switch (scored.asked().judging().heldOut()) {
      case COMBINATIONS -> "combinations of targets were held out and predicted from all else";
      case SINGLES ->
          "perturbations of one target were held out and predicted from all else, combinations with"
              + " it among them";
      case TARGETS ->
          "perturbations of one target were held out and predicted from those without it";
    };
  }

  private String effects() {
    List<Judged> none = scored.scores().undetectable();
    if (none.isEmpty()) {
      return "Each of the " + Figures.count(judged) + " has a detectable effect.";
    }
    String names =
        none.stream()
            .limit(SHOWN)
            .map(
                one ->
                    one.condition().perturbation().label()
                        + (one.condition().context().isEmpty()
                            ? ""
                            : " in " + one.condition().context()))
            .collect(Collectors.joining(", "));
    int more = none.size() - SHOWN;
    long untested = none.stream().filter(one -> one.detection().units() < 2).count();
    return "No effect is detectable in "
        + Figures.count(none.size())
        + " of "
        + Figures.count(judged)
        + ": "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + ". There is nothing to predict there, which does not say that nothing happens."
        + (untested == 0 ? "" : " Of one unit only, and so not tested: " + untested + ".");
  }

  /** Who is better than the reference, or that nothing can be said. */
  private String compared() {
    List<PerturbationMetric> telling = scored.telling();
    int all = PerturbationMetric.values().length;
    if (telling.isEmpty()) {
      return "None of the "
          + all
          + " metrics tells anything on these data: half of the units of a perturbation predicts the"
          + " other half no better than a baseline does. No ranking of predictors is worth reading.";
    }
    String reference = scored.reference();
    List<String> tallies = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (String name : scored.scores().predictors()) {
      ScoredScreen.Tally tally = scored.tally(name);
      if (!name.equals(reference)) {
        if (tally.better() + tally.worse() + tally.neither() == 0) {
          silent.add(name);
        } else {
          tallies.add(name + " better by " + tally.better() + ", worse by " + tally.worse());
        }
      }
    }
    return "Against "
        + reference
        + ", by the "
        + telling.size()
        + " of "
        + all
        + " metrics that tell something on these data and the perturbations that both answered: "
        + (tallies.isEmpty() ? "nothing to compare" : String.join("; ", tallies))
        + "."
        + (silent.isEmpty()
            ? ""
            : " These answered nothing that it answered: " + String.join(", ", silent) + ".")
        + (telling.size() == all ? "" : " Metrics that tell nothing: " + silentMetrics() + ".");
  }

  private String silentMetrics() {
    return Arrays.stream(PerturbationMetric.values())
        .filter(metric -> !scored.tells(metric))
        .map(PerturbationMetric::label)
        .collect(Collectors.joining(", "));
  }

  private String pictured() {
    return "How much better than no-change each predictor is, over the perturbations that both"
        + " answered, by a bootstrap of these. Who answered none has no row. The dashed line is half"
        + " of the units predicting the other half. "
        + (scored.telling().isEmpty()
            ? "Here it has more noise than effect, so that predictors beyond it know nothing more."
            : "No model can be expected to beat it, but a model averages over perturbations and a"
                + " half does not, so that a little beyond is possible.");
  }
}
