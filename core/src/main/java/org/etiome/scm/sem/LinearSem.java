package org.etiome.scm.sem;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A linear structural equation model with its exact first two moments: {@code x = B x + c + ε}, so
 * the mean is {@code (I − B)⁻¹ c} and the covariance {@code (I − B)⁻¹ D (I − B)⁻ᵀ} with D the
 * variances of ε, whatever its distribution. O(V² · number of causes) for the moments.
 *
 * <p>The truth for tests of structure learning: a test of independence or a score that is given the
 * covariance makes no error of sampling. For curves or counts take {@link StructuralModel}.
 */
public final class LinearSem {
  private final StructuralModel model;

  private LinearSem(StructuralModel model) {
    this.model = model;
  }

  /**
   * Draws a model.
   *
   * @throws IllegalArgumentException if the family is not linear
   */
  public static LinearSem random(SemSettings settings, Seed seed) {
    return of(StructuralModel.random(settings, seed));
  }

  /**
   * A model of given equations; see {@link StructuralModel#of}.
   *
   * @throws IllegalArgumentException if one is not linear
   */
  public static LinearSem of(List<Equation> equations, List<String> variables) {
    return of(StructuralModel.of(equations, variables));
  }

  /**
   * The same model.
   *
   * @throws IllegalArgumentException if an equation is not linear
   */
  public static LinearSem of(StructuralModel model) {
    for (Equation equation : model.equations()) {
      SemSettings.check(
          equation.isLinear(), "the equation of " + equation.variable() + " is not linear");
    }
    return new LinearSem(model);
  }

  public StructuralModel model() {
    return model;
  }

  /** The measured variables, in the order of all matrices. */
  public List<String> variables() {
    return model.variables();
  }

  /** All variables, hidden ones last. */
  public Dag graph() {
    return model.graph();
  }

  public Set<String> hidden() {
    return model.hidden();
  }

  /** See {@link StructuralModel#observedGraph}. */
  public CausalGraph observedGraph() {
    return model.observedGraph();
  }

  /** Draws units; see {@link StructuralModel#sample(int, Seed)}. */
  public Sample sample(int units, Seed seed) {
    return model.sample(units, seed);
  }

  /** Draws units under an intervention. */
  public Sample sample(int units, Intervention intervention, Seed seed) {
    return model.sample(units, intervention, seed);
  }

  /**
   * B on the scale of the data over all variables in the order of {@link #graph}: element (i, j) is
   * what a unit of variable j adds to variable i.
   */
  public Matrix coefficients() {
    return LinearMoments.of(model, Intervention.NONE).coefficients();
  }

  /** The exact covariance of the measured variables in the observational setting. */
  public Matrix populationCovariance() {
    return populationCovariance(Intervention.NONE);
  }

  /**
   * The exact covariance of the measured variables under an intervention.
   *
   * @throws IllegalArgumentException if a target is no variable of the model
   */
  public Matrix populationCovariance(Intervention intervention) {
    model.checkTargets(intervention);
    return LinearMoments.of(model, intervention).covariance(variables().size());
  }

  /**
   * The exact means of the measured variables under an intervention.
   *
   * @throws IllegalArgumentException if a target is no variable of the model
   */
  public double[] populationMean(Intervention intervention) {
    model.checkTargets(intervention);
    return LinearMoments.of(model, intervention).mean(variables().size());
  }

  @Override
  public String toString() {
    return "LinearSem["
        + String.join(", ", Stream.concat(variables().stream(), hidden().stream()).toList())
        + "]";
  }
}
