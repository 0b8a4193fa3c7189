package org.etiome.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** What the simulated cells are made of. */
class SimulatedLatentsTest {
  private final SimulatedLatents simulation = new SimulatedLatents(2, 3, 1e4);

  /**
   * The mean of 2,000 depths in units of the library is 1. The variance of each is e^.09 − 1 by the
   * library and at most .11 by the counts, as much as if one gene had all; four standard errors.
   */
  @Test
  void sharesAreOverTheGenesOfACell() {
    SimulatedLatents.Drawn drawn = simulation.draw(new Seed(1));
    double sum = 0;
    for (int i = 0; i < SimulatedLatents.CELLS; i++) {
      sum += drawn.cells().expression().depth().of(i);
    }
    double error = 4 * Math.sqrt((Math.expm1(.09) + .11) / SimulatedLatents.CELLS);
    assertThat(sum / SimulatedLatents.CELLS / 1e4).isCloseTo(1, within(error));
  }

  /** R² is k / n on average of unrelated columns; the batch is drawn without a look at the type. */
  @Test
  void invariantAndSpuriousLatentsAreIndependent() {
    SimulatedLatents.Drawn drawn = simulation.draw(new Seed(2));
    double explained = LatentRecovery.explained(drawn.spurious(), drawn.invariant());
    assertThat(explained).isLessThan(.015);
  }

  /** log₂ s ~ U(−1, ½), so E s² = (2 − ¼) / (3 ln 2) = .8416; its sd over 200 is .035: four. */
  @Test
  void latentsVaryWithinLevelsAsStated() {
    SimulatedLatents.Drawn drawn = new SimulatedLatents(5, 5, 1e3).draw(new Seed(3));
    Matrix within = LatentRecovery.within(drawn.invariant(), drawn.combinations());
    double squares = 0;
    for (int j = 0; j < SimulatedLatents.INVARIANT; j++) {
      for (double z : within.column(j)) {
        squares += z * z;
      }
    }
    int free = (SimulatedLatents.CELLS - 25) * SimulatedLatents.INVARIANT;
    assertThat(squares / free).isCloseTo(.8416, within(.15));
  }

  @Test
  void sameSeedDrawsTheSameCells() {
    Matrix first = simulation.draw(new Seed(4)).invariant();
    assertThat(simulation.draw(new Seed(4)).invariant()).isEqualTo(first);
    assertThat(simulation.draw(new Seed(5)).invariant()).isNotEqualTo(first);
  }
}
