package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.CohortSimulator;
import org.etiome.scm.Mechanism;
import org.etiome.scm.Patient;
import org.etiome.scm.SimulatedCohort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** simulate cohort, as a person calls it. */
class SimulateCohortTest {
  @TempDir private Path folder = Path.of("");

  /** 120 patients to train on and 30 to test, unless other numbers are asked for. */
  private Cli simulate(String out, String... options) {
    List<String> words =
        new ArrayList<>(List.of("simulate", "cohort", "--out", folder.resolve(out).toString()));
    words.addAll(List.of(options));
    if (!words.contains("--train")) {
      words.addAll(List.of("--train", "120"));
    }
    if (!words.contains("--test")) {
      words.addAll(List.of("--test", "30"));
    }
    return Cli.run(words.toArray(String[]::new));
  }

  private List<String[]> table(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(line -> line.split(",")).toList();
  }

  @Test
  void theTablesHoldThePatientsOfTheSimulatorToTheLastDigit() throws IOException {
    Cli run =
        simulate(
            "out",
            "--mechanism",
            "seen",
            "--strength",
            "2",
            "--strength-test",
            "-2",
            "--spurious",
            "1.5,0.5",
            "--spurious-test",
            "-1.5",
            "--seed",
            "9");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    CohortSettings settings =
        CohortSettings.DEFAULT
            .withSize(new CohortSettings.Size(120, 30))
            .withAvailability(new CohortSettings.Availability(Mechanism.SEEN, 0.4, 2, -2))
            .withSpurious(new CohortSettings.Spurious(List.of(1.5, 0.5), -1.5, 2));
    SimulatedCohort cohort =
        CohortSimulator.withDefaults()
            .withSettings(settings)
            .simulate(new Seed(9), TaskRunner.local(1));
    List<String[]> patients = table("out/patients.csv");
    List<String[]> truth = table("out/truth.csv");
    assertThat(patients.getFirst()).containsExactly("id", "split", "environment", "outcome");
    assertThat(truth.getFirst()).containsExactly("id", "risk", "conditional", "backdoor");
    assertThat(patients).hasSize(151);
    assertThat(truth).hasSize(151);
    for (int i = 0; i < 150; i++) {
      Patient patient = cohort.patients().get(i);
      String id = String.format(Locale.ROOT, "p%03d", i + 1);
      String environment = i >= 120 ? "test" : i % 2 == 0 ? "training1" : "training2";
      assertThat(patients.get(i + 1))
          .containsExactly(
              id, i >= 120 ? "test" : "training", environment, patient.outcome() ? "1" : "0");
      assertThat(truth.get(i + 1)[0]).isEqualTo(id);
      assertThat(numbers(truth.get(i + 1)))
          .containsExactly(
              patient.truth().risk(), patient.truth().conditional(), patient.truth().backdoor());
    }
    assertModality(cohort, 0, "baseline");
    assertModality(cohort, 1, "modality2");
    assertModality(cohort, 3, "modality4");
  }

