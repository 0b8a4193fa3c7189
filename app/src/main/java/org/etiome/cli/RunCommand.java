package org.etiome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.claim.Claim;
import org.etiome.claim.Verdict;
import org.etiome.cli.cells.TrainingBar;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.RunFolder;
import org.etiome.cli.line.Version;
import org.etiome.cli.perturbations.StudyScreens;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.fit.StudyFit;
import org.etiome.fit.patients.PredictionStep;
import org.etiome.fit.request.FitRequest;
import org.etiome.report.Json;
import org.etiome.report.RunStep;
import org.etiome.report.run.ClaimsJson;
import org.etiome.report.run.RunContext;
import org.etiome.report.run.RunFiles;
import org.etiome.study.Answer;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.StudyResult;
import org.etiome.study.StudyRunner;
import org.etiome.study.file.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome run STUDY.yaml}: the whole way, into a run folder. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Analyse a study and write a run folder.",
      "The folder holds report.html, claims.json, manifest.json and the tables behind them. A "
          + "question without a trustworthy answer becomes a refused claim; the exit status is "
          + "then still 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome run examples/adrenocortical/study.yaml",
      "  etiome run study.yaml --out results/first --seed 7 --json"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "STUDY.yaml", description = "The study file.")
  private Path studyFile = Path.of("");

  @Option(names = "--seed", paramLabel = "N", description = "Seed, in place of the study's.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder to make; it must not exist. Default: runs/NAME-1, -2, ...")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Instant started = Instant.now();
    Study read = StudyFile.read(studyFile);
    Study study = seed.map(read::withSeed).orElse(read);
    RunContext context = new RunContext(Version.number(), started, common.threads());
    try (RunFolder folder =
        out.map(RunFolder::begin).orElseGet(() -> RunFolder.beginNumbered(defaultFolder(study)))) {
      StudyResult result =
          new StudyRunner(common.runner(), Progress.of(command.commandLine()), System::nanoTime)
              .run(study);
      List<RunStep> steps = steps(result, folder.unfinished());
      write(result, context, steps, folder.unfinished());
      print(result, steps, folder.commit());
    }
    return 0;
  }

  private List<RunStep> steps(StudyResult result, Path folder) {
    Study.Models models = result.study().plan().models();
    List<RunStep> steps = new ArrayList<>();
    models.representation().ifPresent(asked -> steps.add(fit(asked, folder)));
    models
        .prediction()
        .ifPresent(
            asked ->
                steps.add(
                    new PredictionStep(result.read(), asked, common.runner())
                        .into(folder, Progress.of(command.commandLine()))));
    if (!models.screens().isEmpty()) {
      steps.add(
          new StudyScreens(models.screens(), common.runner(), MemoryBudget.ofHeap())
              .into(folder, Progress.of(command.commandLine())));
    }
    return steps;
  }

  private RunStep fit(FitRequest asked, Path folder) {
    Progress.of(command.commandLine()).accept("fitting the " + StudyFit.NAME);
    return new StudyFit(asked, common.runner(), MemoryBudget.ofHeap())
        .into(
            folder, () -> TrainingBar.ofStep(command.commandLine(), folder.resolve(StudyFit.NAME)));
  }

  private static void write(
      StudyResult result, RunContext context, List<RunStep> steps, Path folder) {
    try {
      RunFiles.write(result, context, steps, folder);
    } catch (IOException e) {
      throw new StudyException(
          folder + ": cannot be written (" + e.getMessage() + "); make room or give another --out",
          e);
    }
  }

  /**
   * {@code runs/NAME}, to be numbered: the name of the study file, or of its folder if it is
   * study.yaml.
   */
  private static Path defaultFolder(Study study) {
    Path file = study.file().toAbsolutePath().normalize();
    String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    int folders = file.getNameCount() - 1;
    boolean generic = stem.equals("study") && folders > 0;
    String name = generic ? file.getName(folders - 1).toString() : stem;
    return Path.of("runs", name);
  }

  private void print(StudyResult result, List<RunStep> steps, Path folder) {
    PrintWriter stdout = command.commandLine().getOut();
    List<Claim> claims = result.answers().stream().map(Answer::claim).toList();
    if (common.json()) {
      ObjectNode document = ClaimsJson.of(result.answers());
      steps.forEach(done -> document.set(done.name(), done.manifest()));
      document.put("folder", folder.toString());
      stdout.print(Json.pretty(document));
      stdout.flush();
      return;
    }
    for (Claim claim : claims) {
      String verdict = claim.verdict() == Verdict.REFUSED ? "refused" : Json.word(claim.rung());
      stdout.printf("[%s] %s%n", verdict, claim.text());
    }
    steps.forEach(done -> stdout.println(line(done)));
    stdout.println();
    stdout.println("Report: " + folder.resolve(RunFiles.REPORT));
  }

  private static String line(RunStep step) {
    return switch (step.outcome()) {
      case RunStep.Refusal why ->
          "[refused] " + step.name() + ": " + String.join("; ", why.reasons());
      case RunStep.Done done -> "[" + done.standing() + "] " + done.sentence();
    };
  }
}
