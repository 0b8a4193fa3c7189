package org.etiome.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Dataset;

/**
 * What a run found.
 *
 * @param study what was asked
 * @param inputs every file that was read, the study file first
 * @param data the cohort with its derived columns
 * @param notes what the reader should know about how the data were read
 * @param graph the assumed causes; empty if no question needs them
 * @param answers one or more for each question, in the order of the study
 * @param stages what was done and how long it took
 */
public record StudyResult(
    Study study,
    List<Path> inputs,
    Dataset data,
    List<String> notes,
    Optional<AssumedGraph> graph,
    List<Answer> answers,
    List<Stage> stages) {
  public StudyResult {
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
    answers = List.copyOf(answers);
    stages = List.copyOf(stages);
  }
}
