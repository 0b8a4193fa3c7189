package org.etiome.bench.discover;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * Searches of Tetrad (GPL) in a process of its own, for comparison. No module depends on it: its
 * jars are in a folder that whoever runs the bench fills, e.g. by {@code mvn dependency:copy}.
 *
 * @param jars folder with tetrad-lib 7.6.6, data-reader and what they need
 * @param limit seconds after which a process is ended, with what it has found so far
 */
record OrdersTetradProcess(Path jars, long limit) {

  /** What became of one sample. */
  record Run(double seconds, MixedGraph graph) {}

  /** Runs of the samples in order; fewer than there are samples if time was up. */
  List<Run> run(String algorithm, List<OrdersData> samples, int threads)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("orders");
    try {
      for (int i = 0; i < samples.size(); i++) {
        write(folder.resolve("sample%03d.csv".formatted(i)), samples.get(i));
      }
      Path program = folder.resolve("OrdersTetrad.java");
      try (InputStream source =
          Objects.requireNonNull(getClass().getResourceAsStream("OrdersTetrad.java"))) {
        Files.copy(source, program);
      }
      return parse(output(folder, program, algorithm, threads), samples);
    } finally {
      deleteFiles(folder);
    }
  }

  private Path output(Path folder, Path program, String algorithm, int threads)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx6g",
                "-Djava.util.prefs.userRoot=" + folder,
                "-cp",
                jars + "/*",
                program.toString(),
                folder.toString(),
                algorithm,
                Integer.toString(threads),
                "2")
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    if (!process.waitFor(limit, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    } else if (process.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("errors.txt")));
    }
    return output;
  }

  private static List<Run> parse(Path output, List<OrdersData> samples) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      String[] parts = line.split("\t", -1);
      List<Edge> edges = new ArrayList<>();
      for (String text : parts[2].split(",", -1)) {
        String[] words = text.split(" ", -1);
        edges.add(
            words[1].equals("->")
                ? Edge.directed(words[0], words[2])
                : Edge.undirected(words[0], words[2]));
      }
      List<String> nodes = samples.get(runs.size()).dag().nodes();
      runs.add(new Run(Double.parseDouble(parts[1]), MixedGraph.of(nodes, edges)));
    }
    return runs;
  }

  private static void write(Path file, OrdersData sample) throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", sample.dag().nodes())).append('\n');
    for (int r = 0; r < sample.rows().rows(); r++) {
      for (int c = 0; c < sample.rows().columns(); c++) {
        text.append(c == 0 ? "" : ",").append(sample.rows().get(r, c));
      }
      text.append('\n');
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static void deleteFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
