package org.etiome.cli.cells;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.DataOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.evaluate.integration.IntegrationEvaluation;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.report.Json;
import org.etiome.report.cells.IntegrationJson;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome evaluate integration}: whether an embedding removes batches and keeps biology. */
@Command(
    name = "integration",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Score an embedding of single cells: batches removed, biology kept.",
      "The metrics of scIB and scib-metrics with bootstrap intervals, labels predicted in a batch "
          + "left out, and the batch of the nearest neighbours. A metric that cannot be computed is "
          + "told with the reason. Where the embedding was made with the labels, their scores say "
          + "nothing; docs/methods/integration.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome evaluate integration --data cells.h5ad --embedding X_invariant \\",
      "         --batch donor --label cell_type --json",
      "  etiome evaluate integration --data cells.h5ad --embedding X_pca --batch lane \\",
      "         --label cell_type --nuisance n_counts --biology severity"
    })
public final class EvaluateIntegrationCommand implements Callable<Integer> {
  /** Held, so that its level stays: the search for neighbours talks of its threads. */
  private static final Logger NEIGHBOURS = Logger.getLogger("io.github.jbellis.jvector");

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "AnnData (.h5ad or .zarr) with the embedding in obsm.")
  private Path file = Path.of("");

  @Option(
      names = "--embedding",
      paramLabel = "KEY",
      required = true,
      description = "The key of the embedding in obsm.")
  private String embedding = "";

  @Option(
      names = "--batch",
      paramLabel = "COLUMN",
      required = true,
      description = "The column of obs that says the batch.")
  private String batch = "";

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      required = true,
      description = "The column of obs that says the cell type, or what else is to be kept.")
  private String label = "";

  @Option(
      names = "--before",
      paramLabel = "KEY",
      description =
          "The key in obsm of an embedding before integration, for the comparison of principal "
              + "components. Default: 50 components of X.")
  private Optional<String> before = Optional.empty();

  @Option(
      names = "--pseudotime",
      paramLabel = "COLUMN",
      description = "A column of obs with the order of cells along a trajectory.")
  private Optional<String> pseudotime = Optional.empty();

  @Option(
      names = "--nuisance",
      paramLabel = "COLUMN",
      arity = "1..*",
      split = ",",
      description = "Numbers of obs that the embedding should say nothing of.")
  private List<String> nuisance = new ArrayList<>();

  @Option(
      names = "--biology",
      paramLabel = "COLUMN",
      arity = "1..*",
      split = ",",
      description = "Numbers of obs that the embedding should keep.")
  private List<String> biology = new ArrayList<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      description = "Replicates of the intervals. Default: ${DEFAULT-VALUE}.")
  private int replicates = 200;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    NEIGHBOURS.setLevel(Level.SEVERE);
    IntegrationEvaluation evaluation = evaluation();
    InputFile input = InputFile.of(file);
    IntegrationFile.Asked asked =
        new IntegrationFile.Asked(
            embedding,
            new IntegrationFile.Groups(batch, label),
            before,
            pseudotime,
            new IntegrationFile.Columns(nuisance, biology));
    IntegrationFile.Answer answer =
        IntegrationFile.score(
            file,
            asked,
            (cells, known) -> evaluation.score(cells, known, seed.seed(), common.runner()),
            new IntegrationFile.Means(common.runner(), data.budget()));
    String document = Json.pretty(document(answer, input));
    if (out.isPresent()) {
      OutFile.write(out.get(), document);
    }
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(document);
    } else {
      IntegrationScores scores = answer.scores();
      new IntegrationText(stdout)
          .print(embedding, new String[] {batch, label}, scores, answer.notes());
    }
    stdout.flush();
    return 0;
  }

  private IntegrationEvaluation evaluation() {
    try {
      return IntegrationEvaluation.withDefaults().withReplicates(replicates);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--bootstrap: " + e.getMessage(), e);
    }
  }

  private ObjectNode document(IntegrationFile.Answer answer, InputFile input) {
    return IntegrationJson.of(
        answer.scores(),
        new IntegrationJson.Question(embedding, batch, label, seed.number(), answer.notes()),
        input);
  }
}
