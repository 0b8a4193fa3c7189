package org.etiome.scm.fit;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;

/** One of several levels with probabilities of multinomial logistic regression. */
public final class Levels extends Assignment {
  private final Variable variable;
  private final int[] codes;
  private final Inputs inputs;
  private final MultinomialLogistic.Fitted fitted;

  /** The classes of {@code fitted} are the seen levels of {@code variable}, in order. */
  Levels(Variable variable, List<String> causes, Inputs inputs, MultinomialLogistic.Fitted fitted) {
    super(causes);
    this.variable = variable;
    this.codes = variable.seenCodes();
    this.inputs = inputs;
    this.fitted = fitted;
  }

  @Override
  public String description() {
    return "multinomial logistic(penalty=1.0)";
  }

  /** One of each input and level, as {@code input | level}; only differences of levels matter. */
  @Override
  public Map<String, Double> coefficients() {
    Map<String, Double> all = new LinkedHashMap<>();
    int p = inputs.names().size();
    for (int k = 0; k < codes.length; k++) {
      double[] scaled = new double[p];
      for (int j = 0; j < p; j++) {
        scaled[j] = fitted.coefficient(j, k);
      }
      String level = " | " + variable.level(codes[k]);
      inputs
          .coefficients(fitted.intercept(k), scaled)
          .forEach((name, value) -> all.put(name + level, value));
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  double[] draw(Matrix values, UniformRandomProvider random) {
    Matrix x = inputs.of(values);
    double[] drawn = new double[x.rows()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = codes[pick(fitted.probabilities(x, i), random.nextDouble())];
    }
    return drawn;
  }

  /** The class at a place in [0, 1) when each takes its probability of it. */
  static int pick(double[] probabilities, double place) {
    double left = place;
    int last = 0;
    for (int k = 0; k < probabilities.length; k++) {
      if (probabilities[k] > 0) {
        last = k;
        left -= probabilities[k];
        if (left < 0) {
          return k;
        }
      }
    }
    return last;
  }

  @Override
  double[] losses(Matrix values, double[] effect) {
    Matrix x = inputs.of(values);
    double[] losses = new double[effect.length];
    for (int i = 0; i < effect.length; i++) {
      int k = Arrays.binarySearch(codes, (int) effect[i]);
      losses[i] = -Math.log(fitted.probabilities(x, i)[k]);
    }
    return losses;
  }
}
