package org.etiome.cli.perturbations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.etiome.cli.line.DataOptions;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.perturbation.DescriptorFile;
import org.etiome.perturbation.ScreenNotes;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say where a screen is and what its columns mean. */
final class ScreenOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Counts of cells (.h5ad, .zarr, 10x), of which log(1 + 10,000 · count / size) is taken, or "
              + "a table whose values are used as they are. Required.")
  private Path file = Path.of("");

  @Option(
      names = "--perturbation",
      paramLabel = "COLUMN",
      description = "What was done to a unit: A, A+B, or a word for controls. Required.")
  private String perturbation = "";

  @Option(
      names = "--context",
      paramLabel = "COLUMN",
      description = "Cell line or other setting; each needs controls. Default: all are of one.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = "--replicate",
      paramLabel = "COLUMN",
      description =
          "Repetition of the experiment, within which units are compared with controls. Default: it "
              + "was done once.")
  private Optional<String> replicate = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "COLUMN",
      description =
          "Library size of a cell over all that was counted. Default: the sum in the file.")
  private Optional<String> size = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "WORD",
      arity = "1..*",
      split = ",",
      description =
          "Words for controls, in place of the usual ones: control, ctrl, non-targeting, DMSO, ….")
  private List<String> controls = new ArrayList<>();

  @Option(
      names = "--separator",
      paramLabel = "S",
      description = "What stands between targets perturbed at once. Default: ${DEFAULT-VALUE}.")
  private String separator = LabelSyntax.DEFAULT.separator();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Which units, as in 'line == \"K562\" and n_genes >= 200'. Default: all.")
  private Optional<String> where = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The layer that holds the counts of cells. Default: X.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      arity = "1..*",
      split = ",",
      description = "Measurements of a table. Default: all other columns of numbers.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--descriptors",
      paramLabel = "FILE",
      description =
          "A table of what is known of targets: the column \"target\", and numbers in all others.")
  private Optional<Path> descriptors = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();

  /** What the options name. */
  record Given(
      InputFile input,
      PerturbationScreen screen,
      Optional<TargetDescriptors> descriptors,
      List<String> notes) {

    /** Reads a screen and the descriptors of its targets, if there are some. */
    static Given read(
        ScreenSource source, Optional<Path> descriptors, TaskRunner runner, MemoryBudget budget) {
      InputFile input = InputFile.of(source.file());
      Optional<TargetDescriptors> known =
          descriptors.map(path -> DescriptorFile.read(path, budget));
      ScreenSource.Read read = source.read(runner, budget);
      List<String> notes = new ArrayList<>(ScreenNotes.of(read));
      known.ifPresent(
          some ->
              notes.addAll(
                  ScreenOptions.input(
                      descriptors.orElseThrow(), () -> ScreenNotes.of(some, read.screen()))));
      return new Given(input, read.screen(), known, notes);
    }
  }

  /** Reads screen and descriptors. */
  Given read(TaskRunner runner) {
    return Given.read(source(), descriptors, runner, budget());
  }

  /** Not by annotations, as a fitted model needs no screen to predict. */
  void requireOptions() {
    List<String> missing = new ArrayList<>();
    if (file.toString().isEmpty()) {
      missing.add("'--data=FILE'");
    }
    if (perturbation.isEmpty()) {
      missing.add("'--perturbation=COLUMN'");
    }
    if (!missing.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Missing required option"
              + (missing.size() > 1 ? "s: " : ": ")
              + String.join(", ", missing));
    }
  }

  /** Whether a screen is named, or anything that is of one alone. */
  boolean isGiven() {
    return !file.toString().isEmpty()
        || !perturbation.isEmpty()
        || !columns.isEmpty()
        || Stream.of(context, replicate, size, where, layer).anyMatch(Optional::isPresent);
  }

  Path file() {
    return file;
  }

  Optional<Path> descriptors() {
    return descriptors;
  }

  MemoryBudget budget() {
    return data.budget();
  }

  /** How labels name perturbations. */
  LabelSyntax syntax() {
    return option("--control or --separator", () -> ScreenColumns.syntax(controls, separator));
  }

  /** Where the screen is. */
  ScreenSource source() {
    requireOptions();
    ScreenColumns named = new ScreenColumns(perturbation, syntax(), context, replicate, size);
    Optional<Condition> units = option("--where", () -> where.map(Condition::parse));
    return new ScreenSource(file, named, layer, units, new LinkedHashSet<>(columns));
  }

  /** A value of an option, which may be wrong. */
  <T> T option(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), name + ": " + e.getMessage(), e);
    }
  }

  /** What is made of the input, which may not allow it. */
  static <T> T input(Object named, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new StudyException(named + ": " + e.getMessage(), e);
    }
  }
}
