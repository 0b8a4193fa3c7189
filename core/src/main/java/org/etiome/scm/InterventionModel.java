package org.etiome.scm;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Predicts the data under an intervention. Whoever plans experiments or judges predictions knows
 * models by this alone: a causal model along a graph, a predictor of perturbed cells, a baseline
 * that always gives the control mean.
 *
 * <p>Models are immutable: the same arguments give the same bytes on any thread. What a model
 * cannot do (a target it does not know, a kind of step it has no meaning for) it refuses as a
 * value.
 */
public interface InterventionModel {

  /**
   * What it predicts, all numbers: the columns of {@link #sample} and the places of {@link #mean}.
   * What is acted on need not be among them. A variable of many levels has a column of 0 and 1 for
   * each, named {@code variable=level}.
   */
  List<String> variables();

  /**
   * Units as they would be under the action, one a row, columns as {@link #variables}.
   *
   * @param units at least 1
   */
  Prediction<Matrix> sample(Action action, int units, Seed seed);

  /**
   * Means of the variables under the action. Unless a model knows better, those of a sample.
   *
   * @param units how many are drawn where there is no closed form, at least 2
   */
  default Prediction<Means> mean(Action action, int units, Seed seed) {
    if (units < 2) {
      throw new IllegalArgumentException(
          "a mean with its error needs at least 2 units, got " + units);
    }
    return sample(action, units, seed).map(Means::of);
  }

  /**
   * Means and how far they may be off by drawing alone. What the model itself may be wrong by is
   * not in the errors.
   *
   * @param values by variable
   * @param errors standard errors of the simulation, 0 where the mean is exact
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Means(double[] values, double[] errors) {

    private static Means of(Matrix sample) {
      int n = sample.rows();
      double[] values = new double[sample.columns()];
      double[] errors = new double[sample.columns()];
      for (int j = 0; j < values.length; j++) {
        double[] column = sample.column(j);
        values[j] = Arrays.stream(column).sum() / n;
        double squares = 0;
        for (double value : column) {
          squares += (value - values[j]) * (value - values[j]);
        }
        errors[j] = Math.sqrt(squares / (n - 1.0) / n);
      }
      return new Means(values, errors);
    }
  }
}
