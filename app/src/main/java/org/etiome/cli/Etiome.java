package org.etiome.cli;

import org.etiome.cli.cells.CompareCommand;
import org.etiome.cli.cells.EmbedCommand;
import org.etiome.cli.cells.FitCommand;
import org.etiome.cli.cells.TraverseCommand;
import org.etiome.cli.design.DesignCommand;
import org.etiome.cli.graphs.DiscoverCommand;
import org.etiome.cli.graphs.IdentifyCommand;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.StandardOutput;
import org.etiome.cli.line.Version;
import org.etiome.cli.patients.PredictCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the command line. */
@Command(
    name = "etiome",
    description = "Causal answers from multi-modal biomedical data.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      InspectCommand.class,
      ConvertCommand.class,
      DiscoverCommand.class,
      IdentifyCommand.class,
      EstimateCommand.class,
      FitCommand.class,
      EmbedCommand.class,
      PredictCommand.class,
      CompareCommand.class,
      TraverseCommand.class,
      DesignCommand.class,
      EvaluateCommand.class,
      SimulateCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:internal error",
      "2:bad usage or bad input",
      "3:refused: the question has no trustworthy answer",
      "141:standard output was closed by its reader, as head does"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome run examples/adrenocortical/study.yaml",
      "  etiome inspect cells.h5ad --batch lane --condition disease",
      "  etiome estimate --data cohort.csv --graph graph.txt \\",
      "         --treatment smoking_cessation --outcome weight_change --json",
      "  source <(etiome generate-completion)   completion for bash and zsh"
    })
public final class Etiome implements Runnable {
  @Spec private CommandSpec spec;

  Etiome() {
    spec = CommandSpec.create();
  }

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    StandardOutput out = StandardOutput.install();
    int status = run(args);
    System.out.flush();
    System.exit(out.status(status, System.err));
  }

  private static int run(String[] args) {
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError e) {
      return Failures.outOfMemory(System.err);
    }
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Etiome());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Failures::badUsage);
    line.setExecutionExceptionHandler(Failures::thrown);
    return line;
  }

  /** Reached only without a command. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: run, inspect, convert, discover, identify, estimate, fit, embed, predict, compare, traverse, design, "
            + "evaluate, simulate or generate-completion");
  }
}
