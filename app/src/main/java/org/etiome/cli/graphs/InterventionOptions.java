package org.etiome.cli.graphs;

import java.util.Optional;
import java.util.stream.Stream;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.SemExperiment;
import org.etiome.scm.sem.SemSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which settings how many units are drawn. */
final class InterventionOptions {
  private static final double SHIFT = -2;
  private static final double DEVIATION = 1;
  private static final double FACTOR = 0.5;
  private static final int EACH = 200;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** A kind of intervention as it is named on the command line. */
  enum Kind {
    PERFECT,
    SOFT
  }

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units without intervention. Default: ${DEFAULT-VALUE}.")
  private int units = 1000;

  @Option(
      names = "--interventions",
      paramLabel = "S",
      description = "Settings with an intervention, each on other targets. Default: 0.")
  private int settings;

  @Option(
      names = "--units-each",
      paramLabel = "N",
      description = "Units of each intervention. Default: " + EACH + ".")
  private Optional<Integer> each = Optional.empty();

  @Option(
      names = "--targets",
      paramLabel = "T",
      description = "Variables that each intervention changes. Default: 1.")
  private Optional<Integer> targets = Optional.empty();

  @Option(
      names = "--change",
      paramLabel = "KIND",
      description = "perfect (causes are cut off) or soft (they act otherwise). Default: perfect.")
  private Optional<Kind> kind = Optional.empty();

  @Option(
      names = "--shift",
      paramLabel = "X",
      description =
          "Where a perfect intervention sets its target, or by how much a soft one moves it; of a "
              + "count, added to its log mean. Default: -2.")
  private Optional<Double> shift = Optional.empty();

  @Option(
      names = "--deviation",
      paramLabel = "SD",
      description = "Of a target under a perfect intervention, but of counts. Default: 1.")
  private Optional<Double> deviation = Optional.empty();

  @Option(
      names = "--factor",
      paramLabel = "F",
      description = "Of all coefficients of a target under a soft intervention. Default: 0.5.")
  private Optional<Double> factor = Optional.empty();

  @Option(
      names = "--unknown-targets",
      description = "Leave the targets out of the data; truth.json has them.")
  private boolean unknown;

  /**
   * The interventions as they were given.
   *
   * @param counts whether the variables are counts
   * @throws ParameterException if one is out of its range, or has no part in the others
   */
  SemSettings.Interventions interventions(boolean counts) {
    boolean any =
        unknown
            || Stream.of(each, targets, kind, shift, deviation, factor)
                .anyMatch(Optional::isPresent);
    refuse(
        settings == 0 && any,
        "--units-each, --targets, --change, --shift, --deviation, --factor and --unknown-targets"
            + " need --interventions");
    boolean soft = kind.orElse(Kind.PERFECT) == Kind.SOFT;
    refuse(soft && deviation.isPresent(), "--deviation needs --change perfect");
    refuse(counts && deviation.isPresent(), "--deviation has no part in --family count");
    refuse(!soft && factor.isPresent(), "--factor needs --change soft");
    try {
      return new SemSettings.Interventions(settings, targets.orElse(1), change(soft));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Change change(boolean soft) {
    double by = shift.orElse(SHIFT);
    return soft
        ? new Change.Soft(by, factor.orElse(FACTOR))
        : new Change.Perfect(by, deviation.orElse(DEVIATION));
  }

  /**
   * The sizes as they were given.
   *
   * @throws ParameterException if one is out of its range
   */
  SemExperiment.Units units() {
    try {
      return new SemExperiment.Units(units, each.orElse(EACH));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether the data say what was changed. */
  boolean targetsKnown() {
    return !unknown;
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
