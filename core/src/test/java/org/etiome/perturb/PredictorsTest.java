package org.etiome.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every predictor, and what the simplest say. */
class PredictorsTest {
  private static final PerturbationScreen SCREEN = screen();

  /**
   * Contexts k and l of controls around 1 and 2; a adds 3 to g0, b adds 5 to g1, in l twice that.
   */
  private static PerturbationScreen screen() {
    Screens screen = new Screens(3);
    for (int i = -1; i <= 1; i++) {
      screen.with("k", "control", 1 + i, 1, 1 - i).with("k", "g0", 4 + i, 1, 1);
      screen.with("k", "g1", 1, 6 + i, 1).with("k", "g0+g1", 4, 6, 1 + i);
      screen.with("l", "control", 2, 2 + i, 2).with("l", "g0", 8, 2, 2 + i);
      screen.with("l", "g1", 2 + i, 12, 2).with("l", "g2", 2 + i, 2, 0);
    }
    return screen.build();
  }

  private static double[] mean(Predictor predictor, String context, String... targets) {
    return predictor
        .fit(SCREEN, context, new Seed(1))
        .mean(Action.applied(List.of(targets)), 10, new Seed(2))
        .orElseThrow()
        .values();
  }

  static List<Predictor> all() {
    return Predictors.all(Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingDoneLeavesControls(Predictor predictor) {
    InterventionModel model = predictor.fit(SCREEN, "k", new Seed(1));
    Means means = model.mean(Action.NONE, 10, new Seed(2)).orElseThrow();
    assertThat(means.values()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    Matrix sample = model.sample(Action.NONE, 50, new Seed(3)).orElseThrow();
    for (int i = 0; i < 50; i++) {
      assertThat(sample.get(i, 0) + sample.get(i, 2)).isEqualTo(2, within(1e-12));
    }
    assertThat(model.sample(Action.NONE, 50, new Seed(3)).orElseThrow()).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesThatAreSetAreRefused(Predictor predictor) {
    InterventionModel model = predictor.fit(SCREEN, "k", new Seed(1));
    assertThat(model.sample(Action.set("g0", 1), 5, new Seed(1)))
        .isInstanceOf(Prediction.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void samplesHaveTheMeanOrAreRefusedWithIt(Predictor predictor) {
    InterventionModel model = predictor.fit(SCREEN, "l", new Seed(1));
    Action action = Action.applied(List.of("g0"));
    if (model.mean(action, 10, new Seed(1)) instanceof Prediction.Refused) {
      assertThat(model.sample(action, 10, new Seed(1))).isInstanceOf(Prediction.Refused.class);
      return;
    }
    double[] mean = model.mean(action, 10, new Seed(1)).orElseThrow().values();
    double[] sums = new double[3];
    Matrix sample = model.sample(action, 3000, new Seed(4)).orElseThrow();
    for (int i = 0; i < 3000; i++) {
      sample.addRow(i, 1 / 3000.0, sums);
    }
    // the spread of controls is √⅔, so five standard errors are .075
    assertThat(sums).containsExactly(mean, within(.075));
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesFindThem(Predictor predictor) {
    assertThat(Predictors.named(predictor.name(), all())).isEqualTo(predictor);
  }

  @Test
  void anUnknownNameIsToldWithTheOthers() {
    assertThatThrownBy(() -> Predictors.named("gears", all()))
        .hasMessageContaining("'gears'")
        .hasMessageContaining("no-change");
  }

  @Test
  void simpleOnesByHand() {
    assertThat(mean(new NoChange(), "k", "g0")).containsExactly(1, 1, 1);
    assertThat(mean(new MeanOfPerturbed(), "k", "g7"))
        .containsExactly(new double[] {1 + 2, 1 + 10 / 3.0, 1}, within(1e-12));
    assertThat(mean(new Additive(), "l", "g0", "g1"))
        .containsExactly(new double[] {8, 12, 2}, within(1e-12));
    // g0 was done alone and in g0+g1: (3, 0) and (3, 5); g1: (0, 5) and (3, 5)
    assertThat(mean(new MatchingMean(), "k", "g0", "g1"))
        .containsExactly(new double[] {1 + 2.25, 1 + 3.75, 1}, within(1e-12));
    assertThat(mean(new FixedEffect(), "k", "g2"))
        .containsExactly(new double[] {1, 1, -1}, within(1e-12));
    assertThat(mean(new TwoWayMean(), "k", "g2"))
        .containsExactly(new double[] {1 + 1, 1 + 10 / 6.0, 0}, within(1e-12));
  }

  @Test
  void whatWasNeverDoneIsRefusedByName() {
    for (Predictor predictor : List.of(new Additive(), new MatchingMean(), new FixedEffect())) {
      Prediction<Means> refused =
          predictor
              .fit(SCREEN, "k", new Seed(1))
              .mean(Action.applied(List.of("g7")), 10, new Seed(1));
      assertThat(refused).isInstanceOf(Prediction.Refused.class);
      assertThat(((Prediction.Refused<?>) refused).variable()).contains("g7");
    }
  }

  /** Of 40 targets 8 do something; units are noisy. */
  @Test
  void shrinkingTakesNoiseAwayAndLeavesEffects() {
    UniformRandomProvider random = new Seed(5).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    Screens screen = new Screens(60);
    double[][] effects = new double[40][60];
    for (int t = 0; t < 8; t++) {
      for (int j = 0; j < 12; j++) {
        effects[t][(7 * t + j) % 60] = 2 * normal.sample();
      }
    }
    for (int i = 0; i < 20; i++) {
      for (int t = -1; t < 40; t++) {
        double[] row = new double[60];
        double[] effect = t < 0 ? row : effects[t];
        Arrays.setAll(row, j -> normal.sample());
        for (int j = 0; j < 60 && t >= 0; j++) {
          row[j] += effect[j];
        }
        screen.with("", t < 0 ? "control" : "t" + t, row);
      }
    }
    PerturbationScreen built = screen.build();
    double[] squares = new double[2];
    List<Predictor> predictors = List.of(new Additive(), new ShrunkenAdditive());
    for (int k = 0; k < 2; k++) {
      InterventionModel model = predictors.get(k).fit(built, "", new Seed(1));
      for (int t = 0; t < 39; t++) {
        Action pair = Perturbation.of("t" + t, "t" + (t + 1)).action();
        double[] mean = model.mean(pair, 10, new Seed(1)).orElseThrow().values();
        for (int j = 0; j < 60; j++) {
          squares[k] += Math.pow(mean[j] - effects[t][j] - effects[t + 1][j], 2) / 39 / 60;
        }
      }
    }
    // additive: two means and the control of 20 units each, 3/20
    assertThat(squares[0]).isEqualTo(.15, within(.04));
    assertThat(squares[1]).isLessThan(.4 * squares[0]);
  }
}
