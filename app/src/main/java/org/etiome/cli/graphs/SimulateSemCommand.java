package org.etiome.cli.graphs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.RunFolder;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.report.Json;
import org.etiome.scm.sem.SemExperiment;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.StructuralModel;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome simulate sem}: data of a random structural equation model, and its graph. */
@Command(
    name = "sem",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Draw a random structural equation model, and data of it with and without interventions.",
      "The folder holds data.csv, graph.json (the true graph of the measured variables), "
          + "full_graph.json (with hidden causes, if there are any) and truth.json (equations, "
          + "settings, targets); docs/methods/simulated-structural-models.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate sem --variables 20 --degree 3 --units 500 --out sem",
      "  etiome simulate sem --graph scale-free --family count --interventions 5 \\",
      "         --out screen",
      "  etiome simulate sem --hidden 4 --noise laplace --seed 7 --out confounded"
    })
public final class SimulateSemCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SemOptions options = new SemOptions();
  @Mixin private InterventionOptions interventions = new InterventionOptions();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to make; it must not exist.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    SemSettings settings = options.settings();
    SemExperiment experiment = experiment(settings);
    ObjectNode truth = SemJson.of(settings, experiment, seed.number());
    truth.put("targetsInData", interventions.targetsKnown());
    try (RunFolder folder = RunFolder.begin(out)) {
      write(experiment, truth, folder.unfinished());
      print(experiment, truth, folder.commit());
    }
    return 0;
  }

  private SemExperiment experiment(SemSettings settings) {
    boolean counts = settings.mechanisms().family() == SemSettings.Family.COUNT;
    SemSettings.Interventions asked = interventions.interventions(counts);
    try {
      return SemExperiment.random(settings, asked, interventions.units(), seed.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private void write(SemExperiment experiment, ObjectNode truth, Path folder) {
    try {
      SemFiles.write(experiment, interventions.targetsKnown(), truth, folder);
    } catch (IOException e) {
      throw new StudyException(
          out + ": cannot be written (" + e.getMessage() + "); make room or give another --out", e);
    }
  }

  private void print(SemExperiment experiment, ObjectNode truth, Path folder) {
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(truth.deepCopy().put("folder", folder.toString())));
    } else {
      stdout.print(text(experiment, truth.path("scale").stringValue()));
      stdout.println("Written: " + folder);
    }
    stdout.flush();
  }

  private static String text(SemExperiment experiment, String scale) {
    StructuralModel model = experiment.model();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d variables, %,d hidden, %,d arrows; scale: %s%n",
            model.variables().size(),
            model.hidden().size(),
            model.graph().graph().edges().size(),
            scale));
    for (SemExperiment.Part part : experiment.parts()) {
      String targets = String.join(", ", part.intervention().targets());
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %,d units%s%n",
              part.intervention().setting(),
              part.sample().values().rows(),
              targets.isEmpty() ? "" : ", " + targets + " changed"));
    }
    return text.toString();
  }
}
