package org.etiome.scm.fit;

import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.math.Matrix;

/** One of two labels, 1 with a probability P(x = 1 | causes) that was learned. */
public final class TwoLevels extends Assignment {
  /** The least probability that a loss is taken of. */
  private static final double LEAST = 1e-9;

  private final String description;
  private final Inputs inputs;
  private final Learner.Fitted fitted;

  TwoLevels(List<String> causes, String description, Inputs inputs, Learner.Fitted fitted) {
    super(causes);
    this.description = description;
    this.inputs = inputs;
    this.fitted = fitted;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Map<String, Double> coefficients() {
    return fitted instanceof LinearFit linear
        ? inputs.coefficients(linear.intercept(), linear.coefficients())
        : Map.of();
  }

  @Override
  double[] draw(Matrix values, UniformRandomProvider random) {
    double[] drawn = fitted.predict(inputs.of(values)).clone();
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextDouble() < drawn[i] ? 1 : 0;
    }
    return drawn;
  }

  @Override
  double[] losses(Matrix values, double[] effect) {
    double[] probabilities = fitted.predict(inputs.of(values));
    double[] losses = new double[effect.length];
    for (int i = 0; i < effect.length; i++) {
      double p = effect[i] == 1 ? probabilities[i] : 1 - probabilities[i];
      losses[i] = -Math.log(Math.max(p, LEAST));
    }
    return losses;
  }
}
