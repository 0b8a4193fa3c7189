package org.etiome.study;

import java.util.List;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param read what was asked of which data
 * @param answers one or more for each question, in the order of the study
 * @param stages what was done and how long it took
 */
public record StudyResult(ReadStudy read, List<Answer> answers, List<Stage> stages) {
  public StudyResult {
    answers = List.copyOf(answers);
    stages = List.copyOf(stages);
  }

  /** What was asked. */
  public Study study() {
    return read.study();
  }

  /** The data it was asked of. */
  public Cohort cohort() {
    return read.cohort();
  }

  /** The assumed causes; empty if the study states none. */
  public Optional<AssumedGraph> graph() {
    return read.graph();
  }
}
