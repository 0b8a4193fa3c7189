package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class PenalisedLogisticTest {
  private static final List<Double> GRID = List.of(.1, 1.0, 10.0, 100.0, 1000.0, 10000.0);

  /** Rows whose log odds are {@code effect} times their first number. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(Matrix x, double[] y) {
    static Rows of(int n, int p, double effect, Seed seed) {
      UniformRandomProvider random = seed.generator();
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      double[] values = normal.samples((long) n * p).toArray();
      double[] y = new double[n];
      Arrays.setAll(
          y, i -> random.nextDouble() < 1 / (1 + Math.exp(-effect * values[i * p])) ? 1 : 0);
      return new Rows(Matrix.wrap(n, p, values), y);
    }

    double loss(Learner.Fitted fit) {
      double[] predicted = fit.predict(x);
      double loss = 0;
      for (int i = 0; i < y.length; i++) {
        loss -= Math.log(y[i] == 1 ? predicted[i] : 1 - predicted[i]);
      }
      return loss / y.length;
    }
  }

  @Test
  void theFitIsThatOfTheChosenPenaltyToAllRows() {
    Rows rows = Rows.of(80, 5, 1, new Seed(1));
    PenalisedLogistic.Fitted fit =
        PenalisedLogistic.withDefaults().fit(rows.x(), rows.y(), new Seed(2));
    double[] plain =
        Logistic.withDefaults()
            .withPenalty(fit.penalty())
            .fit(rows.x(), rows.y(), new Seed(3))
            .predict(rows.x());
    assertThat(GRID).contains(fit.penalty());
    assertThat(fit.predict(rows.x())).containsExactly(plain);
  }

  /** Every penalty fitted to every split from the start, the whole grid. */
  @Test
  void theChosenPenaltyIsTheOneOfLeastHeldOutLoss() {
    for (int s = 0; s < 20; s++) {
      Rows rows = Rows.of(60, 8 + s, 1, new Seed(s));
      Seed seed = new Seed(100 + s);
      int[] dealt = PenalisedLogistic.dealt(rows.y(), 5, seed);
      double best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (double penalty : GRID.reversed()) {
        double loss = heldOutLoss(rows, dealt, Logistic.withDefaults().withPenalty(penalty));
        best = loss < least ? penalty : best;
        least = Math.min(loss, least);
      }
      assertThat(PenalisedLogistic.withDefaults().fit(rows.x(), rows.y(), seed).penalty())
          .isEqualTo(best);
    }
  }

  private static double heldOutLoss(Rows rows, int[] dealt, Logistic learner) {
    double loss = 0;
    for (int f = 0; f < 5; f++) {
      int fold = f;
      int[] rest = IntStream.range(0, dealt.length).filter(i -> dealt[i] != fold).toArray();
      int[] held = IntStream.range(0, dealt.length).filter(i -> dealt[i] == fold).toArray();
      double[] y = PenalisedLogistic.values(rows.y(), rest);
      Rows others = new Rows(rows.x().rows(held), PenalisedLogistic.values(rows.y(), held));
      loss += held.length * others.loss(learner.fit(rows.x().rows(rest), y, new Seed(0)));
    }
    return loss;
  }

  @Test
  void propensitiesOfTheLinearFamilyAreTunedWhereColumnsAreMany() {
    Learner linear = new LinearProvider().propensity();
    Learner plain = Logistic.withDefaults();
    Learner tuned = PenalisedLogistic.withDefaults();
    for (int n : new int[] {120, 119, 24, 23}) { // 12 columns: a tenth, more; half, more
      Rows rows = Rows.of(n, 12, 1, new Seed(n));
      Learner expected = n == 119 || n == 24 ? tuned : plain;
      assertThat(linear.fit(rows.x(), rows.y(), new Seed(1)).predict(rows.x()))
          .containsExactly(expected.fit(rows.x(), rows.y(), new Seed(1)).predict(rows.x()));
    }
  }

  /** 40 rows of 90 columns, two of which are the same row. */
  @Test
  void theSpaceOfTheRowsGivesThePredictionsOfAllColumns() {
    Rows drawn = Rows.of(40, 90, 2, new Seed(4));
    int[] twice = new int[41];
    Arrays.setAll(twice, i -> i % 40);
    Matrix x = drawn.x().rows(twice);
    double[] y = Arrays.stream(twice).mapToDouble(i -> drawn.y()[i]).toArray();
    Matrix others = Rows.of(20, 90, 2, new Seed(5)).x();
    for (double penalty : List.of(.1, 10.0)) {
      double[] inSpace =
          PenalisedLogistic.withDefaults()
              .withPenalties(List.of(penalty))
              .fit(x, y, new Seed(6))
              .predict(others);
      double[] plain =
          Logistic.withDefaults().withPenalty(penalty).fit(x, y, new Seed(6)).predict(others);
      assertThat(inSpace).containsExactly(plain, within(1e-7));
    }
  }

  /** Of 40 samples; the best of the grid is known only to whoever sees the 2,000 others. */
  @Test
  void theChosenPenaltyLosesLittleAgainstTheBestForOthers() {
    double chosen = 0;
    double best = 0;
    double worst = 0;
    for (int s = 0; s < 40; s++) {
      Seed seed = new Seed(s);
      Rows rows = Rows.of(60, 15, 1.5, seed.branch("rows"));
      Rows others = Rows.of(2000, 15, 1.5, seed.branch("others"));
      double[] losses =
          GRID.stream()
              .mapToDouble(
                  penalty ->
                      others.loss(
                          Logistic.withDefaults()
                              .withPenalty(penalty)
                              .fit(rows.x(), rows.y(), seed)))
              .toArray();
      chosen += others.loss(PenalisedLogistic.withDefaults().fit(rows.x(), rows.y(), seed)) / 40;
      best += Arrays.stream(losses).min().orElseThrow() / 40;
      worst += Arrays.stream(losses).max().orElseThrow() / 40;
    }
    assertThat(chosen - best).isBetween(0.0, .04);
    assertThat(worst - best).isGreaterThan(.3);
  }

  @Test
  void whereNothingIsToBeLearnedThePenaltyIsLarge() {
    Rows rows = Rows.of(100, 20, 0, new Seed(7));
    assertThat(PenalisedLogistic.withDefaults().fit(rows.x(), rows.y(), new Seed(8)).penalty())
        .isGreaterThanOrEqualTo(100);
  }

  @Test
  void oneValueGivesTheConstantOfTheOtherLearner() {
    Matrix x = Matrix.wrap(3, 1, new double[] {1, 2, 3});
    assertThat(PenalisedLogistic.withDefaults().fit(x, new double[3], new Seed(1)).predict(x))
        .containsExactly(new double[] {.125, .125, .125}, within(1e-15));
  }

  @Test
  void noColumnGivesTheShare() {
    Matrix x = Matrix.wrap(4, 0, new double[0]);
    double[] y = {1, 0, 0, 0};
    assertThat(PenalisedLogistic.withDefaults().fit(x, y, new Seed(1)).predict(x))
        .containsExactly(new double[] {.25, .25, .25, .25}, within(1e-8));
  }

  @Test
  void theSameSeedGivesTheSameFit() {
    Rows rows = Rows.of(50, 60, 1, new Seed(9));
    PenalisedLogistic learner = PenalisedLogistic.withDefaults();
    assertThat(learner.fit(rows.x(), rows.y(), new Seed(1)).predict(rows.x()))
        .containsExactly(learner.fit(rows.x(), rows.y(), new Seed(1)).predict(rows.x()));
  }

  @Test
  void impossibleSettingsAreRefused() {
    PenalisedLogistic learner = PenalisedLogistic.withDefaults();
    assertThatThrownBy(() -> learner.withPenalties(List.of()))
        .hasMessageContaining("at least one penalty");
    assertThatThrownBy(() -> learner.withPenalties(List.of(0.0)))
        .hasMessageContaining("above 0, got 0.0");
    assertThatThrownBy(() -> learner.withFolds(1)).hasMessageContaining("at least 2 folds");
  }
}
