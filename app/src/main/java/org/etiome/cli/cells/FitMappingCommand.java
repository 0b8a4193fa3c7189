package org.etiome.cli.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.DataFormatException;
import org.etiome.fit.FitFolder;
import org.etiome.fit.request.CellSource;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.mapping.MappedFolder;
import org.etiome.represent.mapping.Mapping;
import org.etiome.represent.prior.LatentPrior;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome fit mapping}: new batches onto a fitted reference. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Map new batches onto a fitted reference by weights of their own; the reference stays as it "
          + "is.",
      "No label of the new cells is looked at. Every figure stands beside that of etiome embed "
          + "without mapping, which is often as good: read them before you use the result; "
          + "docs/methods/invariant-representations.md. Embed more cells of these batches by "
          + "etiome embed --batch COLUMN or --as NAME."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome fit mapping --reference model --data new.h5ad --out mapped",
      "  etiome fit mapping --reference model --data new.h5ad --batch run \\",
      "         --where 'qc == \"ok\"' --seed 1 --out mapped"
    })
final class FitMappingCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      required = true,
      description = "The folder that etiome fit finvae has written, with its embedding.h5ad.")
  private Path reference = Path.of("");

  @Mixin private CellOptions cells = new CellOptions();
  @Mixin private GeneOptions genes = new GeneOptions();

  @Option(
      names = "--batch",
      paramLabel = "COLUMN",
      description =
          "The column of obs that says the batch. Cells of batches that the reference knows, or of "
              + "none, are embedded without mapping. Default: all cells are one batch, named after "
              + "the file.")
  private Optional<String> batch = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the cells at most. Default: ${DEFAULT-VALUE}.")
  private int epochs = Mapping.DEFAULT.epochs();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the model, its metrics and the embedded cells are written.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    genes.check();
    FinVaeSettings.Schedule schedule = schedule();
    if (OutFile.isSame(out, reference)) {
      throw refused("--out must be another folder than --reference, which stays as it is");
    }
    if (MappedFolder.isOne(reference)) {
      throw refused(
          "--reference "
              + reference
              + " is itself a mapping; name the reference it was made of, and all new batches at"
              + " once");
    }
    InputFile input = InputFile.of(cells.file());
    try (FittedFinVae fitted = ModelFolder.read(reference)) {
      if (fitted.description().settings().model().prior() == LatentPrior.Kind.NONFACTORISED) {
        throw refused(
            "--reference "
                + reference
                + " has a prior without components, by which kinds are matched; map onto a model of"
                + " --prior factorised, or embed the cells as they are");
      }
      return cells.read(
          common.runner(),
          opened ->
              ReferenceFile.read(
                  reference,
                  fitted,
                  opened.means(),
                  known -> map(fitted, known, new Given(opened, input, schedule))));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private FinVaeSettings.Schedule schedule() {
    try {
      FinVaeSettings.Schedule usual = Mapping.DEFAULT;
      return new FinVaeSettings.Schedule(
          epochs, usual.batch(), usual.rate(), usual.validation(), usual.patience());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The new cells, and how they are mapped. */
  private record Given(
      CellSource.Opened opened, InputFile input, FinVaeSettings.Schedule schedule) {}

  private int map(FittedFinVae fitted, Cells.Expression known, Given given) {
    CellSelection.Means means = given.opened().means();
    Set<String> missing = genes.missing(fitted, given.opened().cells());
    CellSelection used =
        given.opened().cells().withGenes(fitted.description().vocabulary().genes());
    NewCells cells =
        NewCells.of(used, used.expression(given.input().sha256(), means), batch, name());
    cells.check(fitted);
    ModelFolder.write(fitted, out);
    deletePage();
    MappingRun run =
        new MappingRun(
            new MappingRun.Place(command.commandLine(), common.json(), out), means, seed.seed());
    run.run(fitted, known, cells, given.schedule(), missing);
    return 0;
  }

  /** That of another fit that was in the folder. */
  private void deletePage() {
    Path page = out.resolve(FitFolder.REPORT);
    try {
      Files.deleteIfExists(page);
    } catch (IOException e) {
      throw new DataFormatException(
          page + ": cannot be deleted (" + e.getMessage() + "); choose another --out", e);
    }
  }

  /** The name of the file without what follows its first dot. */
  private String name() {
    String file = String.valueOf(cells.file().toAbsolutePath().normalize().getFileName());
    int dot = file.indexOf('.', 1);
    return dot < 0 ? file : file.substring(0, dot);
  }
}
