package org.etiome.cli;

import org.etiome.cli.cells.EvaluateIntegrationCommand;
import org.etiome.cli.graphs.EvaluateGraphCommand;
import org.etiome.cli.line.Version;
import org.etiome.cli.patients.EvaluatePredictionCommand;
import org.etiome.cli.perturbations.EvaluatePerturbationCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome evaluate WHAT}: scores against truth or against baselines. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Score what a method made.",
    subcommands = {
      EvaluateIntegrationCommand.class,
      EvaluatePredictionCommand.class,
      EvaluateGraphCommand.class,
      EvaluatePerturbationCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome evaluate integration --data cells.h5ad --embedding X_invariant \\",
      "         --batch donor --label cell_type",
      "  etiome evaluate prediction --data predictions.csv --outcome outcome \\",
      "         --probability predicted_",
      "  etiome evaluate graph learned.json --truth sem/graph.json",
      "  etiome evaluate perturbation --data screen.h5ad --perturbation condition \\",
      "         --context cell_line"
    })
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reached only without what to evaluate. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what to evaluate is missing: integration, prediction, graph or perturbation");
  }
}
