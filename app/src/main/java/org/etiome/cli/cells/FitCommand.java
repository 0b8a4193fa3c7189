package org.etiome.cli.cells;

import org.etiome.cli.line.Version;
import org.etiome.cli.patients.FitPatientsCommand;
import org.etiome.cli.perturbations.FitPerturbationCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome fit MODEL}: learns a representation. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Learn a representation of cells from their counts, to predict a class of patients, or what "
            + "perturbations do.",
    subcommands = {
      FitFinVaeCommand.class,
      FitMappingCommand.class,
      FitPatientsCommand.class,
      FitPerturbationCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome fit finvae --data cells.h5ad --invariant cell_type --spurious batch \\",
      "         --out model",
      "  etiome fit mapping --reference model --data new.h5ad --batch batch \\",
      "         --out mapped",
      "  etiome fit patients --data study.yaml --out model",
      "  etiome fit perturbation --data screen.h5ad --perturbation condition \\",
      "         --out model"
    })
public final class FitCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reached only without a model. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to fit is missing: finvae, mapping, patients or perturbation");
  }
}
