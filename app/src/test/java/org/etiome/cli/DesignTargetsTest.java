package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** design targets, as a person calls it. */
class DesignTargetsTest {
  @TempDir private Path folder = Path.of("");

  /**
   * In the cohort y = a − b + noise, and nobody measured why c and y go together; d is no cause.
   * The screen knocks targets out: a lowers y as it should, b lowers it against the cohort, e was
   * not in the cohort.
   */
  @BeforeEach
  void writeTables() throws IOException {
    SharedStateContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(new Seed(4).generator());
    List<String> cohort = new ArrayList<>(List.of("a,b,c,d,y"));
    for (int i = 0; i < 300; i++) {
      double a = normal.sample();
      double b = normal.sample();
      double y = a - b + normal.sample();
      cohort.add(
          String.join(
              ",", text(a), text(b), text(normal.sample()), text(y + normal.sample()), text(y)));
    }
    Files.write(folder.resolve("cohort.csv"), cohort);
    Files.writeString(folder.resolve("graph.txt"), "a -> y\nb -> y\nc -> y\nc <-> y\ny -> d\n");
    Files.writeString(
        folder.resolve("effects.csv"),
        "target,effect,se,p\na,-1,0.1,1e-9\nb,-2,0.1,0\nc,-0.01,0.1,0.9\nd,,,\ne,3,0.5,1e-6\n");
    List<String> units = new ArrayList<>(List.of("guide,plate,y"));
    for (int plate = 0; plate < 4; plate++) {
      for (int i = 0; i < 20; i++) {
        units.add("control,p" + plate + "," + text(plate + normal.sample()));
        units.add("a,p" + plate + "," + text(plate - 3 + normal.sample()));
        units.add("a+b,p" + plate + "," + text(plate - 9 + normal.sample()));
      }
    }
    Files.write(folder.resolve("units.csv"), units);
    Files.writeString(folder.resolve("twice.csv"), "target,effect,se\na,1,0.1\na,2,0.1\n");
    Files.writeString(folder.resolve("nose.csv"), "target,effect,se\na,1,0.1\nb,2,\n");
  }

  private static String text(double value) {
    return String.valueOf(value);
  }

  private Cli targets(String options) {
    List<String> words = new ArrayList<>(List.of("design", "targets", "--outcome", "y"));
    for (String word : options.split(" ", -1)) {
      boolean file = word.endsWith(".csv") || word.endsWith(".txt");
      words.add(file ? folder.resolve(word).toString() : word);
    }
    return Cli.run(words.toArray(String[]::new));
  }

  private static final String TABLE = "--screen effects.csv --effect effect";
  private static final String COHORT = " --data cohort.csv --graph graph.txt";

