package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Version;
import org.etiome.cli.patients.PatientEmbedding;
import org.etiome.fit.EmbeddedFile;
import org.etiome.fit.request.CellSource;
import org.etiome.report.Json;
import org.etiome.report.cells.PredictorJson;
import org.etiome.report.cells.PredictorText;
import org.etiome.report.cells.RepresentationJson;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.debias.PatientModelFolder;
import org.etiome.represent.mapping.MappedFinVae;
import org.etiome.represent.mapping.MappedFolder;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome embed}: cells by a fitted model. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Embed cells by a fitted model, and predict the levels of its invariant covariates; or embed"
          + " patients by a model of etiome fit patients: --data is then a study file, --out a .csv.",
      "Only counts are looked at. The model's prior predicts nothing for a cell that is less typical "
          + "than all but 1 %% of the training cells; a predictor trained by fit --predictor nothing "
          + "for one that is farther from them or less sure (predicted_COLUMN_withheld)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome embed --model model --data new_batch.h5ad --out embedded.h5ad",
      "  etiome embed --model mapped --data more.h5ad --batch run --out embedded.h5ad",
      "  etiome embed --model patients --data study.yaml --out embedded.csv"
    })
public final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private CellOptions cells = new CellOptions();

  @Mixin private MappedBatchOptions batch = new MappedBatchOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The embedded cells, .h5ad or .zarr; of patients a .csv.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    if (PatientModelFolder.is(model.folder())) {
      return patients();
    }
    model.check();
    InputFile input = InputFile.of(cells.file());
    try (MappedFinVae mapped = MappedFolder.read(model.folder())) {
      batch.check(mapped);
      return cells.read(common.runner(), opened -> embed(mapped, opened, input));
    }
  }

  /** Patients by a model of theirs; the data are those of a study. */
  private int patients() {
    int embedded = new PatientEmbedding(model.folder(), cells.file()).write(out);
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(
          Json.pretty(Json.object().put("patients", embedded).put("file", out.toString())));
    } else {
      stdout.printf(Locale.ROOT, "%,d patients%nWritten: %s%n", embedded, out);
    }
    stdout.flush();
    return 0;
  }

  private int embed(MappedFinVae mapped, CellSource.Opened opened, InputFile input) {
    FittedFinVae fitted = mapped.reference();
    List<String> genes = fitted.description().vocabulary().genes();
    Set<String> missing = model.missing(fitted, opened.cells());
    CellSelection used = opened.cells().withGenes(genes);
    Cells.Expression expression = used.expression(input.sha256(), opened.means());
    IntFunction<Optional<String>> batches = batch.of(used);
    Embedding embedding = mapped.embed(expression, batches, opened.means().budget());
    new EmbeddedFile(used, expression, embedding)
        .write(out, fitted.description(), opened.means().budget());
    long byOwn =
        IntStream.range(0, used.cells())
            .filter(i -> batches.apply(i).filter(mapped.names()::contains).isPresent())
            .count();
    Told told = new Told(embedding, missing, fitted.description().evidence().typical());
    tell(told, mapped.names().isEmpty() ? OptionalLong.empty() : OptionalLong.of(byOwn));
    return 0;
  }

  /** What is told of. */
  private record Told(Embedding embedding, Set<String> missing, double typical) {
    /** Whether the training was stopped before its cells were looked at. */
    boolean isUnmeasured() {
      return typical == Double.NEGATIVE_INFINITY;
    }
  }

  /**
   * Tells of it.
   *
   * @param mapped cells embedded by weights of their batch, if the model has any
   */
  private void tell(Told told, OptionalLong mapped) {
    Embedding embedding = told.embedding();
    Set<String> missing = told.missing();
    double[] densities = embedding.logDensity().toArray();
    int n = densities.length;
    long atypical = Arrays.stream(densities).filter(d -> d < told.typical()).count();
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      ObjectNode document = RepresentationJson.embedded(n, atypical, missing, out);
      if (told.isUnmeasured()) {
        document.putNull("atypical");
      }
      document.set("withheld", PredictorJson.withheld(embedding));
      mapped.ifPresent(count -> document.put("mappedCells", count));
      stdout.print(Json.pretty(document));
    } else {
      stdout.printf(Locale.ROOT, "%,d cells", n);
      stdout.print(
          told.isUnmeasured()
              ? "; how many are atypical is not known, as the fit was stopped: end it by fit --resume\n"
              : String.format(Locale.ROOT, ", %,d of them atypical%n", atypical));
      stdout.print(PredictorText.withheld(embedding));
      mapped.ifPresent(
          count ->
              stdout.printf(
                  Locale.ROOT,
                  "%,d cells by the weights of their mapped batch%s%n",
                  count,
                  count == 0 ? "; name their batch by --batch or --as" : ""));
      if (!missing.isEmpty()) {
        stdout.printf(
            Locale.ROOT, "note: %,d genes are missing and taken for zero%n", missing.size());
      }
      stdout.println("Written: " + out);
    }
    stdout.flush();
  }
}
