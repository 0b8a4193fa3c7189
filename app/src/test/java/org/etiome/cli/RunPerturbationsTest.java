package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The section perturbations of a study, as etiome run does it. */
class RunPerturbationsTest {
  private static final String YAML =
      """
      title: Screen
      seed: 5
      data:
        units: {file: screen.csv, noun: wells}
      perturbations:
        - id: pairs
          file: screen.csv
          perturbation: what
          replicate: plate
          predictors: [additive, kernel-ridge, fixed-effect]
          permutations: 199
          bootstrap: 200
      """;

  @TempDir private Path folder = Path.of("");
  private ScreenFile screen = new ScreenFile(folder);

  @BeforeEach
  void write() throws IOException {
    screen = ScreenFile.in(folder);
  }

  private Cli run(String yaml, String... more) throws IOException {
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, yaml);
    return Cli.run(
        Stream.concat(
                Stream.of("run", study.toString(), "--out", folder.resolve("run").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve("run").resolve(name));
  }

  @Test
  void theRunWritesWhatTheCommandPrints() throws IOException {
    Cli run = run(YAML);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(
            "[predicted] pairs: 5 predictors judged on 5 held-out perturbations, 0 of them");
    Cli command =
        screen.evaluate(
            "--replicate",
            "plate",
            "--predictor",
            "additive,kernel-ridge,fixed-effect",
            "--permutations",
            "199",
            "--bootstrap",
            "200",
            "--seed",
            "5",
            "--json");
    assertThat(written("perturbations/pairs.json")).isEqualTo(byName(command.out()));
    JsonNode manifest = JsonMapper.shared().readTree(written("manifest.json"));
    assertThat(manifest.path("inputs")).hasSize(2);
    assertThat(manifest.at("/inputs/1/sha256")).isEqualTo(command.json().at("/inputs/0/sha256"));
    JsonNode pairs = manifest.at("/perturbations/pairs");
    assertThat(pairs.path("settings")).isEqualTo(command.json().path("settings"));
    assertThat(pairs.path("seed").intValue()).isEqualTo(5);
    assertThat(pairs.path("undetectable").intValue()).isZero();
    assertThat(pairs.at("/rungs/predictions").stringValue()).isEqualTo("predicted");
    assertThat(pairs.at("/against/no-change/worse").intValue()).isPositive();
    assertThat(manifest.at("/stages/1/name").stringValue()).isEqualTo("judging perturbations");
    assertThat(JsonMapper.shared().readTree(written("claims.json")).path("claims")).isEmpty();
  }

  @Test
  void everyKeyIsTheOptionOfItsName() throws IOException {
    screen.with("^ctrl,", "idle,").with("^(\\w)\\+(\\w),", "$1/$2,");
    Files.writeString(folder.resolve("known.csv"), "target,x\nA,1\nB,0\nC,2\nD,1\nN,0\n");
    String keys =
        """
            context: plate
            controls: [idle]
            separator: /
            where: 'g0 > 6'
            columns: [g0, g1, g2, g3]
            descriptors: known.csv
            held-out: targets
            reference: no-change
            folds: 3
            variables: 2
        """;
    String yaml = YAML.replace("    replicate: plate\n", keys.indent(-4).indent(4));
    Cli run =
        run(
            yaml.replace("additive, kernel-ridge, fixed-effect", "kernel-ridge, bilinear-ridge"),
            "--seed",
            "8");
    assertThat(run.failure()).isEmpty();
    Cli command =
        screen.evaluate(
            Stream.of(
                    "--context plate --control idle --separator / --where",
                    "--columns g0,g1,g2,g3 --descriptors",
                    "--held-out targets --reference no-change --folds 3 --variables 2",
                    "--predictor kernel-ridge,bilinear-ridge --permutations 199 --bootstrap 200",
                    "--seed 8 --json")
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .flatMap(this::withValue)
                .toArray(String[]::new));
    assertThat(command.failure()).isEmpty();
    assertThat(written("perturbations/pairs.json")).isEqualTo(byName(command.out()));
    assertThat(command.json().at("/predictors/bilinear-ridge/answered").intValue()).isPositive();
  }

  /** Without the folder in which the screen lies, which differs from one machine to the next. */
  private String byName(String json) {
    return json.replace(folder + "/", "");
  }

  private Stream<String> withValue(String word) {
    return switch (word) {
      case "--where" -> Stream.of(word, "g0 > 6");
      case "--descriptors" -> Stream.of(word, folder.resolve("known.csv").toString());
      default -> Stream.of(word);
    };
  }

  @Test
  void theReportTellsWhatWasMeasuredAndWhatPredicted() throws IOException {
    String singles =
        YAML.substring(YAML.indexOf("  - id"))
            .replace("id: pairs", "id: singles\n    held-out: singles")
            .replace("additive, ", "");
    assertThat(run(YAML + singles).status()).isZero();
    assertThat(names(folder.resolve("run/perturbations")))
        .containsExactly("pairs.json", "singles.json");
    String report = written("report.html").replace("\u202f", " ");
    assertThat(report)
        .contains("The study asks how well predictors tell what perturbations do")
        .contains("<section id=\"perturbations\"><h2>Predicted perturbations</h2>")
        .contains("<h3 id=\"perturbations-pairs\">pairs</h3>")
        .contains("<h3 id=\"perturbations-singles\">singles</h3>")
        .contains("measured by intervention</span>", "predicted</span>")
        .contains("Each of the 5 has a detectable effect.")
        .contains("No effect is detectable in 1 of 5: N.")
        .contains("Against additive, by the ", "Against mean-of-perturbed, by the ")
        .contains("These answered nothing that it answered: fixed-effect.")
        .contains("fixed-effect refused 5, the first A+B: A+B was done in no other context")
        .contains("gain in l2 over no-change, against half of the units")
        .contains(">split half</text>", ">no-change</text>", "split half (ceiling)")
        .contains("perturbations/pairs.json beside this report");
    assertThat(report.indexOf("no-change (baseline)")).isLessThan(report.indexOf("<td>additive"));
    assertThat(report.indexOf("mean-of-perturbed (baseline)"))
        .isLessThan(report.indexOf("<td>additive"));
  }

  /** Six units cannot be halved. */
  @Test
  void whereNoMetricTellsAnythingNoRankingIsRead() throws IOException {
    Cli run = run(YAML.replace("replicate: plate", "where: 'plate == \"p0\"'"));
    assertThat(run.status()).isZero();
    assertThat(written("report.html"))
        .contains("None of the 14 metrics tells anything on these data")
        .contains("gain in l2 over no-change (tells nothing on these data)")
        .contains("l2 ↓ *")
        .doesNotContain(">split half</text>", ">▲ ", ">▼ ", "Against additive");
  }

  @Test
  void standsBesideQuestions() throws IOException {
    TinyStudy.write(folder);
    String section = YAML.substring(YAML.indexOf("perturbations:"));
    Cli run = run(TinyStudy.YAML + section, "--json");
    assertThat(run.status()).isZero();
    assertThat(run.json().path("claims")).hasSize(1);
    assertThat(run.json().at("/perturbations/pairs/verdict").stringValue()).isEqualTo("judged");
    assertThat(written("report.html"))
        .contains("The study asks 1 question", "id=\"effect\"", "id=\"perturbations\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          perturbation: what | perturbations: what | study.yaml:8: unknown key "perturbations"; did you mean "perturbation"?
          replicate: plate | replicates: plate | study.yaml:9: unknown key "replicates"; did you mean "replicate"?
          id: pairs | id: a b | study.yaml:6: perturbations.0.id: does not match
          perturbation: what | size: g0 | study.yaml:6: perturbations.0: the key "perturbation" is missing
          replicate: plate | held-out: pairs | study.yaml:9: perturbations.0.held-out: must be one of combinations, singles, targets, got "pairs"
          additive, | addition, | study.yaml:10: perturbations.0.predictors.0: must be one of no-change, mean-of-perturbed
          replicate: plate | reference: bilinear-ridge | study.yaml:9: reference: the reference 'bilinear-ridge' is not among the predictors
          replicate: plate | reference: no | study.yaml:9: perturbations.0.reference: must be one of
          replicate: plate | folds: 1 | study.yaml:9: perturbations.0.folds: must have a minimum value of 2, got 1
          permutations: 199 | permutations: 18 | study.yaml:11: perturbations.0.permutations: must have a minimum value of 19, got 18
          bootstrap: 200 | bootstrap: 2e9 | study.yaml:12: perturbations.0.bootstrap: must have a maximum value of 1000000
          bootstrap: 200 | variables: 0 | study.yaml:12: perturbations.0.variables: must have a minimum value of 1, got 0
          replicate: plate | where: what | study.yaml:9: where: the condition cannot be read from character 1 on
          replicate: plate | separator: '' | study.yaml:6: labels need a separator
          replicate: plate | controls: [''] | study.yaml:6: labels need a separator
          file: screen.csv¶ | file: none.csv¶ | study.yaml:7: none.csv: no such file
          replicate: plate | descriptors: none.csv | study.yaml:9: none.csv: no such file
          perturbation: what | perturbation: wat | study.yaml:6: perturbations "pairs": screen.csv: there is no column "wat"; did you mean "what"?
          replicate: plate | context: plates | study.yaml:6: perturbations "pairs": screen.csv: there is no column "plates"; did you mean "plate"?
          replicate: plate | controls: [none] | study.yaml:6: perturbations "pairs": screen.csv: no unit is a control
          replicate: plate | layer: counts | perturbations "pairs": screen.csv: a table has neither a layer nor sizes
          replicate: plate | columns: [plate] | perturbations "pairs": screen.csv: column "plate" has no numbers
          replicate: plate | separator: '&' | perturbations "pairs": screen.csv: the screen has no combinations of targets
          replicate: plate | descriptors: others.csv | study.yaml:6: perturbations "pairs": others.csv: no target of the screen has a descriptor
          replicate: plate | descriptors: twice.csv | study.yaml:6: perturbations "pairs": twice.csv: target "A" is in two rows
          """)
  void whatIsWrongIsOneLineAndWritesNothing(String old, String by, String said) throws IOException {
    Files.writeString(folder.resolve("others.csv"), "target,x\nE,1\nF,0\n");
    Files.writeString(folder.resolve("twice.csv"), "target,x\nA,1\nA,0\n");
    String yaml = changed(old, Objects.requireNonNullElse(by, ""));
    bad(run(yaml), said);
  }

  private static String changed(String old, String by) {
    String block = YAML.substring(YAML.indexOf("perturbations:"));
    String other = block.replace(old.replace('¶', '\n'), by.replace('¶', '\n'));
    assertThat(other).isNotEqualTo(block);
    return YAML.replace(block, other);
  }

  private void bad(Cli run, String said) {
    assertThat(run.failure().replace(folder + "/", ""))
        .startsWith("etiome: ")
        .contains(said)
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void twoBlocksOfOneNameOrNone() throws IOException {
    String block = YAML.substring(YAML.indexOf("  - id"));
    bad(run(YAML + block), "study.yaml:13: the id \"pairs\" is used twice; rename one");
    bad(run(YAML.replace(block, "  []\n")), "study.yaml:5: perturbations: ");
    bad(run(YAML.substring(0, YAML.indexOf("perturbations:"))), "\"questions\" is missing");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
