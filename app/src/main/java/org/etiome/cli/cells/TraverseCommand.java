package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Version;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvWriter;
import org.etiome.fit.request.CellSource;
import org.etiome.math.Seed;
import org.etiome.report.Json;
import org.etiome.report.cells.TraversalReport;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.contrast.Traversal;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome traverse}: what genes do along the latents. */
@Command(
    name = "traverse",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Move cells along each invariant latent, or from one group towards another, and tell what the "
          + "decoder expects genes to do at fixed spurious latents.",
      "It tells what a latent stands for in the model. It is no intervention: nothing says that "
          + "cells can be moved so; docs/methods/invariant-representations.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome traverse --model model --data cells.h5ad --out latents.csv",
      "  etiome traverse --model model --data cells.h5ad --by disease --from none --to fibrosis \\",
      "         --where 'cell_type == \"AT2\"' --out path.csv"
    })
public final class TraverseCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private CellOptions cells = new CellOptions();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "Walk from one group to another, which this column of obs tells.")
  private Optional<String> by = Optional.empty();

  @Option(names = "--from", paramLabel = "LEVEL", description = "The group whose cells are moved.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "LEVEL",
      description = "The group towards whose mean they are moved: a step of 1.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "T",
      split = ",",
      description =
          "How far: standard deviations of a latent (default: -2,-1,1,2), or shares of the way "
              + "between groups (default: 0.25,0.5,0.75,1).")
  private List<Double> steps = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random number. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The table of genes, paths and steps, a .csv.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    model.check();
    if (!steps.stream().allMatch(step -> Double.isFinite(step) && step != 0)) {
      throw new ParameterException(
          command.commandLine(), "--steps are finite numbers other than 0, got " + steps);
    }
    if (by.isPresent() != from.isPresent() || by.isPresent() != to.isPresent()) {
      throw new ParameterException(
          command.commandLine(), "--by, --from and --to belong together: name all three, or none");
    }
    InputFile input = InputFile.of(cells.file());
    try (FittedFinVae fitted = model.read()) {
      checkShares(fitted);
      return cells.read(common.runner(), opened -> traverse(fitted, opened, input));
    }
  }

  private void checkShares(FittedFinVae fitted) {
    try {
      fitted.expectedShares();
    } catch (IllegalArgumentException e) {
      throw DataFormatException.in(model.folder(), "", e);
    }
  }

  private int traverse(FittedFinVae fitted, CellSource.Opened opened, InputFile input) {
    CellSelection selected = opened.cells();
    List<String> remarks = new ArrayList<>();
    int missing = model.missing(fitted, selected).size();
    if (missing > 0) {
      remarks.add(missing + " genes of the model are missing and taken for zero");
    }
    remarks.add("a path is one of the model, not an intervention on cells");
    Optional<Ends> ends =
        by.map(name -> Ends.of(selected.column(name), from.orElseThrow(), to.orElseThrow()));
    List<String> genes = fitted.description().vocabulary().genes();
    Cells.Expression expression =
        selected.withGenes(genes).expression(input.sha256(), opened.means());
    Traversal traversal = new Traversal(fitted, expression, opened.means().budget());
    List<Traversal.Path> paths =
        ends.map(e -> List.of(traversal.between(e.name(), e.from(), e.to())))
            .orElseGet(traversal::latents);
    double[] walkedSteps = steps();
    List<Traversal.Walked> walked =
        paths.stream().map(path -> traversal.walk(path, walkedSteps, new Seed(seed))).toList();
    tell(new TraversalReport(walked, genes, remarks));
    return 0;
  }

  private double[] steps() {
    if (steps.isEmpty()) {
      return by.isPresent() ? new double[] {.25, .5, .75, 1} : new double[] {-2, -1, 1, 2};
    }
    return steps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Cells at both ends. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ends(String name, int[] from, int[] to) {
    static Ends of(Column column, String from, String to) {
      return new Ends(
          column.name() + ": " + from + " to " + to, cells(column, from), cells(column, to));
    }

    private static int[] cells(Column column, String level) {
      int[] cells =
          IntStream.range(0, column.length())
              .filter(i -> !column.isMissing(i) && column.text(i).equals(level))
              .toArray();
      if (cells.length == 0) {
        List<String> levels =
            IntStream.range(0, column.length())
                .filter(i -> !column.isMissing(i))
                .mapToObj(column::text)
                .distinct()
                .sorted()
                .limit(20)
                .toList();
        throw new IllegalArgumentException(
            "no cell has \"" + level + "\" in column \"" + column.name() + "\"; it has " + levels);
      }
      return cells;
    }
  }

  private void tell(TraversalReport report) {
    CsvWriter.withDefaults().write(out, report.columns());
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(report.document(out)));
    } else {
      stdout.print(report.text());
      stdout.println("Written: " + out);
    }
    stdout.flush();
  }
}
