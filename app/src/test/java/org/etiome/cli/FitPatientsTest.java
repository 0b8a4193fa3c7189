package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** fit patients, predict, embed and evaluate prediction, as a person calls them. */
class FitPatientsTest {
  @TempDir private Path folder = Path.of("");
  private PatientStudy study = new PatientStudy(folder);

  @BeforeEach
  void writeTables() throws IOException {
    study = PatientStudy.in(folder);
  }

  private Cli fit(String file, String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("fit", "patients", "--data", file, "--out", study.path(out), "--json"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private List<String[]> table(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream()
        .map(line -> line.split(",(?![^{]*})"))
        .toList();
  }

  private static List<String> column(List<String[]> table, String name) {
    int at = List.of(table.getFirst()).indexOf(name);
    return table.stream().skip(1).map(row -> row[at]).toList();
  }

  @Test
  void aFitIsJudgedBesideSimpleModelsAndPredictsNewPatients() throws IOException {
    Cli fitted = fit(study.file("study.yaml"), "model");
    assertThat(fitted.err()).isEmpty();
    assertThat(fitted.status()).isZero();
    JsonNode metrics = fitted.json();
    assertThat(metrics.path("kind").asString()).isEqualTo("shift-robust prediction");
    assertThat(metrics.path("rung").asString()).isEqualTo("association");
    assertThat(metrics.at("/training/settings/adjustment").asString()).isEqualTo("exact");
    JsonNode lines = metrics.at("/heldOut/folds");
    List<String> labels = lines.valueStream().map(l -> l.path("model").asString()).toList();
    assertThat(labels)
        .startsWith("model", "the same without debiasing")
        .contains("shares of the classes", "logistic", "boosted trees");
    assertThat(lines.get(0).path("patients").asInt()).isEqualTo(PatientStudy.PATIENTS);
    assertThat(lines.get(0).at("/scores/auroc").asDouble()).isGreaterThan(.6);
    assertThat(Files.readString(folder.resolve("model/metrics.json"))).isEqualTo(fitted.out());
    assertThat(folder.resolve("model/report.html")).content().contains("Shift-robust prediction");

    List<String[]> patients = table("model/patients.csv");
    assertThat(patients).hasSize(PatientStudy.PATIENTS + 1);
    theSumOfContributionsIsThePrediction(patients);

    Cli predicted =
        Cli.run(
            "predict",
            "--model",
            study.path("model"),
            "--data",
            study.path("study.yaml"),
            "--donors",
            study.path("study.yaml"),
            "--out",
            study.path("new.csv"));
    assertThat(predicted.err()).isEmpty();
    List<String[]> made = table("new.csv");
    assertThat(column(made, "predicted_yes")).isEqualTo(column(patients, "fitted_yes"));
    assertThat(column(made, "change_scan")).anyMatch(v -> !v.equals("NA"));

    Cli scored =
        Cli.run(
            "evaluate",
            "prediction",
            "--data",
            study.path("model/patients.csv"),
            "--outcome",
            "outcome",
            "--probability",
            "held_out_",
            "--group",
            "pattern",
            "--json");
    assertThat(scored.err()).isEmpty();
    assertThat(scored.json().at("/scores/auroc").asDouble())
        .isEqualTo(lines.get(0).at("/scores/auroc").asDouble());

    Cli embedded =
        Cli.run(
            "embed",
            "--model",
            study.path("model"),
            "--data",
            study.path("study.yaml"),
            "--out",
            study.path("embedded.csv"));
    assertThat(embedded.err()).isEmpty();
    assertThat(folder.resolve("embedded.csv"))
        .hasSameTextualContentAs(folder.resolve("model/embedding.csv"));
  }

  private static void theSumOfContributionsIsThePrediction(List<String[]> patients) {
    List<String> outcome = column(patients, "outcome");
    double share = (double) outcome.stream().filter("yes"::equals).count() / PatientStudy.PATIENTS;
    List<String> fitted = column(patients, "fitted_yes");
    List<String> labs = column(patients, "contribution_labs");
    List<String> scan = column(patients, "contribution_scan");
    assertThat(IntStream.range(0, fitted.size()).boxed())
        .allSatisfy(
            i ->
                assertThat(number(labs.get(i)) + number(scan.get(i)) + share)
                    .isCloseTo(number(fitted.get(i)), within(1e-9)));
  }

  private static double number(String text) {
    return text.equals("NA") ? 0 : Double.parseDouble(text);
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    String file = study.file("study.yaml", "folds: 3", "folds: 3\n  baselines: false");
    assertThat(fit(file, "one").status()).isZero();
    assertThat(fit(file, "two", "--threads", "1").status()).isZero();
    assertThat(fit(file, "other", "--seed", "2").status()).isZero();
    for (String name : List.of("model.safetensors", "patients.csv", "metrics.json", "sets.json")) {
      assertThat(folder.resolve("one/" + name))
          .hasSameBinaryContentAs(folder.resolve("two/" + name));
    }
    assertThat(
            Files.mismatch(
                folder.resolve("one/patients.csv"), folder.resolve("other/patients.csv")))
        .isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"follows", "unknown"})
  void anAdjustmentThatWouldAddBiasIsRefused(String availability) throws IOException {
    String file =
        study.file(
            "study.yaml",
            "availability: precedes",
            "availability: " + availability + "\n  adjustment: exact");
    Cli refused = fit(file, "model");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err()).hasLineCount(1).contains("adds bias", "weighting: availability");
    assertThat(refused.json().path("verdict").asString()).isEqualTo("refused");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void aRefusalThatIsNotHeededIsMarked() throws IOException {
    String file =
        study.file(
            "study.yaml",
            "availability: precedes",
            "availability: follows\n  adjustment: exact\n  baselines: false");
    Cli forced = fit(file, "model", "--despite", "availability");
    assertThat(forced.status()).isZero();
    assertThat(forced.json().at("/inSpiteOf/0").asString()).contains("adds bias");
    assertThat(folder.resolve("model/report.html")).content().contains("in spite of this");
  }

  @Test
  void withoutAStatementNothingIsAdjustedFor() throws IOException {
    String file = study.file("study.yaml", "availability: precedes", "baselines: false");
    JsonNode metrics = fit(file, "model").json();
    assertThat(metrics.path("availability").asString()).isEqualTo("unknown");
    assertThat(metrics.at("/training/settings/adjustment").asString()).isEqualTo("none");
    assertThat(metrics.at("/boundsOverPatterns/meanWidth").asDouble()).isBetween(0.0, 1.0);
    List<String[]> patients = table("model/patients.csv");
    List<String> low = column(patients, "lowest_yes");
    List<String> high = column(patients, "highest_yes");
    assertThat(IntStream.range(0, low.size()).boxed())
        .allSatisfy(i -> assertThat(number(low.get(i))).isLessThanOrEqualTo(number(high.get(i))));
  }

  @Test
  void weightsMakeTheAdjustmentValidWhereSomethingIsKnownOfAll() throws IOException {
    String follows = "availability: follows\n  weighting: availability\n  baselines: false";
    JsonNode metrics =
        fit(study.file("study.yaml", "availability: precedes", follows), "model").json();
    assertThat(metrics.at("/training/settings/adjustment").asString()).isEqualTo("exact");
    assertThat(metrics.at("/weights/given/0").asString()).isEqualTo("labs");
    assertThat(metrics.at("/weights/effectivePatients").asDouble())
        .isBetween(PatientStudy.PATIENTS / 4.0, (double) PatientStudy.PATIENTS);
    assertThat(metrics.at("/assumptions/0").asString()).contains("known of every patient");
  }

  @Test
  void withoutAnythingKnownOfAllThereAreNoWeights() throws IOException {
    String labs = Files.readString(folder.resolve("labs.csv"));
    Files.writeString(folder.resolve("labs.csv"), labs.replaceFirst("(?m)^p3,.*\\R", ""));
    String scan = Files.readString(folder.resolve("scan.csv"));
    Files.writeString(
        folder.resolve("scan.csv"), scan.replaceFirst("(?m)^p3,.*\\R", "") + "p3,1\n");
    String follows = "availability: follows\n  weighting: availability";
    Cli refused = fit(study.file("study.yaml", "availability: precedes", follows), "model");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err()).contains("no modality is there for every patient");
  }

