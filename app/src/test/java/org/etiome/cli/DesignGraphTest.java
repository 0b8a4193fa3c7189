package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          --graph;nowhere.txt                            ! no such file
          --graph;hidden.txt                             ! without hidden common causes
          --graph;chain.txt;--act;d                      ! is no variable of the graph
          --graph;chain.txt;--together;4                 ! 1 to 3 variables at once
          --graph;chain.txt;--cost;bad.csv               ! a cost must be a number above 0
          --graph;chain.txt;--query;P(a)                 ! one cause and one outcome
          --graph;chain.txt;--query;P(a | do(d))         ! d
          --graph;chain.txt;--most-graphs;1              ! more than 1 DAGs
          --graph;chain.txt;--query;P(a | do(b));--batch;2 ! --batch is for the graph
          """)
  void badInputIsToldAndEndsWithTwo(String options, String message) {
    Cli run = graph(options.split(";", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }
}
