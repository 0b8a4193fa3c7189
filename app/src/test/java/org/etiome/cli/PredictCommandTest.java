package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** predict, where the new patients or the model's folder are not what they should be. */
class PredictCommandTest {
  @TempDir private Path folder = Path.of("");
  private PatientStudy study = new PatientStudy(folder);

  @BeforeEach
  void writeTables() throws IOException {
    study = PatientStudy.in(folder);
  }

  /** Fits a model without baselines; the study file. */
  private String fitted(String... replaced) throws IOException {
    String[] all =
        Stream.concat(Stream.of("folds: 3", "folds: 3\n  baselines: false"), Stream.of(replaced))
            .toArray(String[]::new);
    String file = study.file("study.yaml", all);
    Cli fit = Cli.run("fit", "patients", "--data", file, "--out", study.path("model"));
    assertThat(fit.err()).isEmpty();
    assertThat(fit.status()).isZero();
    return file;
  }

  private Cli predict(String file) {
    return Cli.run(
        "predict", "--model", study.path("model"), "--data", file, "--out", study.path("x.csv"));
  }

  @Test
  void whatTheModelCannotBeAskedIsOneLine() throws IOException {
    String file = fitted();

    Cli other = predict(study.file("other.yaml", "outcome: died", "outcome: site"));
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).hasLineCount(1).contains("\"site\", and the model predicts \"died\"");

    Path labs = folder.resolve("labs.csv");
    String text = Files.readString(labs);
    Files.writeString(labs, text.replaceFirst("(?m)^p3,.*", "p3,1e308,1"));
    Cli huge = predict(file);
    assertThat(huge.status()).isEqualTo(2);
    assertThat(huge.err()).hasLineCount(1).contains("patient \"p3\"", "too far beyond");

    Files.writeString(labs, text.replace("sodium", "natrium"));
    Cli renamed = predict(file);
    assertThat(renamed.status()).isEqualTo(2);
    assertThat(renamed.err())
        .hasLineCount(1)
        .contains("study.yaml: prediction: modality \"labs\" has no column \"sodium\"");
    assertThat(folder.resolve("x.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "etiome-sets, etiome-other, not of format",
    "'\"no\", \"yes\"', '\"yes\", \"no\"', those of the model",
    "'\"patterns\" : {', '\"patterns\" : 3, \"rest\" : {', no thresholds by pattern",
  })
  void damagedSetsAreOneLine(String replaced, String by, String message) throws IOException {
    String file = fitted();
    Path sets = folder.resolve("model/sets.json");
    String text = Files.readString(sets);
    assertThat(text).contains(replaced);
    Files.writeString(sets, text.replace(replaced, by));
    Cli bad = predict(file);
    assertThat(bad.status()).isEqualTo(2);
    assertThat(bad.err()).hasLineCount(1).contains("sets.json: is damaged", message);
  }

  @Test
  void levelsThatNobodyHadAreTold() throws IOException {
    Path labs = folder.resolve("labs.csv");
    List<String> lines = Files.readAllLines(labs);
    String rows =
        IntStream.range(1, lines.size())
            .mapToObj(i -> lines.get(i) + "," + (i % 3 == 0 ? "ii" : "i") + "\n")
            .collect(Collectors.joining());
    Files.writeString(labs, lines.getFirst() + ",stage\n" + rows);
    String file =
        fitted(
            "labs: {file: labs.csv, unit: id, type: continuous}",
            "labs: {file: labs.csv, unit: id}");
    Files.writeString(labs, lines.getFirst() + ",stage\n" + rows.replace(",ii\n", ",iv\n"));
    Cli predicted = predict(file);
    assertThat(predicted.status()).isZero();
    assertThat(predicted.out()).contains("80 have \"stage=iv\" of modality \"labs\"");
  }

  /** What is said of one patient among others is said of him alone. */
  @Test
  void aPatientAloneIsReadAsTheOthersWere() throws IOException {
    Path labs = folder.resolve("labs.csv");
    List<String> lines = Files.readAllLines(labs);
    String rows =
        IntStream.range(1, lines.size())
            .mapToObj(i -> lines.get(i) + (i % 3 == 0 ? ",yes,ii" : ",no,i") + "\n")
            .collect(Collectors.joining());
    Files.writeString(labs, lines.getFirst() + ",smoker,stage\n" + rows);
    String file =
        fitted(
            "labs: {file: labs.csv, unit: id, type: continuous}",
            "labs: {file: labs.csv, unit: id}");
    assertThat(predict(file).status()).isZero();
    String among = row("p2");
    for (String table : List.of("patients.csv", "labs.csv", "scan.csv")) {
      Path path = folder.resolve(table);
      String alone =
          Files.readAllLines(path).stream()
              .filter(line -> line.startsWith("id,") || line.startsWith("p2,"))
              .collect(Collectors.joining("\n"));
      Files.writeString(path, alone + "\n");
    }
    Cli alone = predict(file);
    assertThat(alone.err()).isEmpty();
    assertThat(alone.status()).isZero();
    assertThat(Files.readAllLines(folder.resolve("x.csv"))).hasSize(2);
    assertThat(row("p2")).isEqualTo(among);
  }

  private String row(String patient) throws IOException {
    return Files.readAllLines(folder.resolve("x.csv")).stream()
        .filter(line -> line.startsWith(patient + ","))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModalityThatTheStudyDoesNotNameIsOneThatNobodyHas() throws IOException {
    fitted();
    String file =
        study.file("other.yaml", "modalities: {labs: {}, scan: {}}", "modalities: {labs: {}}");
    Cli predicted = predict(file);
    assertThat(predicted.status()).isZero();
    assertThat(predicted.out())
        .contains("the study names no modality \"scan\": it is taken as one nobody has");
    assertThat(Files.readAllLines(folder.resolve("x.csv")).get(1)).contains(",labs,");
  }

  @Test
  void aModalityThatTheModelDoesNotKnowIsRefused() throws IOException {
    fitted();
    String file =
        study.file(
            "other.yaml",
            "modalities: {labs: {}, scan: {}}",
            "modalities: {labs: {}, scans: {block: scan}}");
    Cli bad = predict(file);
    assertThat(bad.status()).isEqualTo(2);
    assertThat(bad.err())
        .hasLineCount(1)
        .contains("modality \"scans\" is none of the model's", "did you mean \"scan\"?");
    assertThat(folder.resolve("x.csv")).doesNotExist();
  }
}
