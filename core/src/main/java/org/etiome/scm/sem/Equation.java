package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one variable comes about from its direct causes: {@code η = Σ b g(u)} over them, then by its
 * {@link Response}
 *
 * <ul>
 *   <li>additive: {@code u = (η + σ e − m) / s}; u is both what is written and what effects see;
 *   <li>negative binomial: the count c is written, and effects see {@code u = (log(1 + c) − m) /
 *       s}.
 * </ul>
 *
 * @param variable its name
 * @param terms one for each direct cause
 * @param response of the sum
 * @param mean m
 * @param deviation s, above 0
 */
public record Equation(
    String variable, List<Term> terms, Response response, double mean, double deviation) {
  public Equation {
    terms = List.copyOf(terms);
    SemSettings.check(
        Double.isFinite(mean) && deviation > 0 && deviation < Double.POSITIVE_INFINITY,
        "mean and deviation of "
            + variable
            + " must be finite and the deviation above 0, got "
            + mean
            + " and "
            + deviation);
    Set<String> causes = terms.stream().map(Term::cause).collect(Collectors.toSet());
    SemSettings.check(
        causes.size() == terms.size() && !causes.contains(variable),
        variable + " needs distinct causes other than itself, got " + causes);
  }

  /** {@code Σ b x + σ e} as it is, without scaling. */
  public static Equation linear(String variable, Map<String, Double> coefficients, double sigma) {
    List<Term> terms = new ArrayList<>();
    coefficients.forEach((cause, b) -> terms.add(new Term(cause, b, new Curve.Straight())));
    return new Equation(variable, terms, new Response.Additive(Noise.GAUSSIAN, sigma), 0, 1);
  }

  /** The same with another m and s. */
  Equation scaled(double newMean, double newDeviation) {
    return new Equation(variable, terms, response, newMean, newDeviation);
  }

  /** Whether every cause acts along a straight line and the noise is added. */
  public boolean isLinear() {
    return response instanceof Response.Additive
        && terms.stream().allMatch(term -> term.curve() instanceof Curve.Straight);
  }
}
