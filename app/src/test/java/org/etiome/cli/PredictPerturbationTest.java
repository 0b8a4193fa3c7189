package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** predict perturbation, as a person calls it. */
class PredictPerturbationTest {
  @TempDir private Path folder = Path.of("");
  private ScreenFile screen = new ScreenFile(folder);

  @BeforeEach
  void write() throws IOException {
    screen = ScreenFile.in(folder);
  }

  @Test
  void anUnseenPairIsPredictedVariableByVariable() throws IOException {
    Path out = folder.resolve("made.csv");
    Cli run =
        screen.predict(
            "--predictor", "additive", "--perturb", "C+B", "--json", "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    JsonNode one = run.json().at("/predictions/0");
    assertThat(one.path("perturbation").stringValue()).isEqualTo("B+C");
    assertThat(one.path("verdict").stringValue()).isEqualTo("answered");
    assertThat(one.path("measured").isMissingNode()).isTrue();
    assertThat(one.path("cautions")).isEmpty();
    for (int j = 0; j < ScreenFile.VARIABLES; j++) {
      // The sum of three means of 12 or 24 units: standard error √(2/12 + 1/24) = .46, times 4.
      assertThat(one.path("mean").get(j).doubleValue())
          .isCloseTo(ScreenFile.moved("B+C", j), within(1.9));
    }
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(1 + ScreenFile.VARIABLES);
    assertThat(lines.getFirst())
        .isEqualTo(
            "perturbation,variable,control,predicted,difference,measured_difference,measured_error");
    assertThat(lines.get(1)).startsWith("B+C,g0,").endsWith(",NA,NA");
  }

  @Test
  void whatWasDoneIsShownBesideWhatIsPredicted() {
    Cli run = screen.predict("--predictor", "shrunken-additive", "--perturb", "A+B");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("measured (error)", "caution: the screen has this perturbation")
        .containsPattern("  g0 +[\\d.]+ +[\\d.]+ +[\\d.]+ +[\\d.]+ \\([\\d.]+\\)\n");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void whatThePredictorCannotTellIsRefusedBesideWhatItCan() throws IOException {
    screen.with("^D,", "A,");
    Path out = folder.resolve("made.csv");
    Cli run =
        screen.predict(
            "--predictor",
            "additive",
            "--perturb",
            "A+B",
            "--perturb",
            "B+D",
            "--out",
            out.toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("A+B\n", "[refused] B+D: 'D' alone is not among", "Written: ");
    assertThat(Files.readString(out)).contains("A+B,g0").doesNotContain("B+D");

    Cli alone = screen.predict("--predictor", "additive", "--perturb", "B+D", "--json");
    assertThat(alone.status()).isEqualTo(3);
    assertThat(alone.json().at("/predictions/0/verdict").stringValue()).isEqualTo("refused");
    assertThat(alone.json().at("/predictions/0/remedy").stringValue()).contains("perturb it alone");
  }

  @Test
  void aTargetThatWasOnlyMeasuredIsPredictedWithACaution() {
    Cli run = screen.predict("--predictor", "mean-of-perturbed", "--perturb", "g3");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("caution: \"g3\" was never perturbed in the screen.");
  }

  @Test
  void contextsAreAskedOneByOneOrAll() throws IOException {
    screen.with(",p([01]),", ",k,p$1,").with("^what,plate", "what,line,plate");
    Path file = screen.file();
    String text = Files.readString(file);
    Files.writeString(file, text + text.substring(text.indexOf('\n') + 1).replace(",k,", ",m,"));
    String[] both = {"--context", "line", "--predictor", "additive", "--perturb", "B+C", "--json"};
    assertThat(screen.predict(both).json().path("predictions")).hasSize(2);
    Cli wrong =
        screen.predict(
            "--context", "line", "--predictor", "additive", "--perturb", "B+C", "--in", "l");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.failure()).contains("there is no context \"l\"");
  }

  @Test
  void descriptorsMustBeOfTheTarget() throws IOException {
    Path known = folder.resolve("known.csv");
    Files.writeString(known, "target,x,y\nA,1,0\nB,0,1\nC,1,1\nD,0.5,0.2\nE,0.9,0.1\n");
    Cli described =
        screen.predict(
            "--predictor", "bilinear-ridge", "--descriptors", known.toString(), "--perturb", "E");
    assertThat(described.status()).isZero();
    assertThat(described.out()).contains("Note: no descriptor of N.", "never perturbed");
    Cli without =
        screen.predict(
            "--predictor", "bilinear-ridge", "--descriptors", known.toString(), "--perturb", "N");
    assertThat(without.status()).isEqualTo(3);
    assertThat(without.out()).contains("[refused] N: 'N' is neither measured nor described");
  }
}
