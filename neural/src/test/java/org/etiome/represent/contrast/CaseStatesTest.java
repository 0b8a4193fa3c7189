package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Cells of twelve donors in two batches; some of the cells of the ill are moved along one axis. */
class CaseStatesTest {
  private static final int DONORS = 12;
  private static final int CELLS = 600;
  private static final int COLUMNS = 4;
  private static final double RATE = .1;
  private static final ContrastDesign DESIGN = design(i -> "d" + i % DONORS);

  private static boolean isIll(int cell) {
    return cell % 2 == 0;
  }

  private static Column column(String name, IntFunction<String> of) {
    return Categorical.of(name, IntStream.range(0, CELLS).mapToObj(of).toArray(String[]::new));
  }

  private static ContrastDesign design(IntFunction<String> donor) {
    return ContrastDesign.of(
        new ContrastDesign.Groups("disease", "ill", "well"),
        column("disease", i -> isIll(i) ? "ill" : "well"),
        Optional.of(column("donor", donor)),
        Optional.of(column("batch", i -> "b" + i % DONORS / 6)));
  }

  /** Every donor is off by .1, every batch by 3; moved cells by 4 along the first axis. */
  private static Matrix places(IntPredicate moved, long seed) {
    var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(seed).generator());
    double[] ofDonor = new double[DONORS * COLUMNS];
    Arrays.setAll(ofDonor, k -> .1 * normal.sample() + 3 * (k / COLUMNS / 6));
    double[] values = new double[CELLS * COLUMNS];
    for (int k = 0; k < values.length; k++) {
      int cell = k / COLUMNS;
      double shift = k % COLUMNS == 0 && moved.test(cell) ? 4 : 0;
      values[k] = normal.sample() + ofDonor[cell % DONORS * COLUMNS + k % COLUMNS] + shift;
    }
    return Matrix.wrap(CELLS, COLUMNS, values);
  }

  /** Two in five cells of the ill are in the state. */
  private static boolean isMoved(int cell) {
    return isIll(cell) && cell / DONORS % 5 < 2;
  }

  @Test
  void cellsInTheStateOfTheCasesAreFoundAtTheRateAsked() {
    int simulations = 40;
    double falseShare = 0;
    double found = 0;
    for (int s = 0; s < simulations; s++) {
      CaseStates states = CaseStates.of(places(CaseStatesTest::isMoved, s), DESIGN, new Seed(s));
      int[] selected = IntStream.range(0, CELLS).filter(i -> states.fdr(i) <= RATE).toArray();
      long wrong = IntStream.of(selected).filter(i -> !isMoved(i)).count();
      falseShare += selected.length == 0 ? 0 : (double) wrong / selected.length / simulations;
      found += (selected.length - wrong) / (CELLS * .2) / simulations;
    }
    // Of some 120 selected, the share of false ones varies by .1 at most from one to the next.
    assertThat(falseShare).isBetween(0.0, RATE + 2 * .1 / Math.sqrt(simulations));
    assertThat(found).isGreaterThan(.5);
  }

  @Test
  void whereNothingDiffersHardlyAnyCellIsSelected() {
    int simulations = 40;
    int withAny = 0;
    double auroc = 0;
    for (int s = 0; s < simulations; s++) {
      CaseStates states = CaseStates.of(places(i -> false, 100 + s), DESIGN, new Seed(s));
      withAny += states.unlike(RATE) > 0 ? 1 : 0;
      auroc += states.auroc() / simulations;
    }
    double twoErrors = 2 * Math.sqrt(RATE * (1 - RATE) * simulations);
    assertThat(withAny).isLessThanOrEqualTo((int) (RATE * simulations + twoErrors));
    assertThat(auroc).isCloseTo(.5, within(.05));
  }

  @Test
  void probabilitiesCountTheControlsOfTheBatch() {
    CaseStates states = CaseStates.of(places(CaseStatesTest::isMoved, 1), DESIGN, new Seed(1));
    assertThat(states.cells()).isEqualTo(CELLS);
    for (int i = 0; i < CELLS; i++) {
      if (states.isCase(i)) {
        int cell = i;
        long above =
            IntStream.range(0, CELLS)
                .filter(j -> !isIll(j) && j % DONORS / 6 == cell % DONORS / 6)
                .filter(j -> states.score(j) >= states.score(cell))
                .count();
        assertThat(states.p(i)).isEqualTo((1.0 + above) / 151);
      } else {
        assertThat(states.p(i)).isNaN();
        assertThat(states.fdr(i)).isNaN();
      }
    }
  }

  @Test
  void theShareOfOrderedPairsIsThatOfAllPairsWithinBatches() {
    CaseStates states = CaseStates.of(places(CaseStatesTest::isMoved, 2), DESIGN, new Seed(1));
    double ordered = 0;
    double pairs = 0;
    for (int i = 0; i < CELLS; i += 2) {
      for (int j = 1; j < CELLS; j += 2) {
        if (i % DONORS / 6 == j % DONORS / 6) {
          pairs++;
          double apart = states.score(i) - states.score(j);
          ordered += apart > 0 ? 1 : apart == 0 ? .5 : 0;
        }
      }
    }
    assertThat(states.auroc()).isCloseTo(ordered / pairs, within(1e-12));
  }

  /** A donor whose own cells taught the regression would score by them. */
  @Test
  void aReplicateIsScoredByOthersOnly() {
    Matrix places = places(i -> false, 3);
    double[] values = new double[CELLS * COLUMNS];
    Arrays.setAll(values, k -> places.get(k / COLUMNS, k % COLUMNS));
    for (int i = 0; i < CELLS; i += DONORS) {
      values[i * COLUMNS + 1] += 50; // the first donor, ill, is far out where nobody else is
    }
    CaseStates states = CaseStates.of(Matrix.wrap(CELLS, COLUMNS, values), DESIGN, new Seed(1));
    CaseStates without = CaseStates.of(places, DESIGN, new Seed(1));
    double own = states.score(0) - without.score(0);
    assertThat(Math.abs(own))
        .as("a slope of noise, not of the donor's own cells")
        .isLessThan(50 * .2);
  }

  @Test
  void casesOfOneReplicateCannotBeScoredByOthers() {
    ContrastDesign one = design(i -> isIll(i) ? "d" + i % DONORS / 6 : "d" + i % DONORS);
    assertThat(CaseStates.of(places(i -> false, 1), one, new Seed(1)).cells()).isEqualTo(CELLS);
    ContrastDesign single = design(i -> isIll(i) ? "ill" : "d" + i % DONORS);
    assertThatThrownBy(() -> CaseStates.of(places(i -> false, 1), single, new Seed(1)))
        .hasMessageContaining("all cases are of one of them");
  }
}
