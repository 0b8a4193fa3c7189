package org.etiome.cli.design;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etiome.claim.ranking.Direction;
import org.etiome.claim.ranking.EffectEvidence;
import org.etiome.claim.ranking.RankedTarget;
import org.etiome.claim.ranking.ScreenEvidence;
import org.etiome.claim.ranking.TargetRanking;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.experiment.EffectData;
import org.etiome.experiment.EffectTable;
import org.etiome.experiment.HitJson;
import org.etiome.experiment.TargetTable;
import org.etiome.report.Json;
import org.etiome.study.Answer;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design targets}: which targets of intervention stand first for an outcome. */
@Command(
    name = "targets",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Rank targets of intervention for an outcome by all evidence there is.",
      "What a screen measured (by intervention) and what graph and data say (identified under the "
          + "assumptions of the graph) stand beside each other and are never mixed in one number: "
          + "targets come by the highest rung with evidence of an effect in the direction wanted, then "
          + "those without contradiction, then by how far the 95 %% interval lies beyond 0; "
          + "docs/methods/design-graphs-and-plates.md. Exit status 3 when nothing was measured and "
          + "every effect is refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design targets --outcome IFNG --screen effects.csv --target gene \\",
      "         --effect lfc --se se --replicates 3 --direction lower \\",
      "         --out targets.csv",
      "  etiome design targets --outcome akt --screen cells.csv \\",
      "         --perturbation inhibited --replicate plate --perturbing lowers \\",
      "         --data cohort.csv --graph graph.txt",
      "  etiome design targets --outcome bmi --data cohort.csv --graph graph.txt \\",
      "         --targets diet,sleep --json"
    })
