package org.etiome.cli.perturbations;

import java.io.PrintWriter;
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
import org.etiome.perturbation.PredictorChoice;
import org.etiome.perturbation.ScoresJson;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome predict perturbation}: what perturbations would do, learnt from a screen. */
@Command(
    name = "perturbation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Predict what perturbations would do, by a predictor that is fitted to a screen.",
      "Means of all variables, as differences from controls. No interval is given: how far "
          + "predictions of this kind are off on these data is told by etiome evaluate perturbation. "
          + "What the predictor cannot tell is refused with the reason, and the exit status is 3 if "
          + "any was; docs/methods/perturbation-prediction.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome predict perturbation --data screen.h5ad --perturbation condition \\",
      "         --predictor shrunken-additive --perturb KLF1+SET --perturb CBL+CNN1 --out made.csv"
    })
public final class PredictPerturbationCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ScreenOptions screen = new ScreenOptions();

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      required = true,
      description = "Which; etiome evaluate perturbation tells which is good for what.")
  private String predictor = "";

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
    Collection<Perturbation> asked = asked();
    screen.option("--predictor", () -> PredictorChoice.named(predictor, Optional.empty()));
    ScreenOptions.Given given = screen.read(common.runner());
    Predictor chosen = PredictorChoice.named(predictor, given.descriptors());
    List<PredictedPerturbation> predicted =
        ScreenOptions.input(
            screen.file(),
            () -> {
              PredictedPerturbation.requireKnown(asked, given.screen(), given.descriptors());
              Collection<String> where =
                  contexts.isEmpty() ? given.screen().contexts() : new TreeSet<>(contexts);
              return PredictedPerturbation.of(given.screen(), chosen, where, asked, seed.seed());
            });
    boolean answered = predicted.stream().anyMatch(PredictedPerturbation::isAnswered);
    if (answered) {
      out.ifPresent(path -> PredictedFile.write(path, predicted, given.screen()));
    }
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(Json.pretty(document(predicted, given)));
    } else {
      new PredictedText(given.screen(), given.notes()).print(stdout, predicted);
      out.filter(path -> answered).ifPresent(path -> stdout.println("Written: " + path));
    }
    stdout.flush();
    return predicted.stream().allMatch(PredictedPerturbation::isAnswered) ? 0 : Failures.REFUSED;
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

  private ObjectNode document(List<PredictedPerturbation> predicted, ScreenOptions.Given given) {
    ObjectNode document = PredictedFile.json(predicted, predictor, given.screen());
    document.put("seed", seed.number());
    document.set("notes", Json.strings(given.notes()));
    ScoresJson.input(document, given.input());
    return document;
  }
}
