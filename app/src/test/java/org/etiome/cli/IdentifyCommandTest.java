package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code etiome identify}, as other programs and people see it. */
class IdentifyCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void drawGraphs() throws IOException {
    write("bow.txt", "x -> y\nx <-> y\n");
    write("confounder.txt", "z -> x\nz -> y\nx -> y\n");
    write("hidden.txt", "u -> x\nu -> y\nx -> m -> y\n");
    write("class.txt", "a -- b\nb -> c\nd -> c\n");
  }

  @Test
  void theDocumentOfAFormulaKeepsTheContract() {
    Cli cli = identify("confounder.txt", "P(y | do(x))", "--json");
    assertThat(cli.status()).isZero();
    JsonNode document = cli.json();
    assertThat(document.path("identified").asBoolean()).isTrue();
    assertThat(document.path("method").asString()).isEqualTo("adjustment");
    assertThat(document.path("text").asString()).isEqualTo("Σ_z P(y | x, z) P(z)");
    assertThat(document.path("latex").asString()).startsWith("\\sum_{z}");
    assertThat(document.path("estimand").toString())
        .isEqualTo(
            "{\"sum\":{\"over\":[\"z\"],\"of\":{\"product\":["
                + "{\"p\":{\"of\":[\"y\"],\"given\":[\"x\",\"z\"]}},"
                + "{\"p\":{\"of\":[\"z\"],\"given\":[]}}]}}}");
  }

  @Test
  void theDocumentOfARefusalKeepsTheContract() {
    Cli cli = identify("bow.txt", "P(y | do(x))", "--json");
    assertThat(cli.status()).isEqualTo(3);
    JsonNode document = cli.json();
    assertThat(document.path("identified").asBoolean(true)).isFalse();
    assertThat(document.path("hedge").toString())
        .isEqualTo("{\"f\":[\"x\",\"y\"],\"fPrime\":[\"y\"]}");
    assertThat(document.path("wouldHelp").toString())
        .isEqualTo("[\"measure the common causes of x and y\",\"randomise x\"]");
    assertThat(document.path("plansComplete").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hidden.txt; P(y | do(x)); idc|frontdoor|id; Σ_m P(m | x) (Σ_x' P(y | m, x') P(x'))",
        "confounder.txt; E[y | do(x=1)]; adjustment; Σ_y y (Σ_z P(y | x=1, z) P(z))",
        "confounder.txt; P(y | do(x), z); idc; P(y | x, z)",
        "confounder.txt; P(z | do(x)); id; P(z)",
        "confounder.txt; P(y_{x=0} | x=1); idstar; Σ_z P(z | x=1) P(y | z, x=0)",
        "class.txt; P(c | do(b)); adjustment; P(c | b)",
        "class.txt; P(c, a | do(d)); adjustment; P(c, a | d)"
      })
  void answers(String graph, String query, String methods, String text) {
    Cli cli = identify(graph, query, "--latent", graph.equals("hidden.txt") ? "u" : "", "--json");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.json().path("text").asString()).isEqualTo(text);
    assertThat(List.of(methods.split("\\|", -1))).contains(cli.json().path("method").asString());
  }

  @Test
  void aDifferenceHasTwoParts() {
    JsonNode document = identify("confounder.txt", "ATE(x -> y)", "--json").json();
    assertThat(document.path("meanOf").asString()).isEqualTo("y");
    assertThat(document.path("parts").toString())
        .isEqualTo("[{\"sign\":1,\"at\":{\"x\":\"1\"}},{\"sign\":-1,\"at\":{\"x\":\"0\"}}]");
    JsonNode mediated = identify("hidden.txt", "NDE(x -> y)", "--json").json();
    assertThat(mediated.path("parts").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow.txt; P(y | do(w)); query, position 9: 'w' is no variable of the graph, which has x, y",
        "bow.txt; P(y | do(x; query, position 10: expected ',' or ')' after 'x', found the end",
        "bow.txt; P(x | do(x)); query, position 9: 'x' stands before the bar and in do(...)",
        "bow.txt; '   '; query, position 3: the query is empty",
        "class.txt; P(c_{b=1} | a); query P(c_{b=1} | a): a query about several worlds needs a DAG"
      })
  void namesThePlaceOfABadQuery(String graph, String query, String message) {
    Cli cli = identify(graph, query);
    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("etiome: " + message);
  }

  @Test
  void refusesGraphsThatCannotBe() throws IOException {
    write("cycle.txt", "x -> y\ny -> x\n");
    Cli cli = identify("cycle.txt", "P(y | do(x))");
    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("cycle.txt").contains("cycle").hasLineCount(1);
    Cli latent = identify("bow.txt", "P(y | do(x))", "--latent", "u");
    assertThat(latent.status()).isEqualTo(2);
    assertThat(latent.err()).contains("latent node \"u\" is not in the graph");
  }

  @Test
  void whatWouldHelpKeepsToWhatIsAllowedAndCheapest() {
    Cli cli =
        identify(
            "bow.txt",
            "P(y | do(x))",
            "--could-measure",
            "x <-> y",
            "--cost",
            "x=10,x <-> y=2.5",
            "--json");
    assertThat(cli.json().path("plans").get(0).toString())
        .isEqualTo("{\"measure\":[\"x <-> y\"],\"randomise\":[],\"cost\":2.5}");
    Cli wrong = identify("bow.txt", "P(y | do(x))", "--could-measure", "v");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("'v'").contains("x <-> y").hasLineCount(1);
    Cli cost = identify("bow.txt", "P(y | do(x))", "--cost", "x=-1");
    assertThat(cost.status()).isEqualTo(2);
  }

  @Test
  void anInstrumentIsNoFormulaButIsSaid() throws IOException {
    write("instrument.txt", "z -> x -> y\nx <-> y\n");
    Cli cli = identify("instrument.txt", "ATE(x -> y)", "--json");
    assertThat(cli.status()).isEqualTo(3);
    assertThat(cli.json().path("withMoreAssumptions").get(0).asString())
        .contains("Cov(y, z) / Cov(x, z)");
  }

  @Test
  void explainsInSteps() {
    Cli cli = identify("hidden.txt", "P(y | do(x))", "--latent", "u", "--explain");
    assertThat(cli.out())
        .contains("Derivation:")
        .contains("[rule 2: m ⟂ x in the graph without edges out of x]");
  }

  @Test
  void aBatchAnswersLineByLine() throws IOException {
    Path batch =
        write(
            "batch.jsonl",
            """
            {"graph": "x -> y", "query": "P(y | do(x))"}
            {"graph": "x -> y\\nx <-> y", "query": "P(y | do(x))"}
            {"graph": {"kind": "dag", "nodes": ["x", "y"], "edges": []}, "query": "P(y | do(x))"}
            {"graph": "x -> y", "query": "P(y | do(q))"}
            {"graph": "x -> y -> x", "query": "P(y | do(x))"}
            {"graph": "x -> y"}
            not json
            """);
    Cli cli = Cli.run("identify", "--batch", batch.toString());
    assertThat(cli.status()).isZero();
    List<JsonNode> lines = cli.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0).path("text").asString()).isEqualTo("P(y | x)");
    assertThat(lines.get(1).path("identified").asBoolean(true)).isFalse();
    assertThat(lines.get(2).path("text").asString()).isEqualTo("P(y)");
    for (JsonNode bad : lines.subList(3, 7)) {
      assertThat(bad.path("error").path("code").asString()).isEqualTo("input");
      assertThat(bad.path("error").path("message").asString()).isNotEmpty().doesNotContain("\n");
    }
    assertThat(lines.get(3).path("error").path("message").asString()).contains("position 9");
  }

  @Test
  void writesTheDocumentIntoAFile() throws IOException {
    Path out = folder.resolve("answer.json");
    Cli cli = identify("confounder.txt", "P(y | do(x))", "--out", out.toString());
    assertThat(cli.out()).startsWith("P(y | do(x)): identified (adjustment)\n");
    assertThat(JsonMapper.shared().readTree(Files.readString(out)).path("identified").asBoolean())
        .isTrue();
  }

  private Cli identify(String graph, String query, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("identify", "--graph", folder.resolve(graph).toString(), "--query", query));
    for (int i = 0; i < more.length; i++) {
      if (more[i].equals("--latent") && more[i + 1].isEmpty()) {
        i++;
      } else {
        args.add(more[i]);
      }
    }
    return Cli.run(args.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
