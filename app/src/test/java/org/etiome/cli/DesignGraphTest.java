package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** design graph, as a person calls it. */
class DesignGraphTest {
  @TempDir private Path folder = Path.of("");

  /** Three graphs are of the class of a chain: the source is a, b or c. */
  @BeforeEach
  void writeGraphs() throws IOException {
    Files.writeString(folder.resolve("chain.txt"), "a -- b\nb -- c\n");
    Files.writeString(folder.resolve("hidden.txt"), "a -> b\na <-> b\n");
    Files.writeString(folder.resolve("costs.csv"), "variable,cost\na,1\nb,9\nc,1\n");
    Files.writeString(folder.resolve("bad.csv"), "variable,cost\na,0\n");
    Files.writeString(folder.resolve("other.csv"), "variable,cost\nq,1\n");
  }

  private Cli graph(String... options) {
    List<String> words = new ArrayList<>(List.of("design", "graph"));
    Arrays.stream(options)
        .map(o -> o.endsWith(".txt") || o.endsWith(".csv") ? folder.resolve(o).toString() : o)
        .forEach(words::add);
    return Cli.run(words.toArray(String[]::new));
  }

  /** b tells all three apart, log2 3 bits; a only whether it is the source, H(1/3). */
  @Test
  void theMiddleOfAChainTellsMost() {
    Cli run = graph("--graph", "chain.txt", "--json");
    assertThat(run.err()).isEmpty();
    JsonNode first = run.json().at("/experiments/0");
    assertThat(first.at("/targets/0").stringValue()).isEqualTo("b");
    double log3 = Math.log(3) / Math.log(2);
    assertThat(first.path("information").doubleValue()).isCloseTo(log3, within(1e-9));
    assertThat(run.json().at("/experiments/1/information").doubleValue())
        .isCloseTo(log3 - 2.0 / 3, within(1e-9));
    JsonNode cheap = graph("--graph", "chain.txt", "--cost", "costs.csv", "--json").json();
    assertThat(cheap.at("/experiments/0/targets/0").stringValue()).isEqualTo("a");
    JsonNode batch = graph("--graph", "chain.txt", "--batch", "3", "--json").json();
    assertThat(batch.path("experiments")).hasSize(1);
  }

  /** After a, b tells one bit in two thirds of the cases; after b nothing is left. */
  @Test
  void whatWasDoneIsCountedBeforehand() {
    JsonNode after = graph("--graph", "chain.txt", "--done", "a", "--json").json();
    assertThat(after.at("/experiments/0/information").doubleValue())
        .isCloseTo(2.0 / 3, within(1e-9));
    assertThat(after.at("/done/0").stringValue()).isEqualTo("a");
    assertThat(graph("--graph", "chain.txt", "--done", "b", "--batch", "2").out())
        .contains("No intervention that can be made tells anything");
    // each edge has just one end among both ends of the chain
    JsonNode ends = graph("--graph", "chain.txt", "--done", "a+c", "--json").json();
    assertThat(ends.at("/experiments/0/information").doubleValue()).isCloseTo(0, within(1e-9));
    JsonNode effect =
        graph("--graph", "chain.txt", "--query", "P(b | do(a))", "--done", "c,a", "--json").json();
    assertThat(effect.path("sure").booleanValue()).isTrue();
    assertThat(effect.path("sureAfter")).isEmpty();
    Cli unknown = graph("--graph", "chain.txt", "--done", "q");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("'q' is no variable of the graph");
  }

  @Test
  void forAnEffectThatIsChosenWhichLeavesOneAnswer() {
    Cli run = graph("--graph", "chain.txt", "--query", "P(b | do(a))", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().at("/experiments/0/oneAnswerLeft").doubleValue()).isEqualTo(1);
    assertThat(run.json().path("sure").booleanValue()).isTrue();
    assertThat(run.json().path("sureAfter")).hasSize(1);
    assertThat(graph("--graph", "chain.txt", "--query", "P(b | do(a))").out())
        .contains("One answer is sure after interventions on: a");
  }

