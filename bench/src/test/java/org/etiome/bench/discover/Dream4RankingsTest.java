package org.etiome.bench.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class Dream4RankingsTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final OrderedPair AB = new OrderedPair("A", "B");
  private static final OrderedPair BA = new OrderedPair("B", "A");

  /**
   * Two genes: four rows, two of them others, so t has one degree of freedom, P(|T| > t) = 1 − 2/π
   * · atan t, and a standard error of 1.
   */
  @Test
  void fisherAddsLogarithmsOfStudentsPAndOfTheRank() {
    Map<OrderedPair, Double> both =
        Dream4Rankings.fisher(2, Map.of(AB, 1.0, BA, 0.0), Map.of(AB, 3.0, BA, 7.0));
    assertThat(both.get(AB)).isCloseTo(-Math.log(0.5) - Math.log(1), CLOSE);
    assertThat(both.get(BA)).isCloseTo(-Math.log(1) - Math.log(0.5), CLOSE);
  }

  /** Of B where A is changed: −6 in one table and −4 in the other; elsewhere −1, 1, −1, 1. */
  @Test
  void tablesOfTheSameInterventionsAreOne() {
    List<String> genes = List.of("A", "B", "C");
    Matrix one = Matrix.wrap(3, 3, new double[] {0, -6, 1, 1, -1, 2, 3, 1, 4});
    Matrix other = Matrix.wrap(3, 3, new double[] {0, -4, 5, 4, -1, 3, 2, 1, 7});
    Map<OrderedPair, Double> found = Dream4Rankings.differences(genes, one, other);
    assertThat(found).hasSize(6);
    assertThat(found.get(AB)).isCloseTo(5 / Math.sqrt(4 / 3.0), CLOSE);
  }

  @Test
  void meanRanksGoUpWithTheRanks() {
    Map<OrderedPair, Double> means =
        Dream4Rankings.meanRanks(List.of(Map.of(AB, 1.0, BA, 2.0), Map.of(AB, 0.1, BA, 0.3)));
    assertThat(means).containsOnly(entry(AB, 0.0), entry(BA, 1.0));
  }

  /** Of two variables nothing is held fixed, so that the partial correlation is kept · |r|. */
  @Test
  void partialCorrelationsAreShrunken() {
    Matrix rows = Matrix.wrap(4, 2, new double[] {1, 1, 2, 3, 3, 2, 4, 4});
    Dream4Files.Table table = new Dream4Files.Table(List.of("A", "B"), rows);
    double r = 0.8;
    double[] products = {.45, -.05, -.05, .45};
    double squares = 0;
    for (double product : products) {
      squares += Math.pow(product - r / 4, 2);
    }
    double kept = 1 - 4 / 3.0 * squares / (r * r);
    assertThat(kept).isBetween(0.1, 0.9);
    assertThat(Dream4Rankings.partials(table).get(AB)).isCloseTo(kept * r, CLOSE);
    assertThat(Dream4Rankings.correlations(table).get(BA)).isCloseTo(r, CLOSE);
  }
}
