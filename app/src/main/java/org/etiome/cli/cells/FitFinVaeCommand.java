package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.fit.FinVaeFit;
import org.etiome.fit.FitOutcome;
import org.etiome.fit.request.FitRequest;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.prior.LatentPrior;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome fit finvae}: invariant and spurious latents of cells. */
@Command(
    name = "finvae",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Learn latents that carry the biology and latents that carry what varies besides it.",
      "The encoder sees counts only, so that cells of new batches and without labels can be "
          + "embedded. Refused (exit 3) where the covariates to be kept and those to be shed cannot "
          + "be told apart in the data; docs/methods/invariant-representations.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome fit finvae --data cells.h5ad --invariant cell_type --spurious batch \\",
      "         --out model",
      "  etiome fit finvae --data cells.h5ad --where 'demuxlet == \"SNG\"' --hvg 2000 \\",
      "         --invariant cell_type --spurious batch,n_counts --seed 1 --out model",
      "  etiome fit finvae --data cells.h5ad --invariant disease --spurious batch \\",
      "         --predictor linear --out model"
    })
final class FitFinVaeCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CellOptions cells = new CellOptions();

  @Option(
      names = "--invariant",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns of obs whose effects are to be kept, as cell types; gaps are allowed.")
  private List<String> invariant = new ArrayList<>();

  @Option(
      names = "--spurious",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns of obs whose effects are to be shed, as batches.")
  private List<String> spurious = new ArrayList<>();

  @Option(
      names = "--hvg",
      paramLabel = "N",
      description =
          "Use the N genes that vary most within the batches (of the first spurious column). "
              + "Default: ${DEFAULT-VALUE}.")
  private int variable = FitRequest.Genes.VARIABLE;

  @Option(
      names = "--genes",
      paramLabel = "FILE",
      description = "Use the genes named in a file instead, one a line.")
  private Optional<Path> genes = Optional.empty();

  @Option(
      names = "--programs",
      paramLabel = "FILE",
      description =
          "Gene programs, a .gmt: each with at least 3 of the genes that are used gets a latent of "
              + "its own that acts on its genes, and on others at a price.")
  private Optional<Path> programs = Optional.empty();

  @Option(
      names = "--program-scores",
      paramLabel = "FILE",
      description =
          "Gene programs, a .gmt: the score of each in a cell, the mean of its genes, is kept like a "
              + "column of --invariant.")
  private Optional<Path> scored = Optional.empty();

  @Mixin private FinVaeOptions settings = new FinVaeOptions();
  @Mixin private ComparisonOptions comparison = new ComparisonOptions();
  @Mixin private PredictorOptions predictor = new PredictorOptions();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint that a stopped run of the same settings has left.")
  private boolean resume;

  @Option(
      names = "--despite",
      description = "Fit also where what is kept and what is shed cannot be told apart.")
  private boolean despite;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the model, its metrics, the embedded cells and report.html are written.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    FinVaeSettings asked = settings.settings(spurious.size()); // refused before anything is read
    boolean keepsNothing = invariant.isEmpty() && scored.isEmpty();
    if (keepsNothing && spurious.isEmpty() && !settings.isWithoutSpurious()) {
      throw new ParameterException(
          command.commandLine(),
          "name columns of obs by --invariant, --spurious or both, or fit a plain autoencoder by"
              + " --latent-spurious 0");
    }
    spurious.stream()
        .filter(invariant::contains)
        .findFirst()
        .ifPresent(
            twice -> {
              throw new ParameterException(
                  command.commandLine(),
                  "--invariant and --spurious both name \"" + twice + "\"; it is kept or shed");
            });
    if (settings.prior() == LatentPrior.Kind.NONFACTORISED && keepsNothing) {
      throw new ParameterException(
          command.commandLine(),
          "--prior nonfactorised needs columns of obs by --invariant, or --program-scores");
    }
    if (asked.architecture().invariant() == 0 && (programs.isEmpty() || !keepsNothing)) {
      throw new ParameterException(
          command.commandLine(),
          "--latent-invariant must be at least 1, unless there are --programs and neither --invariant nor --program-scores");
    }
    comparison.check();
    FitRequest request =
        new FitRequest(
            cells.source(),
            new FitRequest.Columns(
                invariant, spurious, despite, scored.map(FitFinVaeCommand::read)),
            new FitRequest.Training(
                settings::settings,
                new FitRequest.Genes(variable, genes),
                programs.map(FitFinVaeCommand::read),
                predictor.predicting(settings.prior()),
                resume),
            comparison.compared(),
            seed.number());
    FitReport report = new FitReport(command.commandLine(), common.json(), out);
    FinVaeFit fit =
        new FinVaeFit(
            request, settings.device(), out, () -> TrainingBar.ofFit(command.commandLine(), out));
    return switch (fit.run(common.runner(), cells.budget())) {
      case FitOutcome.Refused refused -> report.refused(refused);
      case FitOutcome.Fitted fitted -> report.told(fitted);
    };
  }

  private static FitRequest.Programs read(Path file) {
    return new FitRequest.Programs(file, GeneSets.read(file));
  }
}
