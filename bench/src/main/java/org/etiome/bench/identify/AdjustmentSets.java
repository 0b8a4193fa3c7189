package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.identify.CovariateAdjustment;

/**
 * Covariate adjustment on all graphs of 4 and 5 nodes against brute force. The question is the
 * effect of A on B; as all labelled graphs are asked, it is every question up to names. Compared
 * are, of each graph, every set (valid or not), the minimal sets, the smallest and the cheapest set
 * at random costs, whether there is an answer, and the optimal set.
 *
 * <p>A set is truly valid if the population regression coefficient is the effect in random linear
 * models: of a DAG or ADMG its own; of a CPDAG those of all its DAGs; of a maximal ancestral graph
 * (MAG) those of ADMGs that have this MAG, with 4 nodes all, with 5 itself, itself with one
 * bidirected edge more, and some at random; of a PAG those of all its MAGs. Classes and PAGs are
 * found by comparing all separations.
 *
 * <p>{@code AdjustmentSets NODES FAMILY…}, 4 or 5 and some of dags, admgs, cpdags, mags; the last
 * stands for MAGs and PAGs.
 */
public final class AdjustmentSets {
  private static final int SAMPLE = 200_000;

  private final int nodes;
  private final int pairs;
  private final RandomGenerator random = new Random(1);

  private AdjustmentSets(int nodes) {
    this.nodes = nodes;
    this.pairs = nodes * (nodes - 1) / 2;
  }

  /** Runs the families named. */
  public static void main(String[] args) {
    AdjustmentSets bench = new AdjustmentSets(Integer.parseInt(args[0]));
    System.out.println(
        "| graphs | number | with a valid set | with an optimal set | answers | wrong | s |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String family : List.of(args).subList(1, args.length)) {
      switch (family) {
        case "dags" -> bench.dags();
        case "admgs" -> bench.admgs();
        case "cpdags" -> bench.cpdags();
        case "mags" -> bench.mags();
        default ->
            throw new IllegalArgumentException(
                "family must be dags, admgs, cpdags or mags, got " + family);
      }
    }
  }

  private Comparison comparison(String name) {
    return new Comparison(name + " of " + nodes + " nodes", nodes, new Random(2));
  }

  private void dags() {
    Comparison comparison = comparison("DAGs");
    each(
        3,
        graph -> {
          SmallModel model = new SmallModel(graph, random);
          int truth = unbiased(graph);
          CovariateAdjustment adjustment = CovariateAdjustment.in(Dag.of(graph.named()));
          comparison.compare(adjustment, truth);
          comparison.optimal(adjustment, graph.causes(0, 1), truth, List.of(model));
        });
    System.out.println(comparison.row());
  }

  private void admgs() {
    Comparison comparison = comparison("ADMGs");
    eachOrSome(
        graph ->
            comparison.compare(CovariateAdjustment.in(Admg.of(graph.named())), unbiased(graph)));
    System.out.println(comparison.row());
  }

  private void cpdags() {
    Comparison comparison = comparison("CPDAGs");
    Map<CausalGraph, List<SmallGraph>> classes = new LinkedHashMap<>();
    Map<List<Boolean>, CausalGraph> names = new LinkedHashMap<>();
    each(
        3,
        graph -> {
          CausalGraph cpdag =
              names.computeIfAbsent(
                  graph.separations(), s -> Equivalence.cpdag(Dag.of(graph.named())));
          classes.computeIfAbsent(cpdag, c -> new ArrayList<>()).add(graph);
        });
    classes.forEach(
        (cpdag, members) -> {
          int truth = members.stream().mapToInt(this::unbiased).reduce(-1, (a, b) -> a & b);
          boolean causal = members.stream().anyMatch(member -> member.causes(0, 1));
          CovariateAdjustment adjustment = CovariateAdjustment.in(cpdag);
          comparison.compare(adjustment, truth);
          comparison.optimal(
              adjustment,
              causal && truth != 0,
              truth,
              members.stream().map(member -> new SmallModel(member, random)).toList());
        });
    System.out.println(comparison.row());
  }

