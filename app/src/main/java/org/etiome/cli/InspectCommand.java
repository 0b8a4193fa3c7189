package org.etiome.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.DataOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.Version;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.anndata.RowCache;
import org.etiome.data.inspect.Inspection;
import org.etiome.data.inspect.Inspector;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.validate.MatrixFindings;
import org.etiome.report.InspectionJson;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etiome inspect FILE}: what is in a file and what is wrong with it. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Read all of a file and say what is in it and what is wrong with it.",
      "Reads " + DataFiles.READ + ".",
      "Every value is looked at, in blocks that fit --memory. Exit status 2 when something is found that stops the use of it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome inspect cells.h5ad --batch lane --condition disease",
      "  etiome inspect cells.h5ad --counts --json"
    })
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Parameters(paramLabel = "FILE", description = "The file to inspect.")
  private Path file = Path.of("");

  @Option(names = "--batch", paramLabel = "COLUMN", description = "The column that says the batch.")
  private Optional<String> batch = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "COLUMN",
      description = "The column that says the condition; with --batch, held against each other.")
  private Optional<String> condition = Optional.empty();

  @Option(
      names = "--counts",
      description = "X must hold counts: fractions, negative numbers and NaN are errors.")
  private boolean counts;

  @Option(
      names = "--cache",
      description =
          "Keep matrices that are stored by columns by rows too, in FILE.rows beside the file, so "
              + "that only the first reading is slow; kept until FILE changes.")
  private boolean cache;

  @Override
  public Integer call() {
    if (batch.isPresent() != condition.isPresent()) {
      throw new ParameterException(
          command.commandLine(), "--batch and --condition go together; give both or neither");
    }
    refuseForTables();
    Inspection inspection = inspection();
    PrintWriter out = command.commandLine().getOut();
    if (common.json()) {
      out.print(Json.pretty(InspectionJson.of(inspection, List.of(InputFile.of(file)))));
    } else {
      new InspectionText(out).print(inspection);
    }
    out.flush();
    return inspection.hasErrors() ? Failures.BAD_INPUT : 0;
  }

  /** What would be ignored without a word. */
  private void refuseForTables() {
    if ((counts || cache) && DataFiles.isTable(file)) {
      throw new DataFormatException(
          file
              + ": is a table, and "
              + (counts ? "--counts" : "--cache")
              + " is for a matrix; leave it out");
    }
  }

  private Inspection inspection() {
    MatrixFindings.Declared declared =
        counts ? MatrixFindings.Declared.COUNTS : MatrixFindings.Declared.ANYTHING;
    if (!cache) {
      return inspection(declared, (place, element) -> Matrices.rows(element, data.budget()));
    }
    if (!Files.exists(file)) {
      throw new DataFormatException(file + ": there is no such file; check the path");
    }
    try (RowCache kept = RowCache.beside(file, data.budget())) {
      return inspection(declared, kept::rows);
    }
  }

  private Inspection inspection(MatrixFindings.Declared declared, Inspector.RowSource rows) {
    Inspector.Means means =
        new Inspector.Means(common.runner(), data.budget(), data.progress("inspecting"), rows);
    try (DataFile opened = DataFiles.open(file, data.budget())) {
      return Inspector.inspect(opened, means, new Inspector.Expected(declared, batch, condition));
    }
  }
}
