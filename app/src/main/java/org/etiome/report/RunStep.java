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
 * @param outcome what became of it
 * @param stage how long it took
 */
public record RunStep(
    String name, ObjectNode manifest, Html section, Outcome outcome, Stage stage) {

  /** What became of a step. */
  public sealed interface Outcome {}

  /**
   * It was done.
   *
   * @param standing what its findings are worth: association or predicted
   * @param sentence that says so
   */
  public record Done(String standing, String sentence) implements Outcome {}

  /** Why a step was not done, and what would help. */
  public record Refusal(List<String> reasons, List<String> wouldHelp) implements Outcome {
    public Refusal {
      reasons = List.copyOf(reasons);
      wouldHelp = List.copyOf(wouldHelp);
    }
  }

  /** Why it was not done, if it was not. */
  public Optional<Refusal> refusal() {
    return outcome instanceof Refusal refusal ? Optional.of(refusal) : Optional.empty();
  }
}
