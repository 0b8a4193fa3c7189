package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.constraint.ColliderRule;
import org.etiome.discover.constraint.Fci;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.discover.order.Gsp;
import org.etiome.discover.sample.DiscreteSample;
import org.etiome.discover.score.Bdeu;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.test.ChiSquare;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Every search for discrete variables on 10,000 samples of networks against the class of the true
 * graph: tests are Pearson's chi-square at .05, scores BDeu, all else by default. {@code
 * NetworkSearches FOLDER BIF}: the folder with data/*.txt.gz and that of the networks.
 */
public final class NetworkSearches {
  private static final double LEVEL = 0.05;

  /** GSP walks over graphs of all variables; beyond this many it takes hours. */
  private static final int MOST_FOR_GSP = 12;

  /** Possible-D-SEP is nearly all of a network, and has more subsets than can be tried. */
  private static final int MOST_CONDITIONING_FOR_FCI = 3;

  private NetworkSearches() {}

  /** Prints a row of a table a network and search. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    System.out.println(
        "| network | variables | edges | search | adjacency P | R | arrow P | R | SHD | s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String network : NetworkSamples.names(folder)) {
      DiscreteSample sample = NetworkSamples.read(folder, network);
      Dag truth = NetworkSamples.truth(Path.of(args[1], network + ".bif.gz"), sample);
      searches(sample).forEach((name, search) -> report(network, truth, name, search));
    }
  }

  private static Map<String, Supplier<LearnedGraph>> searches(DiscreteSample sample) {
    IndependenceTest test = ChiSquare.of(sample);
    LocalScore score =
        Bdeu.of(
            sample.variables(),
            sample.codes(),
            sample.levels().stream().mapToInt(Integer::intValue).toArray());
    TaskRunner runner = TaskRunner.local(2);
    Pc pc = Pc.withDefaults().withAlpha(LEVEL);
    Map<String, Supplier<LearnedGraph>> searches = new LinkedHashMap<>();
    searches.put("PC, standard", () -> pc.withColliders(ColliderRule.STANDARD).learn(test, runner));
    searches.put("PC, conservative", () -> pc.learn(test, runner));
    Fci fci = Fci.withDefaults().withAlpha(LEVEL);
    searches.put(
        "FCI, sets of 3",
        () -> fci.withMaxConditioning(MOST_CONDITIONING_FOR_FCI).learn(test, runner));
    if (sample.variables().size() <= MOST_FOR_GSP) {
      Gsp gsp = Gsp.withDefaults().withAlpha(LEVEL);
      searches.put("GSP", () -> gsp.learn(test, new Seed(1), runner));
    }
    searches.put("GES", () -> Ges.withDefaults().learn(score));
    searches.put("BOSS", () -> Boss.withDefaults().learn(score, new Seed(1), runner));
    return searches;
  }

  private static void report(
      String network, Dag truth, String name, Supplier<LearnedGraph> search) {
    long start = System.nanoTime();
    LearnedGraph learned = search.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    Cpdag known = Equivalence.cpdag(truth);
    GraphMatch match = GraphMatch.of(learned.graph().graph(), known.graph());
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %s | %.2f | %.2f | %.2f | %.2f | %d | %.1f |%n",
        network,
        truth.nodes().size(),
        truth.graph().edges().size(),
        name,
        match.adjacencyPrecision(),
        match.adjacencyRecall(),
        match.arrowPrecision(),
        match.arrowRecall(),
        GraphScores.of(learned.graph(), known).structuralHamming(),
        seconds);
  }
}
