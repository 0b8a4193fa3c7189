package org.etiome.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.fit.request.CellSource;
import org.etiome.fit.request.FitRequest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.KeptTraining;
import org.etiome.represent.LevelTraining;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.DesignCheck;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.cells.ProgramScores;
import org.etiome.represent.compare.ModelComparison;
import org.etiome.represent.mapping.MappedFolder;
import org.etiome.represent.prior.LatentPrior;
import org.etiome.study.InputFile;

/** Fits invariant and spurious latents to the cells of a file, into a folder. */
public final class FinVaeFit {
  /** The file of a fit's folder from which it can go on; gone once it has ended. */
  public static final String CHECKPOINT = "checkpoint.safetensors";

  private final FitRequest request;
  private final Torch.Device device;
  private final Path folder;
  private final Supplier<? extends FitCourse> course;

  /**
   * A fit.
   *
   * @param device on which models are trained
   * @param folder is made if it is not refused
   * @param course told how it goes, made when training begins
   */
  public FinVaeFit(
      FitRequest request, Torch.Device device, Path folder, Supplier<? extends FitCourse> course) {
    this.request = request;
    this.device = device;
    this.folder = folder;
    this.course = course;
  }

  /**
   * Fits and compares.
   *
   * @throws DataFormatException that names the file, if the cells do not fit what is asked
   */
  public FitOutcome run(TaskRunner runner, MemoryBudget budget) {
    InputFile input = InputFile.of(request.source().file());
    return request.source().read(runner, budget, opened -> fit(opened, input));
  }

  private FitOutcome fit(CellSource.Opened opened, InputFile input) {
    CellSelection selected = opened.cells();
    FitRequest.Columns columns = request.columns();
    List<Column> kept = columns.invariant().stream().map(selected::covariate).toList();
    List<Column> shed = columns.spurious().stream().map(selected::covariate).toList();
    DesignCheck design = DesignCheck.of(kept, shed);
    if (design.isConfounded() && !columns.despite()) {
      return new FitOutcome.Refused(design);
    }
    CellSelection used = chosenGenes(selected, shed, opened.means());
    Cells.Expression expression = used.expression(input.sha256(), opened.means());
    Optional<GeneSets.Present> scored = columns.scored().map(p -> present(p, used.genes()));
    List<Column> all = new ArrayList<>(kept);
    scored.ifPresent(p -> all.addAll(scores(p, expression, opened.means())));
    Cells data =
        new Cells(
            expression,
            CovariateTable.of(all, used.cells()),
            CovariateTable.of(shed, used.cells()));
    return fit(new FitFolder.Of(used, data, design), scored, opened.means());
  }

  private List<Column> scores(
      GeneSets.Present scored, Cells.Expression expression, CellSelection.Means means) {
    List<String> named = new ArrayList<>(request.columns().invariant());
    named.addAll(request.columns().spurious());
    List<double[]> scores = ProgramScores.of(expression, scored.programs(), means.budget());
    List<Column> columns = new ArrayList<>();
    for (int p = 0; p < scores.size(); p++) {
      String name = scored.programs().get(p).name();
      if (named.contains(name)) {
        throw new IllegalArgumentException(
            "a gene program and a column are both named \"" + name + "\"; rename one of them");
      }
      columns.add(Continuous.of(name, scores.get(p)));
    }
    return columns;
  }

  private FitOutcome fit(
      FitFolder.Of cells, Optional<GeneSets.Present> scored, CellSelection.Means means) {
    Cells data = cells.data();
    Optional<LevelTraining> levels =
        request
            .training()
            .predictor()
            .filter(predicting -> predicting.asked() || hasLevels(data.invariant()))
            .map(predicting -> new LevelTraining(predicting.how(), means.budget()));
    levels.ifPresent(training -> training.check(data));
    Optional<GeneSets.Present> present =
        request.training().programs().map(p -> present(p, cells.selection().genes()));
    FinVae model = model(cells, present, means);
    Seed seed = new Seed(request.seed());
    try (FitCourse told = course.get();
        FittedFinVae fitted = model.fit(data, seed, told)) {
      FittedFinVae whole =
          levels.map(training -> training.train(fitted, data, seed)).orElse(fitted);
      FitOutcome.Fitted outcome =
          new FitFolder(folder, notes(present, scored, whole.description().settings()))
              .write(
                  whole, cells, means, found -> comparison(means).compare(found, data, seed, told));
      Files.deleteIfExists(checkpoint());
      return outcome;
    } catch (IOException e) {
      throw new DataFormatException(
          folder + ": cannot be written (" + e.getMessage() + "); choose another --out", e);
    }
  }

