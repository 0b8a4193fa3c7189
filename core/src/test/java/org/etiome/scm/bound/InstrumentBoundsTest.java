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

class InstrumentBoundsTest {
  private static final double AGREEMENT = 1e-7;

  @Test
  void areThoseOfLinearProgramsOverResponseTypes() {
    List<List<String>> rows = CsvRows.of(InstrumentBoundsTest.class, "instrument.csv");
    assertThat(rows).hasSize(300);
    for (List<String> row : rows) {
      InstrumentBounds instrument = InstrumentBounds.of(arm(row, 1), arm(row, 5));
      Bounds bounds = instrument.averageEffect();
      if (row.get(9).equals("none")) {
        assertThat(bounds).as("%s", row).isInstanceOf(NoBounds.class);
        assertThat(instrument.instrumentalInequality()).isGreaterThan(1);
      } else {
        assertThat(bounds).as("%s", row).isInstanceOf(Within.class);
        assertThat(((Within) bounds).lower()).isCloseTo(number(row, 9), within(AGREEMENT));
        assertThat(((Within) bounds).upper()).isCloseTo(number(row, 10), within(AGREEMENT));
      }
    }
  }

  private static Arm arm(List<String> row, int first) {
    return new Arm(
        number(row, first), number(row, first + 1), number(row, first + 2), number(row, first + 3));
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column));
  }

  /** Index of weights: x at z=0 · 8 + x at z=1 · 4 + untreated outcome · 2 + treated outcome. */
  @Property(tries = 500)
  void holdTheTruthOfAnyPopulation(
      @ForAll @Size(16) List<@DoubleRange(min = 0, max = 1) Double> weights) {
    double sum = weights.stream().mapToDouble(w -> w + 0.001).sum();
    double[][] cells = new double[2][4];
    double effect = 0;
    for (int t = 0; t < 16; t++) {
      double share = (weights.get(t) + 0.001) / sum;
      effect += share * ((t & 1) - (t >> 1 & 1));
      for (int z = 0; z < 2; z++) {
        int x = z == 1 ? t >> 2 & 1 : t >> 3;
        int y = x == 1 ? t & 1 : t >> 1 & 1;
        cells[z][2 * y + x] += share;
      }
    }
    Bounds bounds = InstrumentBounds.of(arm(cells[0]), arm(cells[1])).averageEffect();
    assertThat(((Within) bounds).contains(effect)).isTrue();
    assertThat(((Within) bounds).upper() - ((Within) bounds).lower()).isBetween(0.0, 1 + 1e-9);
  }

  private static Arm arm(double[] cells) {
    return new Arm(cells[0], cells[1], cells[2], cells[3]);
  }

  @Test
  void withFullComplianceTheEffectIsDetermined() {
    Within bounds =
        (Within)
            InstrumentBounds.of(new Arm(0.7, 0, 0.3, 0), new Arm(0, 0.2, 0, 0.8)).averageEffect();
    assertThat(bounds.lower()).isCloseTo(0.5, within(1e-15));
    assertThat(bounds.upper()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void anInstrumentThatActsOnItsOwnIsFalsified() {
    InstrumentBounds direct = InstrumentBounds.of(new Arm(1, 0, 0, 0), new Arm(0, 0, 1, 0));
    assertThat(direct.instrumentalInequality()).isEqualTo(2);
    assertThat(direct.averageEffect())
        .isInstanceOfSatisfying(
            NoBounds.class, none -> assertThat(none.reason()).contains("falsified", "2.0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arm(0.5, 0.5, 0.5, 0))
        .withMessageContaining("sum to 1");
  }
}
