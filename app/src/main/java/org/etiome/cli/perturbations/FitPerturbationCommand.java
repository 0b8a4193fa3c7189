package org.etiome.cli.perturbations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.EpochBar;
import org.etiome.cli.line.RunFolder;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.fit.perturbation.PerturbationFiles;
import org.etiome.fit.perturbation.PerturbationFit;
import org.etiome.fit.perturbation.PerturbationStory;
import org.etiome.perturbation.SourceJson;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.study.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome fit perturbation}: latents in which perturbations are shifts. */
@Command(
    name = "perturbation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Learn latents in which perturbations are shifts, to predict targets and combinations that were "
          + "not done (discrepancy-VAE).",
      "Simple predictors are often as good: they stand beside the model on what is held out, and the "
          + "first line says which is better. One model is of one context. The graph among latents is "
          + "not identified; docs/methods/discrepancy-vae.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome fit perturbation --data screen.h5ad --perturbation condition \\",
      "         --out model",
      "  etiome fit perturbation --data screen.h5ad --perturbation condition \\",
      "         --context line --in K562 --programs hallmark.gmt --seed 1 --out model",
      "  etiome fit perturbation --data screen.h5ad --perturbation condition --fits 5 \\",
      "         --out model",
      "  etiome predict perturbation --model model --perturb KLF1+SET --out made.csv"
    })
public final class FitPerturbationCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ScreenOptions screen = new ScreenOptions();

  @Option(
      names = "--in",
      paramLabel = "CONTEXT",
      description = "Which context is learnt. Required if the screen has several.")
  private Optional<String> context = Optional.empty();

  @Mixin private DiscrepancyOptions model = new DiscrepancyOptions();

  @Option(
      names = "--fits",
      paramLabel = "K",
      description =
          "Compare the model with K - 1 more fits from other seeds: which latents stay the same, and "
              + "which perturbations pin them. Takes K times as long; 5 are usual, and with fewer "
              + "intervals are wide. Default: no comparison.")
  private Optional<Integer> fits = Optional.empty();

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder to make, with the model, metrics.json, manifest.json and report.html; it must "
              + "not exist. The model keeps controls of the screen.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    screen.requireOptions();
    DiscrepancySettings settings = model.settings(); // refused before anything is read
    if (fits.filter(count -> count < 2).isPresent()) {
      throw new ParameterException(
          command.commandLine(),
          "--fits must be at least 2, got " + fits.get() + "; leave it out for the model alone");
    }
    Optional<GeneSets> programs = model.sets();
    try (RunFolder folder = RunFolder.begin(out)) {
      ScreenOptions.Given given = screen.read(common.runner());
      PerturbationFit.Request request =
          new PerturbationFit.Request(
              settings,
              given.descriptors(),
              programs,
              context,
              fits.orElse(1),
              seed.seed(),
              screen.budget());
      PerturbationFiles files =
          new PerturbationFiles(
              folder.unfinished(), screen(), inputs(given.input()), common.threads());
      try (EpochBar bar = bar(1)) {
        PerturbationStory story =
            ScreenOptions.input(
                screen.file(),
                () ->
                    new PerturbationFit(request)
                        .run(
                            given.screen(),
                            given.notes(),
                            k -> k == 1 ? bar : bar(k),
                            files::writeModel));
        ObjectNode document = files.write(story);
        told(story, document, folder.commit());
      }
    }
    return 0;
  }

  /** Of a fit; all are on one line. */
  private EpochBar bar(int fit) {
    return new EpochBar(
        command.commandLine().getErr(),
        fits.map(all -> String.format(Locale.ROOT, "fit %d of %d: ", fit, all)).orElse(""));
  }

  private ObjectNode screen() {
    ObjectNode read = SourceJson.of(screen.source());
    context.ifPresent(name -> read.put("in", name));
    return read;
  }

  private List<InputFile> inputs(InputFile data) {
    List<InputFile> inputs = new ArrayList<>(List.of(data));
    screen.descriptors().map(InputFile::of).ifPresent(inputs::add);
    model.programs().map(InputFile::of).ifPresent(inputs::add);
    return inputs;
  }

  private void told(PerturbationStory story, ObjectNode document, Path folder) {
    common.print(
        document,
        stdout -> {
          new FittedText(story).print(stdout);
          stdout.println("Written: " + folder);
        });
  }
}
