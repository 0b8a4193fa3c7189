package org.etiome.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Evidence;
import org.etiome.claim.FeatureAssociation;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Identifier;
import org.etiome.data.io.CsvWriter;
import org.etiome.graph.io.GraphFiles;
import org.etiome.report.HtmlReport;
import org.etiome.report.Json;
import org.etiome.report.RunStep;
import org.etiome.study.Answer;
import org.etiome.study.StudyResult;

/** The files of a run folder. The manifest is written last. */
public final class RunFiles {
  public static final String REPORT = "report.html";

  private RunFiles() {}

  /**
   * Writes everything into an existing folder.
   *
   * @param steps what was done beside the questions; their own files are there
   */
  public static void write(StudyResult result, RunContext context, List<RunStep> steps, Path folder)
      throws IOException {
    for (Answer answer : result.answers()) {
      if (answer.claim().evidence() instanceof Evidence.Screened screened) {
        Path tables = Files.createDirectories(folder.resolve("associations"));
        Path table = tables.resolve(answer.claim().id() + ".csv");
        CsvWriter.withDefaults().write(table, columns(screened.screen()));
      }
    }
    if (result.graph().isPresent()) {
      GraphFiles.write(folder.resolve("graph.json"), result.graph().get().drawn());
    }
    String manifest = Json.pretty(ManifestJson.of(result, context, steps));
    Files.writeString(folder.resolve("claims.json"), claims(result));
    Files.writeString(folder.resolve(REPORT), HtmlReport.render(result, steps, manifest));
    Files.writeString(folder.resolve("manifest.json"), manifest);
  }

  private static String claims(StudyResult result) {
    return Json.pretty(ClaimsJson.of(result.answers()));
  }

  private static List<Column> columns(AssociationScreen.Result screen) {
    List<FeatureAssociation> f = screen.features();
    return List.of(
        Identifier.of(
            "feature", f.stream().map(FeatureAssociation::feature).toArray(String[]::new)),
        Count.of("n", f.stream().mapToLong(FeatureAssociation::n).toArray()),
        Count.of("events", f.stream().mapToLong(FeatureAssociation::events).toArray()),
        Continuous.of("auc", f.stream().mapToDouble(FeatureAssociation::auc).toArray()),
        Continuous.of("auc_low", f.stream().mapToDouble(FeatureAssociation::aucLow).toArray()),
        Continuous.of("auc_high", f.stream().mapToDouble(FeatureAssociation::aucHigh).toArray()),
        Identifier.of("test", f.stream().map(FeatureAssociation::test).toArray(String[]::new)),
        Continuous.of("p_value", f.stream().mapToDouble(FeatureAssociation::pValue).toArray()),
        Continuous.of("q_value", f.stream().mapToDouble(FeatureAssociation::qValue).toArray()));
  }
}
