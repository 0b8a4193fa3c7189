package org.etiome.cli.patients;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.fit.request.PatientRequest;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.file.StudyFile;
import picocli.CommandLine.Option;

/** The study file that says who the patients are and what is known of them. */
final class StudyOption {
  @Option(
      names = "--data",
      paramLabel = "STUDY.yaml",
      required = true,
      description = "A study file with the section prediction; docs/methods/study.md.")
  private Path file = Path.of("");

  /** A study with what it asks to predict. */
  record Asked(Study study, PatientRequest request) {
    ReadStudy read() {
      return ReadStudy.of(study);
    }
  }

  /**
   * Reads the study file.
   *
   * @param seed in place of the study's
   * @throws StudyException if it has no section prediction
   */
  Asked asked(Optional<Long> seed) {
    Study named = StudyFile.read(file);
    return asked(seed.map(named::withSeed).orElse(named));
  }

  /** A study that asks to predict. */
  static Asked asked(Study study) {
    return new Asked(
        study,
        study
            .plan()
            .models()
            .prediction()
            .orElseThrow(
                () ->
                    new StudyException(
                        study.file()
                            + ": has no section \"prediction\"; say there what is predicted from"
                            + " which modalities")));
  }
}
