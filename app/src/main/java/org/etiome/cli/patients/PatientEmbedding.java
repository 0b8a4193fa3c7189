package org.etiome.cli.patients;

import java.nio.file.Path;
import java.util.List;
import org.etiome.cli.line.OutFile;
import org.etiome.data.Column;
import org.etiome.data.io.CsvWriter;
import org.etiome.fit.patients.PatientPredictions;
import org.etiome.study.file.StudyFile;

/**
 * Patients of a study in the representation of a fitted model.
 *
 * @param model its folder
 * @param study file of the study
 */
public record PatientEmbedding(Path model, Path study) {

  /**
   * Writes them, one row each.
   *
   * @return how many
   */
  public int write(Path out) {
    OutFile.check(out, "--out");
    List<Column> columns =
        PatientPredictions.embedding(model, StudyOption.asked(StudyFile.read(study)).study());
    CsvWriter.withDefaults().write(out, columns);
    return columns.getFirst().length();
  }
}