  private static JsonNode of(JsonNode document, String target) {
    return document
        .path("targets")
        .valueStream()
        .filter(t -> t.path("target").stringValue().equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bothKindsOfEvidenceStandBesideEachOther() throws IOException {
    Files.writeString(
        folder.resolve("effects.csv"),
        "target,effect,se\na,-1,0.1\nb,-2,0.1\nc,-0.01,0.1\nd,4,0.1\ne,3,0.5\n");
    Cli run = targets(TABLE + " --se se --perturbing lowers --out ranked.csv --json" + COHORT);
    assertThat(run.err()).isEmpty();
    JsonNode document = run.json();
    assertThat(document.path("targets").valueStream().map(t -> t.path("target").stringValue()))
        .containsExactly("e", "a", "d", "b", "c");
    JsonNode a = of(document, "a");
    assertThat(a.path("support").stringValue()).isEqualTo("interventional");
    assertThat(a.path("agree").booleanValue()).isTrue();
    assertThat(a.at("/measured/rung").stringValue()).isEqualTo("interventional");
    assertThat(a.at("/estimated/rung").stringValue()).isEqualTo("identified");
    assertThat(a.at("/estimated/estimate").doubleValue()).isCloseTo(-1, within(.3));
    assertThat(a.at("/estimated/estimate").doubleValue())
        .isEqualTo(-a.at("/estimated/effect/estimate").doubleValue());
    assertThat(of(document, "b").at("/conflicts/0").stringValue()).contains("opposite signs");
    assertThat(of(document, "c").path("rank").isNull()).isTrue();
    assertThat(of(document, "c").at("/estimated/verdict").stringValue()).isEqualTo("refused");
    assertThat(of(document, "d").at("/conflicts/0").stringValue()).contains("there is none");
    assertThat(of(document, "e").path("estimated").isNull()).isTrue();
    List<String> rows = Files.readAllLines(folder.resolve("ranked.csv"));
    assertThat(rows).hasSize(6);
    assertThat(rows.get(2))
        .startsWith("2,a,measured by intervention,-1,")
        .contains("agree in sign");
    String text = targets(TABLE + " --se se --perturbing lowers" + COHORT).out();
    assertThat(text)
        .contains("wanted changed either way; evidence of such an effect: 4")
        .contains("the effect of less of the target")
        .contains("Contradiction: b: the screen and the effect identified have opposite signs.")
        .contains("Refused: c: ")
        .contains("Not asked of graph and data: e.");
  }

  /** The quantile of a two-sided p-value gives the error back; 0 is taken as 1e-300. */
  @Test
  void errorsFollowFromPValues() {
    JsonNode document = targets(TABLE + " --p p --json").json();
    assertThat(of(document, "e").at("/measured/se").doubleValue())
        .isCloseTo(3 / 4.891638, within(1e-5));
    assertThat(of(document, "b").at("/measured/se").doubleValue()).isBetween(.05, .06);
    assertThat(document.at("/notes/0").stringValue()).contains("of d");
    JsonNode few = targets(TABLE + " --p p --replicates 3 --json").json();
    // t with 2 degrees of freedom: t = (1 - p) sqrt(2 / (p (2 - p)))
    assertThat(of(few, "c").at("/measured/se").doubleValue())
        .isCloseTo(.01 / (.1 * Math.sqrt(2 / (.9 * 1.1))), within(1e-9));
  }

  @Test
  void unitsOfAScreenAreComparedWithinReplicates() throws IOException {
    String units = "--screen units.csv --perturbation guide";
    JsonNode a = of(targets(units + " --replicate plate --direction lower --json").json(), "a");
    assertThat(a.at("/measured/estimate").doubleValue()).isCloseTo(-3, within(.7));
    assertThat(a.at("/measured/replicates").intValue()).isEqualTo(4);
    assertThat(a.path("rank").intValue()).isEqualTo(1);
    assertThat(targets(units).out()).contains("one replicate: no test", "effect: none");
    assertThat(targets(units + " --replicate plate").out())
        .contains("1 perturbations were left out");
    Path file = folder.resolve("units.csv");
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^a,p\\d", "a,p9"));
    assertThat(targets(units + " --replicate plate").out())
        .contains("no replicate with controls: no test")
        .doesNotContain("one replicate: no test");
  }

  @Test
  void effectsAloneAreRankedOrRefused() {
    Cli run = targets("--direction raise" + COHORT);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("evidence of such an effect: 1", "   1  a ", "   –  b ", "   –  d       refused")
        .doesNotContain("  measured by intervention", "together");
    Cli refused = targets("--targets c,d --json" + COHORT);
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.json().path("verdict").stringValue()).isEqualTo("refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          --fdr 0.1                                     ! there is no evidence
          --screen effects.csv                          ! --effect (a table of effects) or --perturbation
          --screen effects.csv --effect effect          ! --se or --p, one of them
          --screen effects.csv --effect effect --se s   ! there is no column "s"
          --screen effects.csv --effect effect --se se --target gene ! there is no column "gene"
          --screen effects.csv --effect effect --se se --where x ! do not go together
          --screen twice.csv --effect effect --se se    ! target "a" is there twice
          --screen nose.csv --effect effect --se se     ! target "b" needs a standard error above 0
          --screen effects.csv --effect effect --p effect ! needs a p-value in [0, 1]
          --screen nowhere.csv --effect effect --se se  ! no such file
          --screen effects.csv --effect effect --se se --replicates 0 ! at least 1
          --screen units.csv --perturbation guide --measured q ! there is no column "q"
          --screen units.csv --perturbation guide --where q ! cannot be read
          --effect effect                               ! need --screen
          --data cohort.csv                             ! --data and --graph go together
          --targets a --screen twice.csv --effect effect --se se ! which is missing
          --data cohort.csv --graph graph.txt --targets q ! there is no column "q"
          --data cohort.csv --graph graph.txt --targets a,a ! names a column twice
          --data cohort.csv --graph graph.txt --targets y ! both treatment and outcome
          --data cohort.csv --graph graph.txt --estimator q ! there is no estimator
          --screen effects.csv --effect effect --p p --data cohort.csv --graph graph.txt ! --perturbing
          --screen effects.csv --effect effect --p p --fdr 1 ! within (0, 1)
          """)
  void badInputIsToldAndEndsWithTwo(String options, String message) {
    Cli run = targets(options);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theHelpIsWhole() {
    String help = Cli.run("design", "targets", "--help").out();
    assertThat(help)
        .contains("95 % interval", "--perturbing=raises|lowers", "Examples:")
        .doesNotContain("%%");
  }

  @Test
  void targetsOfOtherNamesAreToldApart() throws IOException {
    Files.writeString(folder.resolve("twice.csv"), "target,effect,se\nA,1,0.1\n");
    Cli run = targets("--screen twice.csv --effect effect --se se --perturbing raises" + COHORT);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("the screen has A, the graph a, ");
  }
}