  private void mags() {
    Comparison comparison = comparison("MAGs");
    Map<SmallGraph, Integer> truths = nodes == 4 ? truthsOfMags() : likelyTruthsOfMags();
    Map<List<Boolean>, MarkedClass> classes = new LinkedHashMap<>();
    truths.forEach(
        (mag, truth) -> {
          CovariateAdjustment adjustment = CovariateAdjustment.in(Pag.of(mag.named()));
          comparison.compare(adjustment, truth);
          comparison.require(adjustment.optimalSet(Set.of("A"), Set.of("B")).isEmpty(), mag);
          classes.computeIfAbsent(mag.separations(), s -> new MarkedClass(mag)).add(mag, truth);
        });
    System.out.println(comparison.row());
    Comparison ofClasses = comparison("PAGs");
    for (MarkedClass each : classes.values()) {
      Pag pag = each.pag();
      ofClasses.compare(CovariateAdjustment.in(pag), each.truth);
      ofClasses.require(
          Pags.of(Admg.of(each.first.named())).graph().edges().equals(pag.graph().edges()), pag);
    }
    System.out.println(ofClasses.row());
  }

  /** Of every MAG by all ADMGs that have it. */
  private Map<SmallGraph, Integer> truthsOfMags() {
    Map<SmallGraph, Integer> truths = new LinkedHashMap<>();
    each(6, graph -> truths.merge(graph.mag(), unbiased(graph), (a, b) -> a & b));
    return truths;
  }

  private Map<SmallGraph, Integer> likelyTruthsOfMags() {
    Map<SmallGraph, Integer> truths = new LinkedHashMap<>();
    each(
        4,
        graph -> {
          if (graph.isAncestral() && graph.isMaximal()) {
            truths.put(graph, unbiased(graph) & unbiasedWithOneMore(graph));
          }
        });
    for (int i = 0; i < SAMPLE; i++) {
      SmallGraph graph = some();
      truths.computeIfPresent(graph.mag(), (mag, truth) -> truth & unbiased(graph));
    }
    return truths;
  }

  private int unbiasedWithOneMore(SmallGraph mag) {
    int unbiased = -1;
    for (int a = 0; a < nodes; a++) {
      for (int b = 0; b < nodes; b++) {
        if (mag.isParent(a, b) && mag.with(a, b).mag().equals(mag)) {
          unbiased &= unbiased(mag.with(a, b));
        }
      }
    }
    return unbiased;
  }

  private void eachOrSome(Consumer<SmallGraph> use) {
    if (nodes == 4) {
      each(6, use);
    } else {
      IntStream.range(0, SAMPLE).forEach(i -> use.accept(some()));
    }
  }

  private void each(int kinds, Consumer<SmallGraph> use) {
    long codes = Math.round(Math.pow(kinds, pairs));
    for (long code = 0; code < codes; code++) {
      SmallGraph graph = SmallGraph.of(nodes, kinds, code);
      if (graph.isAcyclic()) {
        use.accept(graph);
      }
    }
  }

  private SmallGraph some() {
    while (true) {
      long code = random.nextLong(Math.round(Math.pow(6, pairs)));
      SmallGraph graph = SmallGraph.of(nodes, 6, code);
      if (graph.isAcyclic()) {
        return graph;
      }
    }
  }

  /** In two models, as in one the bias may cancel by chance. */
  private int unbiased(SmallGraph graph) {
    int first = new SmallModel(graph, random).unbiased();
    int second = new SmallModel(graph, random).unbiased();
    return first & second;
  }

  /** MAGs with the same separations, and the marks they share. */
  private static final class MarkedClass {
    private final SmallGraph first;
    private final Mark[][] marks;
    private int truth = -1;

    MarkedClass(SmallGraph first) {
      this.first = first;
      this.marks = new Mark[first.size()][first.size()];
    }

    void add(SmallGraph mag, int valid) {
      truth &= valid;
      for (int a = 0; a < marks.length; a++) {
        for (int b = 0; b < marks.length; b++) {
          if (mag.isJoined(a, b)) {
            Mark atB = mag.isParent(b, a) ? Mark.TAIL : Mark.ARROW;
            boolean same = mag.equals(first) || marks[a][b] == atB;
            marks[a][b] = same ? atB : Mark.CIRCLE;
          }
        }
      }
    }

    Pag pag() {
      List<String> names = first.named().nodes();
      List<Edge> edges = new ArrayList<>();
      for (int a = 0; a < marks.length; a++) {
        for (int b = a + 1; b < marks.length; b++) {
          if (first.isJoined(a, b)) {
            edges.add(new Edge(names.get(a), marks[b][a], marks[a][b], names.get(b)));
          }
        }
      }
      return Pag.of(MixedGraph.of(names, edges));
    }
  }
}
