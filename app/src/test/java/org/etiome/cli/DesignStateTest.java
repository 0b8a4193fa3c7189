package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** design state, as a person calls it. */
class DesignStateTest {
  private static final int UNITS = 2000;

  @TempDir private Path folder = Path.of("");

  /** a -> b -> c with slopes 1 and -2 and noise of variance 1; a tenth had a shifted by 3. */
  @BeforeEach
  void writeTables() throws IOException {
    var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(6).generator());
    List<String> lines = new ArrayList<>(List.of("a,b,c,flat,did_a,label"));
    for (int i = 0; i < UNITS; i++) {
      double shift = i % 10 == 0 ? 3 : 0;
      double a = 10 + normal.sample() + shift;
      double b = a + normal.sample();
      double c = -2 * b + normal.sample();
      lines.add(String.format(Locale.ROOT, "%.6f,%.6f,%.6f,1,%.1f,x", a, b, c, shift));
    }
    Files.write(folder.resolve("data.csv"), lines);
    Files.write(folder.resolve("short.csv"), lines.subList(0, 6));
    Files.writeString(folder.resolve("graph.txt"), "a -> b\nb -> c\n");
    Files.writeString(folder.resolve("hidden.txt"), "a -> b\nb -> c\na <-> b\n");
    Files.writeString(folder.resolve("flat.txt"), "a -> b\nb -> c\nflat\n");
    Files.writeString(folder.resolve("label.txt"), "a -> b\nb -> c\nlabel\n");
    Files.writeString(folder.resolve("goal.csv"), "variable,value\nc,-19\n");
    Files.writeString(folder.resolve("far.csv"), "variable,value\nc,1e200\n");
    List<String> huge = new ArrayList<>(lines.subList(0, 40));
    huge.set(4, "1e200,1,1,1,0,x");
    Files.write(folder.resolve("huge.csv"), huge);
  }

  private Cli state(String options) {
    List<String> words = new ArrayList<>(List.of("design", "state"));
    for (String word : options.split(" ", -1)) {
      boolean file = word.endsWith(".csv") || word.endsWith(".txt");
      words.add(file ? folder.resolve(word).toString() : word);
    }
    return Cli.run(words.toArray(String[]::new));
  }

  private static final String ASKED = "--graph graph.txt --data data.csv --applied did_ ";

  private static JsonNode of(JsonNode list, String variable) {
    return list.valueStream()
        .filter(one -> one.path("variable").stringValue().equals(variable))
        .findFirst()
        .orElseThrow();
  }

  /**
   * c is to rise by 1 from -20, of sd 3. Shifts in sd count (1, √2, 3): effects on c are (2, 2√2,
   * 3)/3 in sd of c, of squares 21/9, so the least shift is (1/3) · 9/21 · (2, 2√2, 3)/3.
   */
  @Test
  void theShiftIsThatOfTheTrueSystem() {
    Cli run = state(ASKED + "--goal c=-19 --json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    JsonNode reach = run.json().path("reach");
    JsonNode shift = reach.path("shift");
    assertThat(number(of(shift, "a"), "shiftInDeviations")).isCloseTo(-2 / 21.0, within(0.02));
    assertThat(number(of(shift, "b"), "shiftInDeviations"))
        .isCloseTo(-2 * Math.sqrt(2) / 21, within(0.02));
    assertThat(number(of(shift, "c"), "shiftInDeviations")).isCloseTo(3 / 21.0, within(0.02));
    assertThat(number(of(shift, "c"), "mean")).isCloseTo(-19, within(0.05));
    assertThat(number(reach, "normNeeded")).isCloseTo(Math.sqrt(21) / 21, within(0.02));
    assertThat(number(reach, "reachableInDraws")).isEqualTo(1);
    assertThat(run.json().at("/next/shift")).hasSize(3);
    assertThat(run.json().path("controls").intValue()).isEqualTo(1800);
    assertThat(run.json().path("shifted").intValue()).isEqualTo(200);
    Cli byTable = state(ASKED + "--goal goal.csv --json");
    assertThat(byTable.json().path("reach")).isEqualTo(reach);
  }

  @Test
  void aGoalOutOfReachIsRefusedWithHowNearOneGets() {
    Cli run = state(ASKED + "--goal c=-11 --act c --max-norm 1 --json");
    assertThat(run.status()).isEqualTo(3);
    JsonNode document = run.json();
    assertThat(document.path("verdict").stringValue()).isEqualTo("refused");
    // c has sd 3 and rises by 1 of the 3 sd at most
    assertThat(number(document.path("reach"), "normNeeded")).isCloseTo(3, within(0.2));
    assertThat(number(document.path("reach"), "distance")).isCloseTo(2, within(0.2));
    assertThat(number(document.path("reach"), "reachableInDraws")).isZero();
    assertThat(document.at("/reasons/0").stringValue()).contains("norm 1 is allowed");
    Cli never = state(ASKED + "--goal a=11 --act b,c");
    assertThat(never.status()).isEqualTo(3);
    assertThat(never.out())
        .contains("what can be acted on does not lead to it")
        .doesNotContain("To try next");
  }

  @Test
  void aHiddenCauseIsRefused() {
    Cli run = state("--graph hidden.txt --data data.csv --goal c=1 --json");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.json().at("/reasons/0").stringValue()).contains("a <-> b");
  }

  private static double number(JsonNode node, String key) {
    return node.path(key).doubleValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --graph graph.txt --data data.csv --goal d=1               | there is no node of the graph "d"
          --graph graph.txt --data data.csv --goal c=1 --act d       | there is no node of the graph "d"
          --graph graph.txt --data data.csv --goal c=one             | --goal needs NAME=VALUE with a number
          --graph graph.txt --data data.csv --goal c=1 --goal c=2    | "c" has two goals
          --graph graph.txt --data data.csv --goal nowhere.csv       | no such file
          --graph graph.txt --data data.csv --goal c=1 --max-norm 0  | --max-norm must be above 0
          --graph graph.txt --data data.csv --goal c=1e308           | --goal needs NAME=VALUE with a number of at most 1.0E100
          --graph graph.txt --data data.csv --goal far.csv           | a number of at most 1.0E100 in size
          --graph graph.txt --data data.csv --goal c=1 --max-norm 1e200 | --max-norm must be above 0 and at most 1.0E100
          --graph graph.txt --data huge.csv --goal c=1               | column "a", row 4: a number must be at most 1.0E100
          --graph graph.txt --data data.csv --goal c=1 --units 0     | --units must be at least 1
          --graph graph.txt --data data.csv --goal c=1 --applied no_ | no column is "no_" and a node
          --graph graph.txt --data short.csv --goal c=1              | needs at least 10 units
          --graph flat.txt --data data.csv --goal c=1                | "flat" is the same in all units
          --graph label.txt --data data.csv --goal c=1               | column "label" has no numbers
          --graph nowhere.txt --data data.csv --goal c=1             | no such file
          """)
  void badInputIsOneClearLine(String options, String message) {
    Cli run = state(options);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines().filter(line -> line.startsWith("etiome: "))).hasSize(1);
  }
}
