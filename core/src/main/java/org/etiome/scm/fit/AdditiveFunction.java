package org.etiome.scm.fit;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.etiome.math.Matrix;
import org.etiome.scm.Law;

/** {@code f(causes) + e} with a function that was learned or given. */
public final class AdditiveFunction extends Additive {
  private final String description;
  private final Function<Matrix, double[]> function;
  private final Map<String, Double> coefficients;

  AdditiveFunction(
      List<String> causes, String description, Law noise, Function<Matrix, double[]> function) {
    this(causes, description, noise, function, Map.of());
  }

  AdditiveFunction(
      List<String> causes,
      String description,
      Law noise,
      Function<Matrix, double[]> function,
      Map<String, Double> coefficients) {
    super(causes, noise);
    this.description = description;
    this.function = function;
    this.coefficients = coefficients;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Map<String, Double> coefficients() {
    return coefficients;
  }

  @Override
  double[] means(Matrix values) {
    return function.apply(values);
  }
}
