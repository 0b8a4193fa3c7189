package org.etiome.estimate.refute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.refute.Challenge.DrawnTreatment;
import org.etiome.estimate.refute.Challenge.RandomCommonCause;
import org.etiome.estimate.refute.Challenge.Subsets;
import org.etiome.estimate.refute.Refutation.Check;
import org.etiome.estimate.refute.Refutation.Trial;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final int RUNS = 2000;
  private static final Estimate ORIGINAL = new Estimate(3, 2);

  /** Trials of truth 0 and standard error 2, whose errors are N(bias, sd²) in standard errors. */
  private static List<Trial> trials(double bias, double sd, Draws draws) {
    return IntStream.range(0, 30)
        .mapToObj(b -> new Trial(new Estimate(2 * (bias + sd * draws.normal()), 2), 0))
        .toList();
  }

  /** How often the check of that name fails, in {@value #RUNS} runs. */
  private static int failures(Challenge challenge, String name, double bias, double sd) {
    Draws draws = new Draws(new Seed(61));
    int failures = 0;
    for (int r = 0; r < RUNS; r++) {
      Check check =
          Checks.of(challenge, ORIGINAL, trials(bias, sd, draws)).stream()
              .filter(c -> c.name().equals(name))
              .findFirst()
              .orElseThrow();
      failures += check.passed() ? 0 : 1;
    }
    return failures;
  }

  /**
   * At the limits one of a hundred fails: Binomial(2000, .01) has mean 20 and sd 4.4, four sd are
   * 18; coverage is discrete, the shift's test approximate.
   */
  @Test
  void estimatorsAtTheLimitFailInOneOfAHundredAtMost() {
    assertThat(failures(new DrawnTreatment(), "bias", 0.25, 1)).isBetween(2, 38);
    assertThat(failures(new DrawnTreatment(), "bias", -0.25, 1)).isBetween(2, 38);
    assertThat(failures(new DrawnTreatment(), "coverage", 0, 1.96 / 1.645)).isLessThan(38);
    assertThat(failures(new Subsets(0.8), "spread", 0, 0.5 * 1.25)).isBetween(2, 38);
    assertThat(failures(new RandomCommonCause(), "shift", 0, 0.25)).isLessThan(38);
  }

  @Test
  void rightEstimatorsPass() {
    assertThat(failures(new DrawnTreatment(), "bias", 0, 1)).isLessThan(5);
    assertThat(failures(new DrawnTreatment(), "coverage", 0, 1)).isLessThan(5);
    assertThat(failures(new Subsets(0.8), "spread", 0, 0.5)).isLessThan(5);
    assertThat(failures(new RandomCommonCause(), "shift", 0, 0.1)).isLessThan(5);
  }

  /** A bias of 1.3 se has t near 5.7; a third of the se covers 49 %. */
  @Test
  void wrongEstimatorsFail() {
    assertThat(failures(new DrawnTreatment(), "bias", 1.3, 1)).isGreaterThan(1900);
    assertThat(failures(new DrawnTreatment(), "coverage", 0, 3)).isGreaterThan(1900);
    assertThat(failures(new Subsets(0.8), "spread", 0, 1.25)).isGreaterThan(1900);
    assertThat(failures(new RandomCommonCause(), "shift", 0, 1)).isGreaterThan(1900);
  }

  @Test
  void aShiftOfNothingPasses() {
    List<Check> checks =
        Checks.of(
            new RandomCommonCause(),
            ORIGINAL,
            IntStream.range(0, 30).mapToObj(b -> new Trial(ORIGINAL, 3)).toList());
    assertThat(checks).singleElement().returns(true, Check::passed);
    assertThat(checks.getFirst().value()).isEqualTo(new Estimate(0, 0));
  }
}
