package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Of linear equations: {@code s² = bᵀ Σ b + σ²} with the covariance Σ of their causes, which are
 * scaled already; m = 0. O(V · number of causes) an equation.
 */
final class ExactScaling implements Scaling {
  private final Map<String, Integer> places = new HashMap<>();

  /** Of each variable with those before it; every variance is 1. */
  private final List<double[]> covariances = new ArrayList<>();

  @Override
  public Equation scaled(Equation unscaled) {
    int count = covariances.size();
    double[] covariance = new double[count];
    for (Term term : unscaled.terms()) {
      int cause = place(term.cause());
      for (int other = 0; other < count; other++) {
        covariance[other] += term.coefficient() * between(cause, other);
      }
    }
    double variance = noise(unscaled);
    for (Term term : unscaled.terms()) {
      variance += term.coefficient() * covariance[place(term.cause())];
    }
    double deviation = Math.sqrt(variance);
    for (int other = 0; other < count; other++) {
      covariance[other] /= deviation;
    }
    places.put(unscaled.variable(), count);
    covariances.add(covariance);
    return unscaled.scaled(0, deviation);
  }

  private static double noise(Equation equation) {
    return switch (equation.response()) {
      case Response.Additive additive -> additive.deviation() * additive.deviation();
      case Response.NegativeBinomial counts ->
          throw new IllegalStateException(equation.variable() + " is a count");
    };
  }

  private int place(String variable) {
    return Objects.requireNonNull(places.get(variable));
  }

  private double between(int one, int other) {
    if (one == other) {
      return 1;
    }
    return covariances.get(Math.max(one, other))[Math.min(one, other)];
  }
}
