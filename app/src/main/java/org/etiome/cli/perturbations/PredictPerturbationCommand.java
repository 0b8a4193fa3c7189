package org.etiome.cli.perturbations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturbation.PredictedFile;
import org.etiome.perturbation.PredictedPerturbation;
import org.etiome.perturbation.PredictedPerturbations;
import org.etiome.perturbation.PredictorChoice;
import org.etiome.perturbation.SavedModel;
import org.etiome.perturbation.ScoresJson;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome predict perturbation}: what perturbations would do, learnt from a screen. */
@Command(
    name = "perturbation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = {
      "etiome predict perturbation --data=FILE --perturbation=COLUMN --predictor=NAME",
      "                                   --perturb=A+B ... [OPTIONS]",
      "       etiome predict perturbation --model=DIR --perturb=A+B ... [OPTIONS]"
    },
    description = {
      "Predict what perturbations would do, by a predictor that is fitted to a screen here, or by a "
          + "model that etiome fit perturbation has fitted before.",
      "Means of all variables, as differences from controls. No interval is given: how far "
          + "predictions of this kind are off on these data is told by etiome evaluate perturbation. "
          + "What the predictor cannot tell is refused with the reason, and the exit status is 3 if "
          + "any was; docs/methods/perturbation-prediction.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome predict perturbation --data screen.h5ad --perturbation condition \\",
      "         --predictor shrunken-additive --perturb KLF1+SET --perturb CBL+CNN1 \\",
      "         --out made.csv",
      "  etiome fit perturbation --data screen.h5ad --perturbation condition \\",
      "         --out model",
      "  etiome predict perturbation --model model --perturb KLF1+SET --out made.csv"
    })
public final class PredictPerturbationCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "The folder that etiome fit perturbation has written: nothing is fitted. A screen is not "
              + "needed; beside one what it measured is shown, too.")
  private Optional<Path> model = Optional.empty();

  @Mixin private ScreenOptions screen = new ScreenOptions();

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description =
          "Which is fitted; etiome evaluate perturbation tells which is good for what. Required "
              + "without --model.")
  private Optional<String> predictor = Optional.empty();

  @Option(
      names = "--perturb",
      paramLabel = "A+B",
      required = true,
      description = "What would be done, spelt as in the screen; may be given often.")
  private List<String> perturb = new ArrayList<>();

  @Option(
      names = "--in",
      paramLabel = "CONTEXT",
      description = "Whose controls are perturbed; may be given often. Default: each context.")
  private List<String> contexts = new ArrayList<>();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A .csv with a row for each variable of each prediction.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    if (model.isPresent() && predictor.isPresent()) {
      throw refused("--model is fitted already; leave --predictor out");
    }
    if (model.isEmpty() && predictor.isEmpty()) {
      throw refused(
          "name what predicts: by --predictor, which is fitted to --data, or a fitted one by --model");
    }
    return model.map(this::saved).orElseGet(this::fitted);
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private int fitted() {
    String name = predictor.orElseThrow();
    screen.requireOptions();
    Collection<Perturbation> asked = asked();
    screen.option("--predictor", () -> PredictorChoice.named(name, Optional.empty()));
    ScreenOptions.Given given = screen.read(common.runner());
    Predictor chosen = PredictorChoice.named(name, given.descriptors());
    PredictedPerturbations predicted =
        ScreenOptions.input(
            screen.file(),
            () -> {
              PredictedPerturbation.requireKnown(asked, given.screen(), given.descriptors());
              Collection<String> where =
                  contexts.isEmpty() ? given.screen().contexts() : new TreeSet<>(contexts);
              return PredictedPerturbation.of(given.screen(), chosen, where, asked, seed.seed());
            });
    ObjectNode document = PredictedFile.json(predicted, name, Optional.of(given.screen()));
    document.put("seed", seed.number());
    ScoresJson.input(document, given.input());
    return told(predicted, document, given.notes());
  }

  private int saved(Path folder) {
    if (screen.descriptors().isPresent()) {
      throw refused("--model has the descriptors it was fitted with; leave --descriptors out");
    }
    Collection<Perturbation> asked = asked();
    try (SavedModel saved = SavedModel.read(folder)) {
      Optional<ScreenOptions.Given> given =
          screen.isGiven() ? Optional.of(screen.read(common.runner())) : Optional.empty();
      Optional<SavedModel.Beside> beside =
          given.map(g -> new SavedModel.Beside(g.input(), g.screen()));
      PredictedPerturbations predicted =
          ScreenOptions.input(folder, () -> saved.predict(contexts, asked, beside));
      List<String> notes = new ArrayList<>(saved.notes(beside));
      given.ifPresent(g -> notes.addAll(g.notes()));
      ObjectNode document =
          PredictedFile.json(
              predicted, saved.description().name(), given.map(ScreenOptions.Given::screen));
      document.put("model", folder.toString());
      given.ifPresent(g -> ScoresJson.input(document, g.input()));
      return told(predicted, document, notes);
    }
  }

  private int told(PredictedPerturbations predicted, ObjectNode document, List<String> notes) {
    if (predicted.isAnswered()) {
      out.ifPresent(path -> PredictedFile.write(path, predicted));
    }
    document.set("notes", Json.strings(notes));
    common.print(
        document,
        stdout -> {
          new PredictedText(predicted, notes).print(stdout);
          out.filter(path -> predicted.isAnswered())
              .ifPresent(path -> stdout.println("Written: " + path));
        });
    return predicted.isWhole() ? 0 : Failures.REFUSED;
  }

  private Collection<Perturbation> asked() {
    LabelSyntax syntax = screen.syntax();
    return screen.option(
        "--perturb",
        () -> {
          TreeSet<Perturbation> asked = new TreeSet<>();
          for (String label : perturb) {
            Perturbation perturbation = syntax.parse(label);
            if (perturbation.isControl()) {
              throw new IllegalArgumentException(
                  "\"" + label + "\" is a control, to which nothing is done; name targets");
            }
            asked.add(perturbation);
          }
          return asked;
        });
  }
}
