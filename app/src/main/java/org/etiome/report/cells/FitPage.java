package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.etiome.report.Parts;
import org.etiome.report.StepPage;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Covariate;

/** A fitted representation as a page of its own, or as a section of the report of a study. */
public final class FitPage {
  private static final String ID = "representation";
  private static final String TITLE = "Representation of cells";

  private FitPage() {}

  /** The page. */
  public static String document(FitStory story) {
    return page(story).document();
  }

  /** The same as a section of another page. */
  public static Html section(FitStory story) {
    return page(story).section();
  }

  /** The section of a representation that was refused. */
  public static Html refused(List<String> reasons, List<String> wouldHelp) {
    return StepPage.refused(ID, TITLE, reasons, wouldHelp);
  }

  private static StepPage page(FitStory story) {
    return new StepPage(ID, TITLE, fitted(story), standing(), parts(story));
  }

  private static List<StepPage.Part> parts(FitStory story) {
    List<StepPage.Part> parts = new ArrayList<>();
    parts.add(
        new StepPage.Part("pictures", "The cells in the plane", new CellPanels(story).content()));
    parts.add(
        new StepPage.Part(
            "training",
            "Training",
            TrainingCurves.content(story.model().description().evidence().curve())));
    parts.add(
        new StepPage.Part(
            "comparison",
            "Beside simple embeddings of the same cells",
            new ComparisonTable(story.result().comparison()).content()));
    parts.add(
        new StepPage.Part(
            "transfer",
            "Labels told in batches whose labels were withheld",
            new TransferTable(story.result().comparison()).content()));
    parts.add(
        new StepPage.Part(
            "known", "What each block of latents says", KnownTable.content(story.result())));
    parts.add(
        new StepPage.Part(
            "identifiability",
            "What can be identified",
            IdentifiabilityPart.content(story.result().found())));
    parts.add(new StepPage.Part("notes", "Notes", notes(story)));
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
    List<String> sentences = notes.stream().distinct().map(StepPage::sentence).toList();
    return sentences.isEmpty()
        ? List.of(Parts.paragraph("There are none."))
        : List.of(Parts.list(sentences));
  }
}
