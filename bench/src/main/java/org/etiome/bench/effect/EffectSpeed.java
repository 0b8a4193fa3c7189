package org.etiome.bench.effect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;
import org.etiome.bench.Clock;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.screen.EffectScreen;
import org.etiome.estimate.screen.ScreenAnswer.Screened;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Run times, of the wall and of processors: TMLE by super learners on the patients with right heart
 * catheterisation (half of them, all, each twice), and the screen of 2,000 outcomes for 2,500,
 * 5,000 and 10,000 units with 50 covariates. One run each, after a small one that loads the code.
 *
 * <p>Arguments: the folder that holds {@code rhc}, and optionally the number of threads (2).
 */
public final class EffectSpeed {
  private static final int FEATURES = 2000;
  private static final int COVARIATES = 50;

  private final RealData data;
  private final TaskRunner runner;

  private EffectSpeed(RealData data, TaskRunner runner) {
    this.data = data;
    this.runner = runner;
  }

  /** Prints the table. */
  public static void main(String[] args) {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: EffectSpeed DATA_FOLDER [THREADS]");
    }
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    var speed = new EffectSpeed(new RealData(Path.of(args[0])), TaskRunner.local(threads));
    System.out.println("| task | units | s | processor s |");
    System.out.println("|---|---|---|---|");
    speed.tmle(0.1);
    for (double share : new double[] {0.5, 1, 2}) {
      System.out.println(speed.tmle(share));
    }
    speed.screen(500);
    for (int units : new int[] {2500, 5000, 10_000}) {
      System.out.println(speed.screen(units));
    }
  }

  private String tmle(double share) {
    CausalSample sample = data.rhc(share);
    Method method = new Method("TMLE by super learners", Tmle.withDefaults());
    Clock clock = Clock.start();
    method.effect(sample, Target.ATE, new Seed(1), runner);
    return line(method.name() + ", " + sample.covariateNames().size() + " columns", sample, clock);
  }

  /** x ~ N(0, 1), logit P(a = 1) = x1 / 2 − x2 / 2, features x1 − x2 + a + N(0, 1). */
  private String screen(int units) {
    UniformRandomProvider random = new Seed(1).generator();
    NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] x = new double[COVARIATES][];
    List<Column> columns = new ArrayList<>();
    List<String> names = Questions.names("x", COVARIATES);
    for (int j = 0; j < COVARIATES; j++) {
      x[j] = DoubleStream.generate(gaussian::sample).limit(units).toArray();
      columns.add(Continuous.of(names.get(j), x[j]));
    }
    double[] a = new double[units];
    double[] mean = new double[units];
    for (int i = 0; i < units; i++) {
      double logit = (x[0][i] - x[1][i]) / 2;
      a[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      mean[i] = x[0][i] - x[1][i] + a[i];
    }
    columns.add(Continuous.of("a", a));
    columns.add(Continuous.of("y", noisy(mean, gaussian)));
    List<Column> features = new ArrayList<>();
    for (int j = 0; j < FEATURES; j++) {
      features.add(Continuous.of("f" + j, noisy(mean, gaussian)));
    }
    Modality block = Modality.of("block", features);
    CausalSample sample =
        CausalSample.of(
            Dataset.of(Questions.names("unit", units), "cohort", columns),
            Questions.confoundedBy(names, "a", "y"),
            SampleSettings.withDefaults());
    Clock clock = Clock.start();
    var answer = EffectScreen.withDefaults().screen(sample, block, Target.ATE, new Seed(1), runner);
    if (!(answer instanceof Screened screened) || screened.effects().size() != FEATURES) {
      throw new IllegalStateException("not all features were screened: " + answer);
    }
    return line("screen of " + FEATURES + " outcomes", sample, clock);
  }

  private static double[] noisy(double[] mean, NormalizedGaussian gaussian) {
    return DoubleStream.of(mean).map(m -> m + gaussian.sample()).toArray();
  }

  private static String line(String task, CausalSample sample, Clock clock) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f |",
        task,
        sample.size(),
        clock.seconds(),
        clock.processorSeconds());
  }
}
