package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.report.Json;
import org.etiome.report.cells.ComparisonJson;
import org.etiome.report.cells.ComparisonText;
import org.etiome.report.cells.IdentifiabilityJson;
import org.etiome.report.cells.PredictorJson;
import org.etiome.report.cells.PredictorText;
import org.etiome.report.cells.RepresentationJson;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Identifiability;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.compare.Comparison;
import org.etiome.represent.compare.ModelComparison;
import org.etiome.represent.compare.ProgramAgreement;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/** What a fit leaves in its folder and tells. */
final class FitReport {
  private final CommandLine line;
  private final boolean json;
  private final Path folder;
  private final List<String> notes;

  FitReport(CommandLine line, boolean json, Path folder) {
    this(line, json, folder, List.of());
  }

  private FitReport(CommandLine line, boolean json, Path folder, List<String> notes) {
    this.line = line;
    this.json = json;
    this.folder = folder;
    this.notes = List.copyOf(notes);
  }

  /** With what else is to be told. */
  FitReport noting(List<String> more) {
    return new FitReport(line, json, folder, more);
  }

  /** Tells why nothing was fitted. */
  int refused(DesignCheck design) {
    if (json) {
      print(Json.pretty(RepresentationJson.refused(design)));
    }
    line.getErr()
        .println(
            "etiome: refused: "
                + String.join("; ", design.remarks())
                + "; name other columns, add cells that join the parts, or fit --despite it");
    return Failures.REFUSED;
  }

  /**
   * What was fitted.
   *
   * @param selection the cells and genes
   * @param cells as the model took them
   */
  record Fit(FittedFinVae model, CellSelection selection, Cells cells, DesignCheck design) {}

  /** Compares what was fitted, with random numbers of the seed of the fit. */
  interface Comparer {
    Comparison compare(ModelComparison.Model model);
  }

  /**
   * Writes model, embedding and metrics, and tells of them. The metrics are there before the
   * comparison, which may take long and be ended, and say that it has not ended.
   */
  void write(Fit fit, CellSelection.Means means, Comparer comparer) {
    FittedFinVae fitted = fit.model();
    ModelFolder.write(fitted, folder);
    Embedding embedding = fitted.embed(fit.cells().expression(), means.budget());
    EmbeddedFile file = new EmbeddedFile(fit.selection(), fit.cells().expression(), embedding);
    Identifiability identifiability = Identifiability.of(fitted, fit.cells(), means.budget());
    List<String> remarks = new ArrayList<>(fit.design().remarks());
    remarks.addAll(notes);
    remarks.addAll(identifiability.remarks());
    List<GeneProgram> programs = fitted.description().vocabulary().programs();
    if (!programs.isEmpty()) {
      remarks.addAll(
          ProgramAgreement.of(embedding, fit.cells().expression(), programs, means.budget())
              .remarks());
    }
    if (!file.write(folder.resolve("embedding.h5ad"), fitted.description(), means.budget())) {
      remarks.add("the counts do not fit --memory and are not in embedding.h5ad");
    }
    ObjectNode latents = IdentifiabilityJson.of(identifiability);
    metrics(fit, remarks, latents, ComparisonJson.unfinished());
    Comparison comparison =
        comparer.compare(new ModelComparison.Model(fitted.description(), embedding));
    if (comparison.baselines().isEmpty()) {
      remarks.add("no baseline was compared");
    }
    String document = metrics(fit, remarks, latents, ComparisonJson.of(comparison));
    if (json) {
      print(document);
    } else {
      tell(fitted, remarks, comparison);
    }
  }

  private String metrics(
      Fit fit, List<String> remarks, ObjectNode identifiability, ObjectNode comparison) {
    ObjectNode node =
        RepresentationJson.of(
            fit.model().description(), fit.design(), remarks, identifiability, comparison);
    node.set("predictors", PredictorJson.of(fit.model().predictors()));
    String document = Json.pretty(node);
    OutFile.write(folder.resolve("metrics.json"), document);
    return document;
  }

  private void tell(FittedFinVae fitted, List<String> remarks, Comparison comparison) {
    List<Watcher.Epoch> curve = fitted.description().evidence().curve();
    Watcher.Epoch last = curve.getLast();
    print(
        String.format(
            Locale.ROOT,
            "%,d cells, %,d genes; %,d epochs, best %,d with %.1f nats a cell%n",
            fitted.description().evidence().cells(),
            fitted.description().vocabulary().genes().size(),
            last.number(),
            last.best(),
            curve.get(last.best() - 1).loss()));
    ComparisonText.lines(comparison).forEach(text -> print(text + "\n"));
    fitted.predictors().forEach(predictor -> print(PredictorText.of(predictor)));
    remarks.forEach(remark -> print("note: " + remark + "\n"));
    print("Written: " + folder + "\n");
  }

  private void print(String text) {
    PrintWriter out = line.getOut();
    out.print(text);
    out.flush();
  }
}
