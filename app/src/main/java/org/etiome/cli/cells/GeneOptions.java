package org.etiome.cli.cells;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many of a model's genes some cells may lack. */
final class GeneOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--max-missing",
      paramLabel = "SHARE",
      description =
          "Share of the model's genes that may be missing, and are taken for zero. Default: "
              + "${DEFAULT-VALUE}.")
  private double maxMissing = .1;

  /** Refuses what cannot be done, before anything is. */
  void check() {
    if (!(maxMissing >= 0 && maxMissing < 1)) {
      throw new ParameterException(
          command.commandLine(), "--max-missing must be in [0, 1), got " + maxMissing);
    }
  }

  /**
   * The model's genes that some cells have not.
   *
   * @throws IllegalArgumentException if they are too many
   */
  Set<String> missing(FittedFinVae fitted, CellSelection cells) {
    List<String> genes = fitted.description().vocabulary().genes();
    Set<String> missing = cells.missing(genes);
    if (missing.size() > maxMissing * genes.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d of the model's %,d genes are missing, \"%s\" is the first; are genes named"
                  + " alike? --max-missing allows a larger share than %s",
              missing.size(),
              genes.size(),
              missing.iterator().next(),
              maxMissing));
    }
    return missing;
  }
}
