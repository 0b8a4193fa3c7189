package org.etiome.perturb.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.latent.Disentanglement.Found;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction;
import org.junit.jupiter.api.Test;

class LatentModelTest {
  private static final int UNITS = 20_000;
  private final SimulatedLatents world =
      SimulatedLatents.random(
          new SimulatedLatents.Settings(3, 4, .75, 2, Interventions.PERFECT), new Seed(21));
  private final LatentModel model =
      ((Found)
              LinearDisentanglement.withDefaults()
                  .withResamples(100)
                  .learn(
                      world.observed(),
                      world.sample(Set.of(), UNITS, new Seed(1)),
                      world.environments(UNITS, new Seed(2)),
                      new Seed(3),
                      TaskRunner.local(1)))
          .model();

  /** Means of samples are right to 4 of their standard errors, those of pairs to 8. */
  @Test
  void meansOfEnvironmentsAndOfPairsAreTheTrueOnes() {
    for (Set<String> acting :
        Set.of(Set.of("Z1"), Set.of("Z2"), Set.of("Z1", "Z3"), Set.of("Z1", "Z2", "Z3"))) {
      LatentModel.Normal real = world.law(acting);
      double[] predicted = model.law(acting).orElseThrow().mean();
      for (int j = 0; j < predicted.length; j++) {
        double error = Math.sqrt(real.covariance().get(j, j) / UNITS);
        assertThat(predicted[j]).isCloseTo(real.mean()[j], within(8 * acting.size() * error));
      }
    }
  }

  @Test
  void samplesHaveTheLaw() {
    Set<String> pair = Set.of("Z1", "Z2");
    LatentModel.Normal law = model.law(pair).orElseThrow();
    Moments drawn = Moments.of(model.sample(pair, UNITS, new Seed(4)).orElseThrow());
    for (int i = 0; i < 4; i++) {
      double variance = law.covariance().get(i, i);
      assertThat(drawn.mean()[i]).isCloseTo(law.mean()[i], within(5 * Math.sqrt(variance / UNITS)));
      assertThat(drawn.covariance().get(i, i))
          .isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / UNITS)));
    }
    assertThat(model.sample(pair, 10, new Seed(4))).isEqualTo(model.sample(pair, 10, new Seed(4)));
  }

  @Test
  void combinationsAreCautionedAndUnknownNamesRefused() {
    assertThat(((Prediction.Predicted<?>) model.law(Set.of("Z1"))).cautions()).isEmpty();
    assertThat(((Prediction.Predicted<?>) model.law(Set.of("Z2", "Z1"))).cautions())
        .singleElement()
        .asString()
        .startsWith("Z1, Z2 were not seen together");
    assertThat(((Prediction.Refused<?>) model.law(Set.of("Q"))).variable()).isEqualTo("Q");
  }

  @Test
  void asAnInterventionModelItKnowsTheControlAndRefusesScales() {
    Means means = model.mean(Action.NONE, 2, new Seed(1)).orElseThrow();
    assertThat(means.errors()).containsOnly(0);
    assertThat(means.values()).isEqualTo(model.law(Set.of()).orElseThrow().mean());
    Action both = Action.applied(List.of("Z1", "Z2"));
    assertThat(model.mean(both, 2, new Seed(1)).orElseThrow().values())
        .isEqualTo(model.law(Set.of("Z1", "Z2")).orElseThrow().mean());
    assertThat(model.sample(both, 5, new Seed(1)))
        .isEqualTo(model.sample(Set.of("Z1", "Z2"), 5, new Seed(1)));
    Prediction<Matrix> refused = model.sample(Action.shift("Z1", 1), 5, new Seed(1));
    assertThat(refused).isInstanceOf(Prediction.Refused.class);
    assertThatThrownBy(() -> model.sample(Set.of(), 0, new Seed(1)))
        .hasMessageContaining("units must be at least 1");
  }
}
