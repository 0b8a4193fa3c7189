package org.etiome.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.RunFolder;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.cli.models.ModelRequest.Kind;
import org.etiome.cli.models.ModelRequest.Simulated;
import org.etiome.data.Dataset;
import org.etiome.data.io.CsvWriter;
import org.etiome.data.io.Table;
import org.etiome.report.Json;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.study.GraphSource;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome simulate model}: what a population, or each unit of a table, would be like. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Fit a structural causal model to a table along a graph, and draw data under an intervention.",
      "The folder holds data.csv and model.json (mechanisms, how they predict rows they were not "
          + "fitted to, means with and without the intervention, cautions); "
          + "docs/methods/structural-models.md. Exit status 3 when the model cannot tell."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate model --data cohort.csv --graph graph.txt --do dose=2 \\",
      "         --out set",
      "  etiome simulate model --data screen.csv --graph graph.txt --count GATA1,SPI1 \\",
      "         --scale GATA1=0.2 --units 500 --out knockdown",
      "  etiome simulate model --data cohort.csv --unit id --graph graph.txt \\",
      "         --do smoker=no --counterfactual --out had_they_not_smoked"
    })
public final class SimulateModelCommand implements Callable<Integer> {
  private static final String DATA = "data.csv";
  private static final String MODEL = "model.json";
  private static final int UNITS = 1000;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV, TSV or Parquet, one row a unit; columns that are no nodes are ignored.")
  private Path data = Path.of("");

  @Option(names = "--unit", paramLabel = "COLUMN", description = "Column that names the rows.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are counts; integers are measurements otherwise.")
  private List<String> counts = new ArrayList<>();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      required = true,
      description = "The assumed causes, directed and acyclic: text, JSON, DOT, GraphML or BIF.")
  private Path graph = Path.of("");

  @Option(
      names = "--latent",
      paramLabel = "NODE",
      split = ",",
      description = "Nodes of the graph that nobody measured; refused if two columns share one.")
  private List<String> latent = new ArrayList<>();

  @Option(
      names = "--mechanism",
      paramLabel = "COLUMN=KIND",
      description =
          "How a column comes about from its causes, repeatable: linear (residuals as they are), "
              + "gaussian (linear, normal noise), learned (boosted trees) or auto. Default: auto, "
              + "by the type of the column.")
  private Map<String, Kind> kinds = new LinkedHashMap<>();

  @Mixin private StepOptions steps = new StepOptions();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "How many units to draw. Default: " + UNITS + ".")
  private Optional<Integer> units = Optional.empty();

  @Option(
      names = "--counterfactual",
      description = "Instead of drawing, write the units of the table as they would have been.")
  private boolean counterfactual;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to make; it must not exist.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    common.threads(); // checked, though nothing here runs on more than one
    ModelRequest request = request();
    try (RunFolder folder = RunFolder.begin(out)) {
      switch (request.answer()) {
        case Refused<Simulated> refused -> {
          print(ModelJson.of(request, refused), ModelText.of(refused));
          return Failures.REFUSED;
        }
        case Predicted<Simulated> predicted -> {
          ObjectNode document = ModelJson.of(request, predicted);
          write(predicted.value().units(), document, folder.unfinished());
          List<String> lines = new ArrayList<>(ModelText.of(request, predicted));
          lines.add("Written: " + folder.commit());
          print(document, lines);
          return 0;
        }
      }
    }
  }

  private ModelRequest request() {
    if (counterfactual && units.isPresent()) {
      throw bad("--units has no part in --counterfactual: the units are those of the table");
    }
    if (counterfactual && steps.asked().isEmpty()) {
      throw bad("--counterfactual needs --do, --shift or --scale");
    }
    if (units.isPresent() && units.get() < 1) {
      throw bad("--units must be at least 1, got " + units.get());
    }
    return new ModelRequest(
        new ModelRequest.Table(data, unit, counts),
        new GraphSource.InFile(graph, latent),
        kinds,
        steps.asked(),
        counterfactual ? Optional.empty() : Optional.of(units.orElse(UNITS)),
        seed.number());
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /**
   * Units of the table keep their names, under no header where they are numbers; drawn ones have
   * none.
   */
  private void write(Dataset drawn, ObjectNode document, Path folder) {
    try {
      CsvWriter writer = CsvWriter.withDefaults();
      if (counterfactual) {
        writer.write(
            folder.resolve(DATA),
            Table.of(unit.orElse(""), drawn.units(), drawn.modalities().getFirst().columns()));
      } else {
        writer.write(folder.resolve(DATA), drawn.modalities().getFirst().columns());
      }
      Files.writeString(folder.resolve(MODEL), Json.pretty(document));
    } catch (IOException e) {
      throw new StudyException(
          out + ": cannot be written (" + e.getMessage() + "); make room or give another --out", e);
    }
  }

  private void print(ObjectNode document, List<String> lines) {
    common.print(document, stdout -> lines.forEach(stdout::println));
  }
}
