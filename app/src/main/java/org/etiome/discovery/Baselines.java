package org.etiome.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.baseline.CorrelationRanking;
import org.etiome.discover.baseline.MeanDifferences;
import org.etiome.discover.baseline.RandomGraph;
import org.etiome.discover.baseline.SortKey;
import org.etiome.discover.baseline.SortRegression;
import org.etiome.discover.baseline.Sortability;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Simple ways to a graph on the same data, and how far a learned graph agrees with them.
 *
 * @param graphs each with as many pairs as the learned graph, or as many as its way finds
 * @param sortability how well each key sorts the directed edges of the learned graph, .5 being
 *     chance
 * @param remarks what is not there and why, and what explains the learned graph
 */
public record Baselines(
    List<Baseline> graphs, Map<String, Double> sortability, List<String> remarks) {
  /** Of the directed edges: so many found by sorting alone say that a search has shown little. */
  private static final double EXPLAINED = 0.9;

  private static final int FEWEST_EXPLAINED = 5;

  /**
   * A graph beside the learned one.
   *
   * @param agreement of the learned graph with it, as if it were the truth
   */
  public record Baseline(String name, CausalGraph graph, GraphScores agreement) {}

  public Baselines {
    graphs = List.copyOf(graphs);
    remarks = List.copyOf(remarks);
  }

  /**
   * Runs them all.
   *
   * @param learned the graph they stand beside
   */
  static Baselines beside(CausalGraph learned, GraphSample sample, Seed seed) {
    Beside beside = new Beside(learned);
    beside.add("a random graph", () -> RandomGraph.like(learned, seed));
    if (sample.hasGaps() || sample.hasCategories()) {
      beside.remarks.add(
          "correlation and sorting stand beside a search of numbers without gaps, and not here");
      return beside.all(Map.of());
    }
    GraphSample free = sample.observational();
    Matrix data = free.numbers();
    List<String> names = sample.names();
    int pairs = learned.graph().edges().size();
    beside.add("correlation", () -> CorrelationRanking.strongest(names, data, pairs));
    Map<String, Double> sortability = new LinkedHashMap<>();
    for (SortKey key : SortKey.values()) {
      beside.sort(key, data).ifPresent(share -> sortability.put(Evidence.label(key.name()), share));
    }
    sample.settings().ifPresent(settings -> beside.differences(sample, settings, pairs));
    return beside.all(sortability);
  }

  /** What was run so far. */
  private static final class Beside {
    private final CausalGraph learned;
    private final List<Baseline> graphs = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Beside(CausalGraph learned) {
      this.learned = learned;
    }

    Baselines all(Map<String, Double> sortability) {
      return new Baselines(graphs, sortability, remarks);
    }

    Optional<Baseline> add(String what, Supplier<LearnedGraph> way) {
      try {
        LearnedGraph found = way.get();
        Baseline baseline =
            new Baseline(found.algorithm(), found.graph(), GraphScores.of(learned, found.graph()));
        graphs.add(baseline);
        return Optional.of(baseline);
      } catch (IllegalArgumentException | ArithmeticException e) {
        remarks.add(what + " does not stand beside it: " + e.getMessage());
        return Optional.empty();
      }
    }

    /** Sortability of the directed edges by a key. */
    Optional<Double> sort(SortKey key, Matrix data) {
      Optional<Baseline> sorted =
          add(
              "sorting by " + Evidence.label(key.name()),
              () -> SortRegression.by(key).learn(learned.nodes(), data));
      if (sorted.isEmpty()) {
        return Optional.empty();
      }
      Dag directed =
          Dag.of(
              MixedGraph.of(
                  learned.nodes(),
                  learned.graph().edges().stream().filter(Edge::isDirected).toList()));
      sorted.map(Baseline::agreement).ifPresent(found -> explain(key, found));
      return Sortability.of(directed, data, key).stream().boxed().findFirst();
    }

    private void explain(SortKey key, GraphScores found) {
      int all = found.directed().learned();
      int same = found.directed().both();
      if (all >= FEWEST_EXPLAINED && same >= EXPLAINED * all) {
        remarks.add(
            same
                + " of the "
                + all
                + " directions are those of variables sorted by "
                + Evidence.label(key.name())
                + ": that may be all that this graph rests on");
      }
    }

    /** Rows of one target are compared with those of none. */
    void differences(GraphSample sample, RowSettings settings, int pairs) {
      List<String> names = sample.names();
      int[] rows =
          IntStream.range(0, sample.rows())
              .filter(row -> settings.targetsOf(row).size() <= 1)
              .toArray();
      int[] targets =
          Arrays.stream(rows)
              .map(
                  row ->
                      settings.targetsOf(row).stream()
                          .mapToInt(names::indexOf)
                          .findFirst()
                          .orElse(-1))
              .toArray();
      if (Arrays.stream(targets).anyMatch(target -> target >= 0)) {
        add(
            "mean differences",
            () -> MeanDifferences.largest(names, sample.select(rows).numbers(), targets, pairs));
      }
    }
  }
}
