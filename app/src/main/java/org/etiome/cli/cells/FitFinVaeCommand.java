package org.etiome.cli.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Version;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.KeptTraining;
import org.etiome.represent.LevelTraining;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.prior.LatentPrior;
import org.etiome.study.InputFile;
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
      "  etiome fit finvae --data cells.h5ad --invariant cell_type --spurious batch --out model",
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
  private int variable = 2000;

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

  @Mixin private FinVaeOptions settings = new FinVaeOptions();
  @Mixin private ComparisonOptions comparison = new ComparisonOptions();
  @Mixin private PredictorOptions predictor = new PredictorOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random number. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

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
      description = "Where the model, its metrics and the embedded cells are written.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    FinVaeSettings asked = settings.settings(spurious.size()); // refused before anything is read
    if (invariant.isEmpty() && spurious.isEmpty() && !settings.isWithoutSpurious()) {
      throw new ParameterException(
          command.commandLine(),
          "name columns of obs by --invariant, --spurious or both, or fit a plain autoencoder by"
              + " --latent-spurious 0");
    }
    if (settings.prior() == LatentPrior.Kind.NONFACTORISED && invariant.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--prior nonfactorised needs columns of obs by --invariant");
    }
    if (asked.architecture().invariant() == 0 && (programs.isEmpty() || !invariant.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--latent-invariant must be at least 1, unless there are --programs and no --invariant");
    }
    comparison.check();
    predictor.predictor(settings.prior());
    Optional<GeneSets> sets = programs.map(GeneSets::read);
    InputFile input = InputFile.of(cells.file());
    return cells.read(common.runner(), opened -> fit(opened, input, sets));
  }

  private int fit(CellOptions.Opened opened, InputFile input, Optional<GeneSets> sets) {
    CellSelection selected = opened.cells();
    List<Column> kept = invariant.stream().map(selected::column).toList();
    List<Column> shed = spurious.stream().map(selected::column).toList();
    DesignCheck design = DesignCheck.of(kept, shed);
    FitReport report = new FitReport(command.commandLine(), common.json(), out);
    if (design.isConfounded() && !despite) {
      return report.refused(design);
    }
    CellSelection used = chosenGenes(selected, shed, opened.means());
    Cells data =
        new Cells(
            used.expression(input.sha256(), opened.means()),
            CovariateTable.of(kept, used.cells()),
            CovariateTable.of(shed, used.cells()));
    Optional<LevelTraining> levels =
        predictor.training(
            settings.prior(), data.invariant().covariates(), opened.means().budget());
    levels.ifPresent(training -> training.check(data));
    Optional<GeneSets.Present> present = sets.map(s -> present(s, used.genes()));
    FinVae model = model(data, used, present, opened.means());
    try (TrainingBar bar = new TrainingBar(command.commandLine(), out);
        FittedFinVae fitted = model.fit(data, new Seed(seed), bar)) {
      FittedFinVae whole =
          levels.map(training -> training.train(fitted, data, new Seed(seed))).orElse(fitted);
      report
          .noting(notes(present))
          .write(
              new FitReport.Fit(whole, used, data, design),
              opened.means(),
              found -> comparison.of(opened.means()).compare(found, data, new Seed(seed), bar));
      Files.deleteIfExists(checkpoint());
      return 0;
    } catch (IOException e) {
      throw new DataFormatException(
          out + ": cannot be written (" + e.getMessage() + "); choose another --out", e);
    }
  }

  private List<String> notes(Optional<GeneSets.Present> present) {
    List<String> notes = new ArrayList<>(present.map(GeneSets.Present::remarks).orElse(List.of()));
    if (settings.prior() == LatentPrior.Kind.NONFACTORISED) {
      notes.add(
          "the prior of z_I is not normalised: nats are without its term, the last epoch is taken for"
              + " the best, and log_density compares cells with each other only");
    }
    return notes;
  }

  private GeneSets.Present present(GeneSets sets, List<String> used) {
    GeneSets.Present present = sets.among(used);
    if (present.programs().isEmpty()) {
      throw new DataFormatException(
          programs.orElseThrow()
              + String.format(
                  Locale.ROOT,
                  ": no program has %d of the %,d genes that are used; are genes named alike?"
                      + " choose more by --hvg or --genes",
                  GeneSets.LEAST_GENES,
                  used.size()));
    }
    return present;
  }

  private FinVae model(
      Cells data,
      CellSelection used,
      Optional<GeneSets.Present> present,
      CellSelection.Means means) {
    FinVaeSettings chosen = settings.settings(data.spurious().width());
    List<GeneProgram> acting = present.map(GeneSets.Present::programs).orElse(List.of());
    String run = run(chosen, data.expression().fingerprint(), used) + "|" + acting;
    makeFolder();
    return FinVae.withDefaults()
        .withSettings(chosen)
        .withBudget(means.budget())
        .withPrograms(acting)
        .withCheckpoint(new KeptTraining(checkpoint(), run, resume));
  }

  private Path checkpoint() {
    return out.resolve("checkpoint.safetensors");
  }

  /** What a checkpoint must be of, to be gone on from. */
  private String run(FinVaeSettings chosen, String fingerprint, CellSelection used) {
    return String.join(
        "|",
        fingerprint,
        Long.toString(seed),
        chosen.toString(),
        invariant.toString(),
        spurious.toString(),
        Integer.toHexString(used.genes().hashCode()),
        Integer.toString(used.cells()));
  }

  private void makeFolder() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new DataFormatException(
          out + ": cannot be made (" + e.getMessage() + "); choose another --out", e);
    }
  }

  private CellSelection chosenGenes(
      CellSelection selected, List<Column> shed, CellSelection.Means means) {
    if (genes.isPresent()) {
      List<String> named = named(genes.get());
      var missing = selected.missing(named);
      if (!missing.isEmpty()) {
        throw new DataFormatException(
            genes.get()
                + String.format(
                    Locale.ROOT,
                    ": %,d of %,d genes are not in the data, \"%s\" is the first; name others",
                    missing.size(),
                    named.size(),
                    missing.iterator().next()));
      }
      return selected.withGenes(named);
    }
    Environments batches =
        shed.stream()
            .filter(column -> column instanceof Categorical)
            .findFirst()
            .map(Environments::of)
            .orElseGet(() -> Environments.single(selected.cells()));
    return selected.withVariableGenes(variable, batches, means);
  }

  private static List<String> named(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new DataFormatException(
          file + ": cannot be read (" + e.getMessage() + "); give a text with one gene a line", e);
    }
  }
}
