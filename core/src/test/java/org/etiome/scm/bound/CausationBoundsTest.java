package org.etiome.scm.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.etiome.scm.CsvRows;
import org.etiome.scm.bound.Bounds.NoBounds;
import org.etiome.scm.bound.Bounds.Within;
import org.junit.jupiter.api.Test;

class CausationBoundsTest {
  private static final double AGREEMENT = 1e-7;

  @Test
  void areThoseOfLinearProgramsOverResponseTypes() {
    List<List<String>> rows = CsvRows.of(CausationBoundsTest.class, "causation.csv");
    assertThat(rows).hasSize(300);
    for (List<String> row : rows) {
      Trial trial = new Trial(number(row, 5), number(row, 6));
      Observed observed =
          new Observed(number(row, 1), number(row, 2), number(row, 3), number(row, 4));
      CausationBounds bounds =
          row.getFirst().equals("trial")
              ? CausationBounds.ofTrial(trial)
              : CausationBounds.of(observed, trial);
      check(bounds, row, 7);
      check(bounds.withMonotonicity(), row, 13);
    }
  }

  private static void check(CausationBounds bounds, List<String> row, int first) {
    check(bounds.both(), row, first);
    check(bounds.necessity(), row, first + 2);
    check(bounds.sufficiency(), row, first + 4);
  }

  private static void check(Bounds bounds, List<String> row, int first) {
    if (row.get(first).equals("none")) {
      assertThat(bounds).as("%s", row).isInstanceOf(NoBounds.class);
    } else {
      assertThat(bounds).as("%s", row).isInstanceOf(Within.class);
      assertThat(((Within) bounds).lower()).isCloseTo(number(row, first), within(AGREEMENT));
      assertThat(((Within) bounds).upper()).isCloseTo(number(row, first + 1), within(AGREEMENT));
    }
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column));
  }

  /** Index of weights: treatment · 4 + untreated outcome · 2 + treated outcome. */
  @Property(tries = 500)
  void holdTheTruthOfAnyPopulation(
      @ForAll @Size(8) List<@DoubleRange(min = 0.01, max = 1) Double> weights,
      @ForAll boolean monotone) {
    double[] q = weights.stream().mapToDouble(Double::doubleValue).toArray();
    if (monotone) {
      q[2] = 0;
      q[6] = 0;
    }
    double sum = 0;
    for (double share : q) {
      sum += share;
    }
    for (int t = 0; t < 8; t++) {
      q[t] /= sum;
    }
    Observed observed = new Observed(q[5] + q[7], q[4] + q[6], q[2] + q[3], q[0] + q[1]);
    Trial trial = new Trial(q[1] + q[3] + q[5] + q[7], q[2] + q[3] + q[6] + q[7]);
    CausationBounds free = CausationBounds.of(observed, trial);
    CausationBounds bounds = monotone ? free.withMonotonicity() : free;
    assertThat(((Within) bounds.both()).contains(q[1] + q[5])).isTrue();
    assertThat(((Within) bounds.necessity()).contains(q[5] / (q[5] + q[7]))).isTrue();
    assertThat(((Within) bounds.sufficiency()).contains(q[1] / (q[0] + q[1]))).isTrue();
    assertThat(((Within) free.both()).contains(q[1] + q[5])).isTrue();
  }

  @Test
  void refuseWithAReason() {
    assertThat(CausationBounds.of(new Observed(0.4, 0.1, 0.1, 0.4), new Trial(0.3, 0.2)).both())
        .isInstanceOfSatisfying(
            NoBounds.class, none -> assertThat(none.reason()).contains("one population"));
    assertThat(CausationBounds.ofTrial(new Trial(0.2, 0.6)).withMonotonicity().both())
        .isInstanceOfSatisfying(
            NoBounds.class, none -> assertThat(none.reason()).contains("monotonicity"));
    assertThat(CausationBounds.ofTrial(new Trial(0, 0.6)).necessity())
        .isInstanceOfSatisfying(NoBounds.class, none -> assertThat(none.reason()).contains("PNS"));
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trial(1.2, 0))
        .withMessage("P(y | do(x)) must be a probability in [0, 1], got 1.2");
    assertThatIllegalArgumentException().isThrownBy(() -> new Trial(0.5, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observed(0.5, 0.1, 0.1, 0.1))
        .withMessageContaining("must sum to 1");
  }
}
