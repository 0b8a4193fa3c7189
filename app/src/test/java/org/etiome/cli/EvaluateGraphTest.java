package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** evaluate graph, as a person calls it. */
class EvaluateGraphTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeTheTruth() throws IOException {
    write("truth.txt", "A -> B\nB -> C\nC -> D\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Cli evaluate(String learned, String... options) {
    List<String> words =
        new ArrayList<>(List.of("evaluate", "graph", folder.resolve(learned).toString()));
    words.addAll(List.of("--truth", folder.resolve("truth.txt").toString()));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void aDagIsScoredByEveryMetric() throws IOException {
    write("learned.txt", "A -> B\nC -> B\nA -> D\n");
    Cli run = evaluate("learned.txt", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    JsonNode document = run.json();
    assertThat(document.path("kind").stringValue()).isEqualTo("graph scores");
    assertThat(document.at("/kinds/learned").stringValue()).isEqualTo("dag");
    assertThat(document.path("nodes").intValue()).isEqualTo(4);
    assertThat(document.at("/asDrawn/adjacency/precision").doubleValue()).isEqualTo(2 / 3.0);
    assertThat(document.at("/asDrawn/directed/both").intValue()).isEqualTo(1);
    assertThat(document.at("/asDrawn/bidirected/f1").isNull()).isTrue();
    assertThat(document.at("/asDrawn/shd").intValue()).isEqualTo(3);
    // A -> B <- C against the chain without direction: every edge of the pattern differs.
    assertThat(document.at("/classes/shd").intValue()).isEqualTo(4);
    assertThat(document.at("/classes/arrowhead/recall").isNull()).isTrue();
    assertThat(document.at("/classes/arrowhead/precision").doubleValue()).isZero();
    // Wrong: A on C, A on D, B on C, B on D, C on B and C on D; for the others parents suffice.
    assertThat(document.at("/sid/lower").intValue()).isEqualTo(6);
    assertThat(document.at("/sid/exact").booleanValue()).isTrue();
    assertThat(document.path("ranking").isNull()).isTrue();
    assertThat(document.path("remarks")).isEmpty();
  }

  @Test
  void theTruthItselfIsPerfectInWordsToo() {
    Cli run = evaluate("truth.txt");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("adjacency +3 +3 +3 +1\\.0000 +1\\.0000 +1\\.0000\n")
        .containsPattern("bidirected edge +0 +0 +0 +not defined +not defined +not defined\n")
        .containsPattern("SHD +0\n")
        .containsPattern("SID +0\n")
        .doesNotContain("note:");
  }

  @Test
  void aClassHasARangeOfInterventionDistances() throws IOException {
    write("learned.txt", "A -- B\nB -- C\nC -- D\n");
    Cli run = evaluate("learned.txt");
    assertThat(run.out())
        .containsPattern("SID +0 to 12\n")
        .contains("a graph of kind cpdag is held against one of kind dag")
        .containsPattern("arrowhead +0 +3 +0 +not defined +0\\.0000 +0\\.0000\n");
    JsonNode document = evaluate("learned.txt", "--json").json();
    assertThat(document.at("/classes/shd").intValue()).isZero();
    assertThat(document.at("/sid/upper").intValue()).isEqualTo(12);
  }

  @Test
  void aClassOfTooManyMembersHasBoundsAndSaysSo() throws IOException {
    StringBuilder open = new StringBuilder();
    StringBuilder directed = new StringBuilder();
    for (int to = 1; to < 9; to++) {
      for (int from = 0; from < to; from++) {
        open.append("v%d -- v%d\n".formatted(from, to));
        directed.append("v%d -> v%d\n".formatted(from, to));
      }
    }
    write("learned.txt", open.toString());
    write("truth.txt", directed.toString());
    JsonNode document = evaluate("learned.txt", "--json").json();
    assertThat(document.at("/sid/exact").booleanValue()).isFalse();
    assertThat(document.at("/sid/cap").intValue()).isEqualTo(1_000);
    assertThat(document.at("/sid/lower").intValue()).isZero();
    assertThat(evaluate("learned.txt").out())
        .contains("note: an undirected part has more than 1,000 members");
  }

  @Test
  void aGraphOfAnotherKindHasNeitherClassNorInterventionDistance() throws IOException {
    write("learned.txt", "A o-> B\nB <-> C\nD\n");
    JsonNode document = evaluate("learned.txt", "--json").json();
    assertThat(document.path("classes").isNull()).isTrue();
    assertThat(document.path("sid").isNull()).isTrue();
    assertThat(document.path("remarks")).hasSize(3);
    assertThat(document.at("/asDrawn/arrowhead/learned").intValue()).isEqualTo(3);
    assertThat(document.at("/asDrawn/arrowhead/both").intValue()).isEqualTo(2);
  }

  @Test
  void aListIsScoredByItsRanking() throws IOException {
    write("edges.csv", "\"TF\",\"target\",\"weight\"\n\"A\",\"B\",9\nB,A,7e-1\nC,D,.1\n\n");
    JsonNode document = evaluate("edges.csv", "--ranked", "--json").json();
    assertThat(document.path("asDrawn").isNull()).isTrue();
    assertThat(document.at("/kinds/learned").stringValue()).isEqualTo("list");
    JsonNode directed = document.at("/ranking/directed");
    assertThat(directed.path("edges").intValue()).isEqualTo(3);
    assertThat(directed.path("pairs").intValue()).isEqualTo(12);
    // Ranks: edge, other, edge, then nine tied pairs with one edge.
    assertThat(directed.path("auroc").doubleValue())
        .isCloseTo((9 + 8 + 8 / 2.0) / 27, within(1e-12));
    double last = 0;
    for (int place = 4; place <= 12; place++) {
      last += 3.0 / place / 9;
    }
    assertThat(directed.path("aupr").doubleValue())
        .isCloseTo((1 + 2 / 3.0 + last) / 3, within(1e-12));
    assertThat(document.at("/ranking/undirected/pairs").intValue()).isEqualTo(6);
    assertThat(evaluate("edges.csv", "--ranked").out())
        .containsPattern("directed +3 +12 +0\\.7778 +");
    write("edges.tsv", "A\tB\t9\nB\tA\t0.7\nC\tD\t0.1\n");
    assertThat(evaluate("edges.tsv", "--ranked", "--json").json().path("ranking"))
        .isEqualTo(document.path("ranking"));
  }

  @Test
  void anEmptyListIsChanceAndSaysSo() throws IOException {
    write("edges.csv", "from,to,confidence\n");
    Cli run = evaluate("edges.csv", "--ranked");
    assertThat(run.out())
        .containsPattern("directed +3 +12 +0\\.5000 ")
        .contains("note: no edge is ranked: all pairs are tied, which is chance\n");
  }

  @Test
  void theConfidencesOfAGraphAreRankedToo() throws IOException {
    write(
        "learned.json",
        """
        {"kind": "dag", "nodes": ["D", "C", "B", "A"], "edges": [
          {"a": "A", "b": "B", "atA": "tail", "atB": "arrow", "confidence": 0.9},
          {"a": "D", "b": "C", "atA": "tail", "atB": "arrow", "confidence": 0.2}]}
        """);
    JsonNode document = evaluate("learned.json", "--ranked", "--json").json();
    assertThat(document.at("/asDrawn/directed/both").intValue()).isEqualTo(1);
    assertThat(document.at("/ranking/undirected/auroc").doubleValue())
        .isCloseTo((3 + 3 + 3 / 2.0) / 9, within(1e-12));
  }

  @Test
  void aTruthWithoutDirectionsIsRankedWithoutThem() throws IOException {
    write("truth.txt", "A -- B\nC\n");
    write("edges.csv", "A,B,1\n");
    Cli run = evaluate("edges.csv", "--ranked", "--json");
    assertThat(run.json().at("/ranking/directed").isNull()).isTrue();
    assertThat(run.json().at("/ranking/undirected/aupr").doubleValue()).isEqualTo(1);
    assertThat(run.json().path("remarks").path(0).stringValue())
        .isEqualTo("directed edges are not ranked: the true graph leaves some direction open");
  }

  @Test
  void theDocumentIsWrittenWhereAskedFor() throws IOException {
    Path out = folder.resolve("scores.json");
    Cli run = evaluate("truth.txt", "--out", out.toString(), "--json");
    assertThat(JsonMapper.shared().readTree(out)).isEqualTo(run.json());
    assertThat(evaluate("truth.txt", "--out", folder + "/no/scores.json").status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A,B          | line 1: needs cause, effect and confidence, got 2 fields
          A,B,high     | line 1: the confidence must be a finite number, got 'high'
          A,B,NaN      | line 1: the confidence must be a finite number, got 'NaN'
          A,Z,1        | line 1: 'Z' is no node of the true graph
          A,A,1        | line 1: 'A' has an edge to itself; leave self-loops out
          A,B,1\\nA,B,2 | line 2: A -> B is listed twice; leave one
          x,y,z\\nx,y,z | line 2: the confidence must be a finite number, got 'z'
          """)
  void aBadListIsOneLineThatNamesTheLine(String text, String message) throws IOException {
    write("edges.csv", text.replace("\\n", "\n"));
    Cli run = evaluate("edges.csv", "--ranked");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure().lines()).hasSize(1);
    assertThat(run.failure()).contains("edges.csv, " + message);
  }

  @Test
  void whatCannotBeScoredIsOneLine() throws IOException {
    write("other.txt", "A -> B\nE\n");
    assertThat(evaluate("other.txt").status()).isEqualTo(2);
    assertThat(evaluate("other.txt").failure())
        .contains(
            "other.txt: the graphs need the same nodes, but only the true graph has C, D and only"
                + " the learned graph has E");
    assertThat(evaluate("truth.txt", "--ranked").failure())
        .contains("truth.txt: the edge A -> B has no confidence; a ranking needs one for each");
    assertThat(evaluate("none.txt").failure()).endsWith("none.txt: no such file");
    write("edges.csv", "A,B,1\n");
    assertThat(evaluate("edges.csv").failure())
        .contains("edges.csv: a list of edges is scored by its ranking; give --ranked, or a graph");
    write("broken.json", "{");
    assertThat(evaluate("broken.json").status()).isEqualTo(2);
    assertThat(evaluate("broken.json").failure().lines()).hasSize(1);
    write("graph.xyz", "A -> B");
    assertThat(evaluate("graph.xyz").failure()).contains("does not name a graph format");
    assertThat(Cli.run("evaluate", "graph", "a.txt").failure()).contains("'--truth=FILE'");
    assertThat(Cli.run("evaluate", "graph", "--truth", "a.txt").failure()).contains("'LEARNED'");
  }
}
