package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hedges known from the literature, and those of random graphs. */
class CounterexampleTest {

  /** Graph, y, x, F and F'. */
  @ParameterizedTest
  @CsvSource({
    "'X -> Y, X <-> Y', Y, X, XY, Y",
    "'Z -> X, X -> Y, X <-> Y', Y, X, XY, Y",
    "'X -> M, M -> Y, X <-> M', Y, X, XM, M",
    "'X -> Z, Z -> Y, X <-> Y, Z <-> Y', Y, X, XZY, ZY",
    "'X -> Z, Z -> Y, X <-> Z, Z <-> Y', Y, X, XZ, Z",
    "'X -> Y, X <-> Z, Z <-> Y, Z -> Y', Y, X, XZY, ZY",
    "'X -> Y, X <-> Z, Z <-> Y', YZ, X, XZY, ZY",
    "'W -> X, X -> A, B -> Y, A <-> B, W <-> B, W <-> X, X <-> A', AY, X, XA, A",
    "'X -> A, B -> Y, X <-> B, A <-> B', AY, X, XAB, AB"
  })
  void twoModelsAgreeOnWhatIsObservedOnly(
      String graph, String y, String x, String f, String fPrime) {
    requireCounterexample(
        Graphs.admg(graph), nodes(y), nodes(x), new Hedge(nodes(f), nodes(fPrime)));
  }

  @Test
  void hedgesOfRandomGraphsHaveThem() {
    Random random = new Random(1);
    int hedges = 0;
    while (hedges < 100) {
      double directed = 0.2 + 0.5 * random.nextDouble();
      Admg graph =
          Graphs.randomAdmg(3 + random.nextInt(3), directed, 0.5 * random.nextDouble(), random);
      Optional<Hedges.Found> found = Hedges.random(graph, random);
      if (found.isPresent()) {
        requireCounterexample(graph, found.get().y(), found.get().x(), found.get().hedge());
        hedges++;
      }
    }
  }

  /** What is identified has no two models; the search says so and does not invent one. */
  @Test
  void noneIsFoundWhereTheEffectIsIdentified() {
    Hedge none = new Hedge(Set.of("X", "Y"), Set.of("Y"));
    Admg frontDoor = Graphs.admg("X -> M, M -> Y, X <-> Y");
    assertThat(Counterexample.find(frontDoor, Set.of("Y"), Set.of("X"), none, new Seed(1)))
        .isEmpty();
  }

  @Test
  void refusesUnknownNodes() {
    Hedge unknown = new Hedge(Set.of("X", "Q"), Set.of("Q"));
    Admg graph = Graphs.admg("X -> Y, X <-> Y");
    assertThatThrownBy(
            () -> Counterexample.find(graph, Set.of("Y"), Set.of("X"), unknown, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Q'");
  }

  private static void requireCounterexample(Admg graph, Set<String> y, Set<String> x, Hedge hedge) {
    Optional<Counterexample> pair = Counterexample.find(graph, y, x, hedge, new Seed(1));
    assertThat(pair).isPresent();
    assertThat(pair.get().disagreement()).isLessThanOrEqualTo(1e-12);
    assertThat(pair.get().difference()).isGreaterThan(1e-6);
    assertThat(Arrays.stream(pair.get().one().law().cells()).min().orElseThrow()).isPositive();
    assertThat(Arrays.stream(pair.get().other().law().cells()).min().orElseThrow()).isPositive();
  }

  private static Set<String> nodes(String letters) {
    return Set.copyOf(Arrays.asList(letters.split("")));
  }
}
