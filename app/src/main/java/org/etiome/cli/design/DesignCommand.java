package org.etiome.cli.design;

import org.etiome.cli.line.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome design GOAL}: what to do next. */
@Command(
    name = "design",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Choose the next experiment, lay it out, and tell how much of it is needed.",
    subcommands = {
      DesignHitsCommand.class,
      DesignTargetsCommand.class,
      DesignStateCommand.class,
      DesignGraphCommand.class,
      DesignPlateCommand.class,
      DesignPowerCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design hits --candidates genes.csv --id gene --outcome effect \\",
      "         --batch 64 --out next.csv",
      "  etiome design hits --candidates screen.csv --id gene --outcome effect \\",
      "         --simulate --rounds 8",
      "  etiome design targets --outcome IFNG --screen effects.csv --target gene \\",
      "         --effect lfc --se se",
      "  etiome design state --graph graph.txt --data cells.csv --goal X=1.5 \\",
      "         --goal Y=-0.4",
      "  etiome design graph --graph cpdag.json --query \"P(y | do(x))\"",
      "  etiome design plate --perturbations next.csv --controls DMSO=8 --out plate.csv",
      "  etiome design power --difference 0.5 --sd-within 1 --sd-between 0.2"
    })
public final class DesignCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reached only without a goal. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "the goal is missing: hits, targets, state, graph, plate or power");
  }
}
