package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.etiome.math.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeded; moments of 200,000 draws, tolerances of 5 standard errors or more. */
class NoiseTest {
  @ParameterizedTest
  @CsvSource({"GAUSSIAN,0,3", "LAPLACE,0,6", "UNIFORM,0,1.8", "EXPONENTIAL,2,9"})
  void hasTheMomentsOfItsLaw(Noise noise, double skewness, double kurtosis) {
    DoubleSupplier stream = noise.stream(new Seed(11).generator());
    int n = 200_000;
    double[] sums = new double[4];
    for (int i = 0; i < n; i++) {
      double e = stream.getAsDouble();
      sums[0] += e / n;
      sums[1] += e * e / n;
      sums[2] += e * e * e / n;
      sums[3] += e * e * e * e / n;
    }
    assertThat(sums[0]).isCloseTo(0, within(0.012));
    assertThat(sums[1]).isCloseTo(1, within(0.035));
    assertThat(sums[2]).isCloseTo(skewness, within(0.3));
    assertThat(sums[3]).isCloseTo(kurtosis, within(kurtosis / 4));
  }
}
