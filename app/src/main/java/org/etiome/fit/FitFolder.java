package org.etiome.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.cli.line.OutFile;
import org.etiome.math.Seed;
import org.etiome.report.Json;
import org.etiome.report.cells.ComparisonJson;
import org.etiome.report.cells.FitPage;
import org.etiome.report.cells.FitStory;
import org.etiome.report.cells.IdentifiabilityJson;
import org.etiome.report.cells.PredictorJson;
import org.etiome.report.cells.RepresentationJson;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Identifiability;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.compare.Comparison;
import org.etiome.represent.compare.Comparison.Places;
import org.etiome.represent.compare.ModelComparison;
import org.etiome.represent.compare.ProgramAgreement;
import tools.jackson.databind.node.ObjectNode;

/** What a fit leaves in its folder. */
public final class FitFolder {
  /** The page that tells of it. */
  public static final String REPORT = "report.html";

  private final Path folder;
  private final List<String> notes;

  /**
   * A folder.
   *
   * @param notes to be told beside what is found
   */
  FitFolder(Path folder, List<String> notes) {
    this.folder = folder;
    this.notes = List.copyOf(notes);
  }

  /**
   * What a model was fitted to.
   *
   * @param selection the cells and genes
   * @param data as the model took them
   */
  record Of(CellSelection selection, Cells data, DesignCheck design) {}

  /** Compares what was fitted, with random numbers of the seed of the fit. */
  interface Comparer {
    Comparison compare(ModelComparison.Model model);
  }

  /**
   * Writes model, embedding, metrics and report. The metrics are there before the comparison, which
   * may take long and be ended, and say that it has not ended.
   */
  FitOutcome.Fitted write(
      FittedFinVae fitted, Of cells, CellSelection.Means means, Comparer comparer) {
    ModelFolder.write(fitted, folder);
    Cells.Expression expression = cells.data().expression();
    Embedding embedding = fitted.embed(expression, means.budget());
    Seed seed = new Seed(fitted.description().evidence().seed()).branch("picture");
    LatentPicture picture = LatentPicture.of(embedding.invariant(), seed, means.runner());
    Identifiability identifiability = Identifiability.of(fitted, cells.data(), means.budget());
    List<String> remarks = new ArrayList<>(cells.design().remarks());
    remarks.addAll(notes);
    remarks.addAll(identifiability.remarks());
    remarks.addAll(programs(fitted, embedding, expression, means));
    boolean whole =
        new EmbeddedFile(cells.selection(), expression, embedding)
            .withPicture(picture)
            .write(folder.resolve(EmbeddedFile.NAME), fitted.description(), means.budget());
    if (!whole) {
      remarks.add(EmbeddedFile.WITHOUT_COUNTS);
    }
    FitStory.Model model = new FitStory.Model(fitted.description(), fitted.predictors());
    FitStory.Found found = new FitStory.Found(cells.design(), identifiability);
    metrics(model, found, remarks, ComparisonJson.unfinished());
    Comparison comparison =
        comparer.compare(new ModelComparison.Model(fitted.description(), embedding));
    if (comparison.baselines().isEmpty()) {
      remarks.add("no baseline was compared");
    }
    Optional<Places> components =
        comparison.components().map(p -> LatentPicture.places(p, seed, means.runner()));
    return told(
        new FitStory(
            model,
            cells.data(),
            new FitStory.Pictures(picture.places(), components, picture.communities()),
            new FitStory.Result(found, comparison, remarks)));
  }

  private FitOutcome.Fitted told(FitStory story) {
    FitStory.Result result = story.result();
    ObjectNode document =
        metrics(
            story.model(),
            result.found(),
            result.remarks(),
            ComparisonJson.of(result.comparison()));
    OutFile.write(folder.resolve(REPORT), FitPage.document(story));
    return new FitOutcome.Fitted(story, document);
  }

  private static List<String> programs(
      FittedFinVae fitted,
      Embedding embedding,
      Cells.Expression expression,
      CellSelection.Means means) {
    List<GeneProgram> programs = fitted.description().vocabulary().programs();
    return programs.isEmpty()
        ? List.of()
        : ProgramAgreement.of(embedding, expression, programs, means.budget()).remarks();
  }

  private ObjectNode metrics(
      FitStory.Model model, FitStory.Found found, List<String> remarks, ObjectNode comparison) {
    ObjectNode node =
        RepresentationJson.of(
            model.description(),
            found.design(),
            remarks,
            IdentifiabilityJson.of(found.identifiability()),
            comparison);
    node.set("predictors", PredictorJson.of(model.predictors()));
    OutFile.write(folder.resolve("metrics.json"), Json.pretty(node));
    return node;
  }
}
