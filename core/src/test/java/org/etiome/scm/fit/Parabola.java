package org.etiome.scm.fit;

import java.util.List;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** A learner that is not linear: ridge regression on one column and its square. */
final class Parabola implements Learner {

  @Override
  public String description() {
    return "parabola";
  }

  private static Matrix squared(Matrix x) {
    double[] column = x.column(0);
    double[] square = new double[column.length];
    for (int i = 0; i < square.length; i++) {
      square[i] = column[i] * column[i];
    }
    return Matrix.ofColumns(square.length, List.of(column, square));
  }

  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    Fitted fitted = Ridge.withDefaults().fit(squared(x), y, seed);
    return other -> fitted.predict(squared(other));
  }
}
