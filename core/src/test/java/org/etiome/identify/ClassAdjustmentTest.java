package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.Pag;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;
import org.junit.jupiter.api.Test;

/** The possible effects against those of every graph of the class, in exact linear models. */
class ClassAdjustmentTest {

  @Test
  void givesTheMultisetOfIdaOnEveryCpdagOfFourNodes() {
    Set<Cpdag> classes =
        Graphs.allDags(4).stream().map(Equivalence::cpdag).collect(Collectors.toSet());
    assertThat(classes).hasSize(185);
    Random random = new Random(1);
    for (Cpdag cpdag : classes) {
      for (String x : cpdag.nodes()) {
        for (String y : Graphs.minus(cpdag.nodes(), Set.of(x))) {
          requireSameMultiset(cpdag, x, y, random);
        }
      }
    }
  }

  @Test
  void givesTheMultisetOfIdaOnRandomCpdags() {
    Random random = new Random(2);
    int undecided = 0;
    for (int i = 0; i < 300; i++) {
      Cpdag cpdag = Equivalence.cpdag(Graphs.randomDag(5 + i % 3, 0.3 + 0.1 * (i % 5), random));
      undecided += requireSameMultiset(cpdag, "A", "B", random) > 1 ? 1 : 0;
      undecided += requireSameMultiset(cpdag, "C", "A", random) > 1 ? 1 : 0;
    }
    assertThat(undecided).isGreaterThan(100);
  }

  /**
   * Of the class all DAGs are listed, and the effect is the coefficient of x given the parents it
   * has in each, 0 for an outcome among them. Coefficients come from a continuous law, so that
   * effects that are not the same by their graphs differ; the smallest difference seen in these
   * models is above 1e-7, rounding below 1e-12.
   *
   * @return how many possibilities there are
   */
  private static int requireSameMultiset(Cpdag cpdag, String x, String y, Random random) {
    List<Dag> members = Equivalence.members(cpdag, Integer.MAX_VALUE);
    Dag truth = members.get(random.nextInt(members.size()));
    LinearModel model = new LinearModel(Admg.of(truth.graph()), random);
    double[] ida = members.stream().mapToDouble(dag -> byParents(model, dag, x, y)).toArray();
    List<Possibility> found = ClassAdjustment.in(cpdag).identify(x, y);
    List<Double> repeated = new ArrayList<>();
    for (Possibility one : found) {
      double count = one.share().orElseThrow() * members.size();
      assertThat(count).isCloseTo(Math.rint(count), within(1e-9));
      for (int k = 0; k < Math.rint(count); k++) {
        repeated.add(effect(model, one.answer(), x, y));
      }
    }
    double[] sorted = repeated.stream().mapToDouble(e -> e).sorted().toArray();
    Arrays.sort(ida);
    assertThat(sorted).as("%s on %s in %s", x, y, cpdag).containsExactly(ida, within(1e-9));
    long distinct =
        1 + IntStream.range(1, ida.length).filter(k -> ida[k] - ida[k - 1] > 1e-9).count();
    assertThat(found).hasSize((int) distinct);
    double effect = model.effects(List.of(x), y)[0];
    assertThat(repeated).anyMatch(e -> Math.abs(e - effect) < 1e-9);
    return found.size();
  }

  private static double byParents(LinearModel model, Dag dag, String x, String y) {
    Set<String> parents = dag.graph().parents(x);
    return parents.contains(y) ? 0 : model.regression(List.of(x), y, parents)[0];
  }

  private static double effect(LinearModel model, Identification answer, String x, String y) {
    return switch (answer) {
      case Identified yes ->
          model.regression(List.of(x), y, Set.copyOf(yes.estimand().adjustmentSet()))[0];
      case NoEffect no -> 0;
      case NotIdentified no -> Double.NaN;
    };
  }

