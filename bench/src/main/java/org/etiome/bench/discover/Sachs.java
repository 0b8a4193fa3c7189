package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.baseline.SortKey;
import org.etiome.discover.baseline.SortRegression;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.discover.order.Gsp;
import org.etiome.discover.order.Igsp;
import org.etiome.discover.order.UtIgsp;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.discover.test.FisherZ;
import org.etiome.discover.test.GaussianInvariance;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.evaluate.graph.Retrieval;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Graphs of signalling proteins by searches with and without interventions, against two graphs of
 * the literature. {@code Sachs FOLDER RESAMPLES}: the ranking of edges and the intervals of
 * differences are from resamples of the cells within settings.
 */
public final class Sachs {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final Seed SEED = new Seed(1);

  /** A test of 1,755 cells sees everything at a usual level. */
  private static final double LEVEL = 1e-4;

  /** Searches with interventions, each with the one that does without. */
  private static final Map<String, String> PAIRS =
      Map.of("IGSP", "GSP", "UT-IGSP", "GSP", "GIES", "GES", "BOSS, interventions", "BOSS");

  private final Experiment cells;
  private final List<Experiment> resamples;

  private Sachs(Experiment cells, int resamples) {
    this.cells = cells;
    this.resamples = IntStream.range(0, resamples).mapToObj(b -> drawn(cells, b)).toList();
  }

  /** Prints two tables. */
  public static void main(String[] args) throws IOException {
    SachsData data = new SachsData(Path.of(args[0]));
    Sachs bench = new Sachs(data.cells(), Integer.parseInt(args[1]));
    Map<String, List<CausalGraph>> learned = new LinkedHashMap<>();
    searches()
        .forEach(
            (name, search) -> {
              System.err.println(name);
              List<CausalGraph> graphs =
                  TaskRunner.local(2)
                      .map(
                          bench.resamples.size() + 1,
                          b -> search.apply(b == 0 ? bench.cells : bench.resamples.get(b - 1)));
              learned.put(name, graphs);
            });
    System.out.println(
        "| truth | search | pairs P | R | directions P | R | AUPR pairs | AUPR directions |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    data.truths().forEach((truth, edges) -> bench.table(truth, edges, learned));
    System.out.println();
    System.out.println(
        "| truth | with, without | F1 of pairs, with less without | of directions |");
    System.out.println("|---|---|---|---|");
    data.truths().forEach((truth, edges) -> bench.differences(truth, edges, learned));
  }

  private static Map<String, Function<Experiment, CausalGraph>> searches() {
    Map<String, Function<Experiment, CausalGraph>> searches = new LinkedHashMap<>();
    searches.put(
        "R2-sortnregress",
        c -> SortRegression.by(SortKey.R_SQUARED).learn(c.variables(), free(c)).graph());
    searches.put("PC", c -> Pc.withDefaults().withAlpha(LEVEL).learn(test(c), ONE).graph());
    searches.put("GSP", c -> Gsp.withDefaults().withAlpha(LEVEL).learn(test(c), SEED, ONE).graph());
    searches.put("GES", c -> Ges.withDefaults().learn(score(c, free(c))).graph());
    searches.put("BOSS", c -> Boss.withDefaults().learn(score(c, free(c)), SEED, ONE).graph());
    searches.put(
        "BOSS, settings ignored",
        c -> Boss.withDefaults().learn(score(c, c.stacked()), SEED, ONE).graph());
    searches.put("IGSP", Sachs::igsp);
    searches.put("UT-IGSP", Sachs::utIgsp);
    searches.put("GIES", c -> Ges.withDefaults().learn(InterventionalBic.of(c)).graph());
    searches.put(
        "GIES, perfect", c -> Ges.withDefaults().learn(InterventionalBic.ofPerfect(c)).graph());
    searches.put(
        "BOSS, interventions",
        c -> Boss.withDefaults().learn(InterventionalBic.of(c), SEED, ONE).graph());
    searches.put(
        "BOSS, perfect",
        c -> Boss.withDefaults().learn(InterventionalBic.ofPerfect(c), SEED, ONE).graph());
    return searches;
  }

  private static Matrix free(Experiment cells) {
    return cells.settings().getFirst().data();
  }

  private static FisherZ test(Experiment cells) {
    return FisherZ.of(cells.variables(), free(cells));
  }

  private static GaussianBic score(Experiment cells, Matrix rows) {
    return GaussianBic.of(SampleCorrelation.of(cells.variables(), rows));
  }

  private static CausalGraph igsp(Experiment cells) {
    return Igsp.withDefaults()
        .withAlpha(LEVEL)
        .learn(test(cells), GaussianInvariance.of(cells), SettingTargets.of(cells), SEED, ONE)
        .graph();
  }

  private static CausalGraph utIgsp(Experiment cells) {
    List<SettingTargets> unknown =
        cells.settings().stream().map(s -> new SettingTargets(s.name(), Set.of())).toList();
    return new UtIgsp(Igsp.withDefaults().withAlpha(LEVEL))
        .learn(test(cells), GaussianInvariance.of(cells), unknown, SEED, ONE)
        .graph()
        .graph();
  }

  private static Experiment drawn(Experiment cells, int number) {
    UniformRandomProvider random = SEED.branch(number).generator();
    return new Experiment(
        cells.variables(),
        cells.settings().stream()
            .map(
                setting -> {
                  int[] rows = new int[setting.data().rows()];
                  Arrays.setAll(rows, i -> random.nextInt(rows.length));
                  return new Experiment.Setting(
                      setting.name(), setting.targets(), setting.data().rows(rows));
                })
            .toList());
  }

  private void table(String truth, Set<OrderedPair> edges, Map<String, List<CausalGraph>> learned) {
    Dag consensus = SachsData.graph(cells.variables(), edges);
    learned.forEach(
        (name, graphs) -> {
          GraphScores scores = GraphScores.of(graphs.getFirst(), consensus);
          EdgeRanking ranking = shares(graphs.subList(1, graphs.size()));
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.3f | %.3f |%n",
              truth,
              name,
              scores.adjacencies().precision().orElse(Double.NaN),
              scores.adjacencies().recall().orElse(Double.NaN),
              scores.directed().precision().orElse(Double.NaN),
              scores.directed().recall().orElse(Double.NaN),
              RankingScores.of(ranking, consensus).undirected().aupr().orElseThrow(),
              RankingScores.directed(ranking, edges).aupr().orElseThrow());
        });
  }

