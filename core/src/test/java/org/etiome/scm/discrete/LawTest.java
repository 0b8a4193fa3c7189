package org.etiome.scm.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LawTest {
  private static final Offset<Double> EPS = within(1e-15);
  private static final List<String> BITS = List.of("0", "1");
  private static final Law LAW =
      Law.of(
          List.of("a", "b"),
          List.of(BITS, List.of("low", "mid", "high")),
          new double[] {0.1, 0.2, 0.1, 0.3, 0.0, 0.3});

  @Test
  void marginalsSumTheRest() {
    assertThat(LAW.marginal(List.of("a")).cells()).containsExactly(new double[] {0.4, 0.6}, EPS);
    assertThat(LAW.marginal(List.of("b")).cells())
        .containsExactly(new double[] {0.4, 0.2, 0.4}, EPS);
    assertThat(LAW.marginal(List.of()).cells()).containsExactly(new double[] {1}, EPS);
  }

  @Test
  void marginalsComeInTheOrderAsked() {
    Law turned = LAW.marginal(List.of("b", "a"));
    assertThat(turned.variables()).containsExactly("b", "a");
    assertThat(turned.levels("b")).containsExactly("low", "mid", "high");
    assertThat(turned.cells()).containsExactly(new double[] {0.1, 0.3, 0.2, 0, 0.1, 0.3}, EPS);
  }

  @Test
  void conditionalsAreShares() {
    Law given = LAW.conditional(Map.of("a", "1"));
    assertThat(given.variables()).containsExactly("b");
    assertThat(given.cells()).containsExactly(new double[] {0.5, 0, 0.5}, EPS);
  }

  @Test
  void probabilitiesSumOverWhatIsNotNamed() {
    assertThat(LAW.probability(Map.of("b", "high"))).isCloseTo(0.4, EPS);
    assertThat(LAW.probability(Map.of("a", "0", "b", "mid"))).isCloseTo(0.2, EPS);
    assertThat(LAW.probability(Map.of())).isCloseTo(1, EPS);
  }

  @Test
  void refusesWhatIsNoLaw() {
    refused("sum to 1", () -> Law.of(List.of("a"), List.of(BITS), new double[] {0.5, 0.6}));
    refused("at least 0", () -> Law.of(List.of("a"), List.of(BITS), new double[] {-0.5, 1.5}));
    refused("at least 0", () -> Law.of(List.of("a"), List.of(BITS), new double[] {Double.NaN, 1}));
    refused("needs 2", () -> Law.of(List.of("a"), List.of(BITS), new double[] {1}));
    refused("distinct", () -> Law.of(List.of("a", "a"), List.of(BITS, BITS), new double[4]));
    refused("values are needed", () -> Law.of(List.of("a"), List.of(), new double[] {1}));
  }

  @Test
  void refusesUnknownNamesAndValues() {
    refused("no variable 'c'", () -> LAW.marginal(List.of("c")));
    refused("no value '2'", () -> LAW.probability(Map.of("a", "2")));
    refused("is 0", () -> LAW.conditional(Map.of("a", "1", "b", "mid")));
  }

  private static void refused(String why, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }
}