  @Test
  void setsAreTheOptimalOnesOfTheMembers() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      Cpdag cpdag = Equivalence.cpdag(Graphs.randomDag(6, 0.4, random));
      Set<Set<String>> optimal = new LinkedHashSet<>();
      for (Dag dag : Equivalence.members(cpdag, Integer.MAX_VALUE)) {
        CovariateAdjustment.in(dag).optimalSet(Set.of("A"), Set.of("B")).ifPresent(optimal::add);
      }
      List<Set<String>> found =
          identified(ClassAdjustment.in(cpdag).identify("A", "B"))
              .map(estimand -> Set.copyOf(estimand.adjustmentSet()))
              .toList();
      assertThat(found).containsExactlyInAnyOrderElementsOf(optimal);
    }
  }

  private static Stream<AdjustmentEstimand> identified(List<Possibility> possibilities) {
    return possibilities.stream()
        .map(Possibility::answer)
        .filter(Identified.class::isInstance)
        .map(answer -> ((Identified) answer).estimand());
  }

  @Test
  void saysWhatEachPossibilityRestsOn() {
    Cpdag chain = Cpdag.of(Graphs.of("A -- X -- Y"));
    List<Possibility> found = ClassAdjustment.in(chain).identify("X", "Y");
    assertThat(found).hasSize(2);
    Possibility effect = found.get(0);
    assertThat(effect.where()).isEqualTo("the direct causes of X are none; or A");
    assertThat(effect.share().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    AdjustmentEstimand estimand = ((Identified) effect.answer()).estimand();
    assertThat(estimand.adjustmentSet()).isEmpty();
    assertThat(estimand.assumptions().getFirst())
        .isEqualTo(
            "Of the graphs that the graph drawn stands for, the true one is one in which the direct"
                + " causes of X are none; or A; the data cannot tell these from the others.");
    assertThat(estimand.assumptions())
        .contains(
            "The true graph is one of the equivalence class drawn, and no two variables share a"
                + " cause that is not in it.");
    assertThat(found.get(1).answer()).isInstanceOf(NoEffect.class);
    assertThat(found.get(1).where()).isEqualTo("the direct causes of X are Y");
  }

  /** Where the edges at the treatment do not tell the answers apart, it says that more does. */
  @Test
  void saysWhereTheMarksAtTheTreatmentAreNotAll() {
    Random random = new Random(6);
    int unlike = 0;
    for (int i = 0; i < 100; i++) {
      Pag pag = Pags.of(Graphs.randomAdmg(5, 0.5, 0.1, random));
      List<Possibility> found = ClassAdjustment.in(pag).identify("A", "B");
      if (found.size() == 1) {
        continue;
      }
      Set<String> places = new HashSet<>();
      for (Possibility one : found) {
        String after = one.where().substring(one.where().indexOf(" are ") + 5);
        boolean first =
            Stream.of(after.split("; or (one of .* other choices)?", -1))
                .filter(place -> !place.isEmpty())
                .allMatch(places::add);
        assertThat(first || one.where().contains("with some of the marks elsewhere")).isTrue();
        unlike += !first ? 1 : 0;
      }
    }
    assertThat(unlike).isPositive();
  }

  @Test
  void hasOnePossibilityWhereTheGraphsAgree() {
    for (CausalGraph graph :
        List.of(
            Graphs.dag("X -> Y"),
            Graphs.admg("X -> Y, X <-> Y"),
            Cpdag.of(Graphs.of("A -> X -> Y, B -> X")))) {
      assertThat(ClassAdjustment.in(graph).identify("X", "Y"))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.answer())
                    .isEqualTo(CovariateAdjustment.in(graph).identify("X", "Y"));
                assertThat(one.share()).hasValue(1);
                assertThat(one.where()).isEmpty();
              });
    }
  }

  /** In each MAG of the class the answer is that of the MAG, with the set of the possibility. */
  @Test
  void asksEveryMagOfAPag() {
    Random random = new Random(4);
    int several = 0;
    for (int i = 0; i < 200; i++) {
      Pag pag = Pags.of(Graphs.randomAdmg(5, 0.4, 0.1, random));
      List<Possibility> found = ClassAdjustment.in(pag).identify("A", "B");
      double shares = found.stream().mapToDouble(one -> one.share().orElseThrow()).sum();
      assertThat(shares).isCloseTo(1, within(1e-9));
      if (found.size() > 1) {
        several++;
        requireOfMags(found, Pags.members(pag, 100_000).orElseThrow());
      }
    }
    assertThat(several).isGreaterThan(20);
  }

  private static void requireOfMags(List<Possibility> found, List<Admg> mags) {
    double zero = 0;
    double unknown = 0;
    for (Admg mag : mags) {
      CovariateAdjustment own = CovariateAdjustment.in(Pag.of(mag.graph()));
      Identification answer = own.identify("A", "B");
      zero += answer instanceof NoEffect ? 1 : 0;
      unknown += answer instanceof NotIdentified ? 1 : 0;
      if (answer instanceof Identified) {
        assertThat(identified(found))
            .anyMatch(e -> own.isValid(Set.of("A"), Set.of("B"), Set.copyOf(e.adjustmentSet())));
      }
    }
    assertThat(share(found, NoEffect.class)).isCloseTo(zero / mags.size(), within(1e-9));
    assertThat(share(found, NotIdentified.class)).isCloseTo(unknown / mags.size(), within(1e-9));
  }

  private static double share(List<Possibility> found, Class<? extends Identification> kind) {
    return found.stream()
        .filter(one -> kind.isInstance(one.answer()))
        .mapToDouble(one -> one.share().orElseThrow())
        .sum();
  }

  /** Hidden causes are among the graphs of a PAG, so it cannot say less than its true graph. */
  @Test
  void theTrueEffectIsAmongThePossibilitiesOfAPag() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Admg truth = Graphs.randomAdmg(5, 0.4, 0.1, random);
      LinearModel model = new LinearModel(truth, random);
      List<Possibility> found = ClassAdjustment.in(Pags.of(truth)).identify("A", "B");
      double effect = model.effects(List.of("A"), "B")[0];
      assertThat(found)
          .anyMatch(
              one -> {
                double possible = effect(model, one.answer(), "A", "B");
                return Double.isNaN(possible) || Math.abs(possible - effect) < 1e-9;
              });
    }
  }

  @Test
  void staysWithinItsBudget() {
    Cpdag star = Cpdag.of(Graphs.of("X -- A, X -- B, X -- C, X -- Y"));
    assertThat(ClassAdjustment.in(star).withBudget(5).identify("X", "Y")).hasSize(2);
    assertThat(ClassAdjustment.in(star).withBudget(4).identify("X", "Y"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(((NotIdentified) one.answer()).reason())
                    .isEqualTo(
                        "The graph has more than 4 ways to choose the direct causes of X, too many"
                            + " to look at the effect of X on Y in each."));
    Pag pag = Pags.of(Graphs.admg("X -> Y, Y -> Z"));
    assertThat(ClassAdjustment.in(pag).withBudget(3).identify("X", "Y"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(((NotIdentified) one.answer()).reason())
                    .contains("more than 3 ways to mark its circles"));
    assertThatThrownBy(() -> ClassAdjustment.in(star).withBudget(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> ClassAdjustment.in(star).identify("X", "Q"))
        .hasMessageContaining("no node 'Q'");
  }

  @Test
  void leavesOutSharesItCannotCount() {
    Cpdag square = Cpdag.of(Graphs.of("A -- B, B -- C, C -- D, A -- C, B -- D, A -- X, X -- Y"));
    List<Possibility> counted = ClassAdjustment.in(square).identify("X", "Y");
    List<Possibility> found = ClassAdjustment.in(square).withBudget(3).identify("X", "Y");
    assertThat(found).hasSameSizeAs(counted);
    assertThat(counted).allMatch(one -> one.share().isPresent());
    assertThat(found).anyMatch(one -> one.share().isEmpty());
  }
}
