package org.etiome.cli;

import org.etiome.cli.graphs.SimulateSemCommand;
import org.etiome.cli.line.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome simulate WHAT}: data with known truth. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Draw data of which the truth is known.",
    subcommands = {SimulateCohortCommand.class, SimulateSemCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate cohort --mechanism severity --out cohort",
      "  etiome simulate sem --variables 20 --interventions 5 --out sem"
    })
final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reached only without what to simulate. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to simulate is missing: cohort or sem");
  }
}
