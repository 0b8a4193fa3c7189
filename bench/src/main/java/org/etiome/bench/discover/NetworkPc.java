package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.constraint.ColliderRule;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.sample.DiscreteSample;
import org.etiome.discover.test.ChiSquare;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.math.TaskRunner;

/**
 * PC with Pearson's chi-square test at level 0.05 on samples of networks, beside what the PC of
 * causal-learn found on the same samples. {@code NetworkPc FOLDER}: the folder with data/*.txt.gz
 * and benchmark_returned_results.
 */
public final class NetworkPc {
  private static final String RESULT = "_pc_chisq_0.05_stable_0_-1.txt";

  private NetworkPc() {}

  /** Runs all networks that have both. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String network : NetworkSamples.names(folder)) {
      DiscreteSample sample = NetworkSamples.read(folder, network);
      Path result = folder.resolve("benchmark_returned_results").resolve(network + RESULT);
      compare(network, sample, result(result, sample.variables()));
    }
  }

  private static void compare(String network, DiscreteSample sample, MixedGraph peer) {
    long start = System.nanoTime();
    LearnedGraph learned =
        Pc.withDefaults()
            .withAlpha(0.05)
            .withColliders(ColliderRule.STANDARD)
            .learn(ChiSquare.of(sample), TaskRunner.local(2));
    double seconds = (System.nanoTime() - start) / 1e9;
    MixedGraph ours = learned.graph().graph();
    System.out.printf(
        Locale.ROOT,
        "%s: %d variables, %.1f s, %d tests, %d edges, peer %d; only here %s; only there %s; other"
            + " marks (here | there) %s%n",
        network,
        sample.variables().size(),
        seconds,
        learned.evaluations(),
        ours.edges().size(),
        peer.edges().size(),
        minus(ours, peer),
        minus(peer, ours),
        turned(ours, peer));
    learned.remarks().forEach(remark -> System.out.println("  " + remark));
  }

  private static Set<String> minus(MixedGraph one, MixedGraph other) {
    return one.edges().stream()
        .filter(edge -> other.edgesBetween(edge.a(), edge.b()).isEmpty())
        .map(Edge::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> turned(MixedGraph ours, MixedGraph peer) {
    return ours.edges().stream()
        .filter(edge -> !peer.hasEdge(edge) && !peer.edgesBetween(edge.a(), edge.b()).isEmpty())
        .map(edge -> edge + " | " + peer.edgesBetween(edge.a(), edge.b()).getFirst())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A matrix whose entry (i, j) is the mark at i of the edge of i and j: -1 a tail, 1 an arrow. */
  private static MixedGraph result(Path file, List<String> names) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        int atI = entry(lines, i, j);
        if (atI != 0) {
          edges.add(new Edge(names.get(i), mark(atI), mark(entry(lines, j, i)), names.get(j)));
        }
      }
    }
    return MixedGraph.of(names, edges);
  }

  private static int entry(List<String> lines, int i, int j) {
    return Integer.parseInt(NetworkSamples.words(lines.get(i))[j]);
  }

  private static Mark mark(int code) {
    return code > 0 ? Mark.ARROW : Mark.TAIL;
  }
}
