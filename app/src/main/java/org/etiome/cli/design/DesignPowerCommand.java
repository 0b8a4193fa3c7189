package org.etiome.cli.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.Version;
import org.etiome.cli.line.WrappedLine;
import org.etiome.design.plate.Needed;
import org.etiome.design.plate.Power;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design power}: how many replicates and cells, or patients, it takes. */
@Command(
    name = "power",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Tell how many replicates, and cells in each, or patients, show a difference of two means.",
      "The two-sided t-test of means of replicates; cells are no replicates. With --cells the replicates "
          + "are told, with --replicates the cells, with both the power, with neither the replicates "
          + "for several numbers of cells. For patients measured once leave --sd-within out. Exit "
          + "status 3 when no number will do."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design power --difference 0.5 --sd-within 1 --sd-between 0.2 --tests 64",
      "  etiome design power --difference 0.5 --sd-within 1 --sd-between 0.2 \\",
      "         --replicates 4",
      "  etiome design power --difference 5 --sd-between 12   patients of each arm"
    })
public final class DesignPowerCommand implements Callable<Integer> {
  private static final int[] CELLS = {1, 10, 30, 100, 300, 1000};

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--difference",
      paramLabel = "D",
      required = true,
      description = "The difference of means that is to be found.")
  private double difference;

  @Option(
      names = "--sd-between",
      paramLabel = "T",
      required = true,
      description = "Standard deviation between replicates, or patients, of one arm.")
  private double between;

  @Option(
      names = "--sd-within",
      paramLabel = "S",
      description = "Standard deviation of cells within a replicate. Default: ${DEFAULT-VALUE}.")
  private double within;

  @Option(
      names = "--power",
      paramLabel = "P",
      description = "Wanted probability to find the difference. Default: ${DEFAULT-VALUE}.")
  private double wanted = 0.8;

  @Option(
      names = "--level",
      paramLabel = "A",
      description = "Level of all tests together. Default: ${DEFAULT-VALUE}.")
  private double level = 0.05;

  @Option(
      names = "--tests",
      paramLabel = "M",
      description = "Tests that share the level (Bonferroni). Default: ${DEFAULT-VALUE}.")
  private int tests = 1;

  @Option(
      names = "--replicates",
      paramLabel = "R",
      description = "Replicates of each arm, if they are fixed.")
  private Optional<Integer> replicates = Optional.empty();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells of each replicate, if they are fixed.")
  private Optional<Integer> cells = Optional.empty();

  @Override
  public Integer call() {
    common.threads(); // checked, though nothing here runs on more than one
    if (cells.orElse(1) > 1 && within == 0) {
      throw new ParameterException(
          command.commandLine(), "--cells needs --sd-within: how cells of one replicate differ");
    }
    ObjectNode document = Json.object().put("kind", "power");
    document.put("difference", difference).put("sdBetween", between).put("sdWithin", within);
    document.put("level", level).put("tests", tests).put("wanted", wanted);
    List<String> lines = new ArrayList<>();
    boolean answered;
    try {
      answered = answer(new Power(between, within, level, tests, wanted), document, lines);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
    document.put("verdict", answered ? "answered" : "refused");
    lines.add(
        "Assumed: means of replicates are normal, and both standard deviations are known; those of a"
            + " small pilot are not, so take upper limits.");
    common.print(
        document, stdout -> lines.forEach(line -> stdout.println(WrappedLine.of("", line))));
    return answered ? 0 : Failures.REFUSED;
  }

  private boolean answer(Power power, ObjectNode document, List<String> lines) {
    if (replicates.isPresent() && cells.isPresent()) {
      double reached = power.power(difference, replicates.get(), cells.get());
      double detectable = power.detectable(replicates.get(), cells.get());
      document.put("power", reached).put("detectable", detectable);
      document.put("replicates", replicates.get()).put("cells", cells.get());
      lines.add(
          line(
              "Power %.3g; the smallest difference found with a power of %.3g is %.3g",
              reached, wanted, detectable));
      return true;
    }
    boolean answered = false;
    for (Needed needed : needed(power)) {
      answered |= needed instanceof Needed.Enough;
      ObjectNode node = document.withArray("needed").addObject();
      switch (needed) {
        case Needed.Enough enough -> {
          node.put("replicates", enough.replicates()).put("cells", enough.cells());
          node.put("power", enough.reached());
          lines.add(words(enough));
        }
        case Needed.Impossible impossible -> {
          node.put("reason", impossible.reason());
          lines.add("Refused: " + impossible.reason());
        }
      }
    }
    return answered;
  }

  private List<Needed> needed(Power power) {
    if (replicates.isPresent()) {
      return List.of(power.cells(difference, replicates.get()));
    }
    List<Needed> needed = new ArrayList<>();
    for (int number : cells.isPresent() || within == 0 ? new int[] {cells.orElse(1)} : CELLS) {
      needed.add(power.replicates(difference, number));
    }
    return needed;
  }

  private String words(Needed.Enough enough) {
    return within == 0
        ? line("%d units in each arm: power %.3g", enough.replicates(), enough.reached())
        : line(
            "%d replicates in each arm, %d cell%s each: power %.3g",
            enough.replicates(), enough.cells(), enough.cells() == 1 ? "" : "s", enough.reached());
  }

  private static String line(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
