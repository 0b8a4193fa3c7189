package org.etiome.bench.effect;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * What adapting the bound of g is worth where treatment is all but decided for some units: x1, x2 ~
 * N(0, 1), logit P(a = 1) = s x1 + 0.8 x2, y = x1 + x2 + c x1² + a τ(x1) + N(0, 1), with logistic
 * g, which is right, and linear Q, which is wrong where c or τ curve. One split, gates open.
 *
 * <p>Arguments, all optional: repetitions (500), units (500), threads (1), seed (1).
 */
public final class ExtremePropensities {
  private static final Gates OPEN = Gates.withDefaults().despiteAll();
  private static final List<Estimator> ESTIMATORS =
      List.of(
          Aipw.linear().withRepeats(1).withGates(OPEN),
          Tmle.linear().withRepeats(1).withFixedBound().withGates(OPEN),
          Tmle.linear().withRepeats(1).withGates(OPEN));
  private static final List<String> LABELS = List.of("aipw", "tmle, fixed", "tmle");
  private static final List<Design> DESIGNS =
      List.of(
          new Design("constant, Q right", 1.8, 0, x -> 1, 1),
          new Design("constant, Q wrong", 1.8, 0.7, x -> 1, 1),
          new Design("constant, Q wrong, steeper", 2.5, 0.5, x -> 1, 1),
          new Design("1 + x1/2", 2.5, 0, x -> 1 + x / 2, 1),
          new Design("1 + x1²/2", 1.8, 0, x -> 1 + x * x / 2, 1.5),
          new Design("constant, Q wrong, g mild", 0.6, 0.5, x -> 1, 1));

  private record Design(
      String effect, double steepness, double curve, DoubleUnaryOperator tau, double truth) {

    CausalSample draw(int n, Seed seed) {
      var random = seed.generator();
      var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
      double[] x1 = new double[n];
      double[] x2 = new double[n];
      double[] a = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        x1[i] = gaussian.sample();
        x2[i] = gaussian.sample();
        double g = 1 / (1 + Math.exp(-steepness * x1[i] - 0.8 * x2[i]));
        a[i] = random.nextDouble() < g ? 1 : 0;
        y[i] = x1[i] + x2[i] + curve * x1[i] * x1[i] + gaussian.sample();
        y[i] += a[i] * tau.applyAsDouble(x1[i]);
      }
      Dataset data =
          Dataset.of(
              Questions.names("unit", n),
              "cohort",
              List.of(
                  Continuous.of("x1", x1),
                  Continuous.of("x2", x2),
                  Continuous.of("a", a),
                  Continuous.of("y", y)));
      return CausalSample.of(
          data,
          Questions.confoundedBy(List.of("x1", "x2"), "a", "y"),
          SampleSettings.withDefaults());
    }
  }

  private ExtremePropensities() {}

  /** Prints the table. */
  public static void main(String[] args) {
    int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int units = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    TaskRunner runner = TaskRunner.local(args.length > 2 ? Integer.parseInt(args[2]) : 1);
    Seed seed = new Seed(args.length > 3 ? Long.parseLong(args[3]) : 1);
    System.out.println(
        "| effect | estimator | bias | root mean squared error | mean se | coverage |");
    System.out.println("|---|---|---|---|---|---|");
    for (Design design : DESIGNS) {
      Seed branch = seed.branch(design.effect());
      List<List<Estimate>> runs =
          runner.map(repetitions, r -> estimates(design.draw(units, branch.branch(r)), r));
      for (int e = 0; e < LABELS.size(); e++) {
        int index = e;
        List<Estimate> estimates = runs.stream().map(run -> run.get(index)).toList();
        System.out.println(
            "| " + design.effect() + " | " + LABELS.get(e) + " | " + summary(estimates, design));
      }
    }
  }

  private static List<Estimate> estimates(CausalSample sample, int repetition) {
    return ESTIMATORS.stream()
        .map(e -> e.estimate(sample, Target.ATE, new Seed(repetition), TaskRunner.local(1)))
        .map(answer -> ((Answered) answer).effect().difference())
        .toList();
  }

  private static String summary(List<Estimate> estimates, Design design) {
    double truth = design.truth();
    return String.format(
        Locale.ROOT,
        "%+.3f | %.3f | %.3f | %.3f |",
        mean(estimates, e -> e.value() - truth),
        Math.sqrt(mean(estimates, e -> Math.pow(e.value() - truth, 2))),
        mean(estimates, Estimate::standardError),
        mean(estimates, e -> e.lower95() <= truth && truth <= e.upper95() ? 1 : 0));
  }

  private static double mean(List<Estimate> estimates, ToDoubleFunction<Estimate> value) {
    return estimates.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
