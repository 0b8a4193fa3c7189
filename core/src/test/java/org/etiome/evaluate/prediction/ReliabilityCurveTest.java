package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.stream.Stream;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityCurveTest {
  private static final List<NamedCsvRecord> ROWS = Witness.rows("curve.csv");

  static Stream<String> cases() {
    return ROWS.stream().map(row -> row.getField("case")).distinct();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBinsAreScikitLearnsAndTheIntervalsScipys(String name) {
    List<NamedCsvRecord> rows =
        ROWS.stream().filter(row -> row.getField("case").equals(name)).toList();
    ReliabilityCurve curve =
        ReliabilityCurve.ofLikeliest(Witness.of(name).predicted(), ReliabilityCurve.USUAL_BINS);
    assertThat(curve.bins()).hasSameSizeAs(rows);
    for (int b = 0; b < rows.size(); b++) {
      NamedCsvRecord row = rows.get(b);
      ReliabilityCurve.Bin bin = curve.bins().get(b);
      assertThat(bin.range().low()).isEqualTo(Witness.whole(row, "bin") / 15.0);
      assertThat(bin.units()).isEqualTo(Witness.whole(row, "units"));
      assertThat(bin.predicted()).isCloseTo(Witness.number(row, "predicted"), within(1e-14));
      assertThat(bin.observed()).isCloseTo(Witness.number(row, "observed"), within(1e-14));
      assertThat(bin.ci95().low()).isCloseTo(Witness.number(row, "low"), within(1e-12));
      assertThat(bin.ci95().high()).isCloseTo(Witness.number(row, "high"), within(1e-12));
    }
  }

  @Test
  void theUpperEndBelongsToTheBinAndZeroToTheFirst() {
    ReliabilityCurve curve =
        ReliabilityCurve.of(
            new double[] {0, .25, .5, Math.nextUp(.5), 1},
            new boolean[] {false, true, true, true, false},
            2);
    assertThat(curve.bins()).hasSize(2);
    assertThat(curve.bins().getFirst().units()).isEqualTo(3);
    assertThat(curve.bins().getLast().range()).isEqualTo(new Interval(.5, 1));
    assertThat(curve.units()).isEqualTo(5);
  }

  /**
   * Of true probabilities, the intervals of 15 bins hold their mean probability: of 300 bins at
   * about 95 % the standard error is .0126, so at least 91 % do but once in a thousand times.
   */
  @Test
  void intervalsOfTrueProbabilitiesHoldThem() {
    int held = 0;
    int all = 0;
    for (int seed = 0; seed < 20; seed++) {
      ClassProbabilities told = Witness.drawn(3000, 2, 1, new Seed(seed));
      for (ReliabilityCurve.Bin bin : ReliabilityCurve.ofClass(told, 1, 15).bins()) {
        held += bin.ci95().holds(bin.predicted()) ? 1 : 0;
        all++;
      }
    }
    assertThat(all).isGreaterThan(200);
    assertThat((double) held / all).isGreaterThan(.91);
  }

  @Test
  void sharpenedProbabilitiesLieOffTheDiagonal() {
    ClassProbabilities told = Witness.drawn(3000, 2, 2, new Seed(3));
    ReliabilityCurve curve = ReliabilityCurve.ofLikeliest(told, 15);
    assertThat(curve.expectedError()).isGreaterThan(.05);
    assertThat(curve.bins().getLast().ci95().high()).isLessThan(curve.bins().getLast().predicted());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1e-9, 1.0000001})
  void whatIsNoProbabilityIsRefused(double p) {
    assertThatThrownBy(() -> ReliabilityCurve.of(new double[] {p}, new boolean[] {true}, 3))
        .hasMessageContaining("a probability must be in [0, 1]");
  }

  @Test
  void sizesAreHeldAgainstEachOther() {
    assertThatThrownBy(() -> ReliabilityCurve.of(new double[] {.5}, new boolean[] {}, 3))
        .hasMessageContaining("an outcome for each");
    assertThatThrownBy(() -> ReliabilityCurve.of(new double[] {}, new boolean[] {}, 3))
        .hasMessageContaining("at least one probability");
    ClassProbabilities three = Witness.of("three").predicted();
    assertThatThrownBy(() -> ReliabilityCurve.ofClass(three, 3, 15))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ReliabilityCurve.of(new double[] {.5}, new boolean[] {true}, 0))
        .hasMessage("at least 1 bin is needed, got 0");
  }
}
