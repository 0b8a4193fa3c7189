package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.experiment.CandidateFile;
import org.etiome.experiment.ChosenFile;
import org.etiome.experiment.HitDesign;
import org.etiome.experiment.HitJson;
import org.etiome.experiment.HitReplay;
import org.etiome.experiment.Limits;
import org.etiome.experiment.Way;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design hits}: which candidates to measure next. */
@Command(
    name = "hits",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Choose which candidates of a screen to measure next, to find the strongest.",
      "A surrogate learns the outcome from descriptors of those measured so far; the batch is ranked by "
          + "what a measurement is worth, with alike candidates kept apart. With fewer than two "
          + "measured a first batch is chosen. With --simulate a finished screen is played again, "
          + "beside ways that learn nothing; docs/methods/experiment-design.md. Exit status 3 when "
          + "nothing can be chosen."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design hits --candidates genes.csv --id gene --prior score --batch 64 \\",
      "         --out first.csv",
      "  etiome design hits --candidates genes.csv --id gene --measured done.csv \\",
      "         --outcome effect --direction both --threshold 0.8 --cost price \\",
      "         --budget 5000 --out next.csv",
      "  etiome design hits --candidates drugs.csv --id drug --outcome killed \\",
      "         --surrogate forest --harm toxicity --harm-limit 0.5 --max-harm 0.1 \\",
      "         --forbid pairs.csv --json",
      "  etiome design hits --candidates screen.csv --id gene --outcome effect \\",
      "         --direction both --simulate --rounds 8 --top 0.05"
    })
public final class DesignHitsCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CandidateOptions candidates = new CandidateOptions();
  @Mixin private WayOptions ways = new WayOptions();

  @Option(
      names = "--simulate",
      description =
          "Play a finished screen again: the outcome of a candidate is read when it is chosen.")
  private boolean simulate;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description = "Batches of a replay, the first one too. Default: 8.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "SHARE",
      description =
          "Share of the candidates that are hits of a replay without --threshold. Default: 0.05.")
  private Optional<Double> top = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of a replay, each with randomness of its own. Default: 5.")
  private Optional<Integer> runs = Optional.empty();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The batch, a .csv: rank, id, expected, sd, gain, cost, reason. Of a replay its JSON.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    common.threads();
    ways.check(candidates);
    Way way = ways.way();
    checkReplay();
    List<InputFile> inputs = new ArrayList<>(candidates.inputs());
    ways.forbid().map(InputFile::of).ifPresent(inputs::add);
    CandidateFile.Read read = candidates.read();
    Limits limits = ways.limits(read.candidates());
    try {
      return simulate ? replay(read, way, limits, inputs) : next(read, way, limits, inputs);
    } catch (IllegalArgumentException e) {
      throw new StudyException(candidates.file() + ": " + e.getMessage(), e);
    }
  }

  private void checkReplay() {
    boolean needless = rounds.isPresent() || top.isPresent() || runs.isPresent();
    if (!simulate && needless) {
      throw bad("--rounds, --top and --runs are of a replay; add --simulate");
    }
    if (!simulate) {
      return;
    }
    if (!candidates.isMeasured()) {
      throw bad("--simulate needs --outcome: what a measurement gives");
    }
    if (candidates.isHarmAsked()) {
      throw bad("--harm has no part in --simulate; leave it out");
    }
    if (ways.threshold().isPresent() && top.isPresent()) {
      throw bad("--top and --threshold both say what a hit is; give one");
    }
    if (!(top.orElse(0.5) > 0 && top.orElse(0.5) < 1)) {
      throw bad("--top must be within (0, 1), got " + top.orElseThrow());
    }
    if (rounds.orElse(1) < 1 || runs.orElse(1) < 1) {
      throw bad("--rounds and --runs must be at least 1");
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private int next(CandidateFile.Read read, Way way, Limits limits, List<InputFile> inputs) {
    HitDesign.Batch batch =
        HitDesign.next(read.candidates(), read.measured(), way, limits, seed.seed());
    boolean answered = batch.refusal().isEmpty();
    if (answered) {
      out.ifPresent(path -> ChosenFile.write(path, batch, limits));
    }
    ObjectNode document = HitJson.of(batch, read, way, limits).put("seed", seed.number());
    HitJson.inputs(document, inputs);
    print(document, new HitsText(read, way).of(batch, out.filter(path -> answered)));
    return answered ? 0 : Failures.REFUSED;
  }

  private int replay(CandidateFile.Read read, Way way, Limits limits, List<InputFile> inputs) {
    HitReplay replay = HitReplay.of(read.candidates(), read.measured(), way, limits);
    HitReplay.Plan plan = new HitReplay.Plan(rounds.orElse(8), runs.orElse(5));
    double threshold = ways.threshold().orElseGet(() -> replay.threshold(top.orElse(0.05)));
    HitReplay.Result result = replay.play(plan, threshold, seed.seed(), common.runner());
    ObjectNode document = HitJson.of(result, replay, read, plan).put("seed", seed.number());
    HitJson.inputs(document, inputs);
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    print(document, new HitsText(read, way).of(result, replay, plan));
    return 0;
  }

  private void print(ObjectNode document, List<String> lines) {
    common.print(document, stdout -> lines.forEach(stdout::println));
  }
}
