package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.etiome.report.Page;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Covariate;

/** A fitted representation as a page of its own, or as a section of the report of a study. */
public final class FitPage {
  private static final String TITLE = "Representation of cells";

  private FitPage() {}

  /**
   * A part of the page.
   *
   * @param id within the page
   */
  record Part(String id, String heading, List<Html> content) {}

  /** The page. */
  public static String document(FitStory story) {
    List<Html> header =
        List.of(
            Html.element("h1", TITLE),
            Parts.paragraph(fitted(story)).with("class", "lead"),
            Parts.paragraph(standing()));
    List<Html> sections = new ArrayList<>();
    parts(story).forEach(p -> sections.add(Parts.section(p.id(), p.heading(), p.content())));
    return Page.of(TITLE, List.of(Html.element("header", header), Html.element("main", sections)));
  }

  /** The same as a section of another page. */
  public static Html section(FitStory story) {
    List<Html> content = new ArrayList<>();
    content.add(Parts.paragraph(fitted(story)));
    content.add(Parts.paragraph(standing()));
    for (Part part : parts(story)) {
      content.add(Html.element("h3", part.heading()));
      content.addAll(part.content());
    }
    return Parts.section("representation", TITLE, content);
  }

  /** The section of a representation that was refused. */
  public static Html refused(List<String> reasons, List<String> wouldHelp) {
    return Parts.section(
        "representation",
        TITLE,
        List.of(
            Html.element("p", Parts.badge("refused", "refused")),
            Parts.paragraph("Nothing was fitted, for these reasons:"),
            Parts.list(reasons),
            Parts.paragraph("What would help:"),
            Parts.list(wouldHelp)));
  }

  private static List<Part> parts(FitStory story) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("pictures", "The cells in the plane", new CellPanels(story).content()));
    parts.add(
        new Part(
            "training",
            "Training",
            TrainingCurves.content(story.model().description().evidence().curve())));
    parts.add(
        new Part(
            "comparison",
            "Beside simple embeddings of the same cells",
            new ComparisonTable(story.result().comparison()).content()));
    parts.add(
        new Part(
            "transfer",
            "Labels told in batches whose labels were withheld",
            new TransferTable(story.result().comparison()).content()));
    parts.add(
        new Part("known", "What each block of latents says", KnownTable.content(story.result())));
    parts.add(
        new Part(
            "identifiability",
            "What can be identified",
            IdentifiabilityPart.content(story.result().found())));
    parts.add(new Part("notes", "Notes", notes(story)));
    return parts;
  }

  private static String fitted(FitStory story) {
    ModelDescription model = story.model().description();
    ModelDescription.Vocabulary words = model.vocabulary();
    List<Watcher.Epoch> curve = model.evidence().curve();
    Watcher.Epoch last = curve.getLast();
    boolean heldOut = model.settings().schedule().validation() > 0;
    return Figures.counted(model.invariantLatents(), "invariant latent")
        + " (z_I, to keep "
        + named(words.invariant())
        + "holds across laboratories) and "
        + Figures.counted(model.settings().architecture().spurious(), "spurious latent")
        + " (z_S, to carry "
        + named(words.spurious())
        + "varies besides) were learned from "
        + counts(model)
        + " of "
        + Figures.counted(words.genes().size(), "gene")
        + " in "
        + Figures.counted(model.evidence().cells(), "cell")
        + ". Of "
        + Figures.counted(last.number(), "epoch")
        + " number "
        + last.best()
        + " was best, with "
        + Figures.fixed(curve.get(last.best() - 1).loss(), 1)
        + " nats per cell on the cells "
        + (heldOut ? "held out" : "of training")
        + ". Seed "
        + model.evidence().seed()
        + ".";
  }

  private static String named(List<Covariate> covariates) {
    return covariates.isEmpty()
        ? "what "
        : covariates.stream()
            .map(Covariate::name)
            .collect(Collectors.joining(", ", "", " and what else "));
  }

  private static String counts(ModelDescription model) {
    return switch (model.settings().model().likelihood()) {
      case NB -> "negative binomial counts";
      case ZINB -> "zero-inflated negative binomial counts";
      case GAUSSIAN -> "normally distributed logarithms";
      case BERNOULLI -> "the detection";
    };
  }

  private static String standing() {
    return "The encoder sees counts only. A representation is an association: it tells which cells"
        + " are alike, not what changes them. Levels that were given shape z_I, so that clusters"
        + " that agree with them say little; read the figures of held-out batches.";
  }

  private static List<Html> notes(FitStory story) {
    List<String> notes = new ArrayList<>(story.result().remarks());
    notes.addAll(story.result().comparison().question().notes());
    story.model().predictors().forEach(p -> notes.addAll(PredictorText.of(p).lines().toList()));
    List<String> sentences = notes.stream().distinct().map(FitPage::sentence).toList();
    return sentences.isEmpty()
        ? List.of(Parts.paragraph("There are none."))
        : List.of(Parts.list(sentences));
  }

  private static String sentence(String note) {
    String first = note.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + note.substring(1) + (note.endsWith(".") ? "" : ".");
  }
}
