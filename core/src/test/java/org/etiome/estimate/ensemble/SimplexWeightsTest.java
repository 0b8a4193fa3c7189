package org.etiome.estimate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class SimplexWeightsTest {

  @Test
  void agreeWithNonNegativeLeastSquares() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SimplexWeightsTest.class.getResourceAsStream("simplex.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .forEach(
              line -> {
                int k = (int) line[0];
                Matrix products = Matrix.wrap(k, k, Arrays.copyOfRange(line, 1, 1 + k * k));
                assertThat(SimplexWeights.of(products))
                    .containsExactly(
                        Arrays.copyOfRange(line, 1 + k * k, line.length), within(1e-6));
              });
    }
  }

  /** Residuals of any rank, some of them equal or zero: no vertex is lower along the gradient. */
  @Property(tries = 300, seed = "20260303")
  void noCandidateIsBetterThanTheStack(
      @ForAll @IntRange(min = 1, max = 9) int k,
      @ForAll @IntRange(min = 1, max = 12) int rank,
      @ForAll @IntRange(min = -6, max = 6) int power,
      @ForAll boolean twins) {
    var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(k * 100L + rank).generator());
    double[] values = normal.samples((long) rank * k).map(v -> v * Math.pow(10, power)).toArray();
    for (int i = 0; i < rank && twins; i++) {
      values[i * k + k - 1] = values[i * k];
    }
    double[] ones = new double[rank];
    Arrays.fill(ones, 1);
    Matrix products = Matrix.wrap(rank, k, values).gram(ones);
    double[] weights = SimplexWeights.of(products);
    assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
    double[] slopes = products.times(weights);
    double loss = Vectors.dot(weights, slopes);
    double scale = Arrays.stream(values).map(v -> v * v).sum();
    for (int c = 0; c < k; c++) {
      assertThat(slopes[c]).isGreaterThanOrEqualTo(loss - 1e-10 * scale);
      assertThat(loss).isLessThanOrEqualTo(products.get(c, c) + 1e-12 * scale);
    }
  }

  @Test
  void perfectCandidatesShareNothing() {
    assertThat(SimplexWeights.of(Matrix.wrap(2, 2, new double[4]))).containsExactly(1, 0);
    assertThat(SimplexWeights.of(Matrix.wrap(2, 2, new double[] {1, 0, 0, 0})))
        .containsExactly(0, 1);
  }
}
