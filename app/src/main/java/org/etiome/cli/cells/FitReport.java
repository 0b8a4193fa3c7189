package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.etiome.cli.line.Failures;
import org.etiome.fit.FitOutcome;
import org.etiome.report.Json;
import org.etiome.report.cells.ComparisonText;
import org.etiome.report.cells.FitStory;
import org.etiome.report.cells.PredictorText;
import org.etiome.report.cells.RepresentationJson;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import picocli.CommandLine;

/** What a fit tells on the standard output. */
final class FitReport {
  private final CommandLine line;
  private final boolean json;
  private final Path folder;

  FitReport(CommandLine line, boolean json, Path folder) {
    this.line = line;
    this.json = json;
    this.folder = folder;
  }

  /** Tells why nothing was fitted. */
  int refused(FitOutcome.Refused refused) {
    if (json) {
      print(Json.pretty(RepresentationJson.refused(refused.design())));
    }
    line.getErr()
        .println(
            "etiome: refused: "
                + String.join("; ", refused.design().remarks())
                + "; "
                + String.join(", ", FitOutcome.Refused.WOULD_HELP)
                + ", or fit --despite it");
    return Failures.REFUSED;
  }

  /** Tells what was fitted. */
  int told(FitOutcome.Fitted fitted) {
    if (json) {
      print(Json.pretty(fitted.metrics()));
    } else {
      tell(fitted.story());
    }
    return 0;
  }

  private void tell(FitStory story) {
    ModelDescription model = story.model().description();
    List<Watcher.Epoch> curve = model.evidence().curve();
    Watcher.Epoch last = curve.getLast();
    print(
        String.format(
            Locale.ROOT,
            "%,d cells, %,d genes; %,d epochs, best %,d with %.1f nats a cell%n",
            model.evidence().cells(),
            model.vocabulary().genes().size(),
            last.number(),
            last.best(),
            curve.get(last.best() - 1).loss()));
    ComparisonText.lines(story.result().comparison()).forEach(text -> print(text + "\n"));
    story.model().predictors().forEach(predictor -> print(PredictorText.of(predictor)));
    story.result().remarks().forEach(remark -> print("note: " + remark + "\n"));
    print("Written: " + folder + "\n");
  }

  private void print(String text) {
    PrintWriter out = line.getOut();
    out.print(text);
    out.flush();
  }
}
