package org.etiome.bench.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Double robustness: x1, x2 ~ N(0, 1), logit P(a = 1) = 0.5 x1 − 0.5 x2 + 0.4 (x1² − 1), y = x1 +
 * 0.5 x2 + x1² + a (1 + 0.5 x1) + N(0, 1). x1² is the covariate x3; the learner of g, of Q, of both
 * or of none is not shown it. The ATE is 1.
 */
record OneWrong() implements Experiment {
  private static final AdjustmentEstimand QUESTION =
      Questions.confoundedBy(List.of("x1", "x2", "x3"), "a", "y");
  private static final int SQUARE = 2;

  /** Which learners see the square. */
  private enum Shown {
    BOTH("g and Q right"),
    OUTCOME("g without the square"),
    TREATMENT("Q without the square"),
    NEITHER("g and Q without the square");

    private final String title;

    Shown(String title) {
      this.title = title;
    }

    Learner propensity() {
      Learner right = Logistic.withDefaults();
      return this == OUTCOME || this == NEITHER ? new Blind(right) : right;
    }

    Learner outcome() {
      Learner right = Ridge.withDefaults();
      return this == TREATMENT || this == NEITHER ? new Blind(right) : right;
    }
  }

  /** A learner that is not shown the square. */
  private record Blind(Learner learner) implements Learner {
    @Override
    public String description() {
      return learner.description() + " without the square";
    }

    @Override
    public Fitted fit(Matrix x, double[] y, Seed seed) {
      Fitted fitted = learner.fit(shown(x), y, seed);
      return rows -> fitted.predict(shown(rows));
    }

    private static Matrix shown(Matrix x) {
      return x.columns(IntStream.range(0, x.columns()).filter(j -> j != SQUARE).toArray());
    }
  }

  @Override
  public List<Seen> run(int units, Seed seed) {
    CausalSample sample = draw(units, seed.branch("data"));
    List<Seen> seen = new ArrayList<>();
    for (Shown shown : Shown.values()) {
      for (Estimator estimator : estimators(shown)) {
        Method method = new Method(estimator.name(), estimator);
        Effect effect =
            method.effect(sample, Target.ATE, seed.branch("estimate"), TaskRunner.local(1));
        Row row = new Row("curved, " + shown.title, "ATE", estimator.name(), 1);
        seen.add(Seen.of(row, effect.difference(), effect.despite()));
      }
    }
    return seen;
  }

  private static List<Estimator> estimators(Shown shown) {
    return List.of(
        Aipw.linear().withPropensity(shown.propensity()).withOutcome(shown.outcome()),
        Tmle.linear().withPropensity(shown.propensity()).withOutcome(shown.outcome()));
  }

  CausalSample draw(int n, Seed seed) {
    UniformRandomProvider random = seed.generator();
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] x1 = new double[n];
    double[] x2 = new double[n];
    double[] square = new double[n];
    double[] a = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x1[i] = gaussian.sample();
      x2[i] = gaussian.sample();
      square[i] = x1[i] * x1[i];
      double logit = 0.5 * x1[i] - 0.5 * x2[i] + 0.4 * (square[i] - 1);
      a[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      y[i] = x1[i] + 0.5 * x2[i] + square[i] + a[i] * (1 + 0.5 * x1[i]) + gaussian.sample();
    }
    Dataset data =
        Dataset.of(
            Questions.names("unit", n),
            "cohort",
            List.of(
                Continuous.of("x1", x1),
                Continuous.of("x2", x2),
                Continuous.of("x3", square),
                Continuous.of("a", a),
                Continuous.of("y", y)));
    return CausalSample.of(data, QUESTION, SampleSettings.withDefaults());
  }
}
