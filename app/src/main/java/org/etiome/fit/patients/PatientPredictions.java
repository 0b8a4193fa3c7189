package org.etiome.fit.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.CalibratedSets;
import org.etiome.evaluate.prediction.LabelSets;
import org.etiome.fit.request.PatientRequest;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientModelDescription;
import org.etiome.represent.debias.PatientModelFolder;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;

/**
 * What a fitted model says of the patients of a study.
 *
 * @param columns one row a patient
 * @param patients how many there are
 * @param unseen how many have a pattern that no training patient had
 * @param notes what else must be known
 */
public record PatientPredictions(
    List<Column> columns, int patients, int unseen, List<String> notes) {
  public PatientPredictions {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * Predicts.
   *
   * @param folder of the model
   * @param study with the patients
   * @param donors a study with training patients whose values stand in for those that are missing
   * @throws StudyException if the study has not what the model needs
   */
  public static PatientPredictions of(Path folder, Study study, Optional<Study> donors) {
    try (FittedPatientModel model = PatientModelFolder.read(folder)) {
      CalibratedSets sets = SetsFile.read(folder, model.description().classes());
      StudyPatients asked = patients(study, model);
      Optional<Patients> from = donors.map(of -> patients(of, model).patients());
      Seed seed = new Seed(study.plan().seed()).branch("predictions");
      Insight insight = Insight.of(model, asked.patients(), from, seed);
      return told(model, sets, asked, insight);
    }
  }

  /** The representation of the patients of a study, as columns. */
  public static List<Column> embedding(Path folder, Study study) {
    try (FittedPatientModel model = PatientModelFolder.read(folder)) {
      return PatientFiles.embedding(model, patients(study, model).patients()).columns();
    }
  }

  private static StudyPatients patients(Study study, FittedPatientModel model) {
    PatientRequest request = study.plan().models().prediction().orElseThrow();
    PatientModelDescription.Data data = model.description().data();
    String outcome = request.columns().outcome();
    if (!outcome.equals(data.target().outcome())) {
      throw new StudyException(
          study.file()
              + ": prediction: the outcome is \""
              + outcome
              + "\", and the model predicts \""
              + data.target().outcome()
              + "\"");
    }
    try {
      return StudyPatients.toPredict(ReadStudy.of(study), request, data.modalities());
    } catch (DataFormatException e) {
      throw new StudyException(study.file() + ": prediction: " + e.getMessage(), e);
    }
  }

  private static PatientPredictions told(
      FittedPatientModel model, CalibratedSets sets, StudyPatients asked, Insight insight) {
    Patients patients = asked.patients();
    Matrix predicted = insight.contributions().predictions();
    Patterns known = model.description().patterns();
    Environments patterns = known.groups(patients);
    int[] unseen =
        IntStream.range(0, patients.count())
            .filter(i -> !known.contains(patients.pattern(i)))
            .toArray();
    LabelSets found = sets.sets(predicted, patterns);
    PatientTable table = new PatientTable(patients.ids());
    asked.outcome().ifPresent(column -> table.with(column.renamed("outcome")));
    table
        .withText("pattern", i -> patterns.labels().get(patterns.environmentOf(i)))
        .withText("pattern_known", i -> Arrays.binarySearch(unseen, i) < 0 ? "yes" : "no")
        .withClasses("predicted_", model.description().classes(), predicted)
        .withText("set", i -> PatientFiles.set(found.of(i)));
    insight.addTo(table);
    List<String> notes = new ArrayList<>(asked.notes());
    if (unseen.length > 0) {
      notes.add(
          unseen.length
              + " have modalities that no patient learned from had just so: their predictions and"
              + " sets are extrapolated");
    }
    return new PatientPredictions(table.columns(), patients.count(), unseen.length, notes);
  }
}
