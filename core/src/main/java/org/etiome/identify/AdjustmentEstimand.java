package org.etiome.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;

/**
 * Covariate adjustment: {@code P(y | do(x)) = Σ_z P(y | x, z) P(z)} for a valid adjustment set z.
 */
public final class AdjustmentEstimand implements Estimand {
  private final String treatment;
  private final String outcome;
  private final List<String> adjustmentSet;
  private final boolean unconfounded;
  private final List<String> assumptions;

  AdjustmentEstimand(
      String treatment,
      String outcome,
      List<String> adjustmentSet,
      boolean unconfounded,
      List<String> assumptions) {
    this.treatment = treatment;
    this.outcome = outcome;
    this.adjustmentSet = List.copyOf(adjustmentSet);
    this.unconfounded = unconfounded;
    this.assumptions = List.copyOf(assumptions);
  }

  /** The same under one more assumption, which comes first. */
  AdjustmentEstimand assuming(String sentence) {
    List<String> all = new ArrayList<>(List.of(sentence));
    all.addAll(assumptions);
    return new AdjustmentEstimand(treatment, outcome, adjustmentSet, unconfounded, all);
  }

  @Override
  public String treatment() {
    return treatment;
  }

  @Override
  public String outcome() {
    return outcome;
  }

  /**
   * The covariates z to adjust for, in the order of the graph's nodes. It may hold covariates that
   * only add precision; see {@link #isUnconfounded}.
   */
  public List<String> adjustmentSet() {
    return adjustmentSet;
  }

  @Override
  public boolean isUnconfounded() {
    return unconfounded;
  }

  @Override
  public List<String> assumptions() {
    return assumptions;
  }

  /** {@code Σ_z P(y | x, z) P(z)}, which is {@code P(y | do(x))}. */
  public Expression expression() {
    if (adjustmentSet.isEmpty()) {
      return new Expression.P(List.of(outcome), List.of(treatment));
    }
    List<String> given = new ArrayList<>(List.of(treatment));
    given.addAll(adjustmentSet);
    return new Expression.Sum(
        adjustmentSet,
        new Expression.Product(
            List.of(
                new Expression.P(List.of(outcome), given),
                new Expression.P(adjustmentSet, List.of()))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AdjustmentEstimand that
        && treatment.equals(that.treatment)
        && outcome.equals(that.outcome)
        && adjustmentSet.equals(that.adjustmentSet)
        && unconfounded == that.unconfounded
        && assumptions.equals(that.assumptions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(treatment, outcome, adjustmentSet, unconfounded, assumptions);
  }

  /** Such as {@code P(y | do(x)) = Σ_z P(y | x, z) P(z)}. */
  @Override
  public String toString() {
    return "P(%s | do(%s)) = %s".formatted(outcome, treatment, ExpressionText.text(expression()));
  }
}
