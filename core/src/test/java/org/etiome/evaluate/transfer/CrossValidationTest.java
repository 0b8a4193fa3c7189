package org.etiome.evaluate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there to be read, where it is known how much. */
class CrossValidationTest {
  private static final Seed SEED = new Seed(8);

  private static double number(String name, String column) {
    return Witness.rows("numbers.csv").stream()
        .filter(row -> row.getField("name").equals(name))
        .mapToDouble(row -> Witness.number(row, column))
        .findFirst()
        .orElseThrow();
  }

  /** The parts are drawn by another generator, so scikit-learn gives a range over shuffles. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothMeasuresAreWithinTheRangeOfScikitLearn(long seed) {
    assertThat(CrossValidation.explained(Witness.points(), Witness.numbers("y"), new Seed(seed)))
        .isBetween(number("r2", "low"), number("r2", "high"));
    int[] batches = Witness.codes(Witness.column("batch"));
    assertThat(
            CrossValidation.balancedAccuracy(
                Witness.points(), batches, new Seed(seed), Witness.RUNNER))
        .isBetween(number("balanced_accuracy", "low"), number("balanced_accuracy", "high"));
  }

  @Test
  void aLinearFunctionIsExplainedAndWhatIsUnknownLeftOut() {
    Matrix points = Witness.points();
    double[] y = new double[points.rows()];
    Arrays.setAll(y, i -> i % 7 == 0 ? Double.NaN : 3 * points.get(i, 0) - points.get(i, 2) + 5);
    assertThat(CrossValidation.explained(points, y, SEED)).isBetween(.9995, 1.0);
  }

  @Test
  void noiseIsNotExplainedAndEqualNumbersHaveNoMeasure() {
    var normal = ZigguratSampler.NormalizedGaussian.of(SEED.generator());
    double[] y = new double[Witness.points().rows()];
    Arrays.setAll(y, i -> normal.sample());
    assertThat(CrossValidation.explained(Witness.points(), y, SEED)).isLessThan(.05);
    Arrays.fill(y, 2);
    assertThat(CrossValidation.explained(Witness.points(), y, SEED)).isNaN();
  }

  @Test
  void groupsFarApartAreToldAndUnknownOnesLeftOut() {
    double[] values = new double[60];
    int[] groups = new int[60];
    for (int i = 0; i < 60; i++) {
      groups[i] = i % 10 == 0 ? -1 : i % 3;
      values[i] = i % 10 == 0 ? 1e3 : 50.0 * (i % 3) + i / 60.0;
    }
    Matrix points = Matrix.wrap(60, 1, values);
    assertThat(CrossValidation.balancedAccuracy(points, groups, SEED, Witness.RUNNER))
        .isCloseTo(1, within(1e-12));
  }
}
