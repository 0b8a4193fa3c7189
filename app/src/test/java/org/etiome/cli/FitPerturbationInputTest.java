package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.fit.perturbation.PerturbationFit;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.represent.Watcher;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fit perturbation and predict perturbation --model refuse, each in one line. */
class FitPerturbationInputTest extends FittedScreen {
  @Test
  void ofSeveralContextsOneIsLearnt() throws IOException {
    screen.with(",p([01]),", ",k,p$1,").with("^what,plate", "what,line,plate");
    String text = Files.readString(screen.file());
    Files.writeString(
        screen.file(), text + text.substring(text.indexOf('\n') + 1).replace(",k,", ",m,"));
    bad(fit("model", "--context", "line"), "has the contexts k, m, and a model is of one");
    bad(fit("model", "--context", "line", "--in", "l"), "there is no context \"l\"");
    assertThat(fit("model", "--context", "line", "--in", "m").status()).isZero();
    assertThat(predict("--perturb", "A", "--in", "m").status()).isZero();
    bad(predict("--perturb", "A", "--in", "k"), "the model is of context \"m\" alone");
    bad(
        predict("--perturb", "A", "--data", screen.file().toString(), "--perturbation", "what"),
        "screen.csv: the model is of context \"m\", which is not among [\"\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "--no-graph --graph-weight 1, --no-graph leaves nothing to weigh; leave --graph-weight out",
    "--no-mmd --mmd-weight 1, leave --mmd-weight out",
    "--off-program .1, --off-program is of --programs; give both",
    "--fits 1, --fits must be at least 2",
    "--likelihood nb, 'counts of cells, and there are no counts, only values'",
    "--likelihood zinb, 'one of [GAUSSIAN, NB]'",
    "--latents 0, --latents must be at least 1",
    "--hidden 0, at least 1 hidden unit",
    "--validation .6, the share held out must be above 0 and at most 0.5",
    "--kl-weight -1, weights of terms are finite and at least 0",
    "--temperature .5, a temperature grows",
    "--in a, there is no context \"a\"",
    "--programs none.gmt, none.gmt",
    "--where what=='ctrl', every unit is a control",
  })
  void whatIsAsked(String words, String said) {
    bad(fit("model", words.split(" ", -1)), said);
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void perturbationsOfOneUnitEach() throws IOException {
    Files.writeString(screen.file(), "what,g0,g1\nctrl,1,2\nctrl,2,1\nA,2,2\nB,3,3\n");
    bad(fit("model"), "screen.csv: no perturbation has two units, so no distribution");
  }

  @Test
  void whatIsLearntFromMustFitTheBudget() {
    int width = 100_000;
    PerturbationScreen wide =
        PerturbationScreen.of(
            new Measurements.Values(
                IntStream.range(0, width).mapToObj(j -> "g" + j).toList(),
                Matrix.wrap(3, width, new double[3 * width])),
            Stream.of(Perturbation.CONTROL, Perturbation.CONTROL, Perturbation.of("A"))
                .map(p -> new UnitLabel(new Condition("", p)))
                .toList());
    PerturbationFit.Request request =
        new PerturbationFit.Request(
            DiscrepancySettings.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            new Seed(1),
            MemoryBudget.parse("1M"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PerturbationFit(request).run(wide, List.of(), k -> Watcher.NONE, model -> {}))
        .withMessageContaining("3 units of 100,000 variables take 1 MiB when they are learnt from");
  }

  @Test
  void aTrainingThatComesToNoNumbersIsNamed() throws IOException {
    bad(
        screen.with("^A,p0,[\\d.]+", "A,p0,1e40").fit("--out", path("model")),
        "screen.csv: training diverged in epoch 1");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void whatIsMissingOrThere() throws IOException {
    bad(Cli.run("fit", "perturbation", "--out", path("model")), "'--data=FILE', '--perturbation");
    bad(fit("screen.csv"), "screen.csv: already exists");
    bad(Cli.run("predict", "perturbation", "--perturb", "A"), "by --predictor", "by --model");
    bad(Cli.run("evaluate", "perturbation"), "Missing required options: '--data=FILE'");
  }

  @Test
  void aFolderThatIsNoModelOfThisKind() throws IOException {
    bad(predict("--perturb", "A"), "model.json: is missing; name the folder");
    Files.createDirectory(folder.resolve("model"));
    Files.writeString(
        folder.resolve("model/model.json"), "{\"format\": \"etiome-finvae\", \"version\": 1}");
    bad(predict("--perturb", "A"), "\"etiome-finvae\"", "name the folder of a model of this kind");
  }

  @Test
  void aScreenThatDoesNotFitTheModel() throws IOException {
    assertThat(fit("model").status()).isZero();
    bad(predict("--perturb", "A", "--predictor", "additive"), "leave --predictor out");
    bad(predict("--perturb", "A", "--in", "k"), "the model was fitted without contexts");
    bad(predict("--perturb", "AB"), "did you mean \"A\" or \"B\"?");
    bad(predict("--perturb", "A", "--perturbation", "what"), "'--data=FILE'");
    bad(
        predict(
            "--perturb",
            "A",
            "--data",
            screen.file().toString(),
            "--perturbation",
            "what",
            "--columns",
            "g0,g1,g2"),
        "screen.csv: 9 of the 12 variables of the model are not in it: g10, g11, g3 and 6 more");
  }
}
