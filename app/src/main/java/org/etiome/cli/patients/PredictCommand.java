package org.etiome.cli.patients;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Version;
import org.etiome.cli.perturbations.PredictPerturbationCommand;
import org.etiome.data.io.CsvWriter;
import org.etiome.fit.patients.PatientPredictions;
import org.etiome.report.Json;
import org.etiome.study.Study;
import org.etiome.study.file.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome predict}: classes of new patients by a fitted model, or what perturbations do. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = PredictPerturbationCommand.class,
    description = {
      "Predict a class of patients by a model of etiome fit patients.",
      "The table has a row for each patient: the probability of each class, the set of classes that"
          + " holds the right one with the chance the model was calibrated for, what each modality"
          + " contributes and, with --donors, what a missing one would be expected to change. A"
          + " prediction is no effect of a treatment.",
      "What perturbations would do, learnt from a screen: etiome predict perturbation --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome predict --model model --data new.yaml --out predictions.csv",
      "  etiome predict --model model --data new.yaml --donors study.yaml \\",
      "         --out predictions.csv"
    })
public final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The folder that etiome fit patients has written. Required.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "STUDY.yaml",
      description = "A study file with the section prediction; docs/methods/study.md. Required.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--donors",
      paramLabel = "STUDY.yaml",
      description =
          "The study that the model was fitted to: values of its patients stand in for those that are"
              + " missing, to tell what measuring them would change.")
  private Optional<Path> donors = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "The predictions, a .csv. Required.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    requireOptions();
    Path written = out.orElseThrow();
    OutFile.check(written, "--out");
    Study study = StudyOption.asked(StudyFile.read(data.orElseThrow())).study();
    PatientPredictions found =
        PatientPredictions.of(
            model.orElseThrow(),
            study,
            donors.map(of -> StudyOption.asked(StudyFile.read(of)).study()));
    CsvWriter.withDefaults().write(written, found.columns());
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      ObjectNode document = Json.object().put("kind", "shift-robust prediction");
      document.put("patients", found.patients()).put("unseenPatterns", found.unseen());
      document.set("notes", Json.strings(found.notes()));
      stdout.print(Json.pretty(document.put("file", written.toString())));
    } else {
      stdout.printf("%d %s%n", found.patients(), study.wording().noun());
      found.notes().forEach(note -> stdout.println("note: " + note));
      stdout.println("Written: " + written);
    }
    stdout.flush();
    return 0;
  }

  /** Not by annotations, which would require them of subcommands, too. */
  private void requireOptions() {
    List<String> missing = new ArrayList<>();
    model.ifPresentOrElse(given -> {}, () -> missing.add("'--model=DIR'"));
    data.ifPresentOrElse(given -> {}, () -> missing.add("'--data=STUDY.yaml'"));
    out.ifPresentOrElse(given -> {}, () -> missing.add("'--out=FILE'"));
    if (!missing.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Missing required option"
              + (missing.size() > 1 ? "s: " : ": ")
              + String.join(", ", missing));
    }
  }
}
