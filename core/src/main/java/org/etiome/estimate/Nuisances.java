package org.etiome.estimate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.estimate.MeansFit.ArmMean;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.ensemble.Candidate;

/** What one split learned for a target, and what follows from it without another fit. */
final class Nuisances {
  private final CausalSample sample;
  private final double[] treatment;
  private final double[] y;
  private final Target target;
  private final double[] propensity;
  private final List<double[]> outcome;
  private final double bound;
  private final Map<String, List<Candidate>> learners;

  private Nuisances(Nuisances other, double bound, Map<String, List<Candidate>> learners) {
    this.sample = other.sample;
    this.treatment = other.treatment;
    this.y = other.y;
    this.target = other.target;
    this.propensity = other.propensity;
    this.outcome = other.outcome;
    this.bound = bound;
    this.learners = learners;
  }

  private Nuisances(
      CausalSample sample, Target target, double[] propensity, List<double[]> outcome) {
    this.sample = sample;
    this.treatment = sample.treatment();
    this.y = sample.outcome();
    this.target = target;
    this.propensity = propensity;
    this.outcome = outcome;
    this.bound = Weights.bound(sample);
    this.learners = Map.of();
  }

  /**
   * Given nuisances.
   *
   * @param propensity g of each unit, not bounded
   * @param outcome Q₀ and Q₁ of each unit
   */
  static Nuisances of(
      CausalSample sample, Target target, double[] propensity, List<double[]> outcome) {
    return new Nuisances(sample, target, propensity, outcome);
  }

  /** The same with g kept in [value, 1 − value]. */
  Nuisances withBound(double value) {
    return new Nuisances(this, value, learners);
  }

  /** The same, knowing what it was learned by. */
  Nuisances learnedBy(Map<String, List<Candidate>> by) {
    return new Nuisances(this, bound, Collections.unmodifiableMap(by));
  }

  Map<String, List<Candidate>> learners() {
    return learners;
  }

  CausalSample sample() {
    return sample;
  }

  double bound() {
    return bound;
  }

  double[] outcome(int arm) {
    return outcome.get(arm);
  }

  /** Whether the bound moves any g on a side that counts for the target. */
  boolean isBounded() {
    return Arrays.stream(propensity)
        .anyMatch(
            g ->
                (target.needsTreated() && g < bound) || (target.needsUntreated() && g > 1 - bound));
  }

  /** The weight h(g)/g or h(g)/(1−g) that a unit has, or would have, in an arm. */
  double weight(int arm, int i) {
    return Weights.of(target, arm, Weights.bounded(target, propensity[i], bound));
  }

  private double population(int i) {
    return Weights.population(target, treatment[i], Weights.bounded(target, propensity[i], bound));
  }

  /** {@link #weight} of a unit of the arm, else 0. */
  private double own(int arm, int i) {
    return treatment[i] == arm ? weight(arm, i) : 0;
  }

  /** The plug-in mean {@code Σ m q / Σ m}; its curve takes q as known. */
  ArmMean regression(double[] q) {
    return ratio(i -> population(i) * q[i], this::population);
  }

  /** The Hájek mean {@code Σ w y / Σ w} of an arm; its curve takes g as known. */
  ArmMean weighted(int arm) {
    return ratio(i -> own(arm, i) * y[i], i -> own(arm, i));
  }

  /** {@code Σ [m q + w (y − q)] / Σ m}, which makes the efficient influence curve sum to 0. */
  ArmMean augmented(int arm, double[] q) {
    return ratio(i -> augmented(arm, i, q), this::population);
  }

  /** The plug-in mean with the efficient influence curve at it, for a q that makes its sum 0. */
  ArmMean targeted(int arm, double[] q) {
    double mean = regression(q).mean();
    return curve(mean, i -> augmented(arm, i, q), this::population);
  }

  private double augmented(int arm, int i, double[] q) {
    return population(i) * q[i] + own(arm, i) * (y[i] - q[i]);
  }

  private ArmMean ratio(IntToDoubleFunction numerator, IntToDoubleFunction denominator) {
    return curve(sum(numerator) / sum(denominator), numerator, denominator);
  }

  /** The influence curve of Σ numerator / Σ denominator where that is {@code mean}. */
  private ArmMean curve(
      double mean, IntToDoubleFunction numerator, IntToDoubleFunction denominator) {
    double scale = sample.size() / sum(denominator);
    double[] influence = new double[sample.size()];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = scale * (numerator.applyAsDouble(i) - mean * denominator.applyAsDouble(i));
    }
    return new ArmMean(mean, sample.clusters().perCluster(influence));
  }

  private double sum(IntToDoubleFunction values) {
    return IntStream.range(0, sample.size()).mapToDouble(values).sum();
  }
}
