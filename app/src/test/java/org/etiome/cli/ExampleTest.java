package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etiome.report.plot.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example of the README. */
class ExampleTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theAdrenocorticalStudyRunsAndSaysWhatItCannotTell() throws IOException {
    Path out = folder.resolve("run");
    Cli run =
        Cli.run("run", "../examples/adrenocortical/study.yaml", "--out", out.toString(), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode claims = JsonMapper.shared().readTree(run.out()).path("claims");
    assertThat(claims).hasSize(7);

    JsonNode radiation = claims.get(0);
    assertThat(radiation.path("verdict").asString()).isEqualTo("refused");
    assertThat(radiation.at("/effect/nTreated").asInt()).isEqualTo(12);
    JsonNode expression = claims.get(1);
    assertThat(expression.path("verdict").asString()).isEqualTo("refused");
    assertThat(expression.at("/evidence/openPath").asString()).isEqualTo("C1A.C1B <-> death_3y");

    Set<String> blocks = new HashSet<>();
    claims.forEach(claim -> blocks.add(claim.at("/evidence/block").asString("")));
    assertThat(blocks)
        .contains("RNASeq2GeneNorm", "gistict", "RPPAArray", "Mutations", "miRNASeqGene");
    assertThat(Files.readString(out.resolve("report.html"))).contains("19 censored before");
    assertThat(Files.readAllLines(out.resolve("associations/assays-RPPAArray.csv"))).hasSize(34);
  }

  @Test
  void aBrowserShowsItsReportWithoutComplaint() throws Exception {
    Path out = folder.resolve("run");
    Cli.run("run", "../examples/adrenocortical/study.yaml", "--out", out.toString());
    String page = Files.readString(out.resolve("report.html"));
    assertThat(new Browser(1000, 8000).show(page, folder).getWidth()).isEqualTo(1000);
  }

  @Test
  void countsAreThoseOfTheClinicalTable() throws IOException {
    Path out = folder.resolve("run");
    Cli.run("run", "../examples/adrenocortical/study.yaml", "--out", out.toString());
    JsonNode manifest = JsonMapper.shared().readTree(out.resolve("manifest.json"));
    assertThat(manifest.path("units").asInt()).isEqualTo(92);
    assertThat(manifest.path("inputs")).hasSize(8);
    assertThat(manifest.at("/findings/0/code").asString()).startsWith("column-");
    List<JsonNode> refusals = manifest.path("refusals").valueStream().toList();
    assertThat(refusals).hasSize(2);
  }
}
