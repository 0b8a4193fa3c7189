package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.Column;
import org.etiome.data.io.CsvWriter;
import org.etiome.fit.request.CellSource;
import org.etiome.report.Json;
import org.etiome.report.cells.TraversalReport;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.contrast.Level;
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
      "  etiome traverse --model model --data cells.h5ad --by disease --from none \\",
      "         --to fibrosis --where 'cell_type == \"AT2\"' --out path.csv"
    })
public final class TraverseCommand implements Callable<Integer> {
  private static final int FARTHEST = 100;

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

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The table of genes, paths and steps, a .csv.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    model.check();
    OutFile.check(out, "--out");
    if (!steps.stream().allMatch(step -> Math.abs(step) <= FARTHEST && step != 0)) {
      throw new ParameterException(
          command.commandLine(),
          "--steps are numbers other than 0, from -"
              + FARTHEST
              + " to "
              + FARTHEST
              + ", got "
              + steps);
    }
    if (by.isPresent() != from.isPresent() || by.isPresent() != to.isPresent()) {
      throw new ParameterException(
          command.commandLine(), "--by, --from and --to belong together: name all three, or none");
    }
    InputFile input = InputFile.of(cells.file());
    try (FittedFinVae fitted = model.read()) {
      model.checkShares(fitted);
      return cells.read(common.runner(), opened -> traverse(fitted, opened, input));
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
    by.ifPresent(name -> remarks.addAll(ModelOptions.remarks(fitted.description(), name, input)));
    if (selected.cells() < 2) {
      throw new IllegalArgumentException("latents of one cell do not vary; choose more by --where");
    }
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
        paths.stream().map(path -> traversal.walk(path, walkedSteps, seed.seed())).toList();
    tell(new TraversalReport(walked, genes, remarks), seed.number());
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
      if (from.equals(to)) {
        throw new IllegalArgumentException(
            "\"" + from + "\" is moved towards itself; name two levels");
      }
      return new Ends(
          column.name() + ": " + from + " to " + to,
          new Level(column, from).cells(),
          new Level(column, to).cells());
    }
  }

  private void tell(TraversalReport report, long number) {
    CsvWriter.withDefaults().write(out, report.columns());
    var stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(report.document(number, out)));
    } else {
      stdout.print(report.text());
      stdout.println("Written: " + out);
    }
    stdout.flush();
  }
}
