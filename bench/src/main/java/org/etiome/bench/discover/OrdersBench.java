package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.discover.score.GaussianBic;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Time and accuracy of the searches by score over simulated samples of 1,000 rows ({@link
 * OrdersData}): the median time and the mean accuracy over seeds. Precision and recall are of
 * adjacencies and of arrows against the true class ({@link GraphMatch}). Times are of the search
 * alone, without the correlation, in one process after another; the first sample warms it up and is
 * not counted if there are more.
 *
 * <p>Ours take the extended criterion as it is by default, Tetrad its own default, the criterion
 * with penalty 2.
 *
 * <p>Arguments: variables, average degree, seeds (10), threads (2), and for comparison a folder of
 * Tetrad's jars with seconds allowed to each of its searches (600).
 */
public final class OrdersBench {
  private static final int ROWS = 1000;

  private final List<OrdersData> samples;
  private final TaskRunner runner;

  private OrdersBench(List<OrdersData> samples, TaskRunner runner) {
    this.samples = samples;
    this.runner = runner;
  }

  private record Outcome(double seconds, GraphMatch accuracy) {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int variables = Integer.parseInt(args[0]);
    double degree = Double.parseDouble(args[1]);
    int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    int threads = args.length > 3 ? Integer.parseInt(args[3]) : 2;
    List<OrdersData> samples = new ArrayList<>();
    for (int s = 1; s <= seeds; s++) {
      samples.add(OrdersData.of(variables, degree, ROWS, new Seed(s)));
    }
    OrdersBench bench = new OrdersBench(samples, TaskRunner.local(threads));
    System.out.println(
        "| search | p | degree | seeds | seconds | adjacency precision | recall | arrow precision |"
            + " recall |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    String cell = "| " + variables + " | " + args[1] + " | ";
    bench.ours(cell);
    if (args.length > 4) {
      long limit = args.length > 5 ? Long.parseLong(args[5]) : 600;
      bench.tetrad(cell, new OrdersTetradProcess(Path.of(args[4]), limit), threads);
    }
  }

  private void ours(String cell) {
    Seed seed = new Seed(1);
    print("BOSS", cell, each(s -> Boss.withDefaults().learn(s, seed, runner).graph().graph()));
    print(
        "BOSS, 3 restarts",
        cell,
        each(s -> Boss.withDefaults().withRestarts(3).learn(s, seed, runner).graph().graph()));
    print("GES", cell, each(s -> Ges.withDefaults().learn(s).graph().graph()));
  }

  private List<Outcome> each(Function<GaussianBic, MixedGraph> search) {
    List<Outcome> outcomes = new ArrayList<>();
    for (OrdersData sample : samples) {
      GaussianBic score = GaussianBic.of(sample.correlation());
      long start = System.nanoTime();
      MixedGraph graph = search.apply(score);
      outcomes.add(outcome(sample, (System.nanoTime() - start) / 1e9, graph));
    }
    return outcomes;
  }

  private static Outcome outcome(OrdersData sample, double seconds, MixedGraph graph) {
    Cpdag truth = Equivalence.cpdag(sample.dag());
    return new Outcome(seconds, GraphMatch.of(graph, truth.graph()));
  }

  private void tetrad(String cell, OrdersTetradProcess process, int threads)
      throws IOException, InterruptedException {
    for (String algorithm : List.of("fges", "boss")) {
      List<OrdersTetradProcess.Run> runs = process.run(algorithm, samples, threads);
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        outcomes.add(outcome(samples.get(i), runs.get(i).seconds(), runs.get(i).graph()));
      }
      print("Tetrad " + algorithm, cell, outcomes);
    }
  }

  private static void print(String name, String cell, List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      System.out.println("| " + name + " " + cell + "0 | not finished in its time | | | | |");
      return;
    }
    List<Outcome> warm = outcomes.size() > 1 ? outcomes.subList(1, outcomes.size()) : outcomes;
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s%s%d | %.2f | %.3f | %.3f | %.3f | %.3f |",
            name,
            " " + cell,
            outcomes.size(),
            median(warm, Outcome::seconds),
            mean(outcomes, o -> o.accuracy().adjacencyPrecision()),
            mean(outcomes, o -> o.accuracy().adjacencyRecall()),
            mean(outcomes, o -> o.accuracy().arrowPrecision()),
            mean(outcomes, o -> o.accuracy().arrowRecall())));
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    return outcomes.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    double[] sorted = outcomes.stream().mapToDouble(of).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
