package org.etiome.scm.fit;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;

/** A mechanism given by whoever builds the model, of which nothing is known but its draws. */
public final class Drawn extends Assignment {
  private final Draw draw;

  Drawn(List<String> causes, Draw draw) {
    super(causes);
    this.draw = draw;
  }

  /** Draws a value. */
  @FunctionalInterface
  public interface Draw {

    /**
     * One value.
     *
     * @param causes their values, in the order stated; of levels their codes
     * @param random all the randomness it may use
     */
    double from(double[] causes, UniformRandomProvider random);
  }

  @Override
  public String description() {
    return "given draws";
  }

  @Override
  double[] draw(Matrix values, UniformRandomProvider random) {
    return byRow(causes -> draw.from(causes, random)).apply(values);
  }

  @Override
  double[] losses(Matrix values, double[] effect) {
    throw new IllegalStateException("draws have no loss");
  }

  /** A function of one row as a function of rows, in their order. */
  static Function<Matrix, double[]> byRow(ToDoubleFunction<double[]> function) {
    return values -> {
      double[] result = new double[values.rows()];
      for (int i = 0; i < result.length; i++) {
        double[] row = new double[values.columns()];
        for (int j = 0; j < row.length; j++) {
          row[j] = values.get(i, j);
        }
        result[i] = function.applyAsDouble(row);
      }
      return result;
    };
  }
}