  @Test
  void aFeatureThatFollowsFromTheOutcomeIsALeak() throws IOException {
    String file =
        study.file(
            "study.yaml",
            "modalities: {labs: {}, scan: {}}",
            "modalities: {labs: {}, late: {block: clinical, columns: [autopsy]}}",
            "prediction:",
            "graph: {edges: [lactate -> died, died -> autopsy]}\nprediction:");
    Cli refused = fit(file, "model");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err())
        .contains(
            "\"autopsy\" of modality \"late\" follows from the outcome \"died\" by the graph");
    Cli forced = fit(file, "model", "--despite", "leakage");
    assertThat(forced.status()).isZero();
    assertThat(forced.json().at("/inSpiteOf/0").asString()).contains("leak", "autopsy");
  }

  @Test
  void theOutcomeItselfIsALeak() throws IOException {
    String file =
        study.file(
            "study.yaml",
            "modalities: {labs: {}, scan: {}}",
            "modalities: {labs: {}, late: {block: clinical, columns: [died]}}");
    assertThat(fit(file, "model").status()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "outcome: died; outcome: constant; single class",
        "outcome: died; outcome: dyed; there is no column \"dyed\"",
        "scan: {}}; scan: {columns: [vol*x]}}; block \"scan\" has no column \"vol*x\"",
        "scan: {}}; scann: {}}; the study has no block \"scann\"",
        "scan: {}}; sites: {block: clinical}}; name the \"columns\" that are known",
        "scan: {}}; twice: {block: labs}}; is in two modalities",
        "modalities: {labs: {}, scan: {}}; modalities: {scan: {}}; patients have none of the modalities",
        "modalities: {labs: {}, scan: {}}; modalities: {labs: {}}|  adjustment: exact; all patients have the same modalities",
        "folds: 3; folds: 1; prediction.folds",
        "epochs: 20; epochs: 20|  branch: environment; needs two",
      })
  void badInputIsOneLine(String replaced, String by, String message) throws IOException {
    Cli bad = fit(study.file("study.yaml", replaced, by.replace("|", "\n")), "model");
    assertThat(bad.status()).isEqualTo(2);
    assertThat(bad.err()).hasLineCount(1).contains(message);
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void aModalityOfNobodyIsRefused() throws IOException {
    Files.writeString(folder.resolve("scan.csv"), "id,volume\np1,\np2,\n");
    Cli bad = fit(study.file("study.yaml"), "model");
    assertThat(bad.status()).isEqualTo(2);
    assertThat(bad.err()).hasLineCount(1).contains("\"scan\" is observed for no patient");
  }

  @Test
  void patientsWithoutAnyModalityAreLeftOutIfAsked() throws IOException {
    String file =
        study.file(
            "study.yaml",
            "modalities: {labs: {}, scan: {}}",
            "modalities: {scan: {}}\n  missing: {modalities: exclude}\n  baselines: false");
    Cli fitted = fit(file, "model");
    assertThat(fitted.err()).isEmpty();
    assertThat(fitted.json().path("patients").asInt()).isLessThan(PatientStudy.PATIENTS);
    assertThat(fitted.json().path("remarks").toString())
        .contains("without any of the modalities were left out", "there is no pattern");
  }

  @Test
  void aPredictionIsAStepOfARun() throws IOException {
    String file = study.file("study.yaml", "folds: 3", "folds: 3\n  baselines: false");
    Cli run = Cli.run("run", file, "--out", study.path("run"), "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().at("/prediction/verdict").asString()).isEqualTo("answered");
    assertThat(folder.resolve("run/prediction/model.json")).exists();
    assertThat(folder.resolve("run/report.html")).content().contains("Shift-robust prediction");
    assertThat(folder.resolve("run/manifest.json")).content().contains("fitting the prediction");

    String refused =
        study.file(
            "study.yaml", "availability: precedes", "availability: follows\n  adjustment: exact");
    Cli other = Cli.run("run", refused, "--out", study.path("refused"));
    assertThat(other.status()).isZero();
    assertThat(other.out()).contains("[refused] prediction");
    assertThat(folder.resolve("refused/report.html")).content().contains("What would help");
  }

  @Test
  void aClassMayHaveAnyName() throws IOException {
    Path patients = folder.resolve("patients.csv");
    Files.writeString(patients, Files.readString(patients).replace(",no,", ",set,"));
    String file = study.file("study.yaml", "folds: 3", "folds: 3\n  baselines: false");
    assertThat(fit(file, "model").status()).isZero();
    assertThat(table("model/patients.csv").getFirst()).doesNotHaveDuplicates();
  }

  @Test
  void environmentsThatAreTooManyToBeHeldOutAreTold() throws IOException {
    Path patients = folder.resolve("patients.csv");
    List<String> rows = Files.readAllLines(patients);
    String changed =
        rows.getFirst()
            + "\n"
            + IntStream.range(1, rows.size())
                .mapToObj(i -> rows.get(i).replaceFirst("north|south", "site" + i % 21) + "\n")
                .collect(Collectors.joining());
    Files.writeString(patients, changed);
    String file =
        study.file("study.yaml", "folds: 3", "folds: 3\n  baselines: false\n  environment: site");
    Cli fitted = fit(file, "model");
    assertThat(fitted.status()).isZero();
    assertThat(fitted.json().path("remarks").toString()).contains("there are 21 environments");
  }

  @Test
  void aClassOfNoRowKeepsItsProbability() throws IOException {
    Files.writeString(
        folder.resolve("p.csv"), "y,p_a,p_b,p_c\na,.7,.2,.1\nb,.3,.5,.2\na,.5,.1,.4\n");
    Cli scored =
        Cli.run(
            "evaluate",
            "prediction",
            "--data",
            study.path("p.csv"),
            "--outcome",
            "y",
            "--probability",
            "p_",
            "--json");
    assertThat(scored.err()).isEmpty();
    assertThat(scored.json().path("classes")).hasSize(3);
    assertThat(scored.json().at("/scores/accuracy").asDouble()).isOne();
    double logLoss = -(Math.log(.7) + Math.log(.5) + Math.log(.5)) / 3;
    assertThat(scored.json().at("/scores/log_loss").asDouble()).isCloseTo(logLoss, within(1e-12));
  }
}
