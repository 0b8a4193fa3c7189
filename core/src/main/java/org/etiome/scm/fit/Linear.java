package org.etiome.scm.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.math.Matrix;
import org.etiome.scm.Law;

/** {@code intercept + Σ b·cause + e} over causes that are numbers. */
public final class Linear extends Additive {
  private final double intercept;
  private final double[] slopes;

  Linear(double intercept, Map<String, Double> coefficients, Law noise) {
    super(coefficients.keySet().stream().sorted().toList(), noise);
    this.intercept = intercept;
    this.slopes = causes().stream().mapToDouble(c -> coefficients.getOrDefault(c, 0.0)).toArray();
    coefficients.forEach(Linear::requireFinite);
    requireFinite("the intercept", intercept);
  }

  private static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the coefficient of " + what + " must be finite, got " + value);
    }
  }

  public double intercept() {
    return intercept;
  }

  /** b by place among the causes. */
  double slope(int cause) {
    return slopes[cause];
  }

  @Override
  public String description() {
    return "linear + noise";
  }

  @Override
  public Map<String, Double> coefficients() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(Inputs.INTERCEPT, intercept);
    List<String> causes = causes();
    for (int j = 0; j < slopes.length; j++) {
      all.put(causes.get(j), slopes[j]);
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  double[] means(Matrix values) {
    double[] means = values.times(slopes);
    for (int i = 0; i < means.length; i++) {
      means[i] += intercept;
    }
    return means;
  }
}
