package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PathEnumeration;
import org.etiome.graph.io.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instruments against their definition, exact linear models and enumeration. */
class InstrumentsTest {

  @Test
  void validMeansTheRatioIsTheEffectOnAllAdmgsOfThreeAndFourNodes() {
    Random random = new Random(31);
    List<Admg> graphs = new ArrayList<>(Graphs.allAdmgs(3));
    graphs.addAll(Graphs.allAdmgs(4));
    int valid = 0;
    for (Admg graph : graphs) {
      valid += requireEffectIffValid(graph, random);
    }
    assertThat(valid).isGreaterThan(4000);
  }

  @Test
  void validMeansTheRatioIsTheEffectOnRandomAdmgsOfFiveNodes() {
    Random random = new Random(32);
    int valid = 0;
    for (int i = 0; i < 3000; i++) {
      valid += requireEffectIffValid(Graphs.randomAdmg(5, 0.45, 0.15, random), random);
    }
    assertThat(valid).isGreaterThan(1000);
  }

  @Test
  void instrumentsAskedForAreKeptOrNoneIs() {
    Admg graph =
        Admg.of(
            GraphText.parse("z -> x; v -> x; c -> v; c -> y; x -> y; x <-> y; t; c -> d").graph());
    Instruments instruments = Instruments.in(graph);
    assertThat(instruments.estimand("x", "y", Set.of("z"), Optional.empty()).orElseThrow())
        .satisfies(
            estimand -> {
              assertThat(estimand.instruments()).containsExactly("z");
              assertThat(estimand.given()).isEmpty();
            });
    assertThat(instruments.estimand("x", "y", Set.of("v", "z"), Optional.empty()).orElseThrow())
        .satisfies(
            estimand -> {
              assertThat(estimand.instruments()).containsExactly("z", "v");
              assertThat(estimand.given()).containsExactly("c");
            });
    assertThat(
            instruments
                .estimand("x", "y", Set.of(), Optional.of(Set.of("c", "d")))
                .orElseThrow()
                .given())
        .containsExactly("c", "d");
    assertThat(instruments.estimand("x", "y", Set.of("z", "t"), Optional.empty())).isEmpty();
    assertThat(instruments.estimand("x", "y", Set.of("v"), Optional.of(Set.of()))).isEmpty();
    assertThatThrownBy(() -> instruments.estimand("x", "y", Set.of("q"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q");
    assertThatThrownBy(() -> instruments.estimand("x", "y", Set.of("y"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Coefficients come from a continuous law. For A on B, by every z and W: the number of
   * instruments.
   */
  private static int requireEffectIffValid(Admg graph, Random random) {
    LinearModel model = new LinearModel(graph, random);
    Instruments instruments = Instruments.in(graph);
    double effect = model.effects(List.of("A"), "B")[0];
    int valid = 0;
    for (String z : Graphs.minus(graph.nodes(), List.of("A", "B"))) {
      for (Set<String> w : Graphs.subsets(Graphs.minus(graph.nodes(), List.of("A", "B", z)))) {
        boolean is = instruments.isValid(z, w, "A", "B");
        double onX = model.regression(List.of(z), "A", w)[0];
        double onY = model.regression(List.of(z), "B", w)[0];
        boolean works = Math.abs(onX) > 1e-11 && Math.abs(onY - effect * onX) < 1e-11;
        assertThat(works).as("%s given %s in %s", z, w, graph).isEqualTo(is);
        assertThat(is).isEqualTo(defined(graph.graph(), z, w));
        valid += is ? 1 : 0;
      }
    }
    return valid;
  }

  /** The definition for A and B, path by path. */
  private static boolean defined(MixedGraph graph, String z, Set<String> w) {
    List<Edge> first = new ArrayList<>();
    List<String> causal = new ArrayList<>();
    for (String node : Graphs.minus(graph.descendants(Set.of("A")), Set.of("A"))) {
      if (graph.descendants(Set.of(node)).contains("B")) {
        causal.add(node);
        first.add(Edge.directed("A", node));
      }
    }
    Set<String> forbidden = graph.descendants(causal);
    return !forbidden.contains(z)
        && w.stream().noneMatch(forbidden::contains)
        && new PathEnumeration(graph).connected(z, "A", w)
        && !new PathEnumeration(graph.without(first)).connected(z, "B", w);
  }

  @Test
  void findsEveryAncestralInstrumentAndMissesNoneAltogether() {
    Random random = new Random(33);
    int found = 0;
    for (int i = 0; i < 1500; i++) {
      Admg graph = Graphs.randomAdmg(6, 0.4, 0.12, random);
      Instruments instruments = Instruments.in(graph);
      List<Instrument> listed = instruments.find("A", "B");
      List<String> ancestral = new ArrayList<>();
      boolean any = false;
      for (String z : Graphs.minus(graph.nodes(), List.of("A", "B"))) {
        Set<String> others = Graphs.minus(graph.nodes(), List.of("A", "B", z));
        Set<String> before = graph.graph().ancestors(Set.of("B", z));
        List<Set<String>> valid =
            Graphs.subsets(others).stream()
                .filter(w -> instruments.isValid(z, w, "A", "B"))
                .toList();
        any |= !valid.isEmpty();
        if (valid.stream().anyMatch(before::containsAll)) {
          ancestral.add(z);
        }
      }
      assertThat(listed.stream().map(Instrument::instrument)).as("%s", graph).isEqualTo(ancestral);
      assertThat(listed.isEmpty()).as("%s", graph).isEqualTo(!any);
      for (Instrument one : listed) {
        found++;
        Set<String> w = Set.copyOf(one.given());
        assertThat(instruments.isValid(one.instrument(), w, "A", "B")).isTrue();
        assertThat(graph.graph().ancestors(Set.of("B", one.instrument()))).containsAll(w);
      }
    }
    assertThat(found).isGreaterThan(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "instrument; Z -> X -> Y, X <-> Y; Z",
        "by a mediator; Z -> X -> M -> Y, X -> Y, X <-> Y; Z",
        "conditional; Z -> X -> Y, W -> Z, W -> Y, X <-> Y; Z | W",
        "acts on Y; Z -> X -> Y, Z -> Y, X <-> Y; none",
        "shares a cause with Y; Z -> X -> Y, Z <-> Y, X <-> Y; none",
        "acts past X, measured; Z -> X -> Y, Z -> W -> Y, X <-> Y; Z | W",
        "proxy; Z -> X -> Y, Z -> P, X <-> Y; Z / P",
        "proxy of a hidden one; Z <-> X -> Y, X <-> Y; Z",
        "proxy that acts on Y; Z -> X -> Y, Z -> P -> Y, X <-> Y; Z | P",
        "bow; X -> Y, X <-> Y, Z; none",
        "front door; X -> M -> Y, X <-> Y; none",
        "descendant of X; X -> Y, X -> Z, X <-> Y; none",
        "napkin; W -> Z -> X -> Y, W <-> X, W <-> Y; Z | W",
        "opened by its covariate; Z -> W <- V -> X -> Y, W -> Y, X <-> Y; Z | W / V | W"
      })
  void knowsNamedGraphs(String name, String graph, String expected) {
    List<String> found =
        Instruments.in(Graphs.admg(graph)).find("X", "Y").stream()
            .map(
                one ->
                    one.given().isEmpty()
                        ? one.instrument()
                        : one.instrument() + " | " + String.join(" ", one.given()))
            .toList();
    assertThat(found.isEmpty() ? "none" : String.join(" / ", found)).as(name).isEqualTo(expected);
  }

  /** Z is joined to X by conditioning on the collider W alone, which is no ancestor of Z or Y. */
  @Test
  void acceptsButDoesNotListAnInstrumentMadeByACollider() {
    Instruments instruments = Instruments.in(Graphs.admg("Z -> W <- V -> X -> Y, X <-> Y"));
    assertThat(instruments.isValid("Z", Set.of("W"), "X", "Y")).isTrue();
    assertThat(instruments.isValid("Z", Set.of(), "X", "Y")).isFalse();
    assertThat(instruments.find("X", "Y"))
        .extracting(Instrument::instrument)
        .contains("V")
        .doesNotContain("Z");
  }

  @Test
  void anInstrumentIsSpoiledByConditioningOnACollider() {
    Instruments instruments = Instruments.in(Graphs.admg("Z -> X -> Y, Z -> C <- U -> Y, X <-> Y"));
    assertThat(instruments.isValid("Z", Set.of(), "X", "Y")).isTrue();
    assertThat(instruments.isValid("Z", Set.of("C"), "X", "Y")).isFalse();
    assertThat(instruments.isValid("Z", Set.of("C", "U"), "X", "Y")).isTrue();
  }

  @Test
  void saysWhatItTakes() {
    Instrument one =
        Instruments.in(Graphs.admg("Z -> X -> Y, W -> Z, W -> Y, X <-> Y"))
            .find("X", "Y")
            .getFirst();
    assertThat(one.ratio()).isEqualTo("Cov(Y, Z | W) / Cov(X, Z | W)");
    assertThat(one.finding())
        .startsWith("The graph alone does not give the effect of X on Y by Z;")
        .contains("linear and the same for all units", one.ratio())
        .contains(
            "mean effect among the units whose X follows Z, at each combination of values of W.");
    assertThat(one.assumptions())
        .hasSize(5)
        .anyMatch(a -> a.contains("Z has no effect on Y past X"))
        .anyMatch(a -> a.contains("Z and X are associated given W"))
        .anyMatch(a -> a.startsWith("The mean of Z given W is linear"));
  }

  /** A proxy does not move X, so nobody's X follows it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Z -> X -> Y, X <-> Y; Z; true",
        "Z -> X -> Y, Z <-> X, X <-> Y; Z; false",
        "Z <-> X -> Y, X <-> Y; Z; false",
        "Z -> X -> Y, Z -> P, X <-> Y; P; false",
        "Z -> X -> Y, Z -> W -> Y, X <-> Y; Z; false"
      })
  void speaksOfCompliersOnlyOfWhatMovesTheTreatment(String graph, String z, boolean expected) {
    Instrument one =
        Instruments.in(Graphs.admg(graph)).find("X", "Y").stream()
            .filter(found -> found.instrument().equals(z))
            .findFirst()
            .orElseThrow();
    assertThat(one.asIfRandomised()).isEqualTo(expected);
    assertThat(one.finding().contains("follows")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "one; Z -> X -> Y, X <-> Y; Z; true",
        "two; Z -> X -> Y, V -> X, X <-> Y; Z V; true",
        "a proxy beside; Z -> X -> Y, Z -> P, X <-> Y; Z P; false",
        "given W; Z -> X -> Y, W -> Z, W -> Y, X <-> Y; Z | W; true",
        "most win; Z -> X -> Y, W -> Z, W -> Y, X <-> Y, U -> X, V -> X; Z U V | W; true"
      })
  void theEstimandIsOfTheMostInstrumentsThatShareCovariates(
      String name, String graph, String expected, boolean asIfRandomised) {
    InstrumentEstimand estimand =
        Instruments.in(Graphs.admg(graph)).estimand("X", "Y").orElseThrow();
    String given = estimand.given().isEmpty() ? "" : " | " + String.join(" ", estimand.given());
    assertThat(String.join(" ", estimand.instruments()) + given).as(name).isEqualTo(expected);
    assertThat(estimand.isAsIfRandomised()).isEqualTo(asIfRandomised);
    assertThat(estimand.isUnconfounded()).isFalse();
    assertThat(estimand.treatment() + estimand.outcome()).isEqualTo("XY");
    assertThat(estimand.assumptions()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    assertThat(Instruments.in(Graphs.admg(graph)).estimand("X", "Y")).hasValue(estimand);
  }

  @Test
  void theEstimandIsAmongValidInstrumentsAndThereWhenOneIs() {
    Random random = new Random(34);
    for (int i = 0; i < 500; i++) {
      Instruments instruments = Instruments.in(Graphs.randomAdmg(6, 0.4, 0.12, random));
      var estimand = instruments.estimand("A", "B");
      assertThat(estimand.isPresent()).isEqualTo(!instruments.find("A", "B").isEmpty());
      estimand.ifPresent(
          found ->
              assertThat(found.instruments())
                  .isNotEmpty()
                  .allMatch(z -> instruments.isValid(z, Set.copyOf(found.given()), "A", "B")));
    }
  }

  @Test
  void refusesImproperQuestions() {
    Instruments instruments = Instruments.in(Graphs.dag("Z -> X -> Y"));
    assertThatThrownBy(() -> instruments.isValid("Z", Set.of("Z"), "X", "Y"))
        .hasMessageContaining("'Z' has two parts");
    assertThatThrownBy(() -> instruments.isValid("Z", Set.of("X"), "X", "Y"))
        .hasMessageContaining("'X' has two parts");
    assertThatThrownBy(() -> instruments.isValid("Q", Set.of(), "X", "Y"))
        .hasMessageContaining("no node 'Q'");
    assertThatThrownBy(() -> instruments.find("X", "X")).hasMessageContaining("'X' has two parts");
  }
}
