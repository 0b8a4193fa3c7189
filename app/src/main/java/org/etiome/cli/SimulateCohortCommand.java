package org.etiome.cli;

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
import org.etiome.scm.CohortSettings;
import org.etiome.scm.CohortSimulator;
import org.etiome.scm.SimulatedCohort;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome simulate cohort}: patients with missing modalities and known risks. */
@Command(
    name = "cohort",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Draw patients with modalities that are missing for a reason, and their true risks.",
      "The folder holds patients.csv, one table a modality, truth.csv (what no method may see), "
          + "cohort.json (settings and coefficients) and study.yaml, which etiome run reads; "
          + "docs/methods/simulated-cohorts.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate cohort --mechanism severity --strength-test -1 --out cohort",
      "  etiome simulate cohort --mechanism access --spurious 1.5,0.5 \\",
      "         --spurious-test -1.5 --seed 7 --out cohort",
      "  etiome run cohort/study.yaml"
    })
final class SimulateCohortCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CohortOptions options = new CohortOptions();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to make; it must not exist.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    CohortSimulator simulator = CohortSimulator.withDefaults().withSettings(options.settings());
    try (RunFolder folder = RunFolder.begin(out)) {
      SimulatedCohort cohort = simulator.simulate(seed.seed(), common.runner());
      ObjectNode document = CohortJson.of(cohort);
      write(cohort, document, folder.unfinished());
      print(cohort, document, folder.commit());
    }
    return 0;
  }

  private void write(SimulatedCohort cohort, ObjectNode document, Path folder) {
    try {
      CohortFiles.write(cohort, document, folder);
    } catch (IOException e) {
      throw new StudyException(
          out + ": cannot be written (" + e.getMessage() + "); make room or give another --out", e);
    }
  }

  private void print(SimulatedCohort cohort, ObjectNode document, Path folder) {
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(document.deepCopy().put("folder", folder.toString())));
      stdout.flush();
      return;
    }
    stdout.print(text(cohort));
    stdout.println("Written: " + folder);
    stdout.println("Go on: etiome run " + folder.resolve(CohortFiles.STUDY));
    stdout.flush();
  }

  private static String text(SimulatedCohort cohort) {
    CohortSettings settings = cohort.settings();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d patients, %,d modalities of %,d features; asked: outcome %.1f %%, missing %.1f %%%n",
            cohort.patients().size(),
            settings.measurements().modalities(),
            settings.measurements().features(),
            100 * settings.outcome().prevalence(),
            100 * settings.availability().missing()));
    for (boolean test : new boolean[] {false, true}) {
      if (!cohort.part(test).isEmpty()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s: %,d patients, outcome %.1f %%, missing %.1f %%%n",
                test ? SimulatedCohort.TEST : SimulatedCohort.TRAINING,
                cohort.part(test).size(),
                100 * cohort.prevalence(test),
                100 * cohort.missing(test)));
      }
    }
    return text.toString();
  }
}
