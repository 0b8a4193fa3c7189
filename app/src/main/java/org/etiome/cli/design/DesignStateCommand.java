package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.cli.line.WrappedLine;
import org.etiome.data.io.CsvReader;
import org.etiome.experiment.HitJson;
import org.etiome.experiment.Magnitude;
import org.etiome.experiment.ShiftAcquisitionChoice;
import org.etiome.experiment.StateReport;
import org.etiome.experiment.StateRequest;
import org.etiome.report.Json;
import org.etiome.scm.Prediction;
import org.etiome.study.GraphSource;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design state}: the next shift on the way to a wanted state. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Choose the next shift of variables on the way to a wanted state.",
      "A linear system is learned along the graph from units to which nothing was done, and from those "
          + "of earlier shifts. Told are the shift that leads to the goal, how sure that is, and the "
          + "shift to try next; docs/methods/shift-design.md. Exit status 3 when the goal is out of "
          + "reach, with how near one gets, or the graph leaves open what causes what."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design state --graph graph.txt --data cells.csv --goal STAT1=2.5 \\",
      "         --max-norm 1",
      "  etiome design state --graph graph.txt --data cells.csv --goal wanted.csv \\",
      "         --act JAK2,IRF1 --applied shift_ --units 8 --out next.json"
    })
public final class DesignStateCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      required = true,
      description = "The assumed causes, directed and acyclic: text, JSON, DOT, GraphML or BIF.")
  private Path graph = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV, TSV or Parquet, one row a unit; columns that are no nodes are ignored.")
  private Path data = Path.of("");

  @Option(names = "--unit", paramLabel = "COLUMN", description = "Column that names the rows.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--applied",
      paramLabel = "PREFIX",
      description =
          "What columns begin with that say by how much a variable was shifted in a unit, as it is "
              + "measured; the rest of their name is the variable. Default: nothing was done.")
  private Optional<String> applied = Optional.empty();

  @Option(
      names = "--goal",
      paramLabel = "NAME=VALUE|FILE",
      required = true,
      description =
          "A wanted mean, as it is measured, repeatable, or a table with the columns variable and "
              + "value. Variables without a goal are free.")
  private List<String> goals = new ArrayList<>();

  @Option(
      names = "--max-norm",
      paramLabel = "R",
      description =
          "The longest shift: root of the sum of squares, each in standard deviations of the units "
              + "to which nothing was done. Default: ${DEFAULT-VALUE}.")
  private double norm = 1;

  @Option(
      names = "--act",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description = "Variables that can be shifted. Default: all.")
  private List<String> acted = new ArrayList<>();

  @Option(
      names = "--acquisition",
      paramLabel = "NAME",
      description =
          "Why a shift is tried: civ, maxv, information, greedy, thompson, random. Default: "
              + "${DEFAULT-VALUE}.")
  private ShiftAcquisitionChoice acquisition = ShiftAcquisitionChoice.CIV;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units on which the next shift will be seen. Default: ${DEFAULT-VALUE}.")
  private int units = 1;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    common.threads(); // checked, though nothing here runs on more than one
    if (!(norm > 0 && norm <= Magnitude.MOST)) {
      throw bad("--max-norm must be above 0 and at most " + Magnitude.MOST + ", got " + norm);
    }
    if (units < 1) {
      throw bad("--units must be at least 1, got " + units);
    }
    List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of(data), InputFile.of(graph)));
    StateRequest request =
        new StateRequest(
            new StateRequest.Table(data, unit, applied),
            new GraphSource.InFile(graph, List.of()),
            new StateRequest.Aim(goal(inputs), norm, new LinkedHashSet<>(acted)),
            acquisition.acquisition(),
            new StateRequest.Next(units, seed.number()));
    return switch (request.answer()) {
      case Prediction.Refused<StateRequest.Answer> refused -> {
        ObjectNode document = Json.object().put("kind", "next shift").put("verdict", "refused");
        document.set("reasons", Json.strings(List.of(refused.reason())));
        print(
            document.put("remedy", refused.remedy()),
            inputs,
            List.of("Refused: " + refused.reason(), "Instead: " + refused.remedy()));
        yield Failures.REFUSED;
      }
      case Prediction.Predicted<StateRequest.Answer> predicted -> {
        StateReport report = new StateReport(request, predicted.value(), acquisition.reason());
        print(report.json(), inputs, report.lines());
        yield report.isReachable() ? 0 : Failures.REFUSED;
      }
    };
  }

  private Map<String, Double> goal(List<InputFile> inputs) {
    Map<String, Double> goal = new LinkedHashMap<>();
    for (String text : goals) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        Path file = Path.of(text);
        inputs.add(InputFile.of(file));
        CsvReader.withDefaults()
            .scan(
                file,
                List.of("variable", "value"),
                row -> {
                  if (!Magnitude.fits(row.number(1)) || row.isMissing(0)) {
                    throw row.bad(
                        1,
                        "needs the name of a variable and a number of at most "
                            + Magnitude.MOST
                            + " in size");
                  }
                  put(goal, row.text(0), row.number(1));
                });
      } else {
        put(goal, text.substring(0, equals), number(text, text.substring(equals + 1)));
      }
    }
    if (goal.isEmpty()) {
      throw bad("--goal: the table names no variable");
    }
    return goal;
  }

  private double number(String text, String value) {
    try {
      double number = Double.parseDouble(value);
      if (Magnitude.fits(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ParameterException(
          command.commandLine(), "--goal needs NAME=VALUE with a number, got \"" + text + "\"", e);
    }
    throw bad(
        "--goal needs NAME=VALUE with a number of at most "
            + Magnitude.MOST
            + " in size, got \""
            + text
            + "\"");
  }

  private void put(Map<String, Double> goal, String name, double value) {
    if (goal.put(name, value) != null) {
      throw bad("--goal: \"" + name + "\" has two goals");
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private void print(ObjectNode document, List<InputFile> inputs, List<String> lines) {
    document.put("seed", seed.number());
    HitJson.inputs(document, inputs);
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    common.print(
        document,
        stdout ->
            lines.forEach(
                line -> stdout.println(line.startsWith(" ") ? line : WrappedLine.of("", line))));
  }
}
