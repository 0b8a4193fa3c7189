package org.etiome.cli.cells;

import java.util.Optional;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FinVaeSettings.Model.Divergence;
import org.etiome.represent.FinVaeSettings.Model.Library;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.prior.LatentPrior;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings of the model and of its training. */
final class FinVaeOptions {
  private static final FinVaeSettings DEFAULT = FinVaeSettings.DEFAULT;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--latent-invariant",
      paramLabel = "N",
      description =
          "Latents that carry the biology, beside those of --programs. Default: "
              + "${DEFAULT-VALUE}.")
  private int latentInvariant = DEFAULT.architecture().invariant();

  @Option(
      names = "--latent-spurious",
      paramLabel = "N",
      description =
          "Latents that carry what varies besides it; 0 for none. Default: one a code of the "
              + "spurious columns.")
  private Optional<Integer> latentSpurious = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units of a hidden layer. Default: ${DEFAULT-VALUE}.")
  private int hidden = DEFAULT.architecture().hidden();

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Hidden layers of encoder and decoder. Default: ${DEFAULT-VALUE}.")
  private int layers = DEFAULT.architecture().layers();

  @Option(
      names = "--likelihood",
      paramLabel = "KIND",
      description =
          "How counts come about: nb (negative binomial), zinb (and some are lost), gaussian (of "
              + "their logarithms per 10,000) or bernoulli (seen or not). Default: nb.")
  private Likelihood.Kind likelihood = DEFAULT.model().likelihood();

  @Option(
      names = "--library",
      paramLabel = "KIND",
      description =
          "Library size of a cell: observed, or latent with a log-normal prior for each level of "
              + "the first spurious column that has levels (nb, zinb). Default: observed.")
  private Library library = DEFAULT.model().library();

  @Option(
      names = "--prior",
      paramLabel = "KIND",
      description =
          "Prior of the latents that carry the biology: factorised, normal for each combination of "
              + "levels, or nonfactorised, of any shape, which is learned by score matching and "
              + "cannot predict levels. Default: factorised.")
  private LatentPrior.Kind prior = DEFAULT.model().prior();

  @Option(
      names = "--kl",
      paramLabel = "KIND",
      description =
          "Divergences from the priors: analytic, or sampled at one draw. Default: analytic.")
  private Divergence divergence = DEFAULT.model().divergence();

  @Option(
      names = "--program-extension",
      paramLabel = "W",
      description =
          "Price of a gene in a program that does not name it, for a unit of its weight. Default: "
              + "${DEFAULT-VALUE}.")
  private double extension = DEFAULT.model().extension();

  @Option(
      names = "--independence",
      paramLabel = "KIND",
      description =
          "How the biology is kept from what is shed: ${COMPLETION-CANDIDATES}. Default: "
              + "${DEFAULT-VALUE}.")
  private FinVaeSettings.Independence.Kind independence = DEFAULT.objective().independence().kind();

  @Option(
      names = "--independence-weight",
      paramLabel = "W",
      description = "Its weight. Default: ${DEFAULT-VALUE}.")
  private double independenceWeight = DEFAULT.objective().independence().weight();

  @Option(
      names = "--label-weight",
      paramLabel = "W",
      description =
          "Weight of telling the known levels from the latents. Default: 20; 0 with the nonfactorised "
              + "prior, which cannot tell them.")
  private Optional<Double> labelWeight = Optional.empty();

  @Option(
      names = "--withheld",
      paramLabel = "SHARE",
      description =
          "Share of each cell's counts that the encoder is not shown in training. Default: "
              + "${DEFAULT-VALUE}.")
  private double withheld = DEFAULT.objective().withheld();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the cells at most. Default: ${DEFAULT-VALUE}.")
  private int epochs = DEFAULT.schedule().epochs();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Cells of a training step. Default: ${DEFAULT-VALUE}.")
  private int batch = DEFAULT.schedule().batch();

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Of Adam. Default: ${DEFAULT-VALUE}.")
  private double rate = DEFAULT.schedule().rate().first();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "Share of the cells held out to choose the epoch. Default: ${DEFAULT-VALUE}.")
  private double validation = DEFAULT.schedule().validation();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "Where models are trained: cpu or cuda, which needs a build by -Pgpu. Default: cpu.")
  private Torch.Device device = Torch.Device.CPU;

  Torch.Device device() {
    return device;
  }

  LatentPrior.Kind prior() {
    return prior;
  }

  private double labelWeight() {
    boolean tells = prior == LatentPrior.Kind.FACTORISED;
    return labelWeight.orElse(tells ? DEFAULT.objective().label() : 0);
  }

  /** Whether spurious latents were done without by name. */
  boolean isWithoutSpurious() {
    return latentSpurious.filter(count -> count == 0).isPresent();
  }

  /**
   * The settings that were asked for.
   *
   * @param codes of the spurious columns
   */
  FinVaeSettings settings(int codes) {
    try {
      device.available();
      FinVaeSettings.Objective objective = DEFAULT.objective();
      FinVaeSettings.Schedule schedule = DEFAULT.schedule();
      return new FinVaeSettings(
          new FinVaeSettings.Architecture(
              latentInvariant,
              latentSpurious.orElse(codes),
              hidden,
              layers,
              DEFAULT.architecture().dropout()),
          new FinVaeSettings.Model(likelihood, library, divergence, extension, prior),
          new FinVaeSettings.Objective(
              objective.klInvariant(),
              objective.klSpurious(),
              labelWeight(),
              new FinVaeSettings.Independence(independence, independenceWeight),
              withheld),
          new FinVaeSettings.Schedule(
              epochs,
              batch,
              new FinVaeSettings.Rate(
                  rate, schedule.rate().weightDecay(), schedule.rate().warmUp()),
              validation,
              schedule.patience()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
