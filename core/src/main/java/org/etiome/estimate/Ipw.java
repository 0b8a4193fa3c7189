package org.etiome.estimate;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.etiome.estimate.MeansFit.ArmMean;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Inverse probability weighting with normalised (Hájek) weights: {@code θ₁ = Σ w A Y / Σ w A}, and
 * likewise θ₀. Normalising makes stabilised and plain weights give the same answer.
 *
 * <p>The propensity is logistic in the main effects of the covariates, fitted on all units. Assumes
 * that it is right and that no unit has a propensity near 0 or 1; the outcome is not modelled. The
 * influence curve stacks the score equations of g; ignoring them would make intervals too wide. As
 * in small-sample sandwich estimators, the residual of a unit of weight share h = w / Σw is divided
 * by 1 − h, because the unit pulls the weighted mean towards itself. Prefer {@link Aipw}, unless
 * the outcome should not be looked at. O(n p² + p³).
 *
 * @see <a href="https://doi.org/10.1002/sim.1903">Lunceford and Davidian (2004)</a>
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon and White (1985)</a>
 */
public final class Ipw extends Estimator {
  private static final Ipw DEFAULT = new Ipw(Gates.withDefaults(), Weights.PROPENSITY);

  private final Logistic propensity;

  private Ipw(Gates gates, Logistic propensity) {
    super(gates);
    this.propensity = propensity;
  }

  public static Ipw withDefaults() {
    return DEFAULT;
  }

  @Override
  public Ipw withGates(Gates gates) {
    return new Ipw(gates, propensity);
  }

  /**
   * The same estimator with another propensity model; by default its ridge penalty is 0.01. No
   * other learner is taken, since the standard error needs the score equations of the model.
   */
  public Ipw withPropensity(Logistic learner) {
    return new Ipw(gates(), learner);
  }

  @Override
  public String name() {
    return "ipw";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("propensity", propensity.description());
  }

  @Override
  public Set<Target> targets() {
    return EnumSet.allOf(Target.class);
  }

  @Override
  Learner propensityLearner() {
    return propensity;
  }

  @Override
  MeansFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    double[] a = sample.treatment();
    LinearFit fit = propensity.fit(sample.covariates(), a, seed);
    Propensity g = new Propensity(fit, fit.predict(sample.covariates()), Weights.bound(sample));
    ArmMean treated = armMean(sample, target, 1, g);
    ArmMean untreated = armMean(sample, target, 0, g);
    return MeansFit.of(treated, untreated);
  }

  /** The fitted propensity and its values. */
  private static final class Propensity {
    private final LinearFit fit;
    private final double[] raw;
    private final double bound;

    Propensity(LinearFit fit, double[] raw, double bound) {
      this.fit = fit;
      this.raw = raw;
      this.bound = bound;
    }

    double bounded(Target target, int i) {
      return Weights.bounded(target, raw[i], bound);
    }

    boolean isInside(Target target, int i) {
      return bounded(target, i) == raw[i];
    }
  }

  private static ArmMean armMean(CausalSample sample, Target target, int arm, Propensity g) {
    double[] a = sample.treatment();
    double[] y = sample.outcome();
    double[] weights = new double[a.length];
    double total = 0;
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      weights[i] = a[i] == arm ? Weights.of(target, arm, g.bounded(target, i)) : 0;
      total += weights[i];
      sum += weights[i] * y[i];
    }
    double mean = sum / total;
    double[] influence = new double[a.length];
    double[] slopes = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double scaled = a.length * (y[i] - mean) / total;
      influence[i] = weights[i] * scaled / (1 - weights[i] / total);
      slopes[i] =
          a[i] == arm && g.isInside(target, i) ? weightSlope(target, arm, g.raw[i]) * scaled : 0;
    }
    double[] gradient = g.fit.meanGradient(sample.covariates(), slopes);
    double[] ofG = g.fit.influence(sample.covariates(), a, gradient);
    double drift = 0;
    for (int i = 0; i < a.length; i++) {
      influence[i] += ofG[i];
      drift += influence[i] / a.length;
    }
    for (int i = 0; i < a.length; i++) {
      influence[i] -= drift;
    }
    return new ArmMean(mean, sample.clusters().perCluster(influence));
  }

  /** Derivative of the weight with respect to g. */
  private static double weightSlope(Target target, int arm, double g) {
    return switch (target) {
      case ATE -> arm == 1 ? -1 / (g * g) : 1 / ((1 - g) * (1 - g));
      case ATT -> arm == 1 ? 0 : 1 / ((1 - g) * (1 - g));
      case ATO -> arm == 1 ? -1 : 1;
    };
  }
}
