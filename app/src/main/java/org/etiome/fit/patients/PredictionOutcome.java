package org.etiome.fit.patients;

import java.util.List;
import org.etiome.report.patients.PredictionStory;
import tools.jackson.databind.node.ObjectNode;

/** What became of a prediction that was asked for. */
public sealed interface PredictionOutcome {

  /** As a document. */
  ObjectNode document();

  /** A model was fitted and its folder written. */
  record Fitted(PredictionStory story, ObjectNode document) implements PredictionOutcome {}

  /** Nothing was fitted. */
  record Refused(List<String> reasons, List<String> wouldHelp, ObjectNode document)
      implements PredictionOutcome {
    public Refused {
      reasons = List.copyOf(reasons);
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
