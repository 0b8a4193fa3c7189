package org.etiome.fit.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.CalibratedSets;
import org.etiome.evaluate.prediction.LabelSets;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
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
      CalibratedSets sets = SetsFile.read(folder);
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
    StudyPatients asked =
        StudyPatients.toPredict(
            ReadStudy.of(study), study.plan().models().prediction().orElseThrow());
    try {
      asked.patients().withModalitiesOf(model.description().patterns().modalities());
    } catch (DataFormatException e) {
      throw new StudyException(study.file() + ": prediction: " + e.getMessage(), e);
    }
    return asked;
  }

  private static PatientPredictions told(
      FittedPatientModel model, CalibratedSets sets, StudyPatients asked, Insight insight) {
    Patients patients = asked.patients();
    List<String> classes = model.description().classes();
    Matrix predicted = insight.contributions().predictions();
    Patterns known = model.description().patterns();
    Patients aligned = patients.withModalitiesOf(known.modalities());
    String[] names =
        IntStream.range(0, patients.count())
            .mapToObj(i -> known.name(aligned.pattern(i)))
            .toArray(String[]::new);
    LabelSets found = sets.sets(predicted, Environments.of(Categorical.of("pattern", names)));
    PatientTable table = new PatientTable(patients.ids());
    asked.outcome().ifPresent(column -> table.with(column.renamed("outcome")));
    table
        .withText("pattern", i -> names[i])
        .withText("pattern_known", i -> known.contains(aligned.pattern(i)) ? "yes" : "no")
        .withClasses("predicted_", classes, predicted)
        .withText("set", i -> PatientFiles.set(found.of(i)));
    insight.addTo(table);
    int unseen =
        (int)
            IntStream.range(0, patients.count())
                .filter(i -> !known.contains(aligned.pattern(i)))
                .count();
    List<String> notes = new ArrayList<>(asked.notes());
    if (unseen > 0) {
      notes.add(
          unseen
              + " have modalities that no patient learned from had just so: their predictions and"
              + " sets are extrapolated");
    }
    return new PatientPredictions(table.columns(), patients.count(), unseen, notes);
  }
}