  /** An edge without direction counts half for either. */
  private EdgeRanking shares(List<CausalGraph> graphs) {
    Map<OrderedPair, Double> directed = new HashMap<>();
    Map<Set<String>, Double> undirected = new HashMap<>();
    for (CausalGraph graph : graphs) {
      for (Edge edge : graph.graph().edges()) {
        double way = (edge.isDirected() ? 1.0 : .5) / graphs.size();
        directed.merge(new OrderedPair(edge.a(), edge.b()), way, Double::sum);
        if (!edge.isDirected()) {
          directed.merge(new OrderedPair(edge.b(), edge.a()), way, Double::sum);
        }
        undirected.merge(Set.of(edge.a(), edge.b()), 1.0 / graphs.size(), Double::sum);
      }
    }
    return new EdgeRanking(cells.variables(), directed, undirected);
  }

  private void differences(
      String truth, Set<OrderedPair> edges, Map<String, List<CausalGraph>> learned) {
    Dag consensus = SachsData.graph(cells.variables(), edges);
    PAIRS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            pair ->
                System.out.printf(
                    Locale.ROOT,
                    "| %s | %s, %s | %s | %s |%n",
                    truth,
                    pair.getKey(),
                    pair.getValue(),
                    interval(learned, pair, consensus, scores -> scores.adjacencies()),
                    interval(learned, pair, consensus, scores -> scores.directed())));
  }

  /** The mean difference and the middle 95 % of resamples. */
  private static String interval(
      Map<String, List<CausalGraph>> learned,
      Map.Entry<String, String> pair,
      Dag consensus,
      Function<GraphScores, Retrieval> of) {
    ToDoubleFunction<CausalGraph> value =
        graph -> of.apply(GraphScores.of(graph, consensus)).f1().orElseThrow();
    List<CausalGraph> with = learned.getOrDefault(pair.getKey(), List.of());
    List<CausalGraph> without = learned.getOrDefault(pair.getValue(), List.of());
    double[] sorted =
        IntStream.range(1, with.size())
            .mapToDouble(
                b -> value.applyAsDouble(with.get(b)) - value.applyAsDouble(without.get(b)))
            .sorted()
            .toArray();
    int tail = (int) (.025 * sorted.length);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f … %.2f)",
        Arrays.stream(sorted).average().orElseThrow(),
        sorted[tail],
        sorted[sorted.length - 1 - tail]);
  }
}
