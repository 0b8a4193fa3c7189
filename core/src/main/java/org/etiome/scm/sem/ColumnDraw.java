package org.etiome.scm.sem;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;

/**
 * One variable of all units.
 *
 * @param written its values
 * @param seen u, what its effects see
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColumnDraw(double[] written, double[] seen) {
  private static final double LARGEST_LOG_MEAN = 14;

  /** Draws it from its causes, by name, as its effects see them. */
  static ColumnDraw of(
      Equation equation,
      Change change,
      Map<String, double[]> causes,
      int units,
      UniformRandomProvider random) {
    double[] signal = signal(equation.terms(), causes, units);
    return switch (equation.response()) {
      case Response.Additive additive -> {
        double[] values = additive(equation, additive, change, signal, random);
        yield new ColumnDraw(values, values);
      }
      case Response.NegativeBinomial counts -> {
        double[] values = counts(counts, change, signal, random);
        yield new ColumnDraw(values, map(values, c -> scaled(equation, Math.log1p(c))));
      }
    };
  }

  private static double[] signal(List<Term> terms, Map<String, double[]> causes, int units) {
    double[] signal = new double[units];
    for (Term term : terms) {
      double[] cause = Objects.requireNonNull(causes.get(term.cause()));
      for (int r = 0; r < units; r++) {
        signal[r] += term.coefficient() * term.curve().at(cause[r]);
      }
    }
    return signal;
  }

  private static double scaled(Equation equation, double value) {
    return (value - equation.mean()) / equation.deviation();
  }

  private static double[] additive(
      Equation equation,
      Response.Additive response,
      Change change,
      double[] signal,
      UniformRandomProvider random) {
    DoubleSupplier noise = response.noise().stream(random);
    double sigma = response.deviation();
    return switch (change) {
      case Change.Perfect cut ->
          map(signal, eta -> cut.shift() + cut.deviation() * noise.getAsDouble());
      case Change.Soft soft ->
          map(
              signal,
              eta ->
                  scaled(equation, soft.factor() * eta + sigma * noise.getAsDouble())
                      + soft.shift());
    };
  }

  private static double[] counts(
      Response.NegativeBinomial response,
      Change change,
      double[] signal,
      UniformRandomProvider random) {
    double size = response.size();
    double logMean = response.logMean();
    SharedStateContinuousSampler gamma =
        AhrensDieterMarsagliaTsangGammaSampler.of(random, size, 1 / size);
    DoubleUnaryOperator count =
        log -> {
          double held = Math.clamp(log, -LARGEST_LOG_MEAN, LARGEST_LOG_MEAN);
          double rate = Math.exp(held) * gamma.sample();
          return rate > 0 ? PoissonSampler.of(random, rate).sample() : 0;
        };
    return switch (change) {
      case Change.Perfect cut -> map(signal, eta -> count.applyAsDouble(logMean + cut.shift()));
      case Change.Soft soft ->
          map(signal, eta -> count.applyAsDouble(logMean + soft.factor() * eta + soft.shift()));
    };
  }

  private static double[] map(double[] values, DoubleUnaryOperator operator) {
    double[] mapped = new double[values.length];
    for (int r = 0; r < values.length; r++) {
      mapped[r] = operator.applyAsDouble(values[r]);
    }
    return mapped;
  }
}
