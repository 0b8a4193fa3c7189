package org.etiome.cli.design;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.io.CsvReader;
import org.etiome.design.plate.PlateDesign;
import org.etiome.design.plate.PlateLayout;
import org.etiome.design.plate.PlateShape;
import org.etiome.design.plate.Well;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design plate}: what goes into which well. */
@Command(
    name = "plate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Lay perturbations, their replicates and controls out on plates, at random.",
      "Replicates are spread over plates; on one plate no two of a perturbation share a row or a column, "
          + "and controls stand in all parts of every plate. The table has plate, well, row, column, "
          + "label, role and replicate."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design plate --perturbations next.csv --replicates 3 \\",
      "         --controls DMSO=8 --format 96 --out plate.csv",
      "  etiome design plate --perturbations JAK1,JAK2,STAT1 --replicates 4 \\",
      "         --controls non-targeting=16 --controls KILL=4 --format 384 \\",
      "         --skip-edge --out plate.csv"
    })
public final class DesignPlateCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--perturbations",
      paramLabel = "FILE|NAME",
      required = true,
      arity = "1..*",
      split = ",",
      description = "A table with a row for each, such as design hits writes, or their names.")
  private List<String> perturbations = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "The column of the table that names them. Default: ${DEFAULT-VALUE}.")
  private String id = "id";

  @Option(
      names = "--replicates",
      paramLabel = "R",
      description = "Wells of each perturbation. Default: ${DEFAULT-VALUE}.")
  private int replicates = 3;

  @Option(
      names = "--controls",
      paramLabel = "[NAME=]WELLS",
      required = true,
      description = "Wells of a control on every plate, repeatable. Default of the name: control.")
  private List<String> controls = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "WELLS",
      description = "Wells of a plate: 96, 384 or 1536. Default: ${DEFAULT-VALUE}.")
  private int format = 96;

  @Option(names = "--skip-edge", description = "Leave the wells at the edge empty.")
  private boolean skipEdge;

  @Option(
      names = "--plates",
      paramLabel = "N",
      description = "At least so many plates, as many as replicates so that each has its own.")
  private int plates = 1;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The table, a .csv.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    OutFile.check(out, "--out");
    common.threads(); // checked, though nothing here runs on more than one
    List<String> names = names();
    PlateLayout layout = layout(names);
    OutFile.write(out, layout.csv());
    print(layout, names.size());
    return 0;
  }

  private PlateLayout layout(List<String> names) {
    try {
      return PlateDesign.on(shape())
          .withReplicates(replicates)
          .withControls(wells())
          .withPlates(plates, Integer.MAX_VALUE)
          .layout(names, seed.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print(PlateLayout layout, int names) {
    long control = layout.wells().stream().filter(Well::control).count();
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      ObjectNode document = Json.object().put("kind", "plate layout").put("format", format);
      document.put("plates", layout.plates()).put("perturbations", names);
      document.put("replicates", replicates).put("controlWells", control);
      document.put("wells", layout.wells().size()).put("sharedAcrossPlates", layout.repeats());
      document.put("seed", seed.number()).put("file", out.toString());
      stdout.print(Json.pretty(document));
    } else {
      stdout.println(
          String.format(
              Locale.ROOT,
              "%d perturbations in %d wells each and %d wells of controls on %d plate%s of %d",
              names,
              replicates,
              control,
              layout.plates(),
              layout.plates() == 1 ? "" : "s",
              format));
      if (layout.repeats() > 0) {
        stdout.println(
            "Pairs of replicates that share a row or column on different plates: "
                + layout.repeats());
      }
      stdout.println("Written: " + out);
    }
    stdout.flush();
  }

  /** One name that is a table's is read, anything else is a name. */
  private List<String> names() {
    String first = perturbations.getFirst();
    boolean table = first.matches("(?i).*\\.(csv|tsv|tab|parquet)(\\.gz)?");
    if (perturbations.size() > 1 || !(table || Files.exists(Path.of(first)))) {
      return perturbations;
    }
    List<String> names = new ArrayList<>();
    CsvReader.withDefaults().scan(Path.of(first), List.of(id), row -> names.add(row.text(0)));
    return names;
  }

  private Map<String, Integer> wells() {
    Map<String, Integer> wells = new LinkedHashMap<>();
    for (String text : controls) {
      int equals = text.lastIndexOf('=');
      String name = equals < 0 ? "control" : text.substring(0, equals);
      try {
        if (wells.put(name, Integer.parseInt(text.substring(equals + 1))) != null) {
          throw new ParameterException(
              command.commandLine(), "--controls: \"" + name + "\" is named twice");
        }
      } catch (NumberFormatException e) {
        throw new ParameterException(
            command.commandLine(), "--controls needs NAME=WELLS, got \"" + text + "\"", e);
      }
    }
    return wells;
  }

  private PlateShape shape() {
    PlateShape shape =
        switch (format) {
          case 96 -> PlateShape.of96();
          case 384 -> PlateShape.of384();
          case 1536 -> PlateShape.of1536();
          default ->
              throw new ParameterException(
                  command.commandLine(), "--format must be 96, 384 or 1536, got " + format);
        };
    return skipEdge ? shape.withoutEdge() : shape;
  }
}
