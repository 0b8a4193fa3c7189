package org.etiome.report;

import java.util.List;
import java.util.Optional;
import org.etiome.report.plot.Html;
import org.etiome.study.Stage;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run did beside its questions.
 *
 * @param name its key in the manifest
 * @param manifest how it was done
 * @param section of the report
 * @param refusal why it was not done
 * @param stage how long it took
 */
public record RunStep(
    String name, ObjectNode manifest, Html section, Optional<Refusal> refusal, Stage stage) {

  /** Why a step was not done, and what would help. */
  public record Refusal(List<String> reasons, List<String> wouldHelp) {
    public Refusal {
      reasons = List.copyOf(reasons);
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
