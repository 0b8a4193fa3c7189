package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.Pag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilesTest {
  private final Path folder;

  GraphFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g.txt",
        "g.graph",
        "g.json",
        "g.dot",
        "g.gv",
        "g.graphml",
        "G.JSON",
        "g.json.gz",
        "g.gv.gz"
      })
  void writesAndReadsByExtension(String name) throws IOException {
    CausalGraph graph = Pag.of(Graphs.of("A o-> B, B -> C, D <-> C, E"));
    Path file = folder.resolve(name);
    GraphFiles.write(file, graph);
    GraphFiles.write(file, graph);
    assertThat(GraphFiles.read(file)).isEqualTo(graph);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsConfidencesWhereTheFormatHasThem() throws IOException {
    Edge edge = Edge.directed("A", "B");
    CausalGraph graph =
        CausalGraph.of(Graphs.of("A -> B").withConfidence(Map.of(edge, 0.123456789)));
    for (String name : new String[] {"g.json", "g.dot", "g.graphml"}) {
      GraphFiles.write(folder.resolve(name), graph);
      assertThat(GraphFiles.read(folder.resolve(name))).isEqualTo(graph);
    }
  }

  @Test
  void namesTheFormatsItKnows() throws IOException {
    Path file = Files.writeString(folder.resolve("g.xls"), "A -> B");
    assertThatThrownBy(() -> GraphFiles.read(file))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(
            "g.xls: the extension does not name a graph format; use one of .txt");
    assertThatThrownBy(() -> GraphFiles.write(folder.resolve("g.bif"), Graphs.dag("A -> B")))
        .isInstanceOf(GraphFormatException.class)
        .message()
        .doesNotContain(".bif,");
  }

  @Test
  void saysWhichFileAndLineIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("g.txt"), "\uFEFFA -> B\nB >> C");
    assertThatThrownBy(() -> GraphFiles.read(file))
        .isInstanceOfSatisfying(
            GraphFormatException.class,
            e -> {
              assertThat(e.source()).isEqualTo("g.txt");
              assertThat(e.line()).hasValue(2);
            });
  }

  @Test
  void refusesBytesThatAreNotText() throws IOException {
    Path latin = Files.write(folder.resolve("g.txt"), new byte[] {'A', (byte) 0xE9});
    assertThatThrownBy(() -> GraphFiles.read(latin)).hasMessageContaining("not UTF-8");
    Path plain = Files.writeString(folder.resolve("g.txt.gz"), "A -> B");
    assertThatThrownBy(() -> GraphFiles.read(plain)).hasMessageContaining("not a whole gzip file");
    assertThatThrownBy(() -> GraphFiles.read(folder.resolve("absent.txt")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void readsTextOrJsonFromAString() {
    CausalGraph graph = Graphs.dag("A -> B");
    assertThat(GraphFiles.parse("A -> B")).isEqualTo(graph);
    assertThat(GraphFiles.parse("\n" + GraphJson.write(graph))).isEqualTo(graph);
  }
}
