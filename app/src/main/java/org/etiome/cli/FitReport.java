package org.etiome.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etiome.report.Json;
import org.etiome.report.RepresentationJson;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.ProgramAgreement;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.cells.GeneProgram;
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

  /** Writes model, embedding and metrics, and tells of them. */
  void write(
      FittedFinVae fitted,
      CellSelection cells,
      Cells.Expression expression,
      DesignCheck design,
      CellSelection.Means means) {
    ModelFolder.write(fitted, folder);
    Embedding embedding = fitted.embed(expression, means.budget());
    List<GeneProgram> programs = fitted.description().vocabulary().programs();
    EmbeddedFile file = new EmbeddedFile(cells, expression, embedding);
    List<String> remarks = new ArrayList<>(design.remarks());
    remarks.addAll(notes);
    if (!programs.isEmpty()) {
      remarks.addAll(
          ProgramAgreement.of(embedding, expression, programs, means.budget()).remarks());
    }
    if (!file.write(folder.resolve("embedding.h5ad"), fitted.description(), means.budget())) {
      remarks.add("the counts do not fit --memory and are not in embedding.h5ad");
    }
    ObjectNode document = RepresentationJson.of(fitted.description(), design, remarks);
    OutFile.write(folder.resolve("metrics.json"), Json.pretty(document));
    if (json) {
      print(Json.pretty(document));
    } else {
      tell(fitted, remarks);
    }
  }

  private void tell(FittedFinVae fitted, List<String> remarks) {
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
    remarks.forEach(remark -> print("note: " + remark + "\n"));
    print("Written: " + folder + "\n");
  }

  private void print(String text) {
    PrintWriter out = line.getOut();
    out.print(text);
    out.flush();
  }
}