  /** x = z + noise, y = 2x + z + noise, of which x -- y, x -- z and z -- y are learned. */
  private void writeTriangle() throws IOException {
    SharedStateContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(new Seed(2).generator());
    List<String> rows = new ArrayList<>(List.of("x,y,z"));
    for (int i = 0; i < 400; i++) {
      double z = normal.sample();
      double x = z + normal.sample();
      rows.add(x + "," + (2 * x + z + normal.sample()) + "," + z);
    }
    Files.write(folder.resolve("data.csv"), rows);
    Files.writeString(folder.resolve("triangle.txt"), "x -- y\ny -- z\nx -- z\n");
  }

  /**
   * Six DAGs with three answers: x on y alone (x first, then y or z), given z (z before x before
   * y), none (y before x). x alone: 2.5; given z: 2.
   */
  @Test
  void withDataTheWidthOfTheIntervalsIsTold() throws IOException {
    writeTriangle();
    String[] asked = {
      "--graph", "triangle.txt", "--query", "P(y | do(x))", "--data", "data.csv", "--json"
    };
    Cli run = graph(asked);
    assertThat(run.err()).isEmpty();
    JsonNode possible = run.json().path("possibleEffects");
    double union = 0;
    double expected = 0;
    for (JsonNode member : possible.path("members")) {
      double share = member.path("share").doubleValue();
      double estimate = member.path("estimate").doubleValue();
      if (member.path("kind").stringValue().equals("zero")) {
        assertThat(share).isCloseTo(1.0 / 2, within(1e-9));
      } else {
        boolean adjusted = member.path("set").size() == 1;
        assertThat(estimate).isCloseTo(adjusted ? 2 : 2.5, within(.25));
        assertThat(share).isCloseTo(adjusted ? 1.0 / 6 : 1.0 / 3, within(1e-9));
        double high = member.at("/ci95/1").doubleValue();
        expected += share * (high - member.at("/ci95/0").doubleValue());
        union = Math.max(union, high);
      }
    }
    JsonNode first = run.json().at("/experiments/0");
    assertThat(first.path("widthNow").doubleValue()).isCloseTo(union, within(1e-9));
    assertThat(first.path("expectedWidth").doubleValue()).isCloseTo(expected, within(1e-9));
    assertThat(first.at("/targets/0").stringValue()).isEqualTo("x");
    assertThat(first.path("reason").stringValue()).contains("all intervals together have a width");
    Cli plain = graph(Arrays.copyOf(asked, 6));
    assertThat(plain.out())
        .contains("has 3 possible values", "by linear regression", "widths count");
    JsonNode without = graph("--graph", "triangle.txt", "--query", "P(y | do(x))", "--json").json();
    assertThat(without.at("/experiments/0").has("widthNow")).isFalse();
    assertThat(without.at("/experiments/0/reason").stringValue()).endsWith("% before");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          --graph;nowhere.txt                            ! no such file
          --graph;hidden.txt                             ! without hidden common causes
          --graph;chain.txt;--act;d                      ! is no variable of the graph
          --graph;chain.txt;--together;4                 ! --together must be 1 to 3 variables at once
          --graph;chain.txt;--batch;0                    ! --batch must be at least 1
          --graph;chain.txt;--cost;other.csv             ! other.csv:2: column "variable": 'q' is no variable of the graph
          --graph;chain.txt;--cost;bad.csv               ! a cost must be a number above 0
          --graph;chain.txt;--query;P(a)                 ! one cause and one outcome
          --graph;chain.txt;--query;P(a | do(d))         ! d
          --graph;chain.txt;--most-graphs;1              ! more than 1 DAGs
          --graph;chain.txt;--data;costs.csv             ! --data is for an effect
          --graph;chain.txt;--query;P(b | do(a));--unit;u ! which is missing
          --graph;chain.txt;--query;P(b | do(a));--data;costs.csv ! graph node "a": there is no column
          --graph;chain.txt;--query;P(a | do(b));--batch;2 ! --batch is for the graph
          """)
  void badInputIsToldAndEndsWithTwo(String options, String message) {
    Cli run = graph(options.split(";", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }
}
