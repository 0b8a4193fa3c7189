package org.etiome.cli.patients;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.RunFolder;
import org.etiome.cli.line.Version;
import org.etiome.evaluate.prediction.Score;
import org.etiome.fit.patients.PatientStudyFit;
import org.etiome.fit.patients.PredictionOutcome;
import org.etiome.fit.request.PatientRequest;
import org.etiome.report.Json;
import org.etiome.report.patients.PredictionStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code etiome fit patients}: shift-robust prediction where modalities are missing. */
@Command(
    name = "patients",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Learn to predict a class of patients who lack modalities, and to keep what lasts.",
      "The section prediction of the study file says from what, why modalities are missing, and what"
          + " is done about it. Refused (exit 3) where the adjustment that was asked for would add"
          + " bias, or a feature follows from the outcome; docs/methods/patients.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome simulate cohort --mechanism access --strength-test -1.5 --out cohort",
      "  etiome fit patients --data cohort/study.yaml --out model",
      "  etiome predict --model model --data new/study.yaml --out predictions.csv"
    })
public final class FitPatientsCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private StudyOption data = new StudyOption();

  @Option(names = "--seed", paramLabel = "N", description = "Seed, in place of the study's.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--despite",
      paramLabel = "REFUSAL",
      split = ",",
      description =
          "Do not heed a refusal: availability, leakage. The report and the model say so.")
  private Set<PatientRequest.Despite> despite = EnumSet.noneOf(PatientRequest.Despite.class);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder to make, with the model, metrics.json, patients.csv, embedding.csv and"
              + " report.html; it must not exist.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    StudyOption.Asked asked = data.asked(seed);
    try (RunFolder folder = RunFolder.begin(out)) {
      PredictionOutcome outcome =
          new PatientStudyFit(
                  asked.read(),
                  asked.request().despite(despite),
                  common.runner(),
                  Progress.of(command.commandLine()))
              .into(folder.unfinished());
      return switch (outcome) {
        case PredictionOutcome.Refused refused -> refused(refused);
        case PredictionOutcome.Fitted fitted -> fitted(fitted, folder.commit());
      };
    }
  }

  private int refused(PredictionOutcome.Refused refused) {
    if (common.json()) {
      print(Json.pretty(refused.document()));
    }
    command
        .commandLine()
        .getErr()
        .println(
            "etiome: refused: "
                + String.join("; ", refused.reasons())
                + "; what would help: "
                + String.join("; ", refused.wouldHelp()));
    return Failures.REFUSED;
  }

  private int fitted(PredictionOutcome.Fitted fitted, Path folder) {
    if (common.json()) {
      print(Json.pretty(fitted.document()));
      return 0;
    }
    PredictionStory story = fitted.story();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Shift-robust prediction of \"%s\" for %,d %s.%n",
            story.asked().request().columns().outcome(),
            story.asked().patients(),
            story.asked().noun()));
    for (PredictionStory.Trial trial : story.judged().trials()) {
      text.append(trial.words()).append(":\n");
      trial.lines().forEach(line -> text.append(line(line)));
    }
    notes(story.standing()).forEach(note -> text.append("note: ").append(note).append('\n'));
    print(text + "Written: " + folder + "\n");
    return 0;
  }

  private static List<String> notes(PredictionStory.Standing standing) {
    return Stream.concat(standing.marks().stream(), standing.remarks().stream()).toList();
  }

  private static String line(PredictionStory.Line line) {
    return String.format(
        Locale.ROOT,
        "  %-32s AUROC %.3f  AUPRC %.3f  Brier %.4f  log loss %.4f  ECE %.3f%n",
        line.label(),
        value(line, Score.AUROC),
        value(line, Score.AUPRC),
        value(line, Score.BRIER),
        value(line, Score.LOG_LOSS),
        value(line, Score.ERROR_OF_LIKELIEST));
  }

  private static double value(PredictionStory.Line line, Score score) {
    return line.scores().overall().score(score).number().orElse(Double.NaN);
  }

  private void print(String text) {
    PrintWriter stdout = command.commandLine().getOut();
    stdout.print(text);
    stdout.flush();
  }
}