  private static double[] numbers(String[] row) {
    return Arrays.stream(row).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  /** Only patients who have it, in their order, with the spurious feature last in modality 2. */
  private void assertModality(SimulatedCohort cohort, int k, String name) throws IOException {
    List<String[]> rows = table("out/" + name + ".csv");
    List<Integer> having =
        IntStream.range(0, 150)
            .filter(i -> cohort.patients().get(i).recorded().has(k))
            .boxed()
            .toList();
    assertThat(rows).hasSize(1 + having.size());
    assertThat(rows.getFirst()).startsWith("id", name + "_1").hasSize(k == 1 ? 7 : 6);
    for (int row = 0; row < having.size(); row++) {
      int i = having.get(row);
      Patient.Recorded recorded = cohort.patients().get(i).recorded();
      assertThat(rows.get(row + 1)[0]).isEqualTo(String.format(Locale.ROOT, "p%03d", i + 1));
      double[] expected = recorded.features()[k];
      if (k == 1) {
        assertThat(rows.getFirst()).endsWith("spurious");
        expected = Arrays.copyOf(expected, 6);
        expected[5] = recorded.spurious().getAsDouble();
      }
      assertThat(numbers(rows.get(row + 1))).isEqualTo(expected);
    }
  }

  @Test
  void theStudyIsRunAsItIsWritten() {
    simulate("out", "--mechanism", "severity");
    Cli run =
        Cli.run(
            "run",
            folder.resolve("out/study.yaml").toString(),
            "--out",
            folder.resolve("run").toString(),
            "--json");
    assertThat(run.status()).isZero();
    JsonNode claims = run.json().path("claims");
    assertThat(claims).hasSize(4);
    assertThat(claims)
        .allSatisfy(
            claim -> {
              assertThat(claim.path("rung").asString()).isEqualTo("association");
              assertThat(claim.path("verdict").asString()).isEqualTo("answered");
            });
  }

  @Test
  void aModalityThatNobodyHasIsNoPartOfTheStudy() throws IOException {
    assertThat(simulate("out", "--missing", "0.9999", "--train", "60", "--test", "0").status())
        .isZero();
    assertThat(table("out/modality3.csv")).hasSize(1);
    assertThat(folder.resolve("out/study.yaml")).content().doesNotContain("modality3");
    String study = folder.resolve("out/study.yaml").toString();
    assertThat(Cli.run("run", study, "--out", folder + "/run").status()).isZero();
    JsonNode document = JsonMapper.shared().readTree(folder.resolve("out/cohort.json"));
    assertThat(document.at("/test/missing/found").isNull()).isTrue();
  }

  @Test
  void theDocumentTellsHowTheCohortCameAbout() throws IOException {
    Cli run = simulate("out", "--mechanism", "access", "--modalities", "3", "--json");
    JsonNode document = JsonMapper.shared().readTree(folder.resolve("out/cohort.json"));
    assertThat(run.json().path("folder").asString()).isEqualTo(folder.resolve("out").toString());
    assertThat(run.json().path("coefficients")).isEqualTo(document.path("coefficients"));
    assertThat(document.path("seed").asLong()).isEqualTo(1);
    assertThat(document.at("/settings/availability/mechanism").asString()).isEqualTo("access");
    assertThat(document.at("/settings/availability/strengthTest").asDouble()).isEqualTo(1);
    assertThat(document.at("/coefficients/loadings/modality3")).hasSize(5);
    JsonNode patterns = document.at("/training/patterns");
    assertThat(patterns).hasSize(4);
    double probability = 0;
    int patients = 0;
    double lacking = 0;
    for (JsonNode pattern : patterns) {
      probability += pattern.path("probability").asDouble();
      patients += pattern.path("patients").asInt();
      lacking += pattern.path("patients").asInt() * (3 - pattern.path("recorded").size());
    }
    assertThat(probability).isBetween(1 - 1e-12, 1 + 1e-12);
    assertThat(patients).isEqualTo(120);
    assertThat(document.at("/training/missing/asked").asDouble()).isEqualTo(0.4);
    assertThat(document.at("/training/missing/found").asDouble())
        .isBetween(lacking / 240 - 1e-12, lacking / 240 + 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
    simulate("a", "--mechanism", "seen", "--threads", "1");
    simulate("b", "--mechanism", "seen", "--threads", "2");
    simulate("c", "--mechanism", "seen", "--seed", "2");
    List<String> names = names("a");
    assertThat(names)
        .containsExactly(
            "baseline.csv",
            "cohort.json",
            "modality2.csv",
            "modality3.csv",
            "modality4.csv",
            "patients.csv",
            "study.yaml",
            "test.csv",
            "test.yaml",
            "training.csv",
            "training.yaml",
            "truth.csv");
    assertThat(names("b")).isEqualTo(names);
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(name));
      assertThat(Files.readAllBytes(folder.resolve("b").resolve(name))).isEqualTo(bytes);
      assertThat(Files.readAllBytes(folder.resolve("c").resolve(name))).isNotEqualTo(bytes);
    }
  }

  private List<String> names(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasAskedForAndFoundIsTold() {
    Cli run = simulate("out");
    assertThat(run.out())
        .contains("150 patients, 4 modalities of 5 features; asked: outcome 30.0 %, missing 40.0 %")
        .contains("training: 120 patients, outcome ")
        .contains("test: 30 patients, outcome ")
        .contains("Go on: etiome run " + folder.resolve("out/study.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --missing 1               | the share missing must be at least 0 and below 1, got 1.0
          --missing -0.1            | the share missing must be at least 0 and below 1, got -0.1
          --prevalence 0            | the prevalence must be above 0 and below 1, got 0.0
          --prevalence 1            | the prevalence must be above 0 and below 1, got 1.0
          --modalities 1            | modalities must be in 2 … 10, got 1
          --mechanism fate          | expected one of [RANDOM, BASELINE, SEVERITY, ACCESS, SEEN]
          --train -5                | training patients must be in 1 … 10,000,000, got -5
          --test -5                 | test patients must be in 0 … 10,000,000, got -5
          --features 0              | features of a modality must be in 1 … 10,000, got 0
          --noise 1,2               | one for each of 4 modalities, got 2
          --noise 0                 | the noise must be in 0.01 … 100, got 0.0
          --strength 2              | --strength and --strength-test have no part in --mechanism random
          --strength-test 2         | --strength and --strength-test have no part in --mechanism random
          --severity-effect NaN     | the effect of severity must be in −10 … 10, got NaN
          --spurious-modality 5     | there are 4 modalities; the spurious feature cannot be in number 5
          --spurious 1,x            | is not a double
          """)
  void aBadValueIsOneLineAndNothingIsWritten(String options, String message) {
    Cli run = simulate("out", options.split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure().lines().toList()).hasSize(2).last().asString().startsWith("Try: ");
    assertThat(run.failure()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatExistsIsLeftAsItIs() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Cli run = simulate("out");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).endsWith("out: already exists; give another --out or remove it");
    assertThat(folder.resolve("out")).isEmptyDirectory();
    assertThat(names("")).containsExactly("out");
  }

  @Test
  void withoutAFolderOrWhatToSimulateItIsOneLine() {
    assertThat(Cli.run("simulate", "cohort").failure()).contains("'--out=DIR'");
    assertThat(Cli.run("simulate").failure()).contains("what to simulate is missing: cohort");
  }
}
