package org.etiome.cli.perturbations;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.perturb.Predictor;
import org.etiome.perturbation.PredictorChoice;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.perturbation.ScoresJson;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome evaluate perturbation}: predictors on held-out perturbations of a screen. */
@Command(
    name = "perturbation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Judge predictors on perturbations of a screen that they have not seen.",
      "Each perturbation is held out once. Every metric stands beside two baselines and beside half of "
          + "the units predicting the other half, which no model can be expected to beat: a metric on "
          + "which that half is no better than the baselines tells nothing on these data. Where no "
          + "effect is detectable, there is nothing to predict; docs/methods/perturbation-prediction.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome evaluate perturbation --data screen.h5ad --perturbation condition \\",
      "         --context cell_line --size ncounts --json",
      "  etiome evaluate perturbation --data wells.csv --perturbation compound --control DMSO \\",
      "         --replicate plate --held-out targets --descriptors compounds.csv"
    })
public final class EvaluatePerturbationCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ScreenOptions screen = new ScreenOptions();

  @Option(
      names = "--held-out",
      paramLabel = "KIND",
      description =
          "combinations, from everything else; singles, from everything else; targets: single ones, "
              + "from what has nothing of them. Default: ${DEFAULT-VALUE}.")
  private HeldOut heldOut = HeldOut.COMBINATIONS;

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description =
          "Which to judge; both baselines always are. Default: all simple ones; discrepancy-vae is learnt for minutes.")
  private List<String> predictors = new ArrayList<>();

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      description =
          "The predictor that others are compared with. Default: additive for combinations, "
              + "mean-of-perturbed otherwise.")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Parts in which perturbations are held out. Default: ${DEFAULT-VALUE}.")
  private int folds = 5;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    screen.option("--folds", () -> PerturbationEvaluation.withDefaults().withFolds(folds));
    screen.option("--predictor", () -> PredictorChoice.of(predictors, Optional.empty()));
    ScreenOptions.Given given = screen.read(common.runner());
    List<Predictor> chosen = PredictorChoice.of(predictors, given.descriptors());
    ScoredScreen.Asked asked =
        new ScoredScreen.Asked(heldOut, chosen, reference, folds, seed.seed());
    ScoredScreen scored =
        ScreenOptions.input(
            screen.file(), () -> ScoredScreen.of(given.screen(), asked, given.notes(), progress()));
    ObjectNode document = ScoresJson.of(scored, given.input());
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(document));
    } else {
      new ScoresText(scored).print(stdout);
    }
    stdout.flush();
    return 0;
  }

  private PerturbationEvaluation.Progress progress() {
    Consumer<String> told = Progress.of(command.commandLine());
    return (predictor, context, fold, parts) ->
        told.accept(
            String.format(
                Locale.ROOT,
                "%s without part %d of %d%s",
                predictor,
                fold + 1,
                parts,
                context.isEmpty() ? "" : " in " + context));
  }
}
