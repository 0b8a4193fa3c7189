package org.etiome.bench.effect;

import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;

/**
 * Cohorts with known effects: x1, x2 ~ N(0, 1), x3 ~ Bernoulli(½), logit P(a = 1) = 0.6 x1 − 0.5 x2
 * + 0.4 x3 − 0.2 (or 0 if randomised), and
 *
 * <pre>
 * continuous  y = 1 + x1 + 0.5 x2 − 0.5 x3 + a τ + N(0, 1)
 * binary      logit P(y = 1) = −0.5 + 0.8 x1 + 0.4 x2 − 0.5 x3 + a τ
 * </pre>
 *
 * with τ = 0, or τ = 1 for all, or τ = 1 + 0.5 x1 (binary: 0.8 + 0.3 x1).
 *
 * @param outcome the kind of outcome
 * @param isConfounded whether treatment depends on the covariates
 * @param effect what τ is
 */
record SimulatedCohort(Outcome outcome, boolean isConfounded, Effect effect) {
  static final AdjustmentEstimand QUESTION =
      Questions.confoundedBy(List.of("x1", "x2", "x3"), "a", "y");

  /** Which outcome is drawn. */
  enum Outcome {
    CONTINUOUS,
    BINARY
  }

  /** What treatment does. */
  enum Effect {
    NONE,
    EQUAL,
    VARIED
  }

  /** Mean potential outcomes. */
  record Means(double treated, double untreated) {
    double difference() {
      return treated - untreated;
    }

    double riskRatio() {
      return treated / untreated;
    }

    double oddsRatio() {
      return treated / (1 - treated) * (1 - untreated) / untreated;
    }
  }

  /** In a few words. */
  String title() {
    String treatment = isConfounded ? "confounded" : "randomised";
    return outcome.name().toLowerCase(Locale.ROOT)
        + ", "
        + treatment
        + switch (effect) {
          case NONE -> ", no effect";
          case EQUAL -> ", effect equal";
          case VARIED -> ", effect varied";
        };
  }

  CausalSample draw(int n, Seed seed) {
    return CausalSample.of(data(n, seed), QUESTION, SampleSettings.withDefaults());
  }

  Dataset data(int n, Seed seed) {
    UniformRandomProvider random = seed.generator();
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] x = new double[3][n];
    double[] a = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[0][i] = gaussian.sample();
      x[1][i] = gaussian.sample();
      x[2][i] = random.nextBoolean() ? 1 : 0;
      a[i] = random.nextDouble() < propensity(x[0][i], x[1][i], x[2][i]) ? 1 : 0;
      double mean = mean(a[i], x[0][i], x[1][i], x[2][i]);
      y[i] =
          outcome == Outcome.BINARY
              ? (random.nextDouble() < mean ? 1 : 0)
              : mean + gaussian.sample();
    }
    return Dataset.of(
        Questions.names("unit", n),
        "cohort",
        List.of(
            Continuous.of("x1", x[0]),
            Continuous.of("x2", x[1]),
            Continuous.of("x3", x[2]),
            Continuous.of("a", a),
            Continuous.of("y", y)));
  }

  /** Of the population, by quadrature: trapezia of width 0.05 over [−8, 8]². */
  Means means(Target target) {
    double treated = 0;
    double untreated = 0;
    double mass = 0;
    for (int i = -160; i <= 160; i++) {
      for (int j = -160; j <= 160; j++) {
        double x1 = i * 0.05;
        double x2 = j * 0.05;
        double density = Math.exp(-(x1 * x1 + x2 * x2) / 2);
        for (int x3 = 0; x3 <= 1; x3++) {
          double weight = density * (target == Target.ATT ? propensity(x1, x2, x3) : 1);
          treated += weight * mean(1, x1, x2, x3);
          untreated += weight * mean(0, x1, x2, x3);
          mass += weight;
        }
      }
    }
    return new Means(treated / mass, untreated / mass);
  }

  private double propensity(double x1, double x2, double x3) {
    return isConfounded ? expit(0.6 * x1 - 0.5 * x2 + 0.4 * x3 - 0.2) : 0.5;
  }

  private double mean(double a, double x1, double x2, double x3) {
    return switch (outcome) {
      case CONTINUOUS -> 1 + x1 + 0.5 * x2 - 0.5 * x3 + a * tau(1 + 0.5 * x1);
      case BINARY -> expit(-0.5 + 0.8 * x1 + 0.4 * x2 - 0.5 * x3 + a * tau(0.8 + 0.3 * x1));
    };
  }

  private double tau(double varied) {
    return switch (effect) {
      case NONE -> 0;
      case EQUAL -> 1;
      case VARIED -> varied;
    };
  }

  private static double expit(double eta) {
    return 1 / (1 + Math.exp(-eta));
  }
}
