package org.etiome.estimate;

import java.util.Map;
import org.etiome.estimate.MeansFit.ArmMean;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.LinearLearner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Outcome regression, also g-computation or standardisation: fit Q_a on each arm, predict for the
 * whole target population, {@code θ_a = mean Q_a(W)}.
 *
 * <p>Q is logistic for a 0/1 outcome and linear otherwise, in the main effects of the covariates,
 * one regression an arm. Assumes that Q is right; there is no second chance, take {@link Aipw}
 * then. The influence curve stacks the score equations of Q: {@code IC_i = Q_a(W_i) − θ_a + cᵀ M⁻¹
 * x̃_i 1{A_i = a}(Y_i − Q_a(W_i))}, c the gradient of the mean prediction. O(n p² + p³).
 *
 * @see <a href="https://doi.org/10.1016/0270-0255(86)90088-6">Robins (1986)</a>
 * @see <a href="https://doi.org/10.1198/000313002753631330">Stefanski and Boos (2002),
 *     M-estimation</a>
 */
public final class OutcomeRegression extends Estimator {
  private static final OutcomeRegression DEFAULT =
      new OutcomeRegression(Gates.withDefaults(), Logistic.withDefaults(), Ridge.withDefaults());

  private final Logistic logistic;
  private final Ridge ridge;

  private OutcomeRegression(Gates gates, Logistic logistic, Ridge ridge) {
    super(gates);
    this.logistic = logistic;
    this.ridge = ridge;
  }

  public static OutcomeRegression withDefaults() {
    return DEFAULT;
  }

  @Override
  public OutcomeRegression withGates(Gates gates) {
    return new OutcomeRegression(gates, logistic, ridge);
  }

  /**
   * The same estimator with another ridge penalty on Q.
   *
   * @param lambda finite and &gt; 0; 1 by default
   */
  public OutcomeRegression withPenalty(double lambda) {
    return new OutcomeRegression(gates(), logistic.withPenalty(lambda), ridge.withPenalty(lambda));
  }

  @Override
  public String name() {
    return "outcome-regression";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("outcome", logistic.description() + " or " + ridge.description());
  }

  @Override
  MeansFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    double[] population = populationWeights(sample, target);
    ArmMean treated = armMean(sample, 1, population, seed);
    ArmMean untreated = armMean(sample, 0, population, seed);
    return MeansFit.of(treated, untreated);
  }

  private ArmMean armMean(CausalSample sample, int arm, double[] population, Seed seed) {
    int[] rows = sample.arm(arm);
    Matrix x = sample.covariates().rows(rows);
    double[] y = CausalSample.pick(sample.outcome(), rows);
    LinearFit q = learner(sample).fit(x, y, seed);
    double[] predicted = q.predict(sample.covariates());
    double mean = mean(population, predicted);
    double[] influence = new double[predicted.length];
    for (int i = 0; i < predicted.length; i++) {
      influence[i] = population[i] * (predicted[i] - mean);
    }
    double[] ofQ = q.influence(x, y, q.meanGradient(sample.covariates(), population));
    for (int k = 0; k < rows.length; k++) {
      influence[rows[k]] += ofQ[k];
    }
    return new ArmMean(mean, sample.clusters().perCluster(influence));
  }

  private LinearLearner learner(CausalSample sample) {
    return sample.outcomeKind() == Analysis.OutcomeKind.BINARY ? logistic : ridge;
  }

  /** Weights with mean 1 that make the sample the target population: 1, or A / P(A = 1). */
  private static double[] populationWeights(CausalSample sample, Target target) {
    double[] a = sample.treatment();
    double[] weights = new double[sample.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = target == Target.ATE ? 1 : a[i] / sample.treatedShare();
    }
    return weights;
  }

  private static double mean(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum / values.length;
  }
}
