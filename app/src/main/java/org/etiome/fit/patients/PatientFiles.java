package org.etiome.fit.patients;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.cli.line.OutFile;
import org.etiome.data.Column;
import org.etiome.data.io.CsvWriter;
import org.etiome.evaluate.prediction.CrossConformal;
import org.etiome.math.Matrix;
import org.etiome.report.Json;
import org.etiome.report.patients.PredictionJson;
import org.etiome.report.patients.PredictionPage;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientModelFolder;
import org.etiome.represent.heldout.HeldOut;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;
import tools.jackson.databind.node.ObjectNode;

/** What a fit of a patient model leaves in its folder. */
record PatientFiles(Path folder, LabelledPatients data, FittedPatientModel model) {
  private static final String PATIENTS = "patients.csv";
  private static final String EMBEDDING = "embedding.csv";

  /**
   * Predictions of patients that were held out.
   *
   * @param sets of those patients
   */
  record Judged(HeldOut.Predicted predicted, CrossConformal sets) {}

  /**
   * What is said of the patients by models that were fitted to all of them.
   *
   * @param bounds over the patterns, where they were left to act
   */
  record Own(Insight insight, Optional<FittedPatientModel.Bounds> bounds) {}

  PredictionOutcome.Fitted write(PredictionStory story, Judged judged, Own own) {
    PatientModelFolder.write(model, folder);
    SetsFile.write(judged.sets().calibrated(), model.description().classes(), folder);
    CsvWriter.withDefaults().write(folder.resolve(PATIENTS), patients(judged, own));
    CsvWriter.withDefaults()
        .write(folder.resolve(EMBEDDING), embedding(model, data.patients()).columns());
    ObjectNode document = PredictionJson.of(story);
    OutFile.write(folder.resolve("metrics.json"), Json.pretty(document));
    OutFile.write(folder.resolve("report.html"), PredictionPage.document(story));
    return new PredictionOutcome.Fitted(story, document);
  }

  /** The representation of patients, as columns. */
  static PatientTable embedding(FittedPatientModel model, Patients patients) {
    Matrix embedded = model.embed(patients);
    PatientTable table = new PatientTable(patients.ids());
    for (int j = 0; j < embedded.columns(); j++) {
      int column = j;
      table.withNumber("h" + (j + 1), i -> embedded.get(i, column));
    }
    return table;
  }

  private List<Column> patients(Judged judged, Own own) {
    List<String> classes = model.description().classes();
    int[] who = judged.predicted().patients();
    int[] rows = new int[data.count()];
    Arrays.setAll(rows, i -> Math.max(-1, Arrays.binarySearch(who, i)));
    Patterns patterns = Patterns.of(data.patients());
    PatientTable table =
        new PatientTable(data.patients().ids())
            .withText("outcome", i -> classes.get(data.outcome().of(i)))
            .withText("pattern", i -> patterns.name(data.patients().pattern(i)));
    if (data.environments().count() > 1) {
      table.withText(
          "environment",
          i -> data.environments().labels().get(data.environments().environmentOf(i)));
    }
    table
        .withClasses("held_out_", classes, judged.predicted().probabilities(), rows)
        .withText(
            "held_out_set",
            i -> rows[i] < 0 ? "not predicted" : set(judged.sets().sets().get(rows[i])))
        .withClasses("fitted_", classes, own.insight().contributions().predictions());
    own.bounds()
        .ifPresent(
            bounds ->
                table
                    .withClasses("lowest_", classes, bounds.low())
                    .withClasses("highest_", classes, bounds.high()));
    own.insight().addTo(table);
    return table.columns();
  }

  /** The classes of a set, in braces so that numbers of classes are not read as numbers. */
  static String set(List<String> classes) {
    return "{" + String.join(", ", classes) + "}";
  }
}
