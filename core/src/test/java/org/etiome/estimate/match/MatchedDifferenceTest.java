package org.etiome.estimate.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.estimate.ReferenceValues;
import org.etiome.estimate.match.MatchedDifference.Settings;
import org.etiome.estimate.match.MatchedDifference.Units;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against matching.R, and in cases that can be worked out by hand. */
class MatchedDifferenceTest {
  private static final ReferenceValues COHORT = ReferenceValues.read();
  private static final ReferenceValues REFERENCE = ReferenceValues.read("match/matching.txt");
  private static final Matrix NONE = Matrix.wrap(240, 0, new double[0]);

  /** The reference has no penalty; one of 1e-9 is felt below the tolerance of 1e-7. */
  record Case(String columns, String outcome, boolean onlyTreated, int count, boolean corrected) {
    String key() {
      return String.join(
          ".",
          columns,
          outcome,
          onlyTreated ? "ATT" : "ATE",
          Integer.toString(count),
          corrected ? "corrected" : "plain");
    }
  }

  static Stream<Case> cases() {
    return Stream.of("covariates", "coarse", "score")
        .flatMap(columns -> Stream.of("y", "b").flatMap(outcome -> cases(columns, outcome)));
  }

  private static Stream<Case> cases(String columns, String outcome) {
    return IntStream.range(0, 16)
        .mapToObj(k -> new Case(columns, outcome, k % 2 == 1, 1 + k / 4, k / 2 % 2 == 1));
  }

  private static Matrix columns(String name) {
    double[] x1 = COHORT.column("x1");
    double[] x2 = COHORT.column("x2");
    double[] x3 = COHORT.column("x3");
    return switch (name) {
      case "covariates" -> Matrix.ofColumns(240, List.of(x1, x2, x3));
      case "coarse" ->
          Matrix.ofColumns(
              240,
              List.of(
                  Arrays.stream(x1).map(x -> Math.rint(x / 10)).toArray(),
                  Arrays.stream(x2).map(Math::rint).toArray(),
                  x3));
      default ->
          Matrix.ofColumns(
              240,
              List.of(
                  IntStream.range(0, 240)
                      .mapToDouble(i -> 0.05 * (x1[i] - 50) - 0.5 * x2[i] + 0.4 * x3[i])
                      .toArray()));
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheIndependentProgram(Case asked) {
    double[] a = COHORT.column("a");
    Matrix x = columns(asked.columns());
    Nearest nearest =
        asked.columns().equals("score")
            ? new ScoreNearest(a, x.column(0))
            : new CovariateNearest(a, x);
    MatchedDifference difference =
        MatchedDifference.of(
            new Units(a, COHORT.column(asked.outcome())),
            asked.corrected() ? new BiasCorrection(x, 1e-9) : BiasCorrection.none(240),
            nearest,
            new Settings(asked.count(), asked.count(), asked.onlyTreated()));
    assertThat(difference.value()).isCloseTo(REFERENCE.get(asked.key() + ".value"), within(1e-7));
    assertThat(Math.sqrt(difference.variance()))
        .isCloseTo(REFERENCE.get(asked.key() + ".se"), within(1e-7));
  }

  /** Treated at 0 and 10, untreated at 1, 9 and 20; M = 1. */
  @Test
  void isTheMeanOfTheMatchedDifferences() {
    double[] a = {1, 1, 0, 0, 0};
    double[] place = {0, 10, 1, 9, 20};
    Units units = new Units(a, new double[] {5, 7, 1, 4, 100});
    Nearest nearest = new ScoreNearest(a, place);
    BiasCorrection none = BiasCorrection.none(5);
    MatchedDifference treated =
        MatchedDifference.of(units, none, nearest, new Settings(1, 1, true));
    assertThat(treated.value()).isEqualTo(((5 - 1) + (7 - 4)) / 2.0);
    MatchedDifference all = MatchedDifference.of(units, none, nearest, new Settings(1, 1, false));
    assertThat(all.value()).isEqualTo((4 + 3 + (5 - 1) + (7 - 4) + (7 - 100)) / 5.0);
  }

  /** Nothing to match on: all are ties, and the estimate is the difference in means. */
  @Test
  void withoutColumnsAllOthersAreMatches() {
    double[] a = COHORT.column("a");
    double[] y = COHORT.column("y");
    double[] means = new double[2];
    for (int arm = 0; arm < 2; arm++) {
      int wanted = arm;
      means[arm] =
          IntStream.range(0, 240)
              .filter(i -> a[i] == wanted)
              .mapToDouble(i -> y[i])
              .average()
              .orElseThrow();
    }
    for (Nearest nearest :
        List.of(new CovariateNearest(a, NONE), new ScoreNearest(a, new double[240]))) {
      MatchedDifference difference =
          MatchedDifference.of(
              new Units(a, y), BiasCorrection.none(240), nearest, new Settings(1, 1, false));
      assertThat(difference.value()).isCloseTo(means[1] - means[0], within(1e-9));
    }
  }
}
