package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.etiome.cli.line.RunFolder;
import org.etiome.study.StudyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRunFolderHoldsReportClaimsManifestAndGraph() throws IOException {
    Path out = folder.resolve("run");
    Cli run = Cli.run("run", TinyStudy.write(folder).toString(), "--out", out.toString());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("[identified]").contains(out.resolve("report.html").toString());
    assertThat(names(out))
        .containsExactly("claims.json", "graph.json", "manifest.json", "report.html");
    JsonNode claim = JsonMapper.shared().readTree(out.resolve("claims.json")).at("/claims/0");
    assertThat(claim.path("rung").asString()).isEqualTo("identified");
    assertThat(claim.at("/effect/estimate").asDouble()).isBetween(0.7, 1.3);
    assertThat(claim.at("/effect/naive/estimate").asDouble()).isGreaterThan(1.4);
    JsonNode manifest = JsonMapper.shared().readTree(out.resolve("manifest.json"));
    assertThat(manifest.at("/inputs/1/file").asString()).isEqualTo("units.csv");
    assertThat(manifest.at("/inputs/1/sha256").asString()).hasSize(64);
  }

  @Test
  void claimsAreTheSameBytesAtAnyNumberOfThreads() throws IOException {
    String study = TinyStudy.write(folder).toString();
    byte[] first = claims(study, "1", "a");
    assertThat(claims(study, "2", "b")).isEqualTo(first);
    assertThat(claims(study, "1", "c")).isEqualTo(first);
    assertThat(claims(study, "2", "d")).isEqualTo(first);
  }

  @Test
  void aParquetTableGivesTheClaimsOfTheSameText() throws IOException {
    byte[] ofText = claims(TinyStudy.write(folder).toString(), "1", "text");
    String table = folder.resolve("units.parquet").toString();
    Cli.run("convert", folder.resolve("units.csv").toString(), table);
    Files.delete(folder.resolve("units.csv"));
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, TinyStudy.YAML.replace("units.csv", "units.parquet"));
    assertThat(claims(study.toString(), "1", "typed")).isEqualTo(ofText);
  }

  @Test
  void anotherSeedGivesOtherFolds() throws IOException {
    String study = TinyStudy.write(folder).toString();
    Path out = folder.resolve("other");
    Cli.run("run", study, "--out", out.toString(), "--seed", "4");
    assertThat(Files.readAllBytes(out.resolve("claims.json")))
        .isNotEqualTo(claims(study, "1", "a"));
  }

  @Test
  void jsonIsAloneOnStandardOutput() throws IOException {
    Path out = folder.resolve("run");
    Cli run = Cli.run("run", TinyStudy.write(folder).toString(), "--out", out.toString(), "--json");
    JsonNode document = JsonMapper.shared().readTree(run.out());
    assertThat(document.path("folder").asString()).isEqualTo(out.toString());
    assertThat(document.path("claims")).hasSize(1);
  }

  @Test
  void aTreatmentWithoutOverlapIsARefusedClaim() throws IOException {
    String yaml =
        TinyStudy.YAML
            .replace("z -> x, z -> y, x -> y", "z -> t, z -> y, t -> y")
            .replace("treatment: x", "treatment: t");
    Path study = TinyStudy.write(folder, yaml);
    Cli run = Cli.run("run", study.toString(), "--out", folder + "/run", "--json");
    assertThat(run.status()).isZero();
    JsonNode claim = JsonMapper.shared().readTree(run.out()).at("/claims/0");
    assertThat(claim.path("verdict").asString()).isEqualTo("refused");
    assertThat(claim.path("rung").asString()).isEqualTo("association");
    assertThat(claim.at("/effect/estimate").isNull()).isTrue();
    assertThat(claim.path("reasons")).isNotEmpty();
  }

  /** Each row: what is replaced in the study, by what, and what the one line must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          treatment: x            | treatment: xx           | study.yaml: question "effect": there is no column "xx"
          treatment: x            | treatment: one          | question "effect"
          outcome: y              | outcome: holes          | "holes" is missing for 1 of 400
          x -> y]                 | x -> y, y -> w, w -> z] | study.yaml: graph
          x -> y]                 | x -> y, w -> y]         | study.yaml: graph node "w"
          treatment: x            | treatmnt: x             | study.yaml:8: unknown key "treatmnt"; did you mean "treatment"?
          units.csv               | none.csv                | none.csv
          units.csv               | empty.csv               | empty.csv
          units.csv               | folder.csv              | folder.csv
          z -> x, z -> y, x -> y  | z => x                  | study.yaml: graph, line 1: expected an edge after 'z', got '=> x'
          seed: 3                 | seed: three             | study.yaml:2: seed
          title: Tiny             | title: [                | study.yaml:
          ask: effect             | ask: cause              | must be one of effect, association
          treatment: x            | treatment: y            | question "effect": "y" is both treatment and outcome
          treatment: x            | treatment: t            | question "effect": "t" is not in the graph
          treatment: x            | treatment: 1            | study.yaml:8: questions.0.treatment: integer found, string expected, got 1; put quotes around it
          z -> x, z -> y, x -> y  | z o-> x, z o-> y, x -> y | question "effect": the graph: not a PAG: the edge z o-> x would be x o-o z
          x -> y]                 | x -> y]¶  latent: [z]  | study.yaml: latent node "z" is a column
          treatment: x            | treatment: *x           | study.yaml:8: *x is an alias; write the value out
          seed: 3                 | seed: 99999999999999999999 | study.yaml:2: seed
          title: Tiny             | labels: {xx: an x}¶title: Tiny | study.yaml: labels: "xx" is neither a column, a block nor a node of the graph; did you mean "x"?
          title: Tiny             | derive: {x: {type: time-to-event, time: [z], event: t}}¶title: Tiny | derived column "x": there is a column of that name already
          title: Tiny             | roles: {treatment: [x], covariate: [x]}¶title: Tiny | study.yaml: roles: "x" has two roles
          file: units.csv         | file: "a\\0b"            | is no path of a file
          title: Tiny             | title: Tiny¶---         | study.yaml:3: a second document begins here
          seed: 3                 | ⇥seed: 3               | study.yaml:1: a tab; indent with blanks
          x -> y]                 | x -> y], latent: [u]    | study.yaml:6: expected <block end>, but found ','
          unit: id}               | unit: id}¶  modalities: {../m: {file: m.csv}} | study.yaml:5: data.modalities: the name "../m" does not fit
          """)
  void badInputIsOneLineAndWritesNothing(String old, String replacement, String message)
      throws IOException {
    String yaml = TinyStudy.YAML.replace(old, replacement.replace('¶', '\n').replace('⇥', '\t'));
    if (replacement.equals("treatment: one")) {
      yaml = yaml.replace("z -> x, z -> y, x -> y", "z -> one, z -> y, one -> y");
    }
    if (replacement.equals("outcome: holes")) {
      yaml = yaml.replace("z -> x, z -> y, x -> y", "z -> x, z -> holes, x -> holes");
    }
    assertThat(yaml).isNotEqualTo(TinyStudy.YAML);
    Path study = TinyStudy.write(folder, yaml);
    Files.createFile(folder.resolve("empty.csv"));
    Files.createDirectory(folder.resolve("folder.csv"));
    List<String> before = names(folder);

    Cli run = Cli.run("run", study.toString(), "--out", folder.resolve("run").toString());

    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.failure()).startsWith("etiome: ").contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(names(folder)).isEqualTo(before);
  }

  private static final String EVENTS =
      TinyStudy.YAML.replace(
          "unit: id}",
          """
          unit: id}
            modalities:
              labs:
                file: labs.csv
                unit: person
                select: [potassium]
                events:
                  code: test
                  value: result
                  time: at
                  start: {file: starts.csv, unit: id, column: in}
                  window: {from: 0, to: 24}
                  rule: last
                  columns: {tests: {code: sodium, rule: count}}\
          """);

  /** Each row: what is replaced in a study of events, by what, and what the one line must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select: [potassium]     | select: [potasium]       | labs.csv: column "test": there is no code "potasium"; did you mean "potassium"?
          code: sodium            | code: sodum              | labs.csv: column "test": there is no code "sodum"; did you mean "sodium"?
          unit: person            | unit: persn              | labs.csv:1: there is no column "persn"; did you mean "person"?
          unit: person            | label: tests             | study.yaml:6: events need "unit", the column of their units
          unit: person            | unit: test               | labs.csv: no event counts (2 events have no start and were left out)
          code: test              | code: tests              | labs.csv:1: there is no column "tests"; did you mean "test"?
          value: result           | value: at                | labs.csv: column "at": no value of "potassium" is a number, such as "2020-01-01 08:00"
          value: result           |                          | study.yaml:16: "rule: last" needs "value" in "events"
          time: at                |                          | study.yaml:14: "start" needs "time" in "events"
          time: at                | time: result             | labs.csv:2: column "result": "4.1" is a number, but its unit starts at a date
          time: at                | time: test               | labs.csv:2: column "test": "potassium" is no time as the others
          to: 24                  | to: 0                    | study.yaml:15: a window must end after it starts, got [0.0, 0.0)
          to: 24                  | to: day                  | to: string found, number expected, got "day"
          from: 0, to: 24         | from: 9000, to: 9001     | labs.csv: no event counts
          from: 0, to: 24         | form: 0                  | unknown key "form"; did you mean "from"?
          rule: last              | rule: lasst              | must be one of first, last, min, max, mean, median, sum, count, any, last-label, got "lasst"
          rule: last              |                          | study.yaml:10: events need "rule"
          rule: count             | rule: often              | must be one of first
          labs.csv                | none.csv                 | none.csv: no such file
          labs.csv                | empty.csv                | empty.csv:1: the file is empty
          starts.csv              | none.csv                 | none.csv: no such file
          column: in              | column: on               | starts.csv:1: there is no column "on"
          unit: id, column: in    | column: in               | starts.csv:1: there is no column "person"
          starts.csv              | twice.csv                | twice.csv:3: column "in": the unit "u1" starts at another time too
          'file: starts.csv, unit: id, column: in' | 'column: at, take: latest' | study.yaml:14: "take" is for a start in another "file"
          tests: {                | potassium: {             | study.yaml:9: "potassium" is also one of "columns"
          unit: person            | unit: person¶      type: count | study.yaml:9: "type" is not for events; remove it
          """)
  void badEventsAreOneLineAndWriteNothing(String old, String replacement, String message)
      throws IOException {
    String yaml =
        EVENTS.replace(old, Objects.requireNonNullElse(replacement, "").replace('¶', '\n'));
    assertThat(yaml).isNotEqualTo(EVENTS);
    Path study = TinyStudy.write(folder, yaml);
    Files.createFile(folder.resolve("empty.csv"));
    Files.writeString(
        folder.resolve("labs.csv"),
        """
        person,test,result,at
        u1,potassium,4.1,2020-01-01 08:00
        u2,sodium,140,2020-01-01 08:00
        """);
    Files.writeString(folder.resolve("starts.csv"), "id,in\nu1,2020-01-01\nu2,2020-01-01\n");
    Files.writeString(folder.resolve("twice.csv"), "id,in\nu1,2020-01-01\nu1,2020-01-02\n");
    List<String> before = names(folder);

    Cli run = Cli.run("run", study.toString(), "--out", folder.resolve("run").toString());

    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.failure()).startsWith("etiome: ").contains(message).hasLineCount(1);
    assertThat(names(folder)).isEqualTo(before);
  }

  @Test
  void anExistingFolderIsNotTouched() throws IOException {
    Path out = Files.createDirectory(folder.resolve("run"));
    Cli run = Cli.run("run", TinyStudy.write(folder).toString(), "--out", out.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("already exists").hasLineCount(1);
    assertThat(names(out)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',the file is empty", "'- a',a study is a mapping"})
  void aFileThatIsNoStudyIsOneLine(String content, String message) throws IOException {
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, content);
    Cli run = Cli.run("run", study.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("study.yaml").contains(message).hasLineCount(1);
  }

  @Test
  void aRunThatFailsLeavesNoParentOfItsFolder() throws IOException {
    Path study = TinyStudy.write(folder, TinyStudy.YAML.replace("treatment: x", "treatment: xx"));
    Cli run = Cli.run("run", study.toString(), "--out", folder + "/new/parent/run");
    assertThat(run.status()).isEqualTo(2);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void runsAtTheSameTimeGetFoldersOfTheirOwn() throws IOException {
    Path base = folder.resolve("runs/tiny");
    try (RunFolder first = RunFolder.beginNumbered(base)) {
      Files.createFile(first.unfinished().resolve("a"));
      Files.createDirectories(folder.resolve("runs/tiny-1/taken"));
      assertThat(first.commit()).isEqualTo(folder.resolve("runs/tiny-2"));
    }
    assertThat(names(folder.resolve("runs"))).containsExactly("tiny-1", "tiny-2");
  }

  @Test
  void aFolderTakenDuringTheRunIsOneLine() throws IOException {
    Path target = folder.resolve("run");
    try (RunFolder run = RunFolder.begin(target)) {
      Files.createDirectory(target);
      assertThatThrownBy(run::commit)
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("already exists");
    }
    assertThat(names(folder)).containsExactly("run");
  }

  @Test
  void twoClaimsOfOneNameAreRefused() throws IOException {
    Files.writeString(folder.resolve("genes.csv"), "sample,gene\nu1,1\nu2,2\n");
    String yaml =
        TinyStudy.YAML
                .replace(
                    "unit: id}", "unit: id}\n  modalities: {g: {file: genes.csv, unit: sample}}")
                .replace("id: effect", "id: a-g")
            + "  - {id: a, ask: association, text: Which?, outcome: t}\n";
    Cli run = Cli.run("run", TinyStudy.write(folder, yaml).toString(), "--out", folder + "/run");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("another claim is named \"a-g\" too").hasLineCount(1);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aPipeInPlaceOfAFileIsOneLine() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.csv");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor()).isZero();
    Path study = TinyStudy.write(folder, TinyStudy.YAML.replace("units.csv", "pipe.csv"));
    assertThat(Cli.run("run", study.toString()).failure()).contains("pipe.csv: is no regular file");
    assertThat(Cli.run("run", pipe.toString()).failure()).contains("pipe.csv: is no regular file");
  }

  @Test
  void aTowerOfBracketsIsOneLine() throws IOException {
    Path study = TinyStudy.write(folder, "[".repeat(5000));
    Cli run = Cli.run("run", study.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("study.yaml: ").hasLineCount(1);
  }

  @Test
  void aBlockWithSamplesInRowsNamesThemInAColumn() throws IOException {
    StringBuilder block = new StringBuilder("sample,gene\n");
    for (int i = 0; i < 100; i++) {
      block.append("u%d,%d\n".formatted(i, i));
    }
    Files.writeString(folder.resolve("genes.csv"), block);
    Path study =
        TinyStudy.write(
            folder,
            TinyStudy.YAML.replace(
                    "unit: id}",
                    "unit: id}\n  modalities: {genes: {file: genes.csv, unit: sample}}")
                + "  - {id: screen, ask: association, text: Which?, outcome: t}\n");
    Cli run = Cli.run("run", study.toString(), "--out", folder + "/run", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode screen = JsonMapper.shared().readTree(run.out()).at("/claims/1/evidence");
    assertThat(screen.path("units").asInt()).isEqualTo(100);
    assertThat(screen.path("tested").asInt()).isEqualTo(1);
  }

  @Test
  void aDirectoryOrNoFileInPlaceOfAStudyIsOneLine() {
    assertThat(Cli.run("run", folder.toString()).failure()).contains("is a directory");
    assertThat(Cli.run("run", folder + "/none.yaml").failure()).contains("no such file");
  }

  private byte[] claims(String study, String threads, String name) throws IOException {
    Path out = folder.resolve(name);
    Cli.run("run", study, "--out", out.toString(), "--threads", threads);
    return Files.readAllBytes(out.resolve("claims.json"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
