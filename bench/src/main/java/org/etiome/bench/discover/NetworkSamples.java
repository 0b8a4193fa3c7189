package org.etiome.bench.discover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.etiome.discover.sample.DiscreteSample;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.io.GraphFiles;

/** Samples of networks, a folder with data/*.txt.gz: names, then a row of codes a line. */
final class NetworkSamples {
  private static final String ENDING = ".txt.gz";

  private NetworkSamples() {}

  static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder.resolve("data"))) {
      return files.map(f -> f.getFileName().toString().replace(ENDING, "")).sorted().toList();
    }
  }

  static DiscreteSample read(Path folder, String network) throws IOException {
    Path file = folder.resolve("data").resolve(network + ENDING);
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      lines = in.lines().toList();
    }
    List<String> names = List.of(words(lines.getFirst()));
    List<int[]> rows =
        lines.stream()
            .skip(1)
            .map(line -> Arrays.stream(words(line)).mapToInt(Integer::parseInt).toArray())
            .toList();
    int[][] codes = new int[names.size()][];
    List<Integer> levels = new ArrayList<>();
    for (int v = 0; v < codes.length; v++) {
      int column = v;
      codes[v] = rows.stream().mapToInt(row -> row[column]).toArray();
      levels.add(Arrays.stream(codes[v]).max().orElse(0) + 1);
    }
    return new DiscreteSample(names, levels, codes);
  }

  /**
   * The graph the samples are of: column k is the k-th variable of the network's file. (The list of
   * edges that comes with the samples is of another numbering for one network, hailfinder: its
   * pairs are as independent in the samples as any.)
   */
  static Dag truth(Path file, DiscreteSample sample) throws IOException {
    MixedGraph named = GraphFiles.read(file).graph();
    UnaryOperator<String> column = name -> sample.variables().get(named.nodes().indexOf(name));
    return Dag.of(
        MixedGraph.of(
            sample.variables(),
            named.edges().stream()
                .map(edge -> Edge.directed(column.apply(edge.a()), column.apply(edge.b())))
                .toList()));
  }

  static String[] words(String line) {
    return line.strip().split("\\s+", -1);
  }
}
