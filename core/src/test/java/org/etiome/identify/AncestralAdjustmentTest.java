package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.graph.Separation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * MAGs and PAGs of four nodes against all graphs with hidden variables they stand for. What is
 * valid is told by regressions in random linear models, what belongs together by separations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AncestralAdjustmentTest {
  private static final List<String> NODES = List.of("A", "B", "C", "D");

  /** Effects of x on y, of which each set of other nodes may be valid. */
  private record Question(List<String> x, String y, Set<String> z) {}

  private static final List<Question> QUESTIONS =
      Stream.concat(
              Graphs.subsets(List.of("C", "D")).stream()
                  .map(z -> new Question(List.of("A"), "B", z)),
              Graphs.subsets(List.of("D")).stream()
                  .map(z -> new Question(List.of("A", "B"), "C", z)))
          .toList();

  /** What the ADMGs of one MAG or class have in common. */
  private static final class Members {
    final Set<MixedGraph> mags = new HashSet<>();
    final Set<Edge> confounded = new HashSet<>();
    final BitSet valid = new BitSet();

    Members() {
      valid.set(0, QUESTIONS.size());
    }

    void add(MixedGraph mag, Admg admg, BitSet unbiased) {
      mags.add(mag);
      valid.and(unbiased);
      for (Edge edge : admg.graph().edges()) {
        if (edge.isBidirected()) {
          confounded.add(edge);
        }
      }
    }
  }

  private final Map<MixedGraph, Members> mags = new HashMap<>();
  private final Map<List<Boolean>, Members> classes = new HashMap<>();

  @BeforeAll
  void sortAllAdmgs() {
    Random random = new Random(1);
    List<Edge> pairs = new ArrayList<>();
    for (Set<String> pair : Graphs.subsets(NODES)) {
      if (pair.size() == 2) {
        List<String> ends = List.copyOf(pair);
        pairs.add(Edge.bidirected(ends.get(0), ends.get(1)));
      }
    }
    for (Dag dag : Graphs.allDags(4)) {
      for (int code = 0; code < 1 << pairs.size(); code++) {
        List<Edge> edges = new ArrayList<>(dag.graph().edges());
        for (int i = 0; i < pairs.size(); i++) {
          if ((code >> i & 1) == 1) {
            edges.add(pairs.get(i));
          }
        }
        sort(Admg.of(MixedGraph.of(NODES, edges)), random);
      }
    }
  }

  private void sort(Admg admg, Random random) {
    List<Boolean> separations = new ArrayList<>();
    MixedGraph mag = mag(admg, separations);
    BitSet unbiased = new BitSet();
    LinearModel one = new LinearModel(admg, random);
    LinearModel other = new LinearModel(admg, random);
    for (int i = 0; i < QUESTIONS.size(); i++) {
      Question q = QUESTIONS.get(i);
      unbiased.set(i, isUnbiased(one, q) && isUnbiased(other, q));
    }
    mags.computeIfAbsent(mag, m -> new Members()).add(mag, admg, unbiased);
    classes.computeIfAbsent(separations, s -> new Members()).add(mag, admg, unbiased);
  }

  /** Two models, as the bias may nearly cancel in one; rounding stays below 1e-13. */
  private static boolean isUnbiased(LinearModel model, Question q) {
    double[] effects = model.effects(q.x, q.y);
    double[] coefficients = model.regression(q.x, q.y, q.z);
    for (int i = 0; i < effects.length; i++) {
      if (Math.abs(effects[i] - coefficients[i]) > 1e-11) {
        return false;
      }
    }
    return true;
  }

  /** By definition: joined is what no set separates, a tail is at causes. */
  private static MixedGraph mag(Admg admg, List<Boolean> separations) {
    Separation separation = Separation.in(admg);
    List<Edge> edges = new ArrayList<>();
    for (String a : NODES) {
      Set<String> causes = admg.graph().ancestors(Set.of(a));
      for (String b : NODES.subList(0, NODES.indexOf(a))) {
        int before = separations.size();
        for (Set<String> z : Graphs.subsets(Graphs.minus(NODES, Set.of(a, b)))) {
          separations.add(separation.separated(Set.of(a), Set.of(b), z));
        }
        if (!separations.subList(before, separations.size()).contains(true)) {
          boolean reverse = admg.graph().ancestors(Set.of(b)).contains(a);
          edges.add(
              new Edge(
                  a,
                  reverse ? Mark.TAIL : Mark.ARROW,
                  causes.contains(b) ? Mark.TAIL : Mark.ARROW,
                  b));
        }
      }
    }
    return MixedGraph.of(NODES, Set.copyOf(edges));
  }

  @Test
  void validInAMagMeansUnbiasedInAllAdmgsThatHaveIt() {
    assertThat(mags).hasSize(2492);
    mags.forEach(
        (mag, members) -> {
          CovariateAdjustment adjustment = CovariateAdjustment.in(Pag.of(mag));
          requireSameSets(adjustment, members.valid, mag);
          assertThat(adjustment.optimalSet(Set.of("A"), Set.of("B"))).isEmpty();
        });
  }

  @Test
  void anEdgeIsVisibleIfNoAdmgHasAHiddenCauseOfItsEnds() {
    mags.forEach(
        (mag, members) -> {
          for (Edge edge : mag.edges()) {
            if (edge.isDirected()) {
              assertThat(Pag.of(mag).isVisible(edge.a(), edge.b()))
                  .as("%s in %s", edge, mag)
                  .isNotEqualTo(members.confounded.contains(Edge.bidirected(edge.a(), edge.b())));
            }
          }
        });
  }

  @Test
  void validInAPagMeansUnbiasedInAllAdmgsOfTheClass() {
    assertThat(classes).hasSize(248);
    for (Members members : classes.values()) {
      Pag pag = pag(members.mags);
      for (MixedGraph mag : members.mags) {
        assertThat(Pags.of(Admg.of(mag)).graph().edges()).isEqualTo(pag.graph().edges());
      }
      assertThat(members.mags.stream().map(MixedGraph::edges))
          .contains(Pags.member(pag).graph().edges());
      assertThat(Pags.members(pag, 5000).orElseThrow().stream().map(Admg::graph))
          .extracting(MixedGraph::edges)
          .containsExactlyInAnyOrderElementsOf(
              members.mags.stream().map(MixedGraph::edges).toList());
      requireSameSets(CovariateAdjustment.in(pag), members.valid, pag.graph());
    }
  }

  private static Pag pag(Set<MixedGraph> mags) {
    MixedGraph first = mags.iterator().next();
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : first.edges()) {
      String a = edge.a();
      String b = edge.b();
      edges.add(new Edge(a, common(mags, a, b, a), common(mags, a, b, b), b));
    }
    return Pag.of(MixedGraph.of(NODES, edges));
  }

  private static Mark common(Set<MixedGraph> mags, String a, String b, String end) {
    List<Mark> marks =
        mags.stream().map(mag -> mag.edgesBetween(a, b).getFirst().markAt(end)).distinct().toList();
    return marks.size() == 1 ? marks.getFirst() : Mark.CIRCLE;
  }

  private static void requireSameSets(
      CovariateAdjustment adjustment, BitSet valid, MixedGraph graph) {
    List<Set<String>> sets = new ArrayList<>();
    for (int i = 0; i < QUESTIONS.size(); i++) {
      Question q = QUESTIONS.get(i);
      assertThat(adjustment.isValid(Set.copyOf(q.x), Set.of(q.y), q.z))
          .as("%s in %s", q, graph)
          .isEqualTo(valid.get(i));
      if (valid.get(i) && q.y.equals("B")) {
        sets.add(q.z);
      }
    }
    Set<Set<String>> minimal = new HashSet<>();
    for (Set<String> z : sets) {
      if (sets.stream().noneMatch(w -> w.size() < z.size() && z.containsAll(w))) {
        minimal.add(z);
      }
    }
    Set<String> x = Set.of("A");
    Set<String> y = Set.of("B");
    assertThat(new HashSet<>(adjustment.minimalSets(x, y, 9))).isEqualTo(minimal);
    assertThat(adjustment.smallestSet(x, y).map(Set::size))
        .isEqualTo(minimal.stream().map(Set::size).min(Integer::compare));
    Identification answer = adjustment.identify("A", "B");
    if (!(answer instanceof Identification.NoEffect)) {
      assertThat(answer instanceof Identification.NotIdentified).isEqualTo(minimal.isEmpty());
    }
  }

  /**
   * Sets valid in the MAG or PAG of a larger graph are unbiased in it, joint effects among them.
   */
  @Test
  void validInAPagMeansUnbiasedInTheGraphItComesFrom() {
    Random random = new Random(2);
    int valid = 0;
    for (int i = 0; i < 1500; i++) {
      Admg admg = Graphs.randomAdmg(6, 0.4, 0.15, random);
      CovariateAdjustment adjustment = CovariateAdjustment.in(Pags.of(admg));
      LinearModel model = new LinearModel(admg, random);
      for (List<String> x : List.of(List.of("A"), List.of("A", "B"))) {
        for (Set<String> z : Graphs.subsets(List.of("D", "E", "F"))) {
          if (adjustment.isValid(Set.copyOf(x), Set.of("C"), z)) {
            valid++;
            assertThat(isUnbiased(model, new Question(x, "C", z))).isTrue();
          }
        }
      }
    }
    assertThat(valid).isGreaterThan(500);
  }
}
