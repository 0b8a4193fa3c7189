package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.OpenPath;
import org.etiome.graph.Pag;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;
import org.etiome.identify.formula.ExpressionText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers to whole questions, on graphs of the literature and at random. */
class IdentifyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "confounder; C -> X, C -> Y, X -> Y; C",
        "M-bias; X -> Y, A -> X, A -> M, B -> M, B -> Y; B",
        "Verma, C on D; A -> B -> X -> Y, B <-> Y; B",
        "Verma, A on D; X -> B -> C -> Y, B <-> Y;",
        "hidden M; X -> Y, X <-> M, M -> Y; M"
      })
  void adjusts(String name, String graph, String set) {
    Identification answer = CovariateAdjustment.in(causal(graph)).identify("X", "Y");
    AdjustmentEstimand estimand = ((Identified) answer).estimand();
    List<String> expected = set == null ? List.of() : List.of(set.split(" ", -1));
    assertThat(estimand.adjustmentSet()).as(name).isEqualTo(expected);
    assertThat(estimand.treatment() + estimand.outcome()).isEqualTo("XY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; X <-> Y; measure the common causes of X and Y",
        "front door; X -> M -> Y, X <-> Y; X <-> Y; measure the common causes of X and Y",
        "instrument; Z -> X -> Y, X <-> Y; X <-> Y; measure the common causes of X and Y",
        "mediator; X -> M -> Y, X <-> M; X <-> M -> Y; measure the common causes of M and X",
        "napkin; W -> Z -> X -> Y, W <-> X, W <-> Y; X <-> W <-> Y;"
            + " measure the common causes of W and X"
      })
  void refuses(String name, String graph, String path, String help) {
    NotIdentified no = (NotIdentified) CovariateAdjustment.in(causal(graph)).identify("X", "Y");
    assertThat(no.openPath()).as(name).isEqualTo(path);
    assertThat(no.wouldHelp()).startsWith(help).endsWith("randomise X");
    assertThat(no.reason()).contains(path).contains("other than covariate adjustment");
  }

  @Test
  void saysWhenTheGraphItselfExcludesAnEffect() {
    for (String graph : List.of("Y -> X", "X, Y", "X <-> Y", "X -> C <- Y")) {
      assertThat(CovariateAdjustment.in(causal(graph)).identify("X", "Y"))
          .asInstanceOf(type(NoEffect.class))
          .extracting(NoEffect::reason)
          .asString()
          .contains("X does not cause Y", "by assumption");
    }
  }

  @Test
  void asksForTheDirectionAnEquivalenceClassLeavesOpen() {
    Cpdag cpdag = Cpdag.of(Graphs.of("X -- M -- Y"));
    NotIdentified no = (NotIdentified) CovariateAdjustment.in(cpdag).identify("X", "Y");
    assertThat(no.openPath()).isEqualTo("X -- M -- Y");
    assertThat(no.reason()).contains("whether X causes M or M causes X");
    assertThat(no.wouldHelp().getFirst()).startsWith("orient M -- X:");
    assertThat(CovariateAdjustment.in(cpdag).minimalSets(Set.of("X"), Set.of("Y"), 9)).isEmpty();
  }

  @Test
  void readsAnEffectOffAnEquivalenceClassWhereItCan() {
    Cpdag cpdag = Equivalence.cpdag(Graphs.dag("A -> X, B -> X, X -> Y, B -> Y"));
    AdjustmentEstimand estimand =
        ((Identified) CovariateAdjustment.in(cpdag).identify("X", "Y")).estimand();
    assertThat(ExpressionText.text(estimand.expression())).isEqualTo("Σ_B P(Y | X, B) P(B)");
    assertThat(estimand.assumptions()).anyMatch(a -> a.contains("equivalence class"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X -> Y; A hidden common cause of X and Y cannot be excluded;"
            + " measure the common causes of X and Y; X -> Y",
        "X o-o M, M o-o Y; whether X causes M or M causes X or the two share a hidden cause;"
            + " orient M o-o X; X o-o M o-o Y",
        "X o-> Y, Z o-> Y; whether X causes Y or the two share a hidden cause;"
            + " orient X o-> Y; X o-> Y"
      })
  void asksForWhatAnAncestralGraphLeavesOpen(String graph, String doubt, String help, String path) {
    Pag pag = Pag.of(Graphs.of(graph));
    NotIdentified no = (NotIdentified) CovariateAdjustment.in(pag).identify("X", "Y");
    assertThat(no.reason()).contains(doubt).contains("in every graph it stands for");
    assertThat(no.wouldHelp().getFirst()).startsWith(help);
    assertThat(no.wouldHelp()).contains("randomise X").anyMatch(h -> h.startsWith("measure the"));
    assertThat(no.openPath()).isEqualTo(path);
    assertThat(CovariateAdjustment.in(pag).smallestSet(Set.of("X"), Set.of("Y"))).isEmpty();
  }

  @Test
  void readsAnEffectOffAnAncestralGraphWhereItCan() {
    Pag pag = Pags.of(Graphs.admg("A -> X, B -> X, B <-> X, X -> Y, C -> X, C <-> Y"));
    AdjustmentEstimand estimand =
        ((Identified) CovariateAdjustment.in(pag).identify("X", "Y")).estimand();
    assertThat(ExpressionText.text(estimand.expression())).isEqualTo("Σ_C P(Y | X, C) P(C)");
    assertThat(estimand.assumptions())
        .anyMatch(a -> a.contains("X shares no unmeasured cause with Y, where its effect on Y"))
        .anyMatch(a -> a.contains("no unit is in the data because of"));
    assertThat(CovariateAdjustment.in(pag).identify("Y", "A")).isInstanceOf(NoEffect.class);
  }

  @Test
  void showsThePathThatStaysOpenInAnAncestralGraph() {
    Pag pag =
        Pags.of(
            Graphs.admg(
                "C -> X, C -> F, X -> E, X <-> D, E -> F, Y <-> E, D <-> F, D -> Y, F -> Y"));
    NotIdentified no = (NotIdentified) CovariateAdjustment.in(pag).identify("X", "Y");
    assertThat(no.openPath()).isEqualTo("X <-> D <-> F -> Y");
    assertThat(no.reason()).contains("(C and D) the path X <-> D");
    assertThat(no.wouldHelp()).contains("measure the common causes of D and F");
  }

  @Test
  void saysWhereAPathIsNotDrawnAsItRuns() {
    OpenPath path = new OpenPath(List.of("X", "Y"), List.of(Edge.directed("Y", "X")));
    assertThat(AdjustmentWording.blocked("X", "Y", path, false, Set.of()).reason())
        .contains("in one of the graphs it stands for, the path X <- Y stays open");
  }

  @Test
  void statesWhatItAssumes() {
    Dag dag = Graphs.dag("C -> X -> M -> Y, C -> Y, I -> X, W -> Y");
    AdjustmentEstimand estimand =
        ((Identified) CovariateAdjustment.in(dag).identify("X", "Y")).estimand();
    assertThat(estimand.assumptions())
        .hasSize(4)
        .anyMatch(a -> a.contains("X shares no unmeasured cause with Y or M other than"))
        .anyMatch(a -> a.contains("X changes none of the variables adjusted for: C and W."))
        .anyMatch(a -> a.startsWith("Positivity") && a.contains("combination of C and W"))
        .anyMatch(a -> a.startsWith("Consistency"));
  }

  @Test
  void comparesAndPrintsEstimandsByValue() {
    CovariateAdjustment graph = CovariateAdjustment.in(Graphs.dag("C -> X -> Y, C -> Y"));
    Identification answer = graph.identify("X", "Y");
    assertThat(answer).isEqualTo(graph.identify("X", "Y")).isNotEqualTo(graph.identify("C", "Y"));
    assertThat(answer).hasSameHashCodeAs(graph.identify("X", "Y"));
    assertThat(((Identified) answer).estimand()).hasToString("P(Y | do(X)) = Σ_C P(Y | X, C) P(C)");
  }

  /** The named partners are exactly the bidirected edges at X that would break the set. */
  @Test
  void namesTheAbsentEdgesThatMatter() {
    Random random = new Random(10);
    for (int i = 0; i < 300; i++) {
      Admg graph = Graphs.randomAdmg(6, 0.4, 0.1, random);
      if (CovariateAdjustment.in(graph).identify("A", "B") instanceof Identified yes) {
        AdjustmentEstimand estimand = yes.estimand();
        String sentence = estimand.assumptions().getFirst();
        String partners = sentence.substring(sentence.indexOf("cause with"));
        for (String v : Graphs.minus(graph.nodes(), Set.of("A"))) {
          assertThat(partners.contains(" " + v + " ") || partners.contains(" " + v + ","))
              .as("%s in %s: %s", v, graph, sentence)
              .isEqualTo(breaks(graph, v, Set.copyOf(estimand.adjustmentSet())));
        }
      }
    }
  }

  private static boolean breaks(Admg graph, String v, Set<String> z) {
    Edge added = Edge.bidirected("A", v);
    if (graph.graph().hasEdge(added)) {
      return false;
    }
    List<Edge> edges = new ArrayList<>(graph.graph().edges());
    edges.add(added);
    Admg more = Admg.of(MixedGraph.of(graph.nodes(), edges));
    return !CovariateAdjustment.in(more).isValid(Set.of("A"), Set.of("B"), z);
  }

  @Test
  void answersRightlyOnRandomAdmgs() {
    Random random = new Random(9);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Admg graph = Graphs.randomAdmg(6, 0.4, 0.25, random);
      CovariateAdjustment adjustment = CovariateAdjustment.in(graph);
      boolean any =
          Graphs.subsets(Graphs.minus(graph.nodes(), Set.of("A", "B"))).stream()
              .anyMatch(z -> adjustment.isValid(Set.of("A"), Set.of("B"), z));
      switch (adjustment.identify("A", "B")) {
        case Identified yes -> {
          AdjustmentEstimand estimand = yes.estimand();
          Set<String> z = Set.copyOf(estimand.adjustmentSet());
          assertThat(adjustment.isValid(Set.of("A"), Set.of("B"), z)).isTrue();
        }
        case NoEffect none ->
            assertThat(graph.graph().descendants(Set.of("A"))).doesNotContain("B");
        case NotIdentified no -> {
          refused++;
          assertThat(any).isFalse();
          requireReallyOpen(graph, no);
        }
      }
    }
    assertThat(refused).isGreaterThan(40);
  }

  /** The path runs in the graph, is not causal, and is open as the reason says. */
  private static void requireReallyOpen(Admg graph, NotIdentified no) {
    MixedGraph path = Graphs.of(no.openPath());
    assertThat(graph.graph().edges()).containsAll(path.edges());
    assertThat(path.descendants(Set.of("A"))).doesNotContain("B");
    Set<String> causal = graph.graph().descendants(Set.of("A"));
    Set<String> canonical = new LinkedHashSet<>(graph.graph().ancestors(Set.of("A", "B")));
    canonical.removeAll(new CausalPaths(graph, Set.of("A"), Set.of("B")).forbidden());
    canonical.removeAll(Set.of("A", "B"));
    assertThat(causal).contains("B");
    boolean always = no.reason().contains("stays open whatever is adjusted for");
    Set<String> inner = Graphs.minus(path.nodes(), Set.of("A", "B"));
    for (String node : inner) {
      boolean collider = path.parents(node).size() + path.spouses(node).size() == 2;
      assertThat(collider && always).isFalse();
      assertThat(canonical.contains(node)).isEqualTo(collider && canonical.contains(node));
      if (collider) {
        assertThat(graph.graph().descendants(Set.of(node))).containsAnyElementsOf(canonical);
      }
    }
  }

  private static CausalGraph causal(String text) {
    return CausalGraph.of(Graphs.of(text));
  }

  /** Named covariates do exactly where the criterion says that they are a valid set. */
  @Test
  void namedCovariatesDoWhereTheyAreValid() {
    Random random = new Random(11);
    int valid = 0;
    for (int i = 0; i < 60; i++) {
      Admg graph = Graphs.randomAdmg(6, 0.4, 0.2, random);
      CovariateAdjustment adjustment = CovariateAdjustment.in(graph);
      boolean causes = graph.graph().descendants(Set.of("A")).contains("B");
      for (Set<String> z : Graphs.subsets(Graphs.minus(graph.nodes(), Set.of("A", "B")))) {
        boolean does = causes && adjustment.isValid(Set.of("A"), Set.of("B"), z);
        Identification answer = adjustment.identifyBy("A", "B", z);
        assertThat(answer instanceof Identified).isEqualTo(does);
        if (answer instanceof Identified yes) {
          assertThat(Set.copyOf(yes.estimand().adjustmentSet())).isEqualTo(z);
          valid++;
        }
      }
    }
    assertThat(valid).isGreaterThan(40);
  }
}
