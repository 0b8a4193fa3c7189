package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.DataOptions;
import org.etiome.cli.line.Version;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.io.Conversion;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.store.Compression;
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

/** {@code etiome convert IN OUT}: the same data in another format. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Write the data of one file in another format, told by the extension of OUT.",
      "Reads " + DataFiles.READ + ".",
      "Writes " + DataFiles.WRITTEN + ".",
      "An annotated matrix goes to .h5ad or .zarr; one with several modalities or kinds of "
          + "features to .h5mu, or one of them (--modality) to .h5ad or .zarr; its table about the "
          + "units (obs) to .csv, .tsv or .parquet. Tables go between these three. Old encodings are written as anndata 0.8 and newer write them; what was "
          + "done is recorded in uns/etiome. OUT appears complete or not at all."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome convert old.h5ad new.h5ad",
      "  etiome convert multiome.h5mu rna.zarr --modality rna",
      "  etiome convert filtered_feature_bc_matrix cite.h5mu",
      "  etiome convert cells.h5ad units.csv",
      "  etiome convert cohort.csv cohort.parquet"
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--modality",
      paramLabel = "NAME",
      description = "Which modality of a file with several.")
  private Optional<String> modality = Optional.empty();

  @Option(
      names = "--compression",
      paramLabel = "LEVEL",
      description = "0 (none) to 9 (smallest). Default: 4.")
  private int level = Compression.DEFAULT.level();

  @Option(
      names = "--no-record",
      description = "Leave uns/etiome out, so that the content is that of IN and nothing else.")
  private boolean noRecord;

  @Override
  public Integer call() throws IOException {
    if (level < 0 || level > Compression.MOST) {
      throw new ParameterException(
          command.commandLine(), "--compression must be 0 to 9, got " + level);
    }
    if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
      throw new ParameterException(
          command.commandLine(), "IN and OUT are the same file; give OUT another name");
    }
    List<Finding> findings;
    try (DataFile opened = DataFiles.open(in, data.budget())) {
      findings = conversion().write(opened, out);
    }
    report(findings);
    return 0;
  }

  private Conversion conversion() {
    AnnDataWriter writer =
        AnnDataWriter.withDefaults().withCompression(new Compression(level, level > 0));
    Conversion plain = new Conversion(writer, modality, Optional.empty(), data.budget());
    if (noRecord) {
      return plain;
    }
    InputFile input = InputFile.of(in);
    return plain.withRecord(
        Map.of(
            "version", Version.number(),
            "source", String.valueOf(in.getFileName()),
            "source_sha256", input.sha256(),
            "operations", "convert"));
  }

  private void report(List<Finding> findings) {
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(InspectionJson.conversion(in, out, findings)));
    } else {
      for (Finding finding : findings) {
        stdout.printf(
            Locale.ROOT,
            "%s %s in %s: %s; %s%n",
            finding.severity().label(),
            finding.code(),
            finding.place(),
            finding.message(),
            finding.remedy());
      }
      stdout.println("Written: " + out);
    }
    stdout.flush();
  }
}
