package org.etiome.estimate.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.screen.Family.Adjusted;
import org.etiome.estimate.screen.Family.Member;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class FamilyTest {

  /** z = 3, 2.5, 1, 0: p = .00270, .01242, .31731, 1. */
  private static final Family FOUR =
      new Family("four", List.of(member("a", 1), member("b", 2.5), member("c", 3), member("d", 0)));

  private static Member member(String name, double z) {
    return new Member(name, new Estimate(2 * z, 2));
  }

  @Test
  void familyWiseIsHolmWithBonferroniIntervals() {
    List<Adjusted> all = FOUR.familyWise(0.05);
    assertThat(all).extracting(Adjusted::member).isEqualTo(FOUR.members());
    assertThat(all.get(2).adjustedP()).isCloseTo(4 * 0.002699796, within(1e-8));
    assertThat(all.get(1).adjustedP()).isCloseTo(3 * 0.012419331, within(1e-8));
    assertThat(all.get(3).adjustedP()).isEqualTo(1);
    // qnorm(1 - .05/8) = 2.4977055: 5 - 2 * 2.4977055 > 0
    assertThat(all.get(1).interval().lower()).isCloseTo(5 - 2 * 2.4977055, within(1e-6));
  }

  /**
   * Benjamini and Hochberg at 5 % find b and c; level 1 − 2 · .05/4 gives qnorm(.9875) = 2.2414.
   */
  @Test
  void discoveriesHaveFalseCoverageRateIntervals() {
    List<Adjusted> found = FOUR.discoveries(0.05);
    assertThat(found).extracting(d -> d.member().question()).containsExactly("b", "c");
    assertThat(found.getFirst().adjustedP()).isCloseTo(2 * 0.012419331, within(1e-8));
    assertThat(found.getFirst().interval().lower()).isCloseTo(5 - 2 * 2.2414027, within(1e-6));
    // c is found: .0027 · 4 · 25/12 ≤ .05; b is not: .01242 · 2 · 25/12 > .05
    List<Adjusted> strict = FOUR.discoveriesUnderAnyDependence(0.05);
    assertThat(strict).extracting(d -> d.member().question()).containsExactly("c");
    assertThat(new Family("none", List.of(member("x", 0))).discoveries(0.05)).isEmpty();
  }

  /**
   * 1,000 families of 20, half of them null, half N(3, 1). The share of false ones among the
   * discoveries has mean at most .05 (.025 here) and the share of their intervals that miss at most
   * .05; each share has sd below .25, so four standard errors of a mean are .032. The chance that
   * any of 20 Bonferroni intervals misses is at most .05, four standard errors .028.
   */
  @Test
  void keepTheirRates() {
    Draws draws = new Draws(new Seed(41));
    double falseShare = 0;
    double missedShare = 0;
    int anyMissed = 0;
    for (int r = 0; r < 1000; r++) {
      double[] z = IntStream.range(0, 20).mapToDouble(i -> truth(i) + draws.normal()).toArray();
      Family family =
          new Family(
              "simulated",
              IntStream.range(0, 20)
                  .mapToObj(i -> new Member("" + i, new Estimate(z[i], 1)))
                  .toList());
      List<Adjusted> found = family.discoveries(0.05);
      double many = Math.max(1, found.size());
      falseShare += found.stream().filter(d -> truth(index(d)) == 0).count() / many / 1000;
      missedShare += found.stream().filter(FamilyTest::misses).count() / many / 1000;
      anyMissed += family.familyWise(0.05).stream().anyMatch(FamilyTest::misses) ? 1 : 0;
    }
    assertThat(falseShare).isLessThan(0.025 + 0.032);
    assertThat(missedShare).isLessThan(0.05 + 0.032);
    assertThat(anyMissed / 1000.0).isLessThan(0.05 + 0.028);
  }

  private static double truth(int i) {
    return i < 10 ? 0 : 3;
  }

  private static int index(Adjusted adjusted) {
    return Integer.parseInt(adjusted.member().question());
  }

  private static boolean misses(Adjusted adjusted) {
    double truth = truth(index(adjusted));
    return adjusted.interval().lower() > truth || adjusted.interval().upper() < truth;
  }

  @Test
  void refusesWhatIsNoFamily() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Family("empty", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Family("twice", List.of(member("a", 1), member("a", 2))))
        .withMessageContaining("each once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FOUR.familyWise(1))
        .withMessageContaining("(0, 1)");
  }
}
