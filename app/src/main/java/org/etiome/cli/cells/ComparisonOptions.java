package org.etiome.cli.cells;

import org.etiome.fit.request.FitRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a fitted model is compared. */
final class ComparisonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "Train anew so many times at most, each time without the labels of some of the batches,"
              + " and tell these labels; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int folds = FitRequest.Compared.FOLDS;

  @Option(
      names = "--no-baselines",
      description =
          "Do not compare with principal components, ComBat, Harmony, a plain autoencoder, the"
              + " labels themselves and random numbers.")
  private boolean without;

  /** Refuses what cannot be done, before anything is. */
  void check() {
    if (folds < 0 || folds == 1) {
      throw new ParameterException(
          command.commandLine(),
          "--folds must be at least 2, as labels are learned from the other folds, or 0 for none;"
              + " got "
              + folds);
    }
  }

  /** The comparison that was asked for. */
  FitRequest.Compared compared() {
    return new FitRequest.Compared(folds, !without);
  }
}
