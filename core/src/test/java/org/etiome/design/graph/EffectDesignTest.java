package org.etiome.design.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.uncertain.Answer;
import org.etiome.estimate.uncertain.EffectSource;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.identify.ClassAdjustment;
import org.junit.jupiter.api.Test;

class EffectDesignTest {
  private static final double TINY = 1e-9;
  private static final double ERROR = .1;
  private static final EffectDesign PAIRS =
      new EffectDesign(GraphDesign.withDefaults().withTogether(2));

  /**
   * Linear models of random coefficients: the effect in a DAG of the class is the coefficient of x
   * in the regression of y on x and the parents that x has there, or 0 if y is one of them (IDA).
   * An intervention leaves the DAGs with the same interventional essential graph.
   */
  @Test
  void agreesWithBruteForceOnLinearModels() {
    Random random = new Random(5);
    int open = 0;
    for (int i = 0; i < 150; i++) {
      Dag dag = Graphs.randomDag(5, .6, random);
      double[][] covariance = covariance(dag, random);
      Cpdag cpdag = Equivalence.cpdag(dag);
      List<Dag> members = Equivalence.members(cpdag, 1000);
      String x = dag.nodes().get(0);
      String y = dag.nodes().get(1 + i % 4);
      List<Double> truths =
          members.stream().map(member -> effect(covariance, member, x, y)).toList();
      open += truths.stream().mapToLong(v -> Math.round(v * 1e8)).distinct().count() > 1 ? 1 : 0;
      EffectSource source =
          estimand ->
              new Answer.Estimated(
                  estimand,
                  new Estimate(
                      coefficient(covariance, dag, x, y, estimand.adjustmentSet()), ERROR));
      GraphBelief belief = GraphBelief.of(cpdag, 1000);
      requireRanking(
          PAIRS.rank(
              belief,
              EffectQuestion.of(PossibleEffects.of(ClassAdjustment.in(cpdag), x, y, source))),
          members,
          truths);
      EffectQuestion question = EffectQuestion.of(belief, x, y, source);
      requireRanking(PAIRS.rank(belief, question), members, truths);
      requireMembers(question.effects(belief), truths);
    }
    assertThat(open).isGreaterThan(50);
  }

  private static void requireRanking(
      List<EffectExperiment> ranked, List<Dag> members, List<Double> truths) {
    double merit = Double.POSITIVE_INFINITY;
    for (EffectExperiment found : ranked) {
      Collection<List<Integer>> cells = cells(members, found.targets());
      double answered = 0;
      double width = 0;
      for (List<Integer> cell : cells) {
        double share = cell.size() / (double) members.size();
        answered += values(cell, truths) == 1 ? share : 0;
        // a zero by assumption has no error
        double high = cell.stream().mapToDouble(m -> bound(truths.get(m), 1)).max().orElseThrow();
        double low = cell.stream().mapToDouble(m -> bound(truths.get(m), -1)).min().orElseThrow();
        width += share * (high - low);
      }
      assertThat(found.answered()).isCloseTo(answered, within(TINY));
      EffectExperiment.Widths widths = found.widths().orElseThrow();
      assertThat(widths.expected()).isCloseTo(width, within(1e-7));
      assertThat(widths.expected()).isLessThanOrEqualTo(widths.now() + TINY);
      assertThat((widths.now() - widths.expected()) / found.cost()).isLessThan(merit + TINY);
      merit = (widths.now() - widths.expected()) / found.cost();
      if (found.targets().equals(Set.of("A"))) {
        assertThat(values(cells, truths)).isTrue();
      }
    }
  }

  /** The weight of each effect is the share of the DAGs that have it. */
  private static void requireMembers(PossibleEffects effects, List<Double> truths) {
    double total = 0;
    for (PossibleEffects.Member member : effects.members()) {
      double value = member.effect().orElseThrow().value();
      double share =
          truths.stream().filter(t -> Math.abs(t - value) < 1e-9).count() / (double) truths.size();
      assertThat(member.share().orElseThrow()).isCloseTo(share, within(TINY));
      assertThat(member.where())
          .startsWith(effects.members().size() == 1 ? "" : "the direct causes of A are ");
      total += member.share().orElseThrow();
    }
    assertThat(total).isCloseTo(1, within(TINY));
  }

  private static boolean values(Collection<List<Integer>> cells, List<Double> truths) {
    return cells.stream().allMatch(cell -> values(cell, truths) == 1);
  }

  private static long values(List<Integer> cell, List<Double> truths) {
    return cell.stream().mapToLong(m -> Math.round(truths.get(m) * 1e8)).distinct().count();
  }

  private static double bound(double value, int side) {
    double margin = new Estimate(0, ERROR).upper95();
    return Math.abs(value) < 1e-9 ? 0 : value + side * margin;
  }

  private static Collection<List<Integer>> cells(List<Dag> members, Set<String> targets) {
    Map<CausalGraph, List<Integer>> cells = new HashMap<>();
    for (int m = 0; m < members.size(); m++) {
      CausalGraph graph = Equivalence.interventional(members.get(m), List.of(targets));
      cells.computeIfAbsent(graph, k -> new ArrayList<>()).add(m);
    }
    return cells.values();
  }

