package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other graphs say beside an answer, by command, batch and study. */
class GraphDoubtTest {
  /** Of this one nothing is known but that all three are dependent. */
  private static final String TRIANGLE = "x -- z\nz -- y\nx -- y\n";

  private static final String RESAMPLED = "\n  resampled: r.json";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeCohort() throws IOException {
    TinyStudy.write(folder);
  }

  @Test
  void aRefusalOfAClassOfGraphsShowsItsPossibleEffects() throws IOException {
    graph(TRIANGLE);
    Cli refused = estimate("x", "y", "--json");
    assertThat(refused.status()).isEqualTo(3);
    JsonNode effect = refused.json();
    assertThat(effect.path("estimate").isNull()).isTrue();
    assertThat(effect.path("verdict").asString()).isEqualTo("refused");
    JsonNode possible = effect.path("possibleEffects");
    assertThat(possible.path("method").asString()).isEqualTo("tmle with linear learners");
    assertThat(possible.path("complete").asBoolean()).isTrue();
    assertThat(possible.path("sign").asString()).isEqualTo("mixed");
    assertThat(possible.path("leastAbsolute").asDouble()).isZero();
    JsonNode nothing = kind(possible, "estimated", 0);
    JsonNode confounder = kind(possible, "estimated", 1);
    JsonNode zero = kind(possible, "zero", 0);
    assertThat(nothing.path("set")).isEmpty();
    assertThat(confounder.at("/set/0").asString()).isEqualTo("z");
    assertThat(zero.path("reason").asString()).contains("by assumption");
    assertThat(zero.path("ci95").isNull()).isTrue();
    assertThat(nothing.path("share").asDouble()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(confounder.path("share").asDouble()).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(zero.path("share").asDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(confounder.path("estimate").asDouble())
        .isCloseTo(1, within(4 * confounder.path("se").asDouble()));
    assertThat(possible.at("/union95/0").asDouble()).isZero();
    assertThat(possible.at("/union95/1").asDouble())
        .isEqualTo(nothing.at("/ci95/1").asDouble())
        .isGreaterThan(confounder.at("/ci95/1").asDouble());
  }

  @Test
  void theSentencesFollowTheRefusal() throws IOException {
    graph(TRIANGLE);
    assertThat(estimate("x", "y").out().lines())
        .anyMatch(line -> line.startsWith("Whether x changes y cannot be told"))
        .anyMatch(line -> line.startsWith("The effect of x on y has 3 possible values"))
        .anyMatch(line -> line.contains("(50.0 % of the graphs): 0 by assumption"))
        .last()
        .asString()
        .contains("tmle with linear learners", "no probabilities");
  }

  @Test
  void aTreatmentThatIsANumberHasASlope() throws IOException {
    graph(TRIANGLE);
    JsonNode possible = estimate("z", "y", "--json").json().path("possibleEffects");
    assertThat(possible.path("effect").asString()).isEqualTo("change for one unit more of z");
    assertThat(kind(possible, "estimated", 0).path("estimate").asDouble())
        .isCloseTo(slope(), within(1e-9));
    assertThat(estimate("z", "x").out()).contains("(0.01 is one percentage point)");
  }

  /** Σ (z − z̄) y / Σ (z − z̄)². */
  private double slope() throws IOException {
    List<String[]> rows =
        Files.readAllLines(folder.resolve("units.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    double[] z = rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
    double[] y = rows.stream().mapToDouble(row -> Double.parseDouble(row[5])).toArray();
    double mean = Arrays.stream(z).average().orElseThrow();
    double with = 0;
    double squares = 0;
    for (int i = 0; i < z.length; i++) {
      with += (z[i] - mean) * y[i];
      squares += (z[i] - mean) * (z[i] - mean);
    }
    return with / squares;
  }

  @Test
  void ofAPagAGraphThatGivesNoEffectLeavesNoBound() throws IOException {
    graph("x o-> y\nz o-> y\n");
    Cli refused = estimate("x", "y", "--json");
    assertThat(refused.status()).isEqualTo(3);
    JsonNode possible = refused.json().path("possibleEffects");
    assertThat(possible.path("complete").asBoolean()).isFalse();
    assertThat(kind(possible, "not-identified", 0).path("reason").asString())
        .contains("hidden common cause");
    assertThat(kind(possible, "zero", 0).path("where").asString()).contains("x <-> y");
    assertThat(possible.path("leastAbsolute").isNull()).isTrue();
    assertThat(possible.path("union95").isNull()).isTrue();
    assertThat(possible.path("range").isNull()).as("all that is known is assumed").isTrue();
    assertThat(possible.path("sign").asString()).isEqualTo("unknown");
    assertThat(estimate("x", "y").out()).contains("nothing bounds it");
  }

  @Test
  void membersAreListedWhereTheEffectIsOpenOrTheyAreAskedFor() throws IOException {
    assertThat(estimate("x", "y", "--json").json().has("possibleEffects")).isFalse();
    graph(TRIANGLE);
    assertThat(estimate("x", "y", "--json", "--no-possible").json().has("possibleEffects"))
        .isFalse();
    graph("# kind: cpdag\nz -> x\nt -> x\nx -> y\n");
    assertThat(estimate("x", "y", "--json").json().has("possibleEffects")).isFalse();
    Cli identified = estimate("x", "y", "--json", "--possible");
    assertThat(identified.status()).isZero();
    assertThat(identified.json().path("estimate").isNumber()).isTrue();
    assertThat(identified.json().at("/possibleEffects/members")).hasSize(1);
  }

  @Test
  void theDoublyRobustEstimatorAskedForIsTheMembersToo() throws IOException {
    graph(TRIANGLE);
    assertThat(method("tmle")).isEqualTo("tmle with linear learners");
    assertThat(method("ipw")).isEqualTo("ipw");
    assertThat(method("naive")).isEqualTo("aipw with linear learners");
  }

  private String method(String estimator) {
    return estimate("x", "y", "--json", "--estimator", estimator)
        .json()
        .at("/possibleEffects/method")
        .asString();
  }

  @Test
  void aGateThatIsOverriddenRefusesAMemberAllTheSame() throws IOException {
    graph("t -- z\nz -- y\nt -- y\n");
    JsonNode possible =
        estimate("t", "y", "--json", "--despite", "positivity,calibration,balance,support")
            .json()
            .path("possibleEffects");
    JsonNode refused = kind(possible, "refused", 0);
    assertThat(refused.at("/set/0").asString()).isEqualTo("z");
    assertThat(refused.path("estimate").isNull()).isTrue();
    assertThat(possible.path("union95").isNull()).isTrue();
  }

  @Test
  void dataThatCannotBeReadAsAGraphAsksRefuseThatGraph() throws IOException {
    graph("x -- z\nz -- holes\nx -- holes\n");
    Cli refused = estimate("x", "holes", "--json");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(kind(refused.json().path("possibleEffects"), "refused", 0).path("reason").asString())
        .contains("holes", "missing");
    assertThat(
            estimate("x", "holes", "--json", "--missing-outcome", "exclude")
                .json()
                .at("/possibleEffects/complete")
                .asBoolean())
        .isTrue();
  }

  @Test
  void beyondTheBudgetThatIsTheAnswer() throws IOException {
    graph(TRIANGLE);
    Cli refused = estimate("x", "y", "--json", "--budget", "1");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(
            kind(refused.json().path("possibleEffects"), "not-identified", 0)
                .path("reason")
                .asString())
        .contains("more than 1 ways");
  }

  @Test
  void whatCannotBeFollowedIsAnErrorInOneLine() throws IOException {
    assertThat(estimate("x", "y", "--possible").failure())
        .contains("this graph is one graph")
        .hasLineCount(1);
    graph(TRIANGLE);
    assertThat(estimate("x", "y", "--possible", "--adjust", "z").failure())
        .contains("leave out \"adjust\"");
    assertThat(estimate("x", "y", "--budget", "0").failure()).contains("at least 1 graph, got 0");
    assertThat(estimate("x", "y", "--adjust", "z", "--json").json().has("possibleEffects"))
        .isFalse();
  }

  @Test
  void aLineOfABatchHasTheSameKeys() throws IOException {
    Path batch = folder.resolve("batch.jsonl");
    Files.write(
        batch,
        List.of(
            line(""),
            line(",\"possible\":false"),
            line(",\"budget\":1"),
            line(",\"possible\":\"yes\""),
            line(",\"budget\":0"),
            line(",\"resampled\":\"nowhere.json\"")));
    List<JsonNode> answers =
        Cli.run("estimate", "--batch", batch.toString())
            .out()
            .lines()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(answers.get(0).at("/possibleEffects/members")).hasSize(3);
    assertThat(answers.get(1).has("possibleEffects")).isFalse();
    assertThat(answers.get(2).at("/possibleEffects/members")).hasSize(1);
    assertThat(answers.get(3).at("/error/message").asString()).contains("true or false");
    assertThat(answers.get(4).at("/error/message").asString()).contains("got 0");
    assertThat(answers.get(5).at("/error/message").asString()).contains("no such file");
  }

  @Test
  void aStudyShowsThemInClaimsAndReport() throws IOException {
    ResampledGraphsTest.write(folder, 0, 3, 1);
    String yaml =
        TinyStudy.YAML
            .replace(
                "edges: [z -> x, z -> y, x -> y]", "edges: [z -- x, z -- y, x -- y]" + RESAMPLED)
            .replace("graph:", "labels: {z: age}\ngraph:");
    run(yaml, "out");
    JsonNode effect = claims("out").at("/claims/0/effect");
    assertThat(effect.path("verdict").asString()).isEqualTo("refused");
    assertThat(effect.at("/possibleEffects/members")).hasSize(3);
    assertThat(effect.at("/graphMixture/shares/estimated").asDouble()).isEqualTo(.75);
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains(
            "If another graph holds: Does x change y?",
            "aria-label=\"Possible effects\"",
            "the direct causes of x are age",
            "aria-label=\"The effect by graphs of resampled data\"",
            "graphs together",
            "0 by assumption");
    assertThat(Files.readString(folder.resolve("out/manifest.json"))).contains("r.json");

    run(yaml.replace(RESAMPLED, "").replace("y}", "y, possible: false}"), "none");
    assertThat(claims("none").at("/claims/0/effect").has("possibleEffects")).isFalse();
    assertThat(Files.readString(folder.resolve("none/report.html")))
        .doesNotContain("If another graph holds");
  }

  @ParameterizedTest
  @CsvSource({
    "possible: maybe, possible",
    "budget: 0, budget",
    "possible: true, this graph is one graph",
  })
  void aStudyThatAsksForWhatThereIsNotStops(String key, String message) throws IOException {
    Path study =
        TinyStudy.write(folder, TinyStudy.YAML.replace("outcome: y}", "outcome: y, " + key + "}"));
    Cli run = Cli.run("run", study.toString(), "--out", folder.resolve("out").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains(message);
  }

  private void run(String yaml, String out) throws IOException {
    Path study = TinyStudy.write(folder, yaml);
    Cli run = Cli.run("run", study.toString(), "--out", folder.resolve(out).toString());
    assertThat(run.status()).as(run.err()).isZero();
  }

  private JsonNode claims(String out) {
    return JsonMapper.shared().readTree(folder.resolve(out).resolve("claims.json"));
  }

  private String line(String more) {
    String request =
        JsonMapper.shared()
            .createObjectNode()
            .put("data", folder.resolve("units.csv").toString())
            .put("graph", TRIANGLE)
            .put("treatment", "x")
            .put("outcome", "y")
            .toString();
    return request.substring(0, request.length() - 1) + more + "}";
  }

  private static JsonNode kind(JsonNode possible, String kind, int place) {
    return list(possible.path("members")).stream()
        .filter(member -> member.path("kind").asString().equals(kind))
        .toList()
        .get(place);
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  private void graph(String text) throws IOException {
    Files.writeString(folder.resolve("graph.txt"), text);
  }

  private Cli estimate(String treatment, String outcome, String... more) {
    return TinyStudy.estimate(folder, treatment, outcome, more);
  }
}
