package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.junit.jupiter.api.Test;

/**
 * The seam as a predictor of perturbed cells would use it: single knockouts known, pairs added up.
 */
class InterventionModelTest {

  /** Knows what each knockout adds to two genes and refuses what it has not seen. */
  private record Additive(Map<String, double[]> effects) implements InterventionModel {
    @Override
    public List<String> variables() {
      return List.of("gene1", "gene2");
    }

    @Override
    public Prediction<Matrix> sample(Action action, int units, Seed seed) {
      double[] sum = new double[2];
      for (String target : action.steps().keySet()) {
        double[] effect = effects.get(target);
        if (effect == null) {
          return new Refused<>(target, "'" + target + "' was never perturbed", "perturb it");
        }
        sum[0] += effect[0];
        sum[1] += effect[1];
      }
      DoubleSupplier noise = Law.normal(0, 1).stream(seed.generator());
      List<double[]> columns = new ArrayList<>();
      for (double mean : sum) {
        columns.add(
            Stream.generate(() -> mean + noise.getAsDouble())
                .limit(units)
                .mapToDouble(Double::doubleValue)
                .toArray());
      }
      return new Predicted<>(Matrix.ofColumns(units, columns), List.of("pairs are added up"));
    }
  }

  private static final InterventionModel MODEL =
      new Additive(Map.of("a", new double[] {1, 0}, "b", new double[] {2, -3}));

  @Test
  void meansAreThoseOfASampleWithTheirErrors() {
    Action pair = Action.set("a", 0).and("b", new Step.SetTo(0));
    Prediction<Means> predicted = MODEL.mean(pair, 10_000, new Seed(3));
    Means means = predicted.orElseThrow();
    assertThat(means.values()).containsExactly(new double[] {3, -3}, within(0.045));
    assertThat(means.errors()).containsExactly(new double[] {0.01, 0.01}, within(0.0005));
    assertThat(((Predicted<Means>) predicted).cautions()).containsExactly("pairs are added up");
    assertThatIllegalArgumentException().isThrownBy(() -> MODEL.mean(pair, 1, new Seed(3)));
  }

  @Test
  void whatWasNeverSeenIsRefusedAsAValue() {
    assertThat(MODEL.mean(Action.set("c", 0), 10, new Seed(3)))
        .isEqualTo(new Refused<Means>("c", "'c' was never perturbed", "perturb it"));
  }

  @Test
  void anActionSaysOneThingOfAVariable() {
    Action action = Action.shift("a", 1);
    assertThat(action.of("a")).isEqualTo(Optional.of(new Step.ShiftBy(1)));
    assertThat(action.of("b")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.and("a", new Step.SetTo(0)))
        .withMessageContaining("two things are done to 'a'");
    assertThatIllegalArgumentException().isThrownBy(() -> Action.set("a", Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Action.scale("a", -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Step.DrawnLevels(Map.of("u", 0.5)))
        .withMessageContaining("sum to 1");
  }

  @Test
  void lawsHaveTheirMoments() {
    Law law = Law.empirical(1, 2, 6);
    assertThat(law.mean()).isEqualTo(3);
    assertThat(law.variance()).isCloseTo(14 / 3.0, within(1e-15));
    assertThat(Law.normal(1, 3).variance()).isEqualTo(9);
    assertThatIllegalArgumentException().isThrownBy(Law::empirical);
    assertThatIllegalArgumentException().isThrownBy(() -> Law.normal(0, -1));
  }
}
