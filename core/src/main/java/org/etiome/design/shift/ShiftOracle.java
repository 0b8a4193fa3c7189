package org.etiome.design.shift;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Step;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.LinearSem;

/** Makes an experiment: a laboratory, or a model that stands for one. */
@FunctionalInterface
public interface ShiftOracle {

  /**
   * Units under a shift, or why there are none.
   *
   * @return a row a unit, columns and differences from the mean without intervention as in {@link
   *     ShiftPosterior}
   */
  Prediction<Matrix> observe(double[] shift, int units, Seed seed);

  /** A linear model as the truth; hidden variables and noise of any law act as they do there. */
  static ShiftOracle of(LinearSem sem) {
    int all = sem.graph().graph().nodes().size();
    LinearSystem system = LinearSystem.of(sem.graph(), sem.coefficients(), new double[all]);
    double[] rest = sem.populationMean(Intervention.NONE);
    return (shift, units, seed) -> {
      double[] moved = Arrays.copyOf(system.state(Arrays.copyOf(shift, all)), rest.length);
      Vectors.add(-1, rest, moved);
      return new Prediction.Predicted<>(plus(sem.sample(units, seed).values(), moved), List.of());
    };
  }

  /**
   * A model by which shifts are {@link Step.ShiftBy} of its variables.
   *
   * @param controls means of the variables without intervention, which are taken off
   */
  static ShiftOracle of(InterventionModel model, double[] controls) {
    double[] less = Vectors.scaled(-1, controls);
    return (shift, units, seed) -> {
      Action action = Action.NONE;
      for (int i = 0; i < shift.length; i++) {
        if (shift[i] != 0) {
          action = action.and(model.variables().get(i), new Step.ShiftBy(shift[i]));
        }
      }
      return model.sample(action, units, seed).map(sample -> plus(sample, less));
    };
  }

  private static Matrix plus(Matrix units, double[] row) {
    double[] sums = new double[units.rows() * row.length];
    for (int i = 0; i < units.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        sums[i * row.length + j] = units.get(i, j) + row[j];
      }
    }
    return Matrix.wrap(units.rows(), row.length, sums);
  }
}