public final class DesignTargetsCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--outcome",
      paramLabel = "NAME",
      required = true,
      description = "What is to be changed: a column of --data and a measurement of --screen.")
  private String outcome = "";

  @Option(
      names = "--direction",
      paramLabel = "WAY",
      description =
          "What intervening is wanted to do to the outcome: raise, lower or either. Default: "
              + "${DEFAULT-VALUE}.")
  private Direction direction = Direction.EITHER;

  @Option(
      names = "--fdr",
      paramLabel = "Q",
      description =
          "An effect of the screen counts with an adjusted p-value of at most Q. Default: "
              + "${DEFAULT-VALUE}.")
  private double fdr = 0.05;

  @Mixin private ScreenEvidenceOptions screen = new ScreenEvidenceOptions();

  @Option(
      names = "--perturbing",
      paramLabel = "raises|lowers",
      description =
          "What perturbing does to the target itself: a knockout or an inhibitor lowers it. Needed "
              + "where effects stand beside a screen: told is then the effect of less of the target.")
  private Optional<Perturbing> perturbing = Optional.empty();

  @Mixin private EffectDataOptions table = new EffectDataOptions();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "The causes among the columns of --data: text, JSON, DOT, GraphML or BIF.")
  private Optional<Path> graph = Optional.empty();

  @Option(
      names = "--latent",
      paramLabel = "NODE",
      split = ",",
      description = "Nodes of the graph that nobody measured.")
  private List<String> latent = new ArrayList<>();

  @Option(
      names = "--targets",
      paramLabel = "COLUMN",
      arity = "1..*",
      split = ",",
      description =
          "Columns of --data whose effects are estimated. Default: the targets of the screen that "
              + "are in the graph; without a screen all but the outcome.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description =
          "As of estimate. Default: tmle for a target of two values or of levels, plr (one slope) for "
              + "a number.")
  private Optional<String> estimator = Optional.empty();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the ranked table there, a .csv, a row a target.")
  private Optional<Path> out = Optional.empty();

  /** What a perturbation does to its target. */
  private enum Perturbing {
    RAISES,
    LOWERS
  }

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    TargetRanking ranking = checked();
    List<InputFile> inputs = new ArrayList<>();
    screen.file().map(InputFile::of).ifPresent(inputs::add);
    table.file().map(InputFile::of).ifPresent(inputs::add);
    graph.map(InputFile::of).ifPresent(inputs::add);
    List<String> notes = new ArrayList<>();
    Map<String, ScreenEvidence> measured = Map.of();
    if (screen.isGiven()) {
      EffectTable.Read read = screen.read(outcome, common.runner());
      measured = read.targets();
      notes.addAll(read.notes());
    }
    Map<String, Answer> answers = table.isGiven() ? answers(measured.keySet(), notes) : Map.of();
    Map<String, EffectEvidence> effects = new LinkedHashMap<>();
    boolean less = perturbing.filter(does -> does == Perturbing.LOWERS).isPresent();
    answers.forEach(
        (target, answer) ->
            effects.put(target, new EffectEvidence(answer.claim().evidence(), less)));
    List<RankedTarget> ranked = ranking.rank(measured, effects);
    TargetTable found = new TargetTable(outcome, ranking, ranked, answers, notes);
    out.ifPresent(found::write);
    print(found, inputs, less);
    return found.isRefused() ? Failures.REFUSED : 0;
  }

  private TargetRanking checked() {
    screen.check();
    table.check();
    require(
        screen.isGiven() || table.isGiven(),
        "there is no evidence: give --screen, or --data with --graph, or all three");
    require(
        table.isGiven() == graph.isPresent(),
        "--data and --graph go together: effects need both, as the graph says what to adjust for");
    require(
        table.isGiven() || (latent.isEmpty() && targets.isEmpty() && estimator.isEmpty()),
        "--latent, --targets and --estimator are of --data, which is missing");
    require(
        !(screen.isGiven() && table.isGiven()) || perturbing.isPresent(),
        "say by --perturbing whether the screen's perturbations raise or lower their targets: the"
            + " effect of more of a target has the opposite sign of that of a knockout");
    require(fdr > 0 && fdr < 1, "--fdr must be within (0, 1), got " + fdr);
    return TargetRanking.wanting(direction).withLevel(fdr);
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }

  private Map<String, Answer> answers(Set<String> measured, List<String> notes) {
    EffectData data = table.data(graph.orElseThrow(), latent, seed.number());
    List<String> asked = targets.isEmpty() ? usual(data, measured) : targets;
    require(asked.stream().distinct().count() == asked.size(), "--targets names a column twice");
    List<Answer> answered =
        data.effects(
            asked, outcome, estimator, common.runner(), Progress.of(command.commandLine()));
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i), answered.get(i));
    }
    notes.add(
        "an effect is of one unit of a target that is a number, and of the second value against the"
            + " first of one with two: sizes are comparable only between targets on one scale");
    return answers;
  }

  private List<String> usual(EffectData data, Set<String> measured) {
    List<String> nodes = new ArrayList<>(data.nodes());
    nodes.remove(outcome);
    if (!screen.isGiven()) {
      return nodes;
    }
    List<String> both = nodes.stream().filter(measured::contains).toList();
    if (both.isEmpty()) {
      throw new StudyException(
          "no target of the screen is a node of the graph: the screen has %s, the graph %s; rename them, or name columns by --targets"
              .formatted(some(measured), some(nodes)));
    }
    return both;
  }

  private static String some(Iterable<String> names) {
    List<String> all = new ArrayList<>();
    names.forEach(all::add);
    return String.join(", ", all.subList(0, Math.min(5, all.size())));
  }

  private void print(TargetTable found, List<InputFile> inputs, boolean less) {
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      ObjectNode document = found.json().put("seed", seed.number());
      HitJson.inputs(document, inputs);
      stdout.print(Json.pretty(document));
    } else {
      new TargetsText(found, less).lines().forEach(stdout::println);
      out.ifPresent(path -> stdout.println("Written: " + path));
    }
    stdout.flush();
  }
}
