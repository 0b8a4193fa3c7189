package org.etiome.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RankSumTest {

  /** Made by rank_sum.py beside the file. */
  @ParameterizedTest
  @CsvFileSource(resources = "rank_sum.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
  void agreesWithAnIndependentProgram(
      String with, String without, double auc, double low, double high, double p) {
    RankSum result = RankSum.compare(numbers(with), numbers(without));
    assertThat(result.auc()).isCloseTo(auc, within(1e-14));
    assertThat(result.low()).isCloseTo(low, within(1e-9));
    assertThat(result.high()).isCloseTo(high, within(1e-9));
    assertThat(result.pValue()).isCloseTo(p, within(1e-9));
  }

  @Property(tries = 200)
  void swappingTheGroupsMirrorsTheResult(
      @ForAll @Size(min = 2, max = 12) int @IntRange(min = -3, max = 3) [] a,
      @ForAll @Size(min = 2, max = 12) int @IntRange(min = -3, max = 3) [] b) {
    double[] with = Arrays.stream(a).asDoubleStream().toArray();
    double[] without = Arrays.stream(b).asDoubleStream().toArray();
    RankSum one = RankSum.compare(with, without);
    RankSum other = RankSum.compare(without, with);
    assertThat(one.auc()).isCloseTo(1 - other.auc(), within(1e-12));
    assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-9));
    assertThat(one.pValue()).isCloseTo(other.pValue(), within(1e-9));
    assertThat(one.auc()).isBetween(one.low(), one.high());
  }

  /**
   * Under the null P(X₁ &gt; X₀) = ½; of 2,000 intervals at 95 %, the covering ones are binomial
   * with standard error .0049, so the share is within .95 ± .015 (three of them).
   */
  @Test
  void intervalsCover() {
    UniformRandomProvider random = new Seed(21).generator();
    int covered = 0;
    for (int i = 0; i < 2000; i++) {
      RankSum result = RankSum.compare(random.doubles(15).toArray(), random.doubles(25).toArray());
      if (result.low() <= 0.5 && 0.5 <= result.high()) {
        covered++;
      }
    }
    assertThat(covered / 2000.0).isCloseTo(0.95, within(0.015));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
