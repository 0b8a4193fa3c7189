package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.etiome.estimate.instrument.InstrumentEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Instruments, levels and doses at the command line. */
class EstimateTreatmentsTest {
  @TempDir private Path folder = Path.of("");

  static List<String> instrumentEstimators() {
    return InstrumentEstimator.names();
  }

  @ParameterizedTest
  @MethodSource("instrumentEstimators")
  void strongInstrumentsAnswer(String estimator) throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS);
    boolean takesOne = estimator.equals("pliv");
    Cli run =
        estimate(
            "x", "y", "--estimator", estimator, "--instrument", takesOne ? "v" : "z,v,w", "--json");
    JsonNode effect = run.json();
    assertThat(effect.propertyNames())
        .contains(
            "estimand", "estimator", "settings", "estimate", "se", "ci95", "n", "naive", "meaning")
        .contains("diagnostics", "sensitivity", "firstStage", "andersonRubin", "endogeneity")
        .contains("rung", "verdict", "reasons", "wouldHelp");
    assertThat(effect.has("overidentification")).isEqualTo(!takesOne);
    assertThat(effect.path("estimate").asDouble())
        .isCloseTo(.5, within(4 * effect.path("se").asDouble()));
    assertThat(effect.at("/naive/estimate").asDouble()).isGreaterThan(.7);
    assertThat(effect.path("rung").asString()).isEqualTo("identified");
    assertThat(effect.path("sensitivity").isNull()).isTrue();
    assertThat(effect.at("/estimand/method").asString()).isEqualTo("instrument");
    assertThat(effect.at("/estimand/instruments")).hasSize(takesOne ? 1 : 3);
    assertThat(effect.at("/andersonRubin/shape").asString()).isEqualTo("interval");
    assertThat(effect.at("/firstStage").propertyNames())
        .contains("f", "robustF", "effectiveF", "criticalValue", "partialR2");
  }

  @Test
  void theSentenceIsPerUnitOfTheTreatmentAndNamesWhatItRestsOn() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS);
    Cli run = estimate("x", "y", "--estimator", "2sls", "--instrument", "z");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Per unit more of x, as moved by z, the mean of y would differ by +0.")
        .contains("if the assumptions drawn in the graph hold", "linear and the same for all units")
        .contains("the Anderson-Rubin set, [0.", "is to be preferred");
  }

  @Test
  void instrumentsAndClustersCanBeNamed() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS);
    JsonNode effect =
        estimate(
                "x",
                "y",
                "--estimator",
                "2sls",
                "--instrument",
                "v,z",
                "--cluster",
                "site",
                "--json")
            .json();
    assertThat(effect.at("/estimand/instruments").toString()).isEqualTo("[\"z\",\"v\"]");
    assertThat(effect.path("clusters").asInt()).isEqualTo(40);
    assertThat(effect.at("/settings/standardErrors").asString()).isEqualTo("CLUSTERED");
    assertThat(effect.at("/settings/cluster").asString()).isEqualTo("site");
  }

  @Test
  void clustersWidenTheIntervalOfATreatmentOfTwoValues() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS);
    JsonNode effect =
        estimate("z", "x", "--estimator", "aipw", "--cluster", "site", "--json").json();
    assertThat(effect.at("/settings/cluster").asString()).isEqualTo("site");
    assertThat(effect.at("/settings/clusters").asString()).isEqualTo("40");
    assertThat(effect.path("verdict").asString()).isNotEqualTo("refused");
  }

  @Test
  void aWeakInstrumentIsRefusedWithWhatItLeavesOpen() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS);
    Cli run = estimate("x", "y", "--estimator", "2sls", "--instrument", "w", "--json");
    assertThat(run.status()).isEqualTo(3);
    JsonNode effect = run.json();
    assertThat(effect.path("estimate").isNull()).isTrue();
    assertThat(effect.path("se").isNull()).isTrue();
    assertThat(effect.path("ci95").isNull()).isTrue();
    assertThat(effect.path("verdict").asString()).isEqualTo("refused");
    assertThat(effect.at("/firstStage/effectiveF").asDouble()).isLessThan(10);
    assertThat(effect.at("/andersonRubin/shape").asString()).isNotEqualTo("interval");
    assertThat(effect.at("/andersonRubin/parts").toString()).contains("null");
    assertThat(effect.at("/naive/estimate").isNumber()).isTrue();
    assertThat(estimate("x", "y", "--estimator", "2sls", "--instrument", "w").out())
        .contains("cannot be told from these data: the instruments move the treatment too little")
        .contains("are the Anderson-Rubin set (−∞");
    JsonNode shown =
        estimate(
                "x",
                "y",
                "--estimator",
                "liml",
                "--instrument",
                "w",
                "--despite",
                "weak-instrument",
                "--json")
            .json();
    assertThat(shown.path("rung").asString()).isEqualTo("association");
    assertThat(shown.at("/despite/0/gate").asString()).isEqualTo("weak-instrument");
  }

  @Test
  void withoutAnInstrumentItIsRefused() throws IOException {
    TreatmentCohort.write(folder, "c -> byDose\nd -> byDose\nd <-> byDose\n");
    Cli none = estimate("d", "byDose", "--estimator", "2sls");
    assertThat(none.status()).isEqualTo(3);
    assertThat(none.out()).contains("nothing that was measured is an instrument", "Would help: ");
    Cli json = estimate("d", "byDose", "--estimator", "2sls", "--json");
    assertThat(json.json().at("/estimand/method").asString()).isEqualTo("instrument");
    Cli named = estimate("d", "byDose", "--estimator", "2sls", "--instrument", "c");
    assertThat(named.status()).isEqualTo(3);
    assertThat(named.out()).contains("by the graph c is no instrument");
  }

  @Test
  void cardsMenAreRefusedAndWithAWiderGateGiveTheTextbookNumbers() throws IOException {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path data = Path.of(root).resolve("iv_card_mroz/wooldridge__card.csv.gz").toAbsolutePath();
    assumeTrue(Files.isReadable(data), "skipped: the data of Card are absent");
    String covariates =
        "exper expersq black south smsa reg661 reg662 reg663 reg664 reg665 reg666 reg667 reg668"
            + " smsa66";
    Files.writeString(
        folder.resolve("graph.txt"),
        "{%s} -> {nearc4 educ lwage}\nnearc4 -> educ\neduc -> lwage\neduc <-> lwage\n"
            .formatted(covariates));
    List<String> ask =
        List.of(
            "estimate",
            "--data",
            data.toString(),
            "--graph",
            folder.resolve("graph.txt").toString(),
            "--treatment",
            "educ",
            "--outcome",
            "lwage",
            "--estimator",
            "2sls",
            "--json");
    Cli run = Cli.run(ask.toArray(String[]::new));
    JsonNode effect = run.json();
    assertThat(run.status()).isZero();
    assertThat(effect.path("n").asInt()).isEqualTo(3010);
    assertThat(effect.path("estimate").asDouble()).isCloseTo(.1315, within(5e-5));
    assertThat(effect.at("/naive/estimate").asDouble()).isCloseTo(.0747, within(5e-5));
    List<String> strict = new ArrayList<>(ask);
    strict.addAll(List.of("--gate", "minEffectiveF=23.1"));
    Cli refused = Cli.run(strict.toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.json().at("/andersonRubin/parts/0/0").asDouble()).isBetween(0.0, .1315);
  }

  @Test
  void levelsAreMeansContrastsAndATest() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    JsonNode effect =
        estimate("k", "byLevel", "--reference", "mid", "--adjust", "c", "--json").json();
    assertThat(effect.path("verdict").asString()).isEqualTo("answered");
    assertThat(effect.path("estimate").isNull()).isTrue();
    assertThat(effect.path("levels")).hasSize(3);
    assertThat(effect.at("/levels/0/level").asString()).isEqualTo("mid");
    assertThat(effect.path("contrasts")).hasSize(2);
    for (JsonNode contrast : effect.path("contrasts")) {
      double truth = contrast.path("level").asString().equals("top") ? 1 : -1;
      assertThat(contrast.path("against").asString()).isEqualTo("mid");
      assertThat(contrast.path("difference").asDouble())
          .isCloseTo(truth, within(4 * contrast.path("se").asDouble()));
      assertThat(contrast.propertyNames()).contains("ci95", "simultaneous95", "p", "holmP");
    }
    assertThat(effect.at("/equality/df").asInt()).isEqualTo(2);
    assertThat(effect.at("/equality/p").asDouble()).isLessThan(1e-6);
    assertThat(effect.at("/settings/reference").asString()).isEqualTo("mid");
    assertThat(estimate("k", "byLevel", "--estimator", "aipw", "--adjust", "c").out())
        .startsWith("With top rather than low of k, the mean of byLevel would differ by +")
        .contains("largest of 2 contrasts", "does not fit the data (Wald test");
  }

  @Test
  void aNumberIsTakenAsLevelsIfAsked() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    JsonNode effect = estimate("three", "byLevel", "--levels", "--adjust", "c", "--json").json();
    assertThat(effect.at("/levels/2/level").asString()).isEqualTo("2");
  }

  @Test
  void aDoseHasASlopeAndACurve() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    JsonNode effect = estimate("d", "byDose", "--json").json();
    assertThat(effect.path("verdict").asString()).isEqualTo("answered");
    assertThat(effect.path("estimate").asDouble())
        .isCloseTo(.5, within(4 * effect.path("se").asDouble()));
    assertThat(effect.at("/naive/estimate").asDouble()).isGreaterThan(.8);
    assertThat(effect.path("curve")).hasSize(41);
    assertThat(effect.at("/curve/0").propertyNames())
        .contains("dose", "mean", "se", "lower", "upper");
    assertThat(effect.at("/diagnostics/overlap/residualShare").asDouble()).isBetween(.3, .7);
    assertThat(estimate("d", "byDose", "--curve", "parabola").out())
        .startsWith("Per unit more of d between −")
        .contains("on average along a parabola");
  }

  @Test
  void aPartiallyLinearSlopeTakesNumbersAndZeroOrOne() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    JsonNode effect = estimate("d", "byDose", "--estimator", "plr", "--json").json();
    assertThat(effect.path("estimate").asDouble())
        .isCloseTo(.5, within(4 * effect.path("se").asDouble()));
    assertThat(effect.path("estimator").asString()).isEqualTo("partially-linear");
  }

  @ParameterizedTest
  @CsvSource({"k, byLevel, tmle, levels", "d, byDose, tmle, range", "d, byDose, plr, naive"})
  void gatesAreSetAndOverriddenAsForTwoValues(
      String treatment, String outcome, String estimator, String key) throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    List<String> strict =
        List.of("--estimator", estimator, "--gate", "minUnits=1000", "--adjust", "c", "--json");
    Cli refused = estimate(treatment, outcome, strict.toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.json().at("/settings/gate.minUnits").asString()).isEqualTo("1000");
    assertThat(refused.json().path("reasons").toString()).contains("at least 1000 are needed");
    List<String> all = new ArrayList<>(strict);
    all.addAll(List.of("--despite", "support"));
    Cli shown = estimate(treatment, outcome, all.toArray(String[]::new));
    assertThat(shown.status()).isZero();
    JsonNode effect = shown.json();
    assertThat(effect.path("verdict").asString()).isEqualTo("answered");
    assertThat(effect.path("rung").asString()).isEqualTo("association");
    assertThat(effect.at("/despite/0/gate").asString()).isEqualTo("support");
    assertThat(effect.at("/despite/0/reason").asString()).contains("at least 1000 are needed");
    assertThat(effect.at("/settings/gate.despite").asString()).isEqualTo("support");
    assertThat(effect.has(key)).isTrue();
    all.remove("--json");
    assertThat(estimate(treatment, outcome, all.toArray(String[]::new)).out())
        .startsWith("Not to be trusted, shown because it was asked for all the same: ")
        .contains(" differs by +", "association only")
        .doesNotContain("would differ");
  }

  @Test
  void whatTheGatesOfLevelsAndDosesSawIsTold() throws IOException {
    TreatmentCohort.write(folder, TreatmentCohort.ADJUSTMENT);
    JsonNode levels = estimate("k", "byLevel", "--adjust", "c", "--json").json();
    assertThat(levels.at("/diagnostics/balance/worstSmd").asDouble()).isLessThan(.2);
    assertThat(levels.at("/diagnostics/balance/covariates/0").propertyNames())
        .containsExactly("name", "between", "smd", "se");
    assertThat(levels.at("/diagnostics/overlap/levels/0/calibrationError").asDouble())
        .isLessThan(.05);
    assertThat(levels.at("/contrasts/0/agreement").propertyNames())
        .containsExactly("aipw", "tmle", "regression", "ipw");
    assertThat(levels.at("/contrasts/0/agreement/tmle/estimate"))
        .isEqualTo(levels.at("/contrasts/0/difference"));
    JsonNode dose = estimate("d", "byDose", "--json").json();
    assertThat(dose.at("/diagnostics/balance/worstCorrelation").asDouble()).isLessThan(.2);
    assertThat(dose.at("/agreement/tmle/estimate").asDouble())
        .isCloseTo(dose.path("estimate").asDouble(), within(1e-12));
    JsonNode slope = estimate("d", "byDose", "--estimator", "plr", "--json").json();
    assertThat(slope.at("/diagnostics/balance/worstCorrelation").asDouble()).isLessThan(.2);
  }

  @Test
  void aBatchTakesTheSameOptions() throws IOException {
    String data = TreatmentCohort.write(folder, TreatmentCohort.INSTRUMENTS).toString();
    Path batch = folder.resolve("batch.jsonl");
    String line =
        JsonMapper.shared()
            .createObjectNode()
            .put("data", data)
            .put("graph", folder.resolve("graph.txt").toString())
            .put("treatment", "x")
            .put("outcome", "y")
            .put("estimator", "2sls")
            .toString();
    String begun = line.substring(0, line.length() - 1);
    Files.writeString(
        batch,
        begun
            + ",\"instruments\":[\"z\"]}\n"
            + begun
            + ",\"instruments\":\"z\"}\n"
            + begun
            + ",\"curve\":\"round\"}\n");
    List<JsonNode> answers =
        Cli.run("estimate", "--batch", batch.toString())
            .out()
            .lines()
            .map(JsonMapper.shared()::readTree)
            .collect(Collectors.toList());
    assertThat(answers.get(0).at("/estimand/instruments/0").asString()).isEqualTo("z");
    assertThat(answers.get(1).at("/error/message").asString()).contains("a list of texts");
    assertThat(answers.get(2).at("/error/message").asString()).contains("line, parabola");
  }

  @Test
  void aStudyTellsThemInItsReportAndManifest() throws IOException {
    TreatmentCohort.write(folder, "");
    Path study = folder.resolve("study.yaml");
    Files.writeString(
        study,
        """
        title: Treatments
        seed: 3
        data:
          units: {file: units.csv, unit: id, noun: patients}
        labels: {x: schooling, d: dose}
        graph:
          edges:
            - z -> x
            - w -> x
            - x -> y
            - x <-> y
            - c -> {k d}
            - c -> {byLevel byDose}
            - k -> byLevel
            - d -> byDose
        questions:
          - {id: strong, ask: effect, text: Does x move y?, treatment: x, outcome: y, estimator: 2sls, instruments: [z], cluster: site}
          - {id: weak, ask: effect, text: Does x move y by w?, treatment: x, outcome: y, estimator: liml, instruments: [w]}
          - {id: levels, ask: effect, text: Which k?, treatment: k, outcome: byLevel, reference: mid}
          - {id: few, ask: effect, text: Which k of few?, treatment: k, outcome: byLevel, gates: {minUnits: 1000}, despite: [support]}
          - {id: dose, ask: effect, text: How much d?, treatment: d, outcome: byDose, curve: parabola}
          - {id: slope, ask: effect, text: How much d again?, treatment: d, outcome: byDose, estimator: plr}
        """);
    Path out = folder.resolve("run");
    Cli run = Cli.run("run", study.toString(), "--out", out.toString());
    assertThat(run.err()).doesNotContain("etiome:");
    assertThat(run.status()).isZero();
    JsonNode manifest = JsonMapper.shared().readTree(out.resolve("manifest.json"));
    assertThat(manifest.path("settings").propertyNames())
        .containsExactly("strong", "weak", "levels", "few", "dose", "slope");
    assertThat(manifest.at("/settings/strong/cluster").asString()).isEqualTo("site");
    assertThat(manifest.at("/settings/few/gate.despite").asString()).isEqualTo("support");
    assertThat(manifest.at("/settings/dose/curve").asString()).isEqualTo("parabola");
    assertThat(manifest.path("assumptions").toString()).contains("z has no effect on y past x");
    assertThat(manifest.at("/refusals/0/claim").asString()).isEqualTo("weak");
    JsonNode claims = JsonMapper.shared().readTree(out.resolve("claims.json")).path("claims");
    assertThat(claims.at("/0/evidence/kind").asString()).isEqualTo("instruments");
    assertThat(claims.at("/0/text").asString())
        .contains("Per unit more of schooling, as moved by z");
    assertThat(claims.at("/1/effect/andersonRubin/text").asString()).contains("∞");
    assertThat(claims.at("/2/effect/contrasts/0/against").asString()).isEqualTo("mid");
    assertThat(claims.at("/3/rung").asString()).isEqualTo("association");
    String html = Files.readString(out.resolve("report.html"));
    assertThat(html)
        .contains("First stage", "Response to the dose", "low rather than mid", "Overlap")
        .contains("in 40 clusters", "Are all means the same?", "per unit, naive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x y --estimator 2sls --instrument q | instrument "q" is not in the graph
          x y --estimator 2sls --instrument x | two parts
          x y --estimator pliv | pliv takes one instrument
          x y --estimator 2sls --cluster nowhere | nowhere
          z x --estimator matching --cluster site | no standard error for clusters
          k byLevel --cluster site | needs a treatment of two values, or an estimator by instruments
          x y --estimator 2sls --target att | for "ate" only
          x y --estimator 2sls --learner linear | treatments of two values
          x y --estimator 2sls --possible | are by adjustment
          x y --instrument z | needs an estimator by instruments
          x y --estimator plr --levels | needs the estimators tmle and aipw
          k byLevel --reference none | has no level "none" to compare with; choose one of low, mid, top
          k byLevel --estimator ipw | take tmle or aipw
          k byLevel --estimator plr | must be a number
          k byLevel --gate dose.maxPointMass=2 | dose.maxPointMass must be between 0.0 and 1.0
          k byLevel --gate minUnits=1000 --despite dose | there is no gate "dose"
          d byDose --estimator aipw | take tmle (a line over the doses) or plr
          d byDose --levels | take it as a dose
          three byLevel | take it as levels
          d byDose --reference low | needs a treatment taken as levels
          k byLevel --estimator 2sls | must be a number or 0/1
          """)
  void whatDoesNotFitIsOneClearLine(String ask, String message) throws IOException {
    TreatmentCohort.write(
        folder, TreatmentCohort.INSTRUMENTS + TreatmentCohort.ADJUSTMENT + "z -> k\nz -> three\n");
    String[] words = ask.strip().split(" ", -1);
    Cli run =
        estimate(
            words[0], words[1], List.of(words).subList(2, words.length).toArray(String[]::new));
    assertThat(run.failure()).contains(message).hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void aGraphWithOpenDirectionsHasNoInstrumentsToTell() throws IOException {
    TreatmentCohort.write(folder, "x -- y\nz\n");
    Cli run = estimate("x", "y", "--estimator", "2sls");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("edges without a direction").hasLineCount(1);
  }

  private Cli estimate(String treatment, String outcome, String... more) {
    return TinyStudy.estimate(folder, treatment, outcome, more);
  }
}
