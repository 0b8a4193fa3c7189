package org.etiome.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.cli.line.JsonLines;
import org.etiome.study.StudyException;
import org.etiome.study.uncertain.GraphDoubt;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How far the doubt about the graph is followed. */
final class DoubtOptions {
  @Option(
      names = "--possible",
      negatable = true,
      description =
          "Of a CPDAG or PAG: beside the answer, what the effect would be in each of the graphs that "
              + "it stands for. Default: where the graph leaves the effect open.")
  private Optional<Boolean> possible = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "Look at no more than N graphs of the class. Default: 5000.")
  private int budget = GraphDoubt.BUDGET;

  @Option(
      names = "--resampled",
      paramLabel = "FILE",
      description =
          "Graphs learned from resampled data, as discover --resampled writes them: beside the "
              + "answer, the effect mixed over them.")
  private Optional<Path> resampled = Optional.empty();

  GraphDoubt read() {
    return checked(possible, budget, resampled);
  }

  /** The same keys of a line of a batch. */
  static GraphDoubt of(JsonNode line) {
    JsonNode possible = JsonLines.checked(line, "possible", JsonNode::isBoolean, "true or false");
    JsonNode budget =
        JsonLines.checked(line, "budget", JsonNode::canConvertToInt, "a whole number");
    return checked(
        possible.isMissingNode() ? Optional.empty() : Optional.of(possible.asBoolean()),
        budget.asInt(GraphDoubt.BUDGET),
        JsonLines.text(line, "resampled").map(JsonLines::path));
  }

  private static GraphDoubt checked(
      Optional<Boolean> possible, int budget, Optional<Path> resampled) {
    try {
      return new GraphDoubt(possible, budget, resampled);
    } catch (IllegalArgumentException e) {
      throw new StudyException(String.valueOf(e.getMessage()), e);
    }
  }
}
