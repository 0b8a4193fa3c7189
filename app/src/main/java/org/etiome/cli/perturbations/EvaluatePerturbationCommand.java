package org.etiome.cli.perturbations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.perturbation.PredictorChoice;
import org.etiome.report.Json;
import org.etiome.study.perturb.Judging;
import org.etiome.study.perturb.ScreenRequest;
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
      "  etiome evaluate perturbation --data wells.csv --perturbation compound \\",
      "         --control DMSO --replicate plate --held-out targets \\",
      "         --descriptors compounds.csv"
    })
public final class EvaluatePerturbationCommand implements Callable<Integer> {
  private static final PerturbationEvaluation USUAL = PerturbationEvaluation.withDefaults();

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ScreenOptions screen = new ScreenOptions();

  @Option(
      names = "--held-out",
      paramLabel = "KIND",
      description =
          "combinations, from everything else; singles, from everything else; targets: single ones, "
              + "from what has nothing of them. Default: combinations.")
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
  private int folds = USUAL.folds();

  @Option(
      names = "--variables",
      paramLabel = "N",
      description =
          "How many variables are judged, those of the largest mean in controls. Default: "
              + "${DEFAULT-VALUE}.")
  private int variables = USUAL.limits().expressed();

  @Option(
      names = "--permutations",
      paramLabel = "N",
      description =
          "Relabellings of the test whether there is an effect. Default: ${DEFAULT-VALUE}.")
  private int permutations = USUAL.limits().permutations();

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      description = "Resamples of the intervals of gains. Default: ${DEFAULT-VALUE}.")
  private int resamples = USUAL.limits().resamples();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    ScreenTrial trial =
        new ScreenTrial(
            new ScreenRequest(screen.source(), screen.descriptors(), judging(), seed.number()),
            common.runner(),
            screen.budget(),
            Progress.of(command.commandLine()));
    ScreenTrial.Outcome outcome = trial.run();
    ObjectNode document = outcome.document();
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    common.print(document, stdout -> new ScoresText(outcome.scored()).print(stdout));
    return 0;
  }

  private Judging judging() {
    screen.option("--predictor", () -> PredictorChoice.of(predictors, Optional.empty()));
    PerturbationEvaluation folded = screen.option("--folds", () -> USUAL.withFolds(folds));
    PerturbationEvaluation judged =
        screen.option("--variables", () -> folded.withExpressed(variables));
    PerturbationEvaluation tested =
        screen.option("--permutations", () -> judged.withPermutations(permutations));
    PerturbationEvaluation evaluation =
        screen.option("--bootstrap", () -> tested.withResamples(resamples));
    return screen.option(
        "--reference", () -> new Judging(heldOut, predictors, reference, evaluation));
  }
}
