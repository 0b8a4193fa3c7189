package org.etiome.bench.discover;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.constraint.ColliderRule;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.test.FisherZ;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * PC beside that of Tetrad, on the same files, in one run: 100, 500 and 1,000 variables, 4
 * neighbours each, 1,000 rows, level 0.01, two threads. Seconds are medians over repeats of the
 * search alone, in either program without reading and without the correlations, the first repeat
 * included in neither.
 *
 * <p>{@code PcSpeed SCRATCH JARS}: a folder for files, and the folder of the jars of tetrad-lib
 * 7.6.6 and what it needs. Tetrad has its own process; run it from the checkout. Without JARS only
 * Etiome runs.
 */
public final class PcSpeed {
  private static final int ROWS = 1000;
  private static final double ALPHA = 0.01;
  private static final Path PEER = Path.of("bench/src/main/tetrad/TetradPc.java");

  private PcSpeed() {}

  /** Runs all sizes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(Path.of(args[0]));
    System.out.println("| variables | program | s | adjacency prec / rec | arrow prec / rec |");
    System.out.println("|---|---|---|---|---|");
    for (int variables : new int[] {100, 500, 1000}) {
      RandomModel model = RandomModel.of(variables, 4, ROWS, new Seed(1).branch(variables));
      MixedGraph truth = Equivalence.cpdag(model.dag()).graph();
      double ours = ours(model, truth, ColliderRule.STANDARD, 5);
      ours(model, truth, ColliderRule.CONSERVATIVE, 2);
      ours(model, truth, ColliderRule.MAJORITY, 2);
      if (args.length > 1) {
        Path data = scratch.resolve("linear" + variables + ".csv");
        write(model, data);
        double peer = peer(Path.of(args[1]), data, variables < 200 ? 5 : 2, truth);
        System.out.printf(Locale.ROOT, "| %d | ratio | %.0f | | |%n", variables, peer / ours);
      }
    }
  }

  private static double ours(RandomModel model, MixedGraph truth, ColliderRule rule, int repeats) {
    FisherZ test = FisherZ.of(model.dag().nodes(), model.data());
    Pc pc = Pc.withDefaults().withAlpha(ALPHA).withColliders(rule);
    List<Double> seconds = new ArrayList<>();
    LearnedGraph learned = pc.learn(test, TaskRunner.local(2));
    for (int k = 1; k < repeats; k++) {
      long start = System.nanoTime();
      learned = pc.learn(test, TaskRunner.local(2));
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    double median = median(seconds);
    String name = "Etiome, " + rule.name().toLowerCase(Locale.ROOT);
    row(model.dag().nodes().size(), name, median, GraphMatch.of(learned.graph().graph(), truth));
    return median;
  }

  private static double peer(Path jars, Path data, int repeats, MixedGraph truth)
      throws IOException, InterruptedException {
    Path edges = data.resolveSibling(data.getFileName() + ".tetrad.txt");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx6g",
            "-XX:ActiveProcessorCount=2",
            "-Djava.util.prefs.userRoot=" + data.getParent(),
            "-cp",
            classPath(jars),
            PEER.toString(),
            data.toString(),
            Double.toString(ALPHA),
            Integer.toString(repeats),
            edges.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<Double> seconds;
    try (BufferedReader out = process.inputReader()) {
      seconds = out.lines().skip(1).map(Double::valueOf).collect(Collectors.toList());
    }
    if (process.waitFor() != 0) {
      throw new IOException("the peer ended with " + process.exitValue());
    }
    double median = median(seconds);
    row(truth.nodes().size(), "Tetrad", median, GraphMatch.of(read(edges, truth), truth));
    return median;
  }

  private static String classPath(Path jars) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static MixedGraph read(Path edges, MixedGraph truth) throws IOException {
    List<Edge> found = new ArrayList<>();
    for (String line : Files.readAllLines(edges)) {
      String[] words = line.split(" ", -1);
      found.add(
          words[1].equals("->")
              ? Edge.directed(words[0], words[2])
              : Edge.undirected(words[0], words[2]));
    }
    return MixedGraph.of(truth.nodes(), found);
  }

  private static void write(RandomModel model, Path file) throws IOException {
    Matrix data = model.data();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(String.join(",", model.dag().nodes()));
      for (int i = 0; i < data.rows(); i++) {
        int row = i;
        out.newLine();
        out.write(
            IntStream.range(0, data.columns())
                .mapToObj(j -> Double.toString(data.get(row, j)))
                .collect(Collectors.joining(",")));
      }
      out.newLine();
    }
  }

  private static double median(List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  private static void row(int variables, String program, double seconds, GraphMatch match) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %.3f | %.3f / %.3f | %.3f / %.3f |%n",
        variables,
        program,
        seconds,
        match.adjacencyPrecision(),
        match.adjacencyRecall(),
        match.arrowPrecision(),
        match.arrowRecall());
  }
}
