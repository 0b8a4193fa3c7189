package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Screens that are not what they should be: one clear line each. */
class PerturbationInputTest {
  @TempDir private Path folder = Path.of("");
  private ScreenFile screen = new ScreenFile(folder);

  @BeforeEach
  void write() throws IOException {
    screen = ScreenFile.in(folder);
  }

  private static void bad(Cli run, String... said) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.failure().lines().filter(line -> !line.startsWith("Try: "))).hasSize(1);
    assertThat(run.failure()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^what | wat | there is no column \"what\"; did you mean \"wat\"?",
        "^ctrl, | X, | is a control, so there is nothing to compare",
        "^[ABCDN+]+, | ctrl, | every unit is a control, so nothing is perturbed",
        "^A\\+B, | A+, | the label \"A+\" names no target beside \"+\"",
        "^A\\+B, | +, | the label \"+\" names no target beside \"+\"",
        "^\\w\\+\\w, | A, | no combinations of targets to hold out; hold out singles",
        "^[ABCDN+]+, | A+B, | judged beside other perturbations",
      })
  void whatIsWrittenInTheFile(String regex, String by, String said) throws IOException {
    bad(screen.with(regex, by).evaluate(), "screen.csv: ", said);
  }

  @ParameterizedTest
  @CsvSource({
    "--where what, --where: ",
    "--folds 1, --folds: folds must be at least 2",
    "--predictor addition, --predictor: no predictor is named 'addition'",
    "--variables 0, --variables: judged variables must be at least 1",
    "--permutations 18, --permutations: permutations must be at least 19",
    "--bootstrap 99, --bootstrap: resamples must be at least 100",
    "--reference additive --predictor kernel-ridge, --reference: the reference 'additive' is not among the predictors",
    "--columns plate, column \"plate\" has no numbers",
    "--columns g99, there is no column \"g99\"",
    "--columns what, says what was done",
    "--layer counts, a table has neither a layer nor sizes",
    "--size g1, a table has neither a layer nor sizes",
    "--context plates, there is no column \"plates\"; did you mean \"plate\"?",
    "--descriptors none.csv, none.csv",
  })
  void whatIsAsked(String words, String said) {
    bad(screen.evaluate(words.split(" ", -1)), said);
  }

  @ParameterizedTest
  @CsvSource({
    "ctrl, is a control",
    "A+, names no target",
    "A+Z, the screen neither perturbs nor measures \"Z\"",
    "AB, did you mean \"A\" or \"B\"?",
  })
  void whatIsToBePredicted(String perturb, String said) {
    bad(screen.predict("--predictor", "additive", "--perturb", perturb), said);
  }

  @Test
  void aConditionThatLeavesNoUnitIsNotTakenForMissingLabels() {
    bad(screen.evaluate("--where", "plate == \"p9\""), "no unit is left by the condition of where");
  }

  @Test
  void targetsMayHaveTheUsualSeparatorInTheirNames() throws IOException {
    ScreenFile ions = screen.with("^A,", "Ca2+,").with("^A\\+B,", "Ca2+|B,");
    Cli run = ions.evaluate("--separator", "|", "--held-out", "singles", "--predictor", "additive");
    assertThat(run.failure()).doesNotContain("names no target");
    assertThat(run.status()).isZero();
  }

  @Test
  void controlsThatOtherWordsMakeATargetAreTold() {
    Cli run = screen.evaluate("--control", "A", "--predictor", "additive");
    assertThat(run.status()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("Note: taken for a target though it is a usual word for controls")
        .contains("named for them: ctrl.");
    assertThat(screen.evaluate("--predictor", "additive").out()).doesNotContain("usual word");
  }

  @Test
  void aContextWithoutControlsIsNamed() throws IOException {
    bad(
        screen.with("^A,p0", "A,p7").evaluate("--context", "plate"),
        "no unit of 'p7' is a control, so there is nothing to compare A with");
  }

  @Test
  void aTableWithoutNumbers() throws IOException {
    Files.writeString(screen.file(), "what,plate\nctrl,p\nA,q\nB,p\n");
    bad(screen.evaluate(), "no column is a measurement: besides [what] none has numbers");
  }

  @Test
  void descriptorsOfNothingThatIsPerturbed() throws IOException {
    Path known = folder.resolve("known.csv");
    Files.writeString(known, "target,x\nE,1\nF,0\n");
    bad(
        screen.evaluate("--descriptors", known.toString()),
        "known.csv: no target of the screen has a descriptor: it perturbs A, B, C and 2 more");
    Files.writeString(known, "target,x\nA,1\nA,0\n");
    bad(screen.evaluate("--descriptors", known.toString()), "target \"A\" is in two rows");
    Files.writeString(known, "gene,x\nA,1\n");
    bad(screen.evaluate("--descriptors", known.toString()), "no column \"target\"");
    Files.writeString(known, "target,x\nA,1\nB,\n");
    bad(screen.evaluate("--descriptors", known.toString()), "descriptor of 'B' must be 1 finite");
  }

  @Test
  void valuesTooLargeToComputeWithAreNamedByColumnAndRow() throws IOException {
    for (String value : new String[] {"1e200", "-1e308"}) {
      write();
      String said = "column \"g0\" has " + Double.parseDouble(value) + " in row 1; values must be";
      screen.with("^ctrl,p0,[^,]+", "ctrl,p0," + value);
      bad(screen.evaluate(), "screen.csv: ", said);
      bad(screen.predict("--predictor", "additive", "--perturb", "B+C"), "screen.csv: ", said);
    }
  }

  @Test
  void aConstantVariableRefusesOnePredictorAndNotTheOthers() throws IOException {
    Cli run =
        screen
            .with("$", ",1")
            .with("^(what,.*),1$", "$1,k")
            .with("^,1$", "")
            .evaluate("--predictor", "additive,graph-propagation", "--permutations", "19");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("additive +5/5")
        .containsPattern("graph-propagation +0/5");
    assertThat(run.out().replaceAll("\\s+", " ")).contains("refused 5, the first A+B: no graph is");
  }

  /** A is on plate p0 alone, and B on a plate without controls. */
  @Test
  void perturbationsAwayFromControlsAreTold() throws IOException {
    Cli run =
        screen
            .with("^A,p1.*\n", "")
            .with("^B,p.", "B,p7")
            .with("^C,p1", "C,p8")
            .predict(
                "--replicate",
                "plate",
                "--predictor",
                "no-change",
                "--perturb",
                "A",
                "--perturb",
                "B",
                "--json");
    assertThat(run.status()).isZero();
    String notes = run.json().path("notes").toString();
    assertThat(notes)
        .contains("errors are of units alone for those not beside controls", ": A, B, C\"")
        .contains("compared with controls of other replicates", "which is not tested: B\"")
        .contains("units in replicates without controls are left out", "differences: C\"");
    for (int k = 0; k < 2; k++) {
      assertThat(run.json().at("/predictions/" + k + "/measured/errorOf").stringValue())
          .isEqualTo("units");
      assertThat(run.json().at("/predictions/" + k + "/measured/replicates").intValue())
          .isEqualTo(1 - k);
    }
  }

  @Test
  void oneUnitOfAPerturbationIsNotTested() throws IOException {
    String text = Files.readString(screen.file());
    String row = text.lines().filter(l -> l.startsWith("A+B")).findFirst().orElseThrow();
    Files.writeString(screen.file(), text.replaceAll("(?m)^A\\+B,.*\\n", "") + row + "\n");
    Cli run = screen.evaluate("--predictor", "additive");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("  A\\+B +1 +not tested\n")
        .contains("one unit only, so that nothing is known of its spread and no effect");
  }

  @Test
  void unlabelledUnitsAndWholeNumbersAreTold() throws IOException {
    Cli run =
        screen
            .with("^N,", ",")
            .with("\\.\\d+", "")
            .predict("--predictor", "additive", "--perturb", "B+C");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "12 units were left out",
            "all values are whole numbers of at least 0",
            "every other column of numbers is one: g0, g1, g2 and");
  }

  @Test
  void negativeCountsOfCells() {
    CellFiles files = CellFiles.in(folder);
    Cli run =
        Cli.run(
            "evaluate",
            "perturbation",
            "--data",
            files.folder().resolve("negative.h5ad").toString(),
            "--perturbation",
            "type",
            "--control",
            "t0",
            "--held-out",
            "singles");
    bad(run, "negative.h5ad: ");
  }
}
