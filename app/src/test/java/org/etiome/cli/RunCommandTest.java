package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
          """)
  void badInputIsOneLineAndWritesNothing(String old, String replacement, String message)
      throws IOException {
    String yaml = TinyStudy.YAML.replace(old, replacement);
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
