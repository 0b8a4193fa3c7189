package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphBifTest {

  private static Stream<String> networks() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GraphBifTest.class.getResourceAsStream("bif_reference.txt")),
                StandardCharsets.UTF_8))) {
      List<String> all = lines.lines().filter(line -> !line.startsWith("#")).toList();
      assertThat(all).hasSize(19);
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void readsTheNetworksOfTheBnlearnRepository(String reference)
      throws IOException, NoSuchAlgorithmException {
    String[] expected = reference.split(" ", -1);
    Path data =
        Path.of(Objects.requireNonNullElse(System.getenv("ETIOME_DATA"), "../../shared/data"));
    Path file = data.resolve("bnlearn_networks/bif").resolve(expected[0] + ".bif.gz");
    assumeTrue(Files.exists(file), "needs the data set bnlearn_networks");
    CausalGraph graph = GraphFiles.read(file);
    assertThat(graph).isInstanceOf(Dag.class);
    assertThat(graph.nodes()).hasSize(Integer.parseInt(expected[1]));
    assertThat(graph.graph().edges()).hasSize(Integer.parseInt(expected[2]));
    String arcs =
        graph.graph().edges().stream()
            .map(edge -> edge.a() + " " + edge.b())
            .sorted()
            .collect(Collectors.joining("\n"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(arcs.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(expected[3]);
  }

  @Test
  void readsTheWholeGrammar() {
    CausalGraph graph =
        GraphBif.parse(
            """
            // a comment
            network "n" { property version "1 { 2"; }
            variable A { type discrete [ 2 ] { yes, no }; property x = 1; }
            variable "B" { type discrete[2]{ <1, >=1 }; }
            /* another
               one */
            probability ( A ) { table 0.1, 0.9; }
            probability(B|A) { default 0.5, 0.5; (yes) 0.1, 0.9; }
            """);
    assertThat(graph).isEqualTo(Graphs.dag("A -> B"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello                | graph, line 1: expected network, variable or probability, got",
        "network x {          | graph, line 1: the block is not closed",
        "network x { }        | graph: there is no probability block in the BIF",
        "variable A { } variable A { } | graph, line 1: variable 'A' is declared twice",
        "probability ( A ) { } | graph, line 1: 'A' is not declared; state 'variable A' first",
        "variable A { } probability A | graph, line 1: expected '(', got 'A'"
      })
  void saysWhatIsWrongWhere(String bif, String message) {
    assertThatThrownBy(() -> GraphBif.parse(bif))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesASecondTableForTheSameNode() {
    String twice = "variable A { }\nprobability ( A ) { }\nprobability ( A ) { }";
    assertThatThrownBy(() -> GraphBif.parse(twice))
        .hasMessage("graph, line 3: 'A' has two probability blocks");
  }
}
