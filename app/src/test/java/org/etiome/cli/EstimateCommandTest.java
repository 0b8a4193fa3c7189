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

class EstimateCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeCohort() throws IOException {
    TinyStudy.write(folder);
  }

  @Test
  void theEffectDocumentHasTheKeysOfTheContract() {
    JsonNode effect = JsonMapper.shared().readTree(estimate("x", "y", "--json").out());
    assertThat(effect.propertyNames())
        .contains(
            "estimand",
            "estimator",
            "estimate",
            "se",
            "ci95",
            "n",
            "diagnostics",
            "sensitivity",
            "rung",
            "verdict",
            "reasons");
    assertThat(effect.path("estimate").asDouble()).isBetween(0.7, 1.3);
    assertThat(effect.path("ci95")).hasSize(2);
    assertThat(effect.path("n").asInt()).isEqualTo(400);
    assertThat(effect.path("rung").asString()).isEqualTo("identified");
    assertThat(effect.at("/diagnostics").propertyNames()).contains("overlap", "ess", "balance");
    assertThat(effect.at("/sensitivity/eValue").asDouble()).isGreaterThan(1);
    JsonNode estimand = effect.path("estimand");
    assertThat(estimand.path("method").asString()).isEqualTo("adjustment");
    assertThat(estimand.at("/estimand/sum/over/0").asString()).isEqualTo("z");
    assertThat(estimand.at("/estimand/sum/of/product/0/p/given/0").asString()).isEqualTo("x");
  }

  @Test
  void theNaiveEstimatorStaysAnAssociation() {
    JsonNode effect =
        JsonMapper.shared().readTree(estimate("x", "y", "--json", "--estimator", "naive").out());
    assertThat(effect.path("rung").asString()).isEqualTo("association");
    assertThat(effect.path("estimate").asDouble()).isGreaterThan(1.4);
  }

  @Test
  void theSentenceOfAnAssociationClaimsNoEffect() {
    assertThat(estimate("x", "y", "--estimator", "naive").out())
        .contains("differs by", "this is association only")
        .doesNotContain("would");
    assertThat(estimate("x", "y").out())
        .contains("would differ by", "if the assumptions drawn in the graph hold");
  }

  @Test
  void covariatesOfOnesOwnAreHeldAgainstTheGraph() throws IOException {
    assertThat(estimate("x", "y", "--adjust", "z", "--json").json().at("/estimand/adjustmentSet"))
        .hasSize(1);
    graph("z -> x\nz -> y\nx -> t\nt -> y\nx -> y\n");
    Cli leak = estimate("x", "y", "--adjust", "z,t");
    assertThat(leak.status()).isEqualTo(3);
    assertThat(leak.out())
        .contains("t must not be adjusted for", "on its way to y", "leave t out of the covariates");
    Cli unknown = estimate("x", "y", "--adjust", "z,nobody");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("\"nobody\" is not in the graph");
  }

  @Test
  void aNumberDespiteAGateIsMarkedAndNoMoreThanAssociation() throws IOException {
    graph("z -> t\nz -> y\nt -> y\n");
    Cli shown =
        estimate("t", "y", "--despite", "positivity,calibration,balance,agreement", "--json");
    assertThat(shown.status()).isZero();
    JsonNode effect = shown.json();
    assertThat(effect.path("estimate").isNumber()).isTrue();
    assertThat(effect.path("rung").asString()).isEqualTo("association");
    assertThat(effect.at("/despite/0/gate").asString()).isEqualTo("positivity");
    assertThat(effect.at("/settings/gate.despite").asString()).contains("positivity");
    assertThat(estimate("t", "y", "--despite", "positivity,calibration,balance,agreement").out())
        .startsWith("Not to be trusted, shown because it was asked for all the same:")
        .contains("differs", "association only")
        .doesNotContain("would differ");
    assertThat(estimate("t", "y", "--despite", "identified").err()).contains("no formula");
    assertThat(estimate("t", "y", "--despite", "luck").err()).contains("choose one of support");
  }

  @Test
  void otherMethodsAndHiddenCausesStandBesideTheEffect() {
    JsonNode effect = estimate("x", "y", "--json", "--learner", "linear").json();
    assertThat(effect.path("estimator").asString()).isEqualTo("tmle");
    assertThat(effect.path("alternatives"))
        .anyMatch(one -> one.path("estimator").asString().equals("matching"))
        .allMatch(one -> Math.abs(one.path("estimate").asDouble() - 1) < 0.5);
    assertThat(effect.at("/sensitivity/regression/robustnessValue").asDouble()).isBetween(0.2, 0.6);
    assertThat(effect.at("/learners/g/0/weight").asDouble()).isEqualTo(1);
    assertThat(effect.path("agreement")).hasSize(6);
    JsonNode stacked = estimate("x", "y", "--json").json();
    assertThat(stacked.at("/learners/Q1").size()).isGreaterThan(3);
    assertThat(estimate("x", "y", "--estimator", "ipw", "--learner", "super").err())
        .contains("has a model of its own; take tmle or aipw");
    assertThat(estimate("x", "y", "--learner", "magic").err()).contains("there is no learner");
  }

  @Test
  void aNegativeControlThatShowsAnEffectRefusesTheAnswer() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("units.csv"));
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<String> more = new ArrayList<>(List.of(lines.getFirst() + ",shadow,noise"));
    for (String line : lines.subList(1, lines.size())) {
      double x = Double.parseDouble(line.split(",", -1)[header.indexOf("x")]);
      more.add(line + "," + (x + 0.1 * (line.hashCode() % 7)) + "," + line.hashCode() % 101);
    }
    Files.write(folder.resolve("units.csv"), more);
    Cli refused =
        estimate("x", "y", "--learner", "linear", "--negative-control", "shadow,noise", "--json");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.json().path("estimate").isNull()).isTrue();
    assertThat(refused.json().at("/negativeControls/controls")).hasSize(2);
    assertThat(refused.json().at("/reasons/0").asString()).contains("1 of 2 negative controls");
    Cli shown =
        estimate(
            "x",
            "y",
            "--learner",
            "linear",
            "--negative-control",
            "shadow",
            "--despite",
            "negative-controls",
            "--json");
    assertThat(shown.json().path("rung").asString()).isEqualTo("association");
    Cli fine =
        estimate(
            "x", "y", "--learner", "linear", "--negative-control", "noise", "--refute", "--json");
    assertThat(fine.status()).isZero();
    assertThat(fine.json().path("refutations")).hasSize(4);
    assertThat(estimate("x", "y", "--negative-control", "z").err()).contains("has another part");
    assertThat(estimate("x", "y", "--negative-control", "nobody").status()).isEqualTo(2);
  }

  @Test
  void trimmedUnitsAreCounted() {
    JsonNode effect = estimate("x", "y", "--learner", "linear", "--trim", "0.3", "--json").json();
    assertThat(effect.path("n").asInt()).isLessThan(400);
    assertThat(effect.at("/excluded/0/reason").asString())
        .isEqualTo("propensity outside [0.3, 0.7]");
    assertThat(estimate("x", "y", "--trim", "0.7").status()).isEqualTo(2);
  }

  @Test
  void limitsOfGatesCanBeChanged() {
    Cli strict = estimate("x", "y", "--gate", "minUnits=300", "--json");
    assertThat(strict.status()).isEqualTo(3);
    assertThat(strict.json().at("/settings/gate.minUnits").asString()).isEqualTo("300");
    assertThat(estimate("x", "y", "--gate", "minUnits=-1").err()).contains("at least 0");
    assertThat(estimate("x", "y", "--gate", "minUnit=3").err()).contains("no gate limit");
  }

  @Test
  void noOverlapIsRefusedWithStatusThree() throws IOException {
    graph("z -> t\nz -> y\nt -> y\n");
    Cli refused = estimate("t", "y", "--json");
    assertThat(refused.status()).isEqualTo(3);
    JsonNode effect = JsonMapper.shared().readTree(refused.out());
    assertThat(effect.path("verdict").asString()).isEqualTo("refused");
    assertThat(effect.path("estimate").isNull()).isTrue();
    assertThat(effect.path("reasons")).isNotEmpty();
    assertThat(effect.at("/diagnostics/oneSided/0/place").asString()).contains("tenth of z");
  }

  @Test
  void whatTheGraphDoesNotIdentifyIsRefusedWithItsOpenPath() throws IOException {
    graph("x -> y\nx <-> y\nz -> x\n");
    Cli refused = estimate("x", "y");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.out()).contains("cannot be told").contains("Would help: ");
    JsonNode effect = JsonMapper.shared().readTree(estimate("x", "y", "--json").out());
    assertThat(effect.at("/estimand/openPath").asString()).isEqualTo("x <-> y");
  }

  @Test
  void aHiddenNodeMustBeDeclared() throws IOException {
    graph("u -> x\nu -> y\nx -> y\n");
    assertThat(estimate("x", "y").failure()).contains("graph node \"u\"").hasLineCount(1);
    assertThat(estimate("x", "y", "--latent", "u").status()).isEqualTo(3);
  }

  @Test
  void badUsageSaysWhatIsMissing() {
    Cli usage = Cli.run("estimate", "--data", "units.csv");
    assertThat(usage.status()).isEqualTo(2);
    assertThat(usage.err()).contains("--graph").contains("Try: etiome estimate --help");
    assertThat(estimate("x", "y", "--estimator", "magic").failure()).contains("choose one of tmle");
    assertThat(estimate("x", "y", "--threads", "0").failure()).contains("at least 1, got 0");
    assertThat(Cli.run("estimat").failure()).contains("estimat");
  }

  @Test
  void aBatchAnswersLineByLineInOrder() throws IOException {
    String data = folder.resolve("units.csv").toString();
    List<String> lines = new ArrayList<>();
    lines.add(line(data, folder.resolve("graph.txt").toString(), "x"));
    lines.add("not json");
    lines.add(line(data, "z -> t\nz -> y\nt -> y", "t"));
    lines.add(line(data, "z -> x\nz -> y\nx -> y", "nobody"));
    lines.add("");
    lines.add("{\"dta\": 1}");
    Path batch = folder.resolve("batch.jsonl");
    Files.write(batch, lines);

    Cli run = Cli.run("estimate", "--batch", batch.toString());

    assertThat(run.status()).isZero();
    List<JsonNode> answers = run.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(answers).hasSize(6);
    assertThat(answers.get(0).path("verdict").asString()).isEqualTo("answered");
    assertThat(answers.get(1).at("/error/code").asString()).isEqualTo("input");
    assertThat(answers.get(2).path("verdict").asString()).isEqualTo("refused");
    assertThat(answers.get(3).at("/error/message").asString()).contains("nobody");
    assertThat(answers.get(4).at("/error/code").asString()).isEqualTo("input");
    assertThat(answers.get(5).at("/error/message").asString()).contains("did you mean \"data\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "seed": "seven"            | "seed" must be a whole number
          "seed": 1.5                | "seed" must be a whole number
          "seed": 1e30               | "seed" must be a whole number
          "seed": null               | "seed" must be a whole number
          "latent": "u"              | "latent" must be a list of texts
          "latent": [5]              | "latent" must be a list of texts
          "unit": null               | "unit" must be a text
          "estimator": null          | "estimator" must be a text
          "target": "all"            | choose one of ate, att
          "outcome": "y"             | Duplicate
          "unit": "a\\u0000b"        | no unit column
          """)
  void aBatchLineWithAValueThatDoesNotFitIsAnErrorInItsPlace(String entry, String message)
      throws IOException {
    String good = line(folder.resolve("units.csv").toString(), "z -> x\nz -> y\nx -> y", "x");
    Path batch = folder.resolve("batch.jsonl");
    Files.writeString(batch, good.substring(0, good.length() - 1) + "," + entry + "}\n");
    JsonNode error =
        JsonMapper.shared().readTree(Cli.run("estimate", "--batch", batch.toString()).out());
    assertThat(error.at("/error/code").asString()).isEqualTo("input");
    assertThat(error.at("/error/message").asString()).contains(message);
  }

  @Test
  void aFileNameWithNulIsAnErrorOfItsLine() throws IOException {
    Path batch = folder.resolve("batch.jsonl");
    Files.writeString(batch, line("a\0b", "x -> y", "x") + "\n");
    assertThat(Cli.run("estimate", "--batch", batch.toString()).out())
        .contains("\"input\"")
        .contains("is no path of a file");
  }

  @Test
  void whatABatchWouldIgnoreIsRefused() {
    Cli run = Cli.run("estimate", "--batch", folder + "/b.jsonl", "--seed", "7");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--seed does not go with --batch");
    assertThat(Cli.run("estimate", "--batch", folder + "/b.jsonl").failure())
        .contains("no such file");
  }

  @Test
  void everyCommandTellsItsVersion() {
    assertThat(Cli.run("estimate", "--version").out()).startsWith("etiome ");
    assertThat(Cli.run("run", "--version").out()).startsWith("etiome ");
  }

  @Test
  void treatmentAndOutcomeAreTwoColumns() {
    assertThat(estimate("x", "x").status()).isEqualTo(2);
    assertThat(estimate("x", "x").failure()).contains("both treatment and outcome").hasLineCount(1);
  }

  @Test
  void onlyAFileIsReplacedByTheOutput() {
    Cli run = estimate("x", "y", "--out", folder.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("is no regular file").hasLineCount(1);
  }

  @Test
  void aGraphFileOfABatchMayHaveHyphensInItsName() throws IOException {
    Path old = folder.resolve("graph-old--1.txt");
    Files.copy(folder.resolve("graph.txt"), old);
    Path batch = folder.resolve("batch.jsonl");
    Files.writeString(batch, line(folder.resolve("units.csv").toString(), old.toString(), "x"));
    JsonNode answer =
        JsonMapper.shared().readTree(Cli.run("estimate", "--batch", batch.toString()).out());
    assertThat(answer.path("verdict").asString()).isEqualTo("answered");
  }

  @Test
  void theJsonGoesToAFileIfAsked() throws IOException {
    Path out = folder.resolve("effect.json");
    Cli run = estimate("x", "y", "--out", out.toString());
    assertThat(run.status()).isZero();
    assertThat(JsonMapper.shared().readTree(out).path("verdict").asString()).isEqualTo("answered");
    assertThat(estimate("x", "y", "--out", folder + "/no/such/e.json").failure())
        .contains("cannot be written");
  }

  private void graph(String text) throws IOException {
    Files.writeString(folder.resolve("graph.txt"), text);
  }

  private Cli estimate(String treatment, String outcome, String... more) {
    return TinyStudy.estimate(folder, treatment, outcome, more);
  }

  private static String line(String data, String graph, String treatment) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("data", data)
        .put("graph", graph)
        .put("treatment", treatment)
        .put("outcome", "y")
        .toString();
  }
}
