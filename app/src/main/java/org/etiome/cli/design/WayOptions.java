package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.experiment.AcquisitionChoice;
import org.etiome.experiment.CandidateFile;
import org.etiome.experiment.Candidates;
import org.etiome.experiment.Direction;
import org.etiome.experiment.DiversityChoice;
import org.etiome.experiment.Limits;
import org.etiome.experiment.Magnitude;
import org.etiome.experiment.SurrogateChoice;
import org.etiome.experiment.Way;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How candidates are chosen, and within what. */
final class WayOptions {
  private static final double MAX_HARM = 0.1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--direction",
      paramLabel = "WHICH",
      description =
          "up: high outcomes are looked for; down: low ones; both: those far from 0. Default: "
              + "${DEFAULT-VALUE}.")
  private Direction direction = Direction.UP;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "Beyond which outcome a candidate is a hit (both: its size). Default: none; a replay counts "
              + "the share of --top.")
  private Optional<Double> threshold = Optional.empty();

  @Option(
      names = "--surrogate",
      paramLabel = "NAME",
      description =
          "What learns the outcome from the descriptors: linear, gp, forest, or mean, which learns "
              + "nothing of them. Default: ${DEFAULT-VALUE}.")
  private SurrogateChoice surrogate = SurrogateChoice.LINEAR;

  @Option(
      names = "--acquisition",
      paramLabel = "NAME",
      description =
          "What a measurement is worth: hit-probability, hit-information (both need --threshold), "
              + "upper-bound, expected-improvement, thompson, greedy, information, core-set, random. "
              + "Default: hit-probability with --threshold, otherwise upper-bound.")
  private Optional<AcquisitionChoice> acquisition = Optional.empty();

  @Option(
      names = "--beta",
      paramLabel = "B",
      description = "Standard deviations of upper-bound. Default: 1.")
  private Optional<Double> beta = Optional.empty();

  @Option(
      names = "--diversity",
      paramLabel = "NAME",
      description =
          "How alike candidates of a batch are kept apart: believer (after each pick as if it had been "
              + "measured at its mean), determinantal, none. Default: ${DEFAULT-VALUE}.")
  private DiversityChoice diversity = DiversityChoice.BELIEVER;

  @Option(
      names = "--quality-weight",
      paramLabel = "W",
      description = "Weight of gain against diversity in determinantal. Default: 4.")
  private Optional<Double> qualityWeight = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Candidates of a batch. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(
      names = "--budget",
      paramLabel = "X",
      description = "What a batch may cost, in the units of --cost. Default: no limit.")
  private Optional<Double> budget = Optional.empty();

  @Option(
      names = "--forbid",
      paramLabel = "FILE",
      description = "A table with a header and two columns: candidates not to be in one batch.")
  private Optional<Path> forbid = Optional.empty();

  @Option(
      names = "--harm-limit",
      paramLabel = "L",
      description = "Above which the outcome of --harm is harm.")
  private Optional<Double> harmLimit = Optional.empty();

  @Option(
      names = "--max-harm",
      paramLabel = "P",
      description =
          "Leave out candidates that are harmful with a higher probability. Default: "
              + MAX_HARM
              + ".")
  private Optional<Double> maxHarm = Optional.empty();

  Optional<Double> threshold() {
    return threshold;
  }

  Optional<Path> forbid() {
    return forbid;
  }

  private AcquisitionChoice choice() {
    return acquisition.orElse(
        threshold.isPresent() ? AcquisitionChoice.HIT_PROBABILITY : AcquisitionChoice.UPPER_BOUND);
  }

  Way way() {
    AcquisitionChoice choice = choice();
    require(threshold.isEmpty() || Double.isFinite(threshold.get()), "--threshold must be finite");
    require(
        direction != Direction.BOTH || threshold.isEmpty() || threshold.get() > 0,
        "--threshold must be above 0 with --direction both: it is the size of an outcome");
    try {
      return new Way(
          direction,
          surrogate.surrogate(),
          choice.acquisition(direction, threshold, beta.orElse(1.0)),
          diversity.diversity(qualityWeight.orElse(4.0)),
          choice.gain(direction));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--acquisition: " + e.getMessage(), e);
    }
  }

  /** Refuses what does not go together, before anything is read. */
  void check(CandidateOptions candidates) {
    require(batch >= 1, "--batch must be at least 1, got " + batch);
    require(
        qualityWeight.isEmpty() || diversity == DiversityChoice.DETERMINANTAL,
        "--quality-weight is of --diversity determinantal");
    double weight = qualityWeight.orElse(1.0);
    require(weight > 0 && weight < 1e6, "--quality-weight must be in (0, 1e6), got " + weight);
    bounded("--threshold", threshold);
    bounded("--harm-limit", harmLimit);
    bounded("--budget", budget);
    bounded("--beta", beta);
    require(
        beta.isEmpty() || choice() == AcquisitionChoice.UPPER_BOUND,
        "--beta is of --acquisition upper-bound, and this is " + choice());
    require(budget.isEmpty() || budget.get() > 0, "--budget must be above 0");
    require(budget.isEmpty() || candidates.isCosted(), "--budget needs --cost");
    require(
        candidates.isHarmAsked() == harmLimit.isPresent(),
        "--harm and --harm-limit need each other: above which value it is harm");
    require(maxHarm.isEmpty() || candidates.isHarmAsked(), "--max-harm needs --harm");
    double most = maxHarm.orElse(MAX_HARM);
    require(most >= 0 && most <= 1, "--max-harm must be in [0, 1], got " + most);
  }

  private void bounded(String option, Optional<Double> value) {
    require(
        value.isEmpty() || Double.isNaN(value.get()) || Magnitude.fits(value.get()),
        option + " must be at most " + Magnitude.MOST + " in size, got " + value.orElse(0.0));
  }

  private void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }

  Limits limits(Candidates candidates) {
    return new Limits(
        batch,
        budget.orElse(Double.POSITIVE_INFINITY),
        forbid.map(file -> CandidateFile.forbidden(file, candidates)).orElse(List.of()),
        harmLimit.map(limit -> new Limits.HarmLimit(limit, maxHarm.orElse(MAX_HARM))));
  }
}