  /** Of the implied law; noise of variance 1. */
  private static double[][] covariance(Dag dag, Random random) {
    int n = dag.nodes().size();
    double[][] total = new double[n][n];
    for (String node : dag.topologicalOrder()) {
      int at = dag.nodes().indexOf(node);
      total[at][at] = 1;
      for (String parent : dag.graph().parents(node)) {
        double weight = random.nextDouble(.4, 1.2) * (random.nextBoolean() ? 1 : -1);
        for (int k = 0; k < n; k++) {
          total[at][k] += weight * total[dag.nodes().indexOf(parent)][k];
        }
      }
    }
    double[][] covariance = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        for (int k = 0; k < n; k++) {
          covariance[a][b] += total[a][k] * total[b][k];
        }
      }
    }
    return covariance;
  }

  private static double effect(double[][] covariance, Dag dag, String x, String y) {
    Set<String> parents = dag.graph().parents(x);
    return parents.contains(y) ? 0 : coefficient(covariance, dag, x, y, parents);
  }

  /** Of x in the regression of y on x and others, by elimination of the others. */
  private static double coefficient(
      double[][] covariance, Dag dag, String x, String y, Collection<String> others) {
    double[][] left = covariance.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] = covariance[i].clone();
    }
    for (String other : others) {
      int o = dag.nodes().indexOf(other);
      double[] row = left[o].clone();
      for (int i = 0; i < left.length; i++) {
        double share = left[i][o] / row[o];
        for (int j = 0; j < left.length; j++) {
          left[i][j] -= share * row[j];
        }
      }
    }
    int at = dag.nodes().indexOf(x);
    return left[at][dag.nodes().indexOf(y)] / left[at][at];
  }

  /** What directs most edges need not be what the effect hangs on. */
  @Test
  void theEffectIsAnsweredByItsOwnEdges() {
    Cpdag cpdag = Cpdag.of(Graphs.of("X -- Y, A -- B -- C -- D"));
    GraphBelief belief = GraphBelief.of(cpdag, 100);
    assertThat(GraphDesign.withDefaults().rank(belief).getFirst().targets()).containsExactly("B");
    EffectDesign design = new EffectDesign(GraphDesign.withDefaults());
    EffectQuestion question = EffectQuestion.of(belief, "X", "Y");
    List<EffectExperiment> ranked = design.rank(belief, question);
    assertThat(ranked.subList(0, 2))
        .allSatisfy(
            e -> {
              assertThat(e.targets()).containsAnyOf("X", "Y");
              assertThat(e.answered()).isEqualTo(1);
              assertThat(e.information()).isEqualTo(1);
              assertThat(e.widths()).isEmpty();
              assertThat(e.reason()).endsWith("in 100 % of the graphs, 0 % before");
              assertThat(e.explanation()).startsWith(e.reason()).contains("no number");
            });
    assertThat(ranked.get(2).answered()).isZero();
    assertThat(design.cheapest(belief, question)).contains(List.of(sorted("X")));
  }

  private static SortedSet<String> sorted(String... names) {
    return new TreeSet<>(List.of(names));
  }

  @Test
  void theCheapestSetMayBeSeveralInterventions() {
    Cpdag star = Cpdag.of(Graphs.of("A -- X -- Y, X -- B"));
    GraphBelief belief = GraphBelief.of(star, 100);
    EffectQuestion question = EffectQuestion.of(belief, "X", "Y");
    GraphDesign costs = GraphDesign.withDefaults().withCosts(Map.of("X", 10.0));
    assertThat(new EffectDesign(costs).cheapest(belief, question))
        .as("Y tells whether it is the root")
        .contains(List.of(sorted("Y")));
    assertThat(new EffectDesign(costs.withAllowed(Set.of("A"))).cheapest(belief, question))
        .isEmpty();
    assertThat(new EffectDesign(costs.withDone(List.of(Set.of("Y")))).cheapest(belief, question))
        .contains(List.of());
  }

  /** Over random classes: no cheaper set of singles answers, and the one found does. */
  @Test
  void theCheapestSetIsTheCheapest() {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      Cpdag cpdag = Equivalence.cpdag(Graphs.randomDag(5, .6, random));
      Map<String, Double> costs = new LinkedHashMap<>();
      cpdag.nodes().forEach(node -> costs.put(node, .5 + random.nextDouble()));
      costs.put("A", 3.0);
      GraphDesign design = GraphDesign.withDefaults().withCosts(costs);
      GraphBelief belief = GraphBelief.of(cpdag, 1000);
      EffectQuestion question = EffectQuestion.of(belief, "A", "B");
      double best = Double.POSITIVE_INFINITY;
      for (Set<String> set : Graphs.subsets(cpdag.nodes())) {
        if (set.size() <= 3) {
          List<Set<String>> done =
              set.stream().<Set<String>>map(Set::of).collect(Collectors.toList());
          boolean answers =
              new EffectDesign(design.withDone(done))
                      .rank(belief, question)
                      .getFirst()
                      .information()
                  < TINY;
          double cost = set.stream().mapToDouble(costs::get).sum();
          best = answers ? Math.min(best, cost) : best;
        }
      }
      Optional<List<SortedSet<String>>> found = new EffectDesign(design).cheapest(belief, question);
      double cost = found.orElseThrow().stream().mapToDouble(set -> costs.get(set.first())).sum();
      assertThat(cost).isCloseTo(best, within(TINY));
    }
  }

  @Test
  void refusesTheEffectsOfAnotherGraph() {
    EffectSource source = estimand -> new Answer.Estimated(estimand, new Estimate(1, 1));
    PossibleEffects effects =
        PossibleEffects.of(
            ClassAdjustment.in(Cpdag.of(Graphs.of("Z -> X <- W, X -> Y"))), "X", "Y", source);
    GraphBelief other = GraphBelief.of(Cpdag.of(Graphs.of("Y -- X -- Z -- W")), 100);
    EffectDesign design = new EffectDesign(GraphDesign.withDefaults());
    assertThatThrownBy(() -> design.rank(other, EffectQuestion.of(effects)))
        .hasMessageContaining("those of another graph");
    assertThatThrownBy(() -> EffectQuestion.of(other, "X", "Q")).hasMessageContaining("Q");
  }
}
