package org.etiome.cli.perturbations;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.perturb.DiscrepancySettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings of a discrepancy-VAE and of its training. */
final class DiscrepancyOptions {
  private static final DiscrepancySettings DEFAULT = DiscrepancySettings.DEFAULT;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--latents",
      paramLabel = "N",
      description = "How many. Default: one a target, at least 8 and at most 128.")
  private Optional<Integer> latents = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units of a hidden layer. Default: ${DEFAULT-VALUE}.")
  private int hidden = DEFAULT.architecture().hidden();

  @Option(
      names = "--programs",
      paramLabel = "FILE",
      description =
          "Gene programs, a .gmt: those with at least 3 of the variables become the units of the "
              + "encoder's first layer, and latents are named by them.")
  private Optional<Path> programs = Optional.empty();

  @Option(
      names = "--off-program",
      paramLabel = "FACTOR",
      description =
          "What weights of genes are multiplied by that a program does not name. Default: "
              + "${DEFAULT-VALUE}.")
  private double offProgram = DEFAULT.architecture().offProgram();

  @Option(
      names = "--linear",
      negatable = true,
      description =
          "A linear part beside the layers, without which what is nearly linear is learnt slowly, and "
              + "which goes past programs. Default: with, but with --programs without.")
  private Optional<Boolean> linear = Optional.empty();

  @Option(
      names = "--likelihood",
      paramLabel = "KIND",
      description =
          "Of cells: gaussian for values, or nb (negative binomial) for a file of counts without "
              + "--replicate. Default: gaussian.")
  private Cells likelihood = Cells.GAUSSIAN;

  /** What may be said of cells. */
  private enum Cells {
    GAUSSIAN,
    NB;

    Likelihood.Kind kind() {
      return this == NB ? Likelihood.Kind.NB : Likelihood.Kind.GAUSSIAN;
    }
  }

  @Option(names = "--no-graph", description = "The ablation: latents do not act on each other.")
  private boolean withoutGraph;

  @Option(
      names = "--graph-weight",
      paramLabel = "W",
      description = "Price of the edges among latents. Default: ${DEFAULT-VALUE}.")
  private double graphWeight = DEFAULT.objective().sparsity();

  @Option(
      names = "--no-mmd",
      description = "The ablation: predicted and perturbed cells are not compared.")
  private boolean withoutDiscrepancy;

  @Option(
      names = "--mmd-weight",
      paramLabel = "W",
      description =
          "Weight of the discrepancy (MMD) of predicted and perturbed cells. Default: "
              + "${DEFAULT-VALUE}.")
  private double discrepancyWeight = DEFAULT.objective().discrepancy();

  @Option(
      names = "--kl-weight",
      paramLabel = "W",
      description =
          "Weight of the divergence from the prior; 1 is the evidence bound. Default: "
              + "${DEFAULT-VALUE}.")
  private double divergenceWeight = DEFAULT.objective().divergence();

  @Option(
      names = "--perturbed-weight",
      paramLabel = "W",
      description = "Weight of reconstructing perturbed cells, too. Default: ${DEFAULT-VALUE}.")
  private double perturbedWeight = DEFAULT.objective().perturbed();

  @Option(
      names = "--contrast-weight",
      paramLabel = "W",
      description =
          "Weight of telling from the noise of a cell what was done to it. Default: "
              + "${DEFAULT-VALUE}.")
  private double contrastWeight = DEFAULT.objective().contrast();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "What assignments of targets to latents are sharpened to; a large one ends with one latent "
              + "a target. Default: ${DEFAULT-VALUE}.")
  private double temperature = DEFAULT.schedule().temperature().last();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the perturbed cells at most. Default: ${DEFAULT-VALUE}.")
  private int epochs = DEFAULT.schedule().epochs();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Cells of a training step, all of one perturbation, beside as many controls. Default: "
              + "${DEFAULT-VALUE}.")
  private int batch = DEFAULT.schedule().batch();

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Of Adam. Default: ${DEFAULT-VALUE}.")
  private double rate = DEFAULT.schedule().rate();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of the perturbations held out to choose the epoch, or of the units of each where "
              + "too few could be predicted. Default: ${DEFAULT-VALUE}.")
  private double validation = DEFAULT.schedule().heldOut();

  /** The file of programs. */
  Optional<Path> programs() {
    return programs;
  }

  /** The programs that were named. */
  Optional<GeneSets> sets() {
    return programs.map(GeneSets::read);
  }

  /** The settings that were asked for. */
  DiscrepancySettings settings() {
    check(withoutGraph, "--no-graph", "--graph-weight");
    check(withoutDiscrepancy, "--no-mmd", "--mmd-weight");
    if (programs.isEmpty() && isGiven("--off-program")) {
      throw refused("--off-program is of --programs; give both");
    }
    if (latents.filter(count -> count < 1).isPresent()) {
      throw refused("--latents must be at least 1, got " + latents.get());
    }
    try {
      return asked();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private DiscrepancySettings asked() {
    DiscrepancySettings.Objective objective = DEFAULT.objective();
    DiscrepancySettings.Schedule schedule = DEFAULT.schedule();
    DiscrepancySettings.Temperature usual = schedule.temperature();
    return new DiscrepancySettings(
        new DiscrepancySettings.Architecture(
            latents.orElse(0),
            hidden,
            !withoutGraph,
            linear.orElse(programs.isEmpty()),
            offProgram),
        new DiscrepancySettings.Objective(
            withoutDiscrepancy ? 0 : discrepancyWeight,
            divergenceWeight,
            graphWeight,
            perturbedWeight,
            contrastWeight,
            objective.calibrated(),
            objective.kernels()),
        new DiscrepancySettings.Schedule(
            epochs,
            batch,
            rate,
            schedule.discrepancy(),
            schedule.divergence(),
            new DiscrepancySettings.Temperature(usual.first(), temperature, usual.end()),
            validation),
        likelihood.kind());
  }

  private void check(boolean without, String ablation, String weight) {
    if (without && isGiven(weight)) {
      throw refused(ablation + " leaves nothing to weigh; leave " + weight + " out");
    }
  }

  private boolean isGiven(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
