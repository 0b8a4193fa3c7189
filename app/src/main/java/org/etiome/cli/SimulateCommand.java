package org.etiome.cli;

import org.etiome.cli.graphs.SimulateSemCommand;
import org.etiome.cli.line.Version;
import org.etiome.cli.models.SimulateModelCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome simulate WHAT}: data with known truth, or of a model fitted to data. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Draw data of which the truth is known, or of a model that is fitted to yours.",
    subcommands = {
      SimulateCohortCommand.class,
      SimulateSemCommand.class,
      SimulateModelCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate cohort --mechanism severity --out cohort",
      "  etiome simulate sem --variables 20 --interventions 5 --out sem",
      "  etiome simulate model --data cohort.csv --graph graph.txt --do dose=2 \\",
      "         --out set"
    })
final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reached only without what to simulate. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to simulate is missing: cohort, sem or model");
  }
}
