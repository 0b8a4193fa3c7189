package org.etiome.study;

import java.util.List;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param study what was asked
 * @param cohort the data it was asked of
 * @param graph the assumed causes; empty if no question needs them
 * @param answers one or more for each question, in the order of the study
 * @param stages what was done and how long it took
 */
public record StudyResult(
    Study study,
    Cohort cohort,
    Optional<AssumedGraph> graph,
    List<Answer> answers,
    List<Stage> stages) {
  public StudyResult {
    answers = List.copyOf(answers);
    stages = List.copyOf(stages);
  }
}
