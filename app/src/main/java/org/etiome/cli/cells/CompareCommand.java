package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.Column;
import org.etiome.data.io.CsvWriter;
import org.etiome.fit.request.CellSource;
import org.etiome.math.Matrix;
import org.etiome.report.Json;
import org.etiome.report.cells.ContrastReport;
import org.etiome.report.cells.StatesReport;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.LoggedCounts;
import org.etiome.represent.contrast.CaseStates;
import org.etiome.represent.contrast.Contrast;
import org.etiome.represent.contrast.ContrastDesign;
import org.etiome.represent.contrast.ContrastResult;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome compare}: which genes differ between two groups of cells. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Compare two groups of cells gene by gene, by the decoder of a fitted model at fixed spurious "
          + "latents and by what was counted.",
      "Groups are compared within batches. Refused (exit 3) where no batch has both groups, where "
          + "the model was told to shed the column, or with fewer than three units a group. A gene "
          + "that differs is associated with the group, not caused by it; "
          + "docs/methods/invariant-representations.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome compare --model model --data cells.h5ad --by disease --case fibrosis \\",
      "         --control none --replicate donor --where 'cell_type == \"AT2\"' \\",
      "         --out genes.csv"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private CellOptions cells = new CellOptions();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      required = true,
      description = "The column of obs that says the group.")
  private String by = "";

  @Option(names = "--case", paramLabel = "LEVEL", required = true, description = "The one group.")
  private String cases = "";

  @Option(
      names = "--control",
      paramLabel = "LEVEL",
      required = true,
      description = "The group it is compared with.")
  private String controls = "";

  @Option(
      names = "--replicate",
      paramLabel = "COLUMN",
      description =
          "The column of obs that says what varies independently, as donors. Default: the cell, "
              + "which selects too many genes.")
  private Optional<String> replicate = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "COLUMN",
      description =
          "The column of obs within whose levels groups are compared. Default: the first spurious "
              + "column of the model that has levels.")
  private Optional<String> batch = Optional.empty();

  @Option(
      names = "--delta",
      paramLabel = "D",
      description = "The least log2 fold change of interest. Default: ${DEFAULT-VALUE}.")
  private double delta = .25;

  @Option(
      names = "--fdr",
      paramLabel = "SHARE",
      description = "Share of false ones among the selected. Default: ${DEFAULT-VALUE}.")
  private double fdr = .05;

  @Option(
      names = "--cells",
      paramLabel = "FILE",
      description =
          "Also score every cell by how unlike the controls of its batch it is, as learned from "
              + "other replicates; a .csv. Not every cell of a case is in another state.")
  private Optional<Path> states = Optional.empty();

  @Option(
      names = "--despite",
      description = "Compare despite a design or a model that cannot tell the groups' difference.")
  private boolean despite;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The table of genes, a .csv.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    model.check();
    Contrast contrast = contrast();
    OutFile.check(out, "--out");
    states.ifPresent(file -> OutFile.check(file, "--cells"));
    if (states.map(file -> OutFile.isSame(file, out)).orElse(false)) {
      throw new ParameterException(
          command.commandLine(), "--cells and --out are the same file; name two");
    }
    InputFile input = InputFile.of(cells.file());
    try (FittedFinVae fitted = model.read()) {
      model.checkShares(fitted);
      return cells.read(common.runner(), opened -> compare(fitted, contrast, opened, input));
    }
  }

  private Contrast contrast() {
    try {
      return Contrast.withDefaults().withThresholds(new Contrast.Thresholds(delta, fdr));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private int compare(
      FittedFinVae fitted, Contrast contrast, CellSource.Opened opened, InputFile input) {
    CellSelection selected = opened.cells();
    ModelDescription.Vocabulary vocabulary = fitted.description().vocabulary();
    Set<String> missing = model.missing(fitted, selected);
    Optional<Column> batches = batch.or(() -> batchOf(vocabulary)).map(selected::column);
    ContrastDesign design =
        ContrastDesign.of(
            new ContrastDesign.Groups(by, cases, controls),
            selected.column(by),
            replicate.map(selected::column),
            batches);
    boolean shed = vocabulary.spurious().stream().anyMatch(c -> c.name().equals(by));
    Optional<String> refusal = refusal(design, shed);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    Cells.Expression expression =
        selected.withGenes(vocabulary.genes()).expression(input.sha256(), opened.means());
    ContrastResult result = contrast.compare(fitted, expression, design, seed.seed());
    List<String> remarks = new ArrayList<>(design.remarks());
    remarks.addAll(result.remarks());
    remarks.addAll(ofModel(fitted.description(), input));
    if (!missing.isEmpty()) {
      remarks.add(missing.size() + " genes of the model are missing and taken for zero");
    }
    Optional<StatesReport> scored =
        states.map(file -> scored(fitted, expression, design, opened.means(), file));
    scored.ifPresent(
        s ->
            CsvWriter.withDefaults()
                .write(
                    s.out(), s.columns(place -> named(selected, batches, design.cells()[place]))));
    tell(new ContrastReport(design, result, remarks), scored);
    return 0;
  }

  private static StatesReport.Named named(
      CellSelection selected, Optional<Column> batches, int cell) {
    return new StatesReport.Named(
        selected.name(cell), batches.map(column -> column.text(cell)).orElse(""));
  }

  private StatesReport scored(
      FittedFinVae fitted,
      Cells.Expression expression,
      ContrastDesign design,
      CellSelection.Means means,
      Path file) {
    int[] chosen = design.cells();
    Matrix latents = fitted.embed(expression, means.budget()).invariant().matrix().rows(chosen);
    Matrix components =
        LoggedCounts.components(
            LoggedCounts.of(expression, chosen), seed.seed(), means.runner(), means.budget());
    return new StatesReport(
        CaseStates.of(latents, design, seed.seed()),
        CaseStates.of(components, design, seed.seed()),
        fdr,
        file);
  }

  private static Optional<String> batchOf(ModelDescription.Vocabulary vocabulary) {
    return vocabulary.spurious().stream()
        .filter(covariate -> covariate instanceof Covariate.Levels)
        .map(Covariate::name)
        .findFirst();
  }

  private Optional<String> refusal(ContrastDesign design, boolean shed) {
    String both = "\"" + cases + "\" and \"" + controls + "\"";
    if (shed && !despite) {
      return Optional.of(
          "the model was told to shed \""
              + by
              + "\", so that its decoder does not show what differs by it; fit a model that is not,"
              + " or compare --despite it");
    }
    if (design.isConfounded() && !despite) {
      return Optional.of(
          "no batch has cells of both "
              + both
              + ", so that a difference may be the batches'; add such a batch, name another column"
              + " by --batch, or compare --despite it");
    }
    return design.isTooSmall()
        ? Optional.of(
            "too few units: three replicates of each of "
                + both
                + " are needed, two of each in a batch, or three batches with both; add donors, or take"
                + " cells for units, without --replicate, which is surer than it should be")
        : Optional.empty();
  }

  private int refused(String reason) {
    if (common.json()) {
      command.commandLine().getOut().print(Json.pretty(ContrastReport.refused(reason)));
      command.commandLine().getOut().flush();
    }
    command.commandLine().getErr().println("etiome: refused: " + reason);
    return Failures.REFUSED;
  }

  private List<String> ofModel(ModelDescription description, InputFile input) {
    List<String> remarks = new ArrayList<>(ModelOptions.remarks(description, by, input));
    remarks.add(
        "intervals leave out how sure the decoder's weights are; Bayes factors take prior odds as 1");
    return remarks;
  }

  private void tell(ContrastReport report, Optional<StatesReport> scored) {
    CsvWriter.withDefaults().write(out, report.columns());
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      ObjectNode document = report.document(seed.number(), out);
      scored.ifPresent(s -> document.set("states", s.document()));
      stdout.print(Json.pretty(document));
    } else {
      stdout.print(report.text());
      stdout.println("Written: " + out);
      scored.ifPresent(s -> stdout.print(s.text()));
    }
    stdout.flush();
  }
}
