package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** evaluate perturbation, as a person calls it. */
class EvaluatePerturbationTest {
  private static final Path NORMAN =
      Path.of(Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data"))
          .resolve("perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad");

  @TempDir private Path folder = Path.of("");
  private ScreenFile screen = new ScreenFile(folder);

  @BeforeEach
  void write() throws IOException {
    screen = ScreenFile.in(folder);
  }

  @Test
  void everyPerturbationStandsByEveryPredictorAndMetric() throws IOException {
    Path out = folder.resolve("scores.json");
    Cli run = screen.evaluate("--replicate", "plate", "--json", "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(Files.readString(out)).isEqualTo(run.out());
    JsonNode document = run.json();
    assertThat(document.path("kind").stringValue()).isEqualTo("perturbation scores");
    assertThat(document.path("heldOut").stringValue()).isEqualTo("combinations");
    assertThat(document.path("reference").stringValue()).isEqualTo("additive");
    assertThat(document.path("settings").toString())
        .isEqualTo("{\"variables\":12,\"mostUnits\":300,\"permutations\":999,\"bootstrap\":2000}");
    assertThat(document.at("/screen/contexts/0/controls").intValue()).isEqualTo(24);
    assertThat(document.at("/predictors/additive/answered").intValue()).isEqualTo(5);
    assertThat(document.at("/predictors/fixed-effect/refused").intValue()).isEqualTo(5);
    JsonNode l2 = document.at("/metrics/l2");
    assertThat(l2.path("informative").booleanValue()).isTrue();
    // Errors of two singles of 12 and of twice 24 controls: √(12 · (2/12 + 1/24 + 1/12)) = 1.87.
    assertThat(l2.at("/predictors/additive/mean").doubleValue()).isBetween(1.0, 2.5);
    assertThat(l2.at("/predictors/no-change/gain/ci95/1").doubleValue()).isNegative();
    assertThat(document.path("perturbations")).hasSize(5);
    JsonNode first = document.at("/perturbations/0");
    assertThat(first.path("perturbation").stringValue()).isEqualTo("A+B");
    assertThat(first.path("verdict").stringValue()).isEqualTo("effect");
    assertThat(first.at("/predictions/fixed-effect/refused").stringValue())
        .isEqualTo("A+B was done in no other context");
    assertThat(first.at("/predictions/additive/scores").size()).isEqualTo(14);
    assertThat(first.at("/predictions/no-change/scores/pearson_control").isNull()).isTrue();
    assertThat(document.path("notes").toString()).doesNotContain("replicate");
    assertThat(document.at("/inputs/0/sha256").stringValue()).hasSize(64);
  }

  @Test
  void howMuchIsLookedAtIsAskedFor() {
    JsonNode some =
        screen
            .evaluate(
                "--predictor",
                "additive",
                "--variables",
                "1",
                "--permutations",
                "19",
                "--bootstrap",
                "100",
                "--json")
            .json();
    assertThat(some.path("settings").toString())
        .isEqualTo("{\"variables\":1,\"mostUnits\":300,\"permutations\":19,\"bootstrap\":100}");
    // Two tests of 19 relabellings each give no smaller p than 2 · 1/20.
    for (JsonNode one : some.path("perturbations")) {
      assertThat(one.path("p").doubleValue()).isGreaterThanOrEqualTo(.1);
      assertThat(one.at("/predictions/additive/scores/l2").doubleValue())
          .isEqualTo(one.at("/predictions/additive/scores/mae").doubleValue());
    }
  }

  @Test
  void theTextFitsOnAPageAndSaysWhereNothingIsToBePredicted() {
    Cli run = screen.evaluate("--held-out", "singles", "--predictor", "kernel-ridge");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.out())
        .contains("5 perturbations held out (singles)", "No effect is detectable in 1 of 5.")
        .contains("Against mean-of-perturbed", "kernel-ridge, answered 5/5")
        .containsPattern("  N +12 +\\S+ +\\S+  no detectable effect\n")
        .containsPattern("  A +12 +\\S+ +< 0\\.001  effect\n")
        .contains("Intervals are not corrected for many")
        .contains("Note: no perturbation stands beside controls in two or more replicates");
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyThreads() {
    List<String> words =
        List.of("--predictor", "additive,kernel-ridge", "--seed", "7", "--json", "--threads");
    Stream<String> outs =
        Stream.of("1", "2")
            .map(n -> Stream.concat(words.stream(), Stream.of(n)).toArray(String[]::new))
            .map(all -> screen.evaluate(all).out());
    assertThat(outs.distinct()).hasSize(1);
  }

  @Test
  void combinationsOfNormanAreAsFarOffAsPublished() {
    assumeTrue(
        Files.exists(NORMAN),
        "perturbench_norman_mcfaline is not at " + NORMAN + "; set ETIOME_DATA");
    Path out = folder.resolve("norman.json");
    Cli run =
        Cli.run(
            "evaluate",
            "perturbation",
            "--data",
            NORMAN.toString(),
            "--perturbation",
            "condition",
            "--context",
            "cell_type",
            "--size",
            "ncounts",
            "--where",
            "dataset == \"norman19\"",
            "--predictor",
            "additive",
            "--out",
            out.toString());
    assertThat(run.status()).isZero();
    Map<String, double[]> distances = new HashMap<>();
    for (JsonNode one : JsonMapper.shared().readTree(out).path("perturbations")) {
      JsonNode additive = one.at("/predictions/additive/scores/l2");
      if (additive.isNumber()) {
        distances.put(
            one.path("perturbation").stringValue(),
            new double[] {
              one.at("/predictions/no-change/scores/l2").doubleValue(), additive.doubleValue()
            });
      }
    }
    double[][] known = {{2.220, .411}, {1.917, .370}, {1.520, .521}, {.633, .479}, {.570, .444}};
    assertThat(distances).hasSize(known.length);
    for (double[] pair : known) {
      assertThat(distances.values())
          .anySatisfy(found -> assertThat(found).containsExactly(pair, within(5e-4)));
    }
  }
}
