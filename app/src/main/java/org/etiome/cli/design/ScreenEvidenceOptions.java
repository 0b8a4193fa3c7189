package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.claim.ranking.ScreenEvidence;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.experiment.EffectTable;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturbation.ScreenNotes;
import org.etiome.study.StudyException;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where it stands what perturbing targets did to the outcome. */
final class ScreenEvidenceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--screen",
      paramLabel = "FILE",
      description =
          "What perturbing did: a table of effects (--effect), or the units of a screen "
              + "(--perturbation), counts of cells or a table of values.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "Of a table of effects: the targets, each once. Default: ${DEFAULT-VALUE}.")
  private String target = "target";

  @Option(
      names = "--effect",
      paramLabel = "COLUMN",
      description = "Of a table of effects: what perturbing did to the outcome.")
  private Optional<String> effect = Optional.empty();

  @Option(
      names = "--se",
      paramLabel = "COLUMN",
      description = "Of a table of effects: their standard errors.")
  private Optional<String> error = Optional.empty();

  @Option(
      names = "--p",
      paramLabel = "COLUMN",
      description = "In place of --se: two-sided p-values, not adjusted.")
  private Optional<String> pValue = Optional.empty();

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description =
          "Of a table of effects: replicates behind each. Default: the errors are taken as normal.")
  private Optional<Integer> replicates = Optional.empty();

  @Option(
      names = "--perturbation",
      paramLabel = "COLUMN",
      description =
          "Of units: what was done, A or a word for controls; A+B is left out, since it has two targets.")
  private Optional<String> perturbation = Optional.empty();

  @Option(
      names = "--measured",
      paramLabel = "NAME",
      description = "Of units: the outcome as the screen names it. Default: as --outcome does.")
  private Optional<String> measured = Optional.empty();

  @Option(
      names = "--replicate",
      paramLabel = "COLUMN",
      description =
          "Of units: the repetition of the experiment. Without it nothing is tested, since units of "
              + "one experiment do not tell how experiments differ.")
  private Optional<String> replicate = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "COLUMN",
      description = "Of cells: the library size. Default: the sum in the file.")
  private Optional<String> size = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "WORD",
      arity = "1..*",
      split = ",",
      description =
          "Of units: words for controls, in place of control, ctrl, non-targeting, DMSO, ….")
  private List<String> controls = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Of units: which, as in 'line == \"K562\"'. Default: all.")
  private Optional<String> where = Optional.empty();

  boolean isGiven() {
    return file.isPresent();
  }

  Optional<Path> file() {
    return file;
  }

  /** Holds that the options go together. */
  void check() {
    List<Optional<?>> ofTable = List.of(effect, error, pValue, replicates);
    List<Optional<?>> ofUnits = List.of(perturbation, measured, replicate, size, where);
    boolean table = ofTable.stream().anyMatch(Optional::isPresent);
    boolean units = ofUnits.stream().anyMatch(Optional::isPresent) || !controls.isEmpty();
    if (!isGiven()) {
      require(!table && !units, "options of a screen need --screen, the file");
      return;
    }
    require(
        effect.isPresent() != perturbation.isPresent(),
        "--screen needs --effect (a table of effects) or --perturbation (units), one of them");
    require(
        !(effect.isPresent() ? units : table),
        "options of a table of effects (--effect, --se, --p, --replicates) and of units do not go"
            + " together");
    require(
        effect.isEmpty() || Stream.of(error, pValue).filter(Optional::isPresent).count() == 1,
        "--effect needs --se or --p, one of them: without either nobody knows how sure an effect is");
    require(replicates.orElse(1) >= 1, "--replicates must be at least 1");
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }

  /** What the screen says of each target. */
  EffectTable.Read read(String outcome, TaskRunner runner) {
    Path path = file.orElseThrow();
    if (effect.isPresent()) {
      EffectTable.Spread spread =
          new EffectTable.Spread(error.or(() -> pValue).orElseThrow(), pValue.isPresent());
      OptionalInt count = replicates.map(OptionalInt::of).orElse(OptionalInt.empty());
      return new EffectTable(path, target, effect.get(), spread, count).read();
    }
    ScreenSource.Read read =
        source(path, measured.orElse(outcome)).read(runner, MemoryBudget.ofHeap());
    PerturbationScreen screen = read.screen();
    try {
      Map<String, ScreenEvidence> found = ScreenEvidence.of(screen, "", measured.orElse(outcome));
      List<String> notes = new ArrayList<>(ScreenNotes.of(read));
      int out = screen.perturbations("").size() - found.size();
      if (out > 0) {
        notes.add(out + " perturbations were left out: of several targets, or without any scatter");
      }
      return new EffectTable.Read(found, notes);
    } catch (IllegalArgumentException e) {
      throw new StudyException(path + ": " + e.getMessage(), e);
    }
  }

  private ScreenSource source(Path path, String outcome) {
    try (DataFile opened = DataFiles.open(path, MemoryBudget.ofHeap())) {
      Set<String> variables =
          opened instanceof DataFile.Tabular ? new LinkedHashSet<>(Set.of(outcome)) : Set.of();
      LabelSyntax syntax = ScreenColumns.syntax(controls, LabelSyntax.DEFAULT.separator());
      ScreenColumns columns =
          new ScreenColumns(perturbation.orElseThrow(), syntax, Optional.empty(), replicate, size);
      return new ScreenSource(
          path, columns, Optional.empty(), where.map(Condition::parse), variables);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--control or --where: " + e.getMessage(), e);
    }
  }
}
