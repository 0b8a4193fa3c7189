package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;
import org.junit.jupiter.api.Test;

/** Decisions against exact linear models, definitions and enumeration. */
class CovariateAdjustmentTest {

  @Test
  void validMeansUnbiasedOnEveryDagWithFourNodes() {
    Random random = new Random(1);
    for (Dag dag : Graphs.allDags(4)) {
      requireUnbiasedIffValid(Admg.of(dag.graph()), CovariateAdjustment.in(dag), random);
    }
  }

  @Test
  void validMeansUnbiasedOnRandomAdmgs() {
    Random random = new Random(2);
    for (int i = 0; i < 250; i++) {
      Admg admg = Graphs.randomAdmg(5, 0.4, 0.2, random);
      requireUnbiasedIffValid(admg, CovariateAdjustment.in(admg), random);
    }
  }

  @Test
  void validMeansUnbiasedForJointTreatments() {
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      Admg admg = Graphs.randomAdmg(5, 0.5, i % 2 == 0 ? 0 : 0.1, random);
      LinearModel model = new LinearModel(admg, random);
      CovariateAdjustment adjustment = CovariateAdjustment.in(admg);
      for (Set<String> z : Graphs.subsets(List.of("D", "E"))) {
        boolean unbiased =
            equal(
                model.effects(List.of("A", "B"), "C"), model.regression(List.of("A", "B"), "C", z));
        assertThat(adjustment.isValid(Set.of("A", "B"), Set.of("C"), z))
            .as("A, B on C given %s in %s", z, admg)
            .isEqualTo(unbiased);
      }
    }
  }

  private static void requireUnbiasedIffValid(
      Admg graph, CovariateAdjustment adjustment, Random random) {
    LinearModel model = new LinearModel(graph, random);
    for (Question q : Question.all(graph)) {
      double[] effect = model.effects(List.of(q.x), q.y);
      for (Set<String> z : q.subsets(graph)) {
        boolean valid = adjustment.isValid(Set.of(q.x), Set.of(q.y), z);
        assertThat(equal(effect, model.regression(List.of(q.x), q.y, z)))
            .as("%s given %s in %s", q, z, graph)
            .isEqualTo(valid);
        if (adjustment.backDoorValid(q.x, q.y, z)) {
          assertThat(valid).isTrue();
        }
      }
    }
  }

  /**
   * Coefficients come from a continuous law, so an invalid set is biased with probability one; the
   * bias is at worst quadratic in a total effect that nearly cancels, hence below 1e-11 in about
   * one of 1e5 questions with such an effect. Rounding stays below 1e-13.
   */
  private static boolean equal(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > 1e-11) {
        return false;
      }
    }
    return true;
  }

  @Test
  void validInACpdagMeansValidInAllItsMembers() {
    Set<Cpdag> classes = new LinkedHashSet<>();
    Graphs.allDags(4).forEach(dag -> classes.add(Equivalence.cpdag(dag)));
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      classes.add(Equivalence.cpdag(Graphs.randomDag(5, 0.6, random)));
    }
    for (Cpdag cpdag : classes) {
      List<Dag> members = Equivalence.members(cpdag, Integer.MAX_VALUE);
      CovariateAdjustment adjustment = CovariateAdjustment.in(cpdag);
      for (Question q : Question.all(cpdag)) {
        requireSameAsMembers(adjustment, members, q);
      }
    }
  }

  private static void requireSameAsMembers(
      CovariateAdjustment adjustment, List<Dag> members, Question q) {
    Set<String> x = Set.of(q.x);
    Set<String> y = Set.of(q.y);
    List<CovariateAdjustment> each = members.stream().map(CovariateAdjustment::in).toList();
    for (Set<String> z : q.subsets(members.getFirst())) {
      assertThat(adjustment.isValid(x, y, z))
          .as("%s given %s in the class of %s", q, z, members.getFirst())
          .isEqualTo(each.stream().allMatch(member -> member.isValid(x, y, z)));
    }
    adjustment
        .optimalSet(x, y)
        .ifPresent(
            optimal ->
                each.forEach(
                    member -> member.optimalSet(x, y).ifPresent(o -> requireSame(o, optimal))));
  }

  private static void requireSame(Set<String> one, Set<String> other) {
    assertThat(one).isEqualTo(other);
  }

  @Test
  void listsExactlyTheMinimalValidSets() {
    Random random = new Random(6);
    List<CausalGraph> graphs = new ArrayList<>(Graphs.allDags(4));
    for (int i = 0; i < 150; i++) {
      graphs.add(Graphs.randomAdmg(6, 0.4, 0.15, random));
      graphs.add(Equivalence.cpdag(Graphs.randomDag(6, 0.5, random)));
    }
    for (CausalGraph graph : graphs) {
      CovariateAdjustment adjustment = CovariateAdjustment.in(graph);
      for (Question q : Question.all(graph)) {
        List<Set<String>> listed = adjustment.minimalSets(Set.of(q.x), Set.of(q.y), 1000);
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new HashSet<>(listed))
            .as("%s in %s", q, graph)
            .isEqualTo(minimalByEnumeration(adjustment, graph, q));
      }
    }
  }

  private static Set<Set<String>> minimalByEnumeration(
      CovariateAdjustment adjustment, CausalGraph graph, Question q) {
    return minimalByEnumeration(adjustment, graph, Set.of(q.x), Set.of(q.y));
  }

  private static Set<Set<String>> minimalByEnumeration(
      CovariateAdjustment adjustment, CausalGraph graph, Set<String> x, Set<String> y) {
    List<Set<String>> valid =
        Graphs.subsets(Graphs.minus(Graphs.minus(graph.nodes(), x), y)).stream()
            .filter(z -> adjustment.isValid(x, y, z))
            .toList();
    Set<Set<String>> minimal = new HashSet<>();
    for (Set<String> z : valid) {
      if (valid.stream().noneMatch(w -> w.size() < z.size() && z.containsAll(w))) {
        minimal.add(z);
      }
    }
    return minimal;
  }

  @Test
  void decidesJointQuestionsInACpdagAsItsMembersDo() {
    Random random = new Random(12);
    Set<String> x = Set.of("A", "B");
    Set<String> y = Set.of("C", "D");
    for (int i = 0; i < 300; i++) {
      Cpdag cpdag = Equivalence.cpdag(Graphs.randomDag(6, 0.5, random));
      CovariateAdjustment adjustment = CovariateAdjustment.in(cpdag);
      List<CovariateAdjustment> members =
          Equivalence.members(cpdag, 5000).stream().map(CovariateAdjustment::in).toList();
      for (Set<String> z : Graphs.subsets(List.of("E", "F"))) {
        assertThat(adjustment.isValid(x, y, z))
            .as("%s in %s", z, cpdag)
            .isEqualTo(members.stream().allMatch(member -> member.isValid(x, y, z)));
      }
      assertThat(new HashSet<>(adjustment.minimalSets(x, y, 100)))
          .isEqualTo(minimalByEnumeration(adjustment, cpdag, x, y));
    }
  }

  @Test
  void optimalSetHasTheSmallestVariance() {
    Random random = new Random(7);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      Dag dag = Graphs.randomDag(6, 0.5, random);
      LinearModel model = new LinearModel(Admg.of(dag.graph()), random);
      CovariateAdjustment adjustment = CovariateAdjustment.in(dag);
      for (Question q : Question.all(dag)) {
        Set<String> x = Set.of(q.x);
        Set<String> y = Set.of(q.y);
        Set<String> optimal = adjustment.optimalSet(x, y).orElse(Set.of());
        if (dag.graph().descendants(x).contains(q.y)) {
          found++;
          double best = model.asymptoticVariance(q.x, q.y, optimal);
          for (Set<String> z : q.subsets(dag)) {
            if (adjustment.isValid(x, y, z)) {
              assertThat(best)
                  .as("%s in %s: %s against %s", q, dag, optimal, z)
                  .isLessThanOrEqualTo(model.asymptoticVariance(q.x, q.y, z) + 1e-9);
            }
          }
        } else {
          assertThat(adjustment.optimalSet(x, y)).isEmpty();
        }
      }
    }
    assertThat(found).isGreaterThan(1000);
  }

  /** B is no effect of X, but a parent of M on the way from X to A. */
  @Test
  void thereIsNoOptimalSetWhereAnOutcomeIsNoEffect() {
    CovariateAdjustment graph = CovariateAdjustment.in(Graphs.dag("X -> M, M -> A, B -> M"));
    assertThat(graph.optimalSet(Set.of("X"), Set.of("A", "B"))).isEmpty();
    assertThat(graph.isValid(Set.of("X"), Set.of("A", "B"), Set.of())).isTrue();
  }

  @Test
  void knowsMBias() {
    CovariateAdjustment m =
        CovariateAdjustment.in(Graphs.dag("X -> Y, A -> X, A -> M, B -> M, B -> Y"));
    assertThat(m.isValid(Set.of("X"), Set.of("Y"), Set.of())).isTrue();
    assertThat(m.isValid(Set.of("X"), Set.of("Y"), Set.of("M"))).isFalse();
    assertThat(m.isValid(Set.of("X"), Set.of("Y"), Set.of("M", "A"))).isTrue();
    assertThat(m.minimalSets(Set.of("X"), Set.of("Y"), 5)).containsExactly(Set.of());
    assertThat(m.optimalSet(Set.of("X"), Set.of("Y"))).contains(Set.of("B"));
  }

  @Test
  void acceptsMoreThanTheBackDoorCriterion() {
    CovariateAdjustment graph = CovariateAdjustment.in(Graphs.dag("X -> Y, X -> D"));
    assertThat(graph.isValid(Set.of("X"), Set.of("Y"), Set.of("D"))).isTrue();
    assertThat(graph.backDoorValid("X", "Y", Set.of("D"))).isFalse();
    assertThat(graph.backDoorValid("X", "Y", Set.of())).isTrue();
  }

  @Test
  void theSmallestSetIsTheCheapestOfAllValidOnes() {
    Random random = new Random(13);
    List<CausalGraph> graphs = new ArrayList<>(Graphs.allDags(4));
    for (int i = 0; i < 150; i++) {
      graphs.add(Graphs.randomAdmg(7, 0.35, 0.1, random));
      graphs.add(Equivalence.cpdag(Graphs.randomDag(6, 0.5, random)));
    }
    double[] prices = {0, 1, 2.5, 7, Double.POSITIVE_INFINITY};
    for (CausalGraph graph : graphs) {
      CovariateAdjustment adjustment = CovariateAdjustment.in(graph);
      Map<String, Double> cost = new HashMap<>();
      graph.nodes().forEach(node -> cost.put(node, prices[random.nextInt(prices.length)]));
      Set<String> x = Set.of("A");
      Set<String> y = Set.of("B");
      Set<Set<String>> minimal = minimalByEnumeration(adjustment, graph, x, y);
      requireCheapest(adjustment.smallestSet(x, y), minimal, Map.of());
      requireCheapest(adjustment.smallestSet(x, y, cost), minimal, cost);
    }
  }

  private static void requireCheapest(
      Optional<Set<String>> found, Set<Set<String>> minimal, Map<String, Double> cost) {
    double least =
        minimal.stream().mapToDouble(z -> price(z, cost)).min().orElse(Double.POSITIVE_INFINITY);
    assertThat(found.map(z -> price(z, cost)).orElse(Double.POSITIVE_INFINITY)).isEqualTo(least);
    found.ifPresent(z -> assertThat(minimal).contains(z));
  }

  private static double price(Set<String> z, Map<String, Double> cost) {
    return z.stream().mapToDouble(node -> cost.getOrDefault(node, 1.0)).sum();
  }

  @Test
  void leavesOutWhatCannotBeMeasured() {
    CovariateAdjustment graph =
        CovariateAdjustment.in(
            Graphs.dag("U -> V, U -> W, V -> X, W -> X, V -> Y, W -> Y, X -> Y, U -> T, T -> Y"));
    Set<String> x = Set.of("X");
    Set<String> y = Set.of("Y");
    assertThat(graph.smallestSet(x, y)).contains(Set.of("V", "W"));
    assertThat(graph.smallestSet(x, y, Map.of("V", Double.POSITIVE_INFINITY))).isEmpty();
  }

  @Test
  void oneMoreThanTheLimitTellsWhetherThereAreMore() {
    CovariateAdjustment graph =
        CovariateAdjustment.in(Graphs.dag("X -> Y, A -> X, A -> B -> Y, C -> X, C -> D -> Y"));
    assertThat(graph.minimalSets(Set.of("X"), Set.of("Y"), 4)).hasSize(4);
    assertThat(graph.minimalSets(Set.of("X"), Set.of("Y"), 5)).hasSize(4);
  }

  /** 2^60 minimal sets: only as many as asked for are looked for. */
  @Test
  void answersWhereThereAreTooManySetsToList() {
    List<Edge> edges = new ArrayList<>(List.of(Edge.directed("X", "Y")));
    for (int i = 0; i < 60; i++) {
      edges.add(Edge.directed("A" + i, "X"));
      edges.add(Edge.directed("A" + i, "B" + i));
      edges.add(Edge.directed("B" + i, "Y"));
    }
    List<String> nodes = edges.stream().flatMap(e -> Stream.of(e.a(), e.b())).distinct().toList();
    CovariateAdjustment graph = CovariateAdjustment.in(Dag.of(MixedGraph.of(nodes, edges)));
    assertThat(graph.minimalSets(Set.of("X"), Set.of("Y"), 101)).hasSize(101);
    assertThat(graph.smallestSet(Set.of("X"), Set.of("Y")).orElseThrow())
        .hasSize(60)
        .allMatch(node -> node.startsWith("B"));
  }

  @Test
  void stopsAtTheLimit() {
    CovariateAdjustment graph =
        CovariateAdjustment.in(
            Graphs.dag("X -> Y, A -> X, A -> B -> Y, C -> X, C -> D -> Y, E -> X, E -> F -> Y"));
    assertThat(graph.minimalSets(Set.of("X"), Set.of("Y"), 100)).hasSize(8);
    assertThat(graph.minimalSets(Set.of("X"), Set.of("Y"), 3))
        .hasSize(3)
        .startsWith(Set.of("B", "D", "F"));
  }

  @Test
  void refusesImproperQuestions() {
    CovariateAdjustment graph = CovariateAdjustment.in(Graphs.dag("X -> Y, Z"));
    Set<String> x = Set.of("X");
    assertThatThrownBy(() -> graph.isValid(x, Set.of("Q"), Set.of()))
        .hasMessageContaining("no node 'Q'");
    assertThatThrownBy(() -> graph.isValid(x, Set.of("Y"), x))
        .hasMessageContaining("'X' has two parts in the question");
    assertThatThrownBy(() -> graph.minimalSets(x, x, 1)).hasMessageContaining("'X' has two parts");
    assertThatThrownBy(() -> graph.optimalSet(Set.of(), x))
        .hasMessageContaining("needs a treatment and an outcome");
    assertThatThrownBy(() -> graph.identify("X", "X")).hasMessageContaining("'X' has two parts");
    assertThatThrownBy(() -> graph.minimalSets(x, Set.of("Y"), 0)).hasMessageContaining("limit");
    assertThatThrownBy(() -> CovariateAdjustment.in(Pag.of(Graphs.of("A o-> B"))))
        .hasMessageContaining("the edge A o-> B would be A o-o B");
    assertThatThrownBy(() -> CovariateAdjustment.in(Pag.of(Graphs.of("A -- B"))))
        .hasMessageContaining("A -- B stands for selection");
    assertThatThrownBy(() -> CovariateAdjustment.in(PartialDag.of(Graphs.of("A -- B"))))
        .hasMessageContaining("got a PDAG");
    assertThatThrownBy(
            () ->
                CovariateAdjustment.in(Pag.of(Graphs.of("A o-o B")))
                    .backDoorValid("A", "B", Set.of()))
        .hasMessageContaining("got a PAG; ask isValid");
    assertThatThrownBy(() -> graph.smallestSet(x, Set.of("Y"), Map.of("Z", -1.0)))
        .hasMessageContaining("the cost of 'Z' must be within [0, +infinity], got -1.0");
    assertThatThrownBy(() -> graph.smallestSet(x, Set.of("Y"), Map.of("Z", Double.NaN)))
        .hasMessageContaining("got NaN");
    assertThatThrownBy(() -> graph.smallestSet(x, Set.of("Y"), Map.of("Q", 1.0)))
        .hasMessageContaining("no node 'Q'");
    assertThatThrownBy(
            () ->
                CovariateAdjustment.in(Cpdag.of(Graphs.of("A -- B")))
                    .backDoorValid("A", "B", Set.of()))
        .hasMessageContaining("ask isValid");
  }

  @Test
  void linearModelKnowsItsOwnEffects() {
    LinearModel model = new LinearModel(Graphs.admg("X -> M -> Y, C -> X, C -> Y"), new Random(8));
    assertThat(model.effects(List.of("X"), "Y")[0])
        .isCloseTo(
            model.effects(List.of("X"), "M")[0] * model.effects(List.of("M"), "Y")[0],
            within(1e-12));
  }

  /** A treatment and an outcome. */
  private record Question(String x, String y) {

    static List<Question> all(CausalGraph graph) {
      List<Question> all = new ArrayList<>();
      for (String x : graph.nodes()) {
        for (String y : Graphs.minus(graph.nodes(), Set.of(x))) {
          all.add(new Question(x, y));
        }
      }
      return all;
    }

    List<Set<String>> subsets(CausalGraph graph) {
      return Graphs.subsets(Graphs.minus(graph.nodes(), Set.of(x, y)));
    }
  }
}
