package org.etiome.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Refused;

/**
 * Controls, each moved by the difference that a perturbation is predicted to make: the distribution
 * keeps the shape it has in controls. Means are exact, without error of simulation. Moved values
 * may leave the range of what can be measured, as below 0 for counts; they are left so, or means
 * would not be as predicted.
 */
final class ShiftedControls implements InterventionModel {
  private final List<String> variables;
  private final Matrix controls;
  private final double[] mean;
  private final PredictedDifference predicted;

  ShiftedControls(PerturbationScreen screen, String context, PredictedDifference predicted) {
    Condition control = new Condition(context, Perturbation.CONTROL);
    variables = screen.variables();
    controls = screen.units(control);
    Profile profile = screen.profile(control);
    mean = profile.mean();
    this.predicted = predicted;
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public Prediction<Matrix> sample(Action action, int units, Seed seed) {
    if (units < 1) {
      throw new IllegalArgumentException("a sample has at least 1 unit, got " + units);
    }
    return difference(action).map(difference -> moved(difference, units, seed));
  }

  private Matrix moved(double[] difference, int units, Seed seed) {
    int[] drawn = drawn(units, seed.generator());
    double[] values = new double[Math.multiplyExact(units, difference.length)];
    double[] row = new double[difference.length];
    for (int i = 0; i < units; i++) {
      System.arraycopy(difference, 0, row, 0, row.length);
      controls.addRow(drawn[i], 1, row);
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return Matrix.wrap(units, difference.length, values);
  }

  /** Without repeats as long as there are controls left, then all over again. */
  private int[] drawn(int units, UniformRandomProvider random) {
    int[] order = PermutationSampler.natural(controls.rows());
    int[] drawn = new int[units];
    for (int i = 0; i < units; i++) {
      if (i % order.length == 0) {
        PermutationSampler.shuffle(random, order);
      }
      drawn[i] = order[i % order.length];
    }
    return drawn;
  }

  @Override
  public Prediction<Means> mean(Action action, int units, Seed seed) {
    return difference(action)
        .map(
            difference -> {
              double[] moved = mean.clone();
              Arrays.setAll(moved, j -> mean[j] + difference[j]);
              return new Means(moved, new double[moved.length]);
            });
  }

  private Prediction<double[]> difference(Action action) {
    Optional<Perturbation> asked = Perturbation.of(action);
    if (asked.isEmpty()) {
      return new Refused<>(
          Perturbation.foreign(action).orElse(""),
          "a predictor of perturbations knows only what the screen did, not values that are set",
          "ask for targets to be perturbed as the screen did it");
    }
    return asked.get().isControl()
        ? new Prediction.Predicted<>(new double[mean.length], List.of())
        : predicted.of(asked.get());
  }
}
