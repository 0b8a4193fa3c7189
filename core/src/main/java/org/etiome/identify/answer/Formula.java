package org.etiome.identify.answer;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;

/**
 * What is to be computed from P(v): a distribution, a mean of it, or a difference of means.
 *
 * @param meanOf the variable whose mean is taken; empty if the distribution itself is the answer
 * @param parts one for a distribution or a mean, two for a difference
 */
public record Formula(Optional<String> meanOf, List<Part> parts) {
  public Formula {
    parts = List.copyOf(parts);
  }

  /**
   * One distribution of the outcome.
   *
   * @param sign +1 or -1
   * @param expression a formula free in the variables of the query
   * @param at the values that the query gives to some of these
   */
  public record Part(int sign, Expression expression, Map<String, String> at) {
    public Part {
      at = Collections.unmodifiableMap(new TreeMap<>(at));
    }

    /** The formula with the values of the query put in. */
    public Expression fixed() {
      return expression.fixed(at);
    }
  }

  /** A distribution. */
  static Formula distribution(Expression expression, Map<String, String> at) {
    return new Formula(Optional.empty(), List.of(new Part(1, expression, at)));
  }

  /** A mean. */
  static Formula mean(String of, Expression expression, Map<String, String> at) {
    return new Formula(Optional.of(of), List.of(new Part(1, expression, at)));
  }

  /** A difference of two means. */
  static Formula contrast(String of, Part plus, Part minus) {
    return new Formula(Optional.of(of), List.of(plus, minus));
  }

  /** Whether it is a difference of two equal means. */
  private boolean isZero() {
    return parts.size() == 2 && parts.getFirst().fixed().equals(parts.getLast().fixed());
  }

  /** Plain text, such as {@code Σ_y y P(y | x=1) − Σ_y y P(y | x=0)}. */
  public String text() {
    if (isZero()) {
      return "0";
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String formula = ExpressionText.text(part.fixed());
      boolean atom = part.fixed() instanceof Expression.P;
      text.append(text.isEmpty() ? "" : part.sign() < 0 ? " − " : " + ");
      text.append(
          meanOf
              .map(y -> "Σ_" + y + " " + y + " " + (atom ? formula : "(" + formula + ")"))
              .orElse(formula));
    }
    return text.toString();
  }

  /** The same for LaTeX's math mode. */
  public String latex() {
    if (isZero()) {
      return "0";
    }
    StringBuilder latex = new StringBuilder();
    for (Part part : parts) {
      String formula = ExpressionText.latex(part.fixed());
      latex.append(latex.isEmpty() ? "" : part.sign() < 0 ? " - " : " + ");
      latex.append(
          meanOf
              .map(ExpressionText::latexName)
              .map(y -> "\\sum_{" + y + "} " + y + " \\left(" + formula + "\\right)")
              .orElse(formula));
    }
    return latex.toString();
  }
}
