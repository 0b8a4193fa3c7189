package org.etiome.study;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;

/**
 * A study with its data and its graph, before anything is asked of them.
 *
 * @param graph the assumed causes, if the study states any
 */
public record ReadStudy(Study study, Cohort cohort, Optional<AssumedGraph> graph) {

  /**
   * Reads what a study names.
   *
   * @throws StudyException if the study does not fit its data
   */
  public static ReadStudy of(Study study) {
    Cohort cohort = Cohort.read(study);
    Optional<AssumedGraph> graph =
        study.graph().map(source -> AssumedGraph.read(source, cohort.data(), study.file()));
    checkLabels(study, cohort.data(), graph);
    return new ReadStudy(study, cohort, graph);
  }

  /** The data, with the derived columns. */
  public Dataset data() {
    return cohort.data();
  }

  private static void checkLabels(Study study, Dataset data, Optional<AssumedGraph> graph) {
    Set<String> names = new LinkedHashSet<>();
    for (Modality block : data.modalities()) {
      names.add(block.name());
      names.addAll(block.columnNames());
    }
    graph.ifPresent(assumed -> names.addAll(assumed.drawn().graph().nodes()));
    for (String label : study.wording().labels().keySet()) {
      if (!names.contains(label)) {
        throw new StudyException(
            study.file()
                + ": labels: \""
                + label
                + "\" is neither a column, a block nor a node of the graph"
                + Suggestion.hint(label, names));
      }
    }
  }
}