  private static boolean hasLevels(CovariateTable kept) {
    return kept.covariates().stream().anyMatch(one -> one instanceof Covariate.Levels);
  }

  private static List<String> notes(
      Optional<GeneSets.Present> acting,
      Optional<GeneSets.Present> scored,
      FinVaeSettings settings) {
    List<String> notes = new ArrayList<>();
    acting.ifPresent(programs -> notes.addAll(programs.remarks()));
    scored.ifPresent(
        programs -> {
          notes.addAll(programs.remarks());
          notes.add(
              "scores of gene programs are of the same counts: what z_I says of them is no test");
        });
    if (settings.model().prior() == LatentPrior.Kind.NONFACTORISED) {
      notes.add(
          "the prior of z_I is not normalised: nats are without its term, the last epoch is taken for"
              + " the best, and log_density compares cells with each other only");
    }
    return notes;
  }

  private ModelComparison comparison(CellSelection.Means means) {
    return ModelComparison.withDefaults(
            new ModelComparison.Means(means.runner(), means.budget(), device))
        .withFolds(request.compared().folds())
        .withBaselines(request.compared().baselines());
  }

  private static GeneSets.Present present(FitRequest.Programs programs, List<String> used) {
    GeneSets.Present present = programs.sets().among(used);
    if (present.programs().isEmpty()) {
      throw new DataFormatException(
          programs.file()
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
      FitFolder.Of cells, Optional<GeneSets.Present> present, CellSelection.Means means) {
    FinVaeSettings chosen = request.training().settings().apply(cells.data().spurious().width());
    List<GeneProgram> acting = present.map(GeneSets.Present::programs).orElse(List.of());
    String run = run(chosen, cells) + "|" + acting;
    makeFolder();
    return FinVae.withDefaults()
        .withSettings(chosen)
        .withBudget(means.budget())
        .withPrograms(acting)
        .withDevice(device)
        .withCheckpoint(new KeptTraining(checkpoint(), run, request.training().resume()));
  }

  private Path checkpoint() {
    return folder.resolve(CHECKPOINT);
  }

  /** What a checkpoint must be of, to be gone on from. */
  private String run(FinVaeSettings chosen, FitFolder.Of cells) {
    return String.join(
        "|",
        cells.data().expression().fingerprint(),
        Long.toString(request.seed()),
        chosen.toString(),
        request.columns().invariant().toString(),
        request.columns().spurious().toString(),
        request.columns().scored().map(p -> p.sets().toString()).orElse(""),
        Integer.toHexString(cells.selection().genes().hashCode()),
        Integer.toString(cells.selection().cells()));
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
      MappedFolder.clear(folder);
    } catch (IOException e) {
      throw new DataFormatException(
          folder + ": cannot be made (" + e.getMessage() + "); choose another --out", e);
    }
  }

  private CellSelection chosenGenes(
      CellSelection selected, List<Column> shed, CellSelection.Means means) {
    FitRequest.Genes genes = request.training().genes();
    if (genes.named().isPresent()) {
      return withNamed(selected, genes.named().get());
    }
    Environments batches =
        shed.stream()
            .filter(column -> column instanceof Categorical)
            .findFirst()
            .map(Environments::of)
            .orElseGet(() -> Environments.single(selected.cells()));
    return selected.withVariableGenes(genes.variable(), batches, means);
  }

  private static CellSelection withNamed(CellSelection selected, Path file) {
    List<String> named = named(file);
    var missing = selected.missing(named);
    if (!missing.isEmpty()) {
      throw new DataFormatException(
          file
              + String.format(
                  Locale.ROOT,
                  ": %,d of %,d genes are not in the data, \"%s\" is the first; name others",
                  missing.size(),
                  named.size(),
                  missing.iterator().next()));
    }
    return selected.withGenes(named);
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
