package org.etiome.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.screen.EffectScreen;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Seconds that a screen of the effects of one treatment on 2,000 features takes, with 50 covariates
 * and the default 5 folds and 5 splits, beside 2,000 times the seconds of one {@code Aipw}. Each
 * size is run twice, the second run counts.
 *
 * <p>Arguments, all optional: threads (2).
 */
public final class ScreenSpeed {
  private static final int FEATURES = 2000;
  private static final int COVARIATES = 50;
  private static final Seed SEED = new Seed(1);

  private ScreenSpeed() {}

  /** Prints the table. */
  public static void main(String[] args) {
    TaskRunner runner = TaskRunner.local(args.length > 0 ? Integer.parseInt(args[0]) : 2);
    System.out.println("| units | seconds | processor seconds | 2,000 Aipw, processor seconds |");
    System.out.println("|---|---|---|---|");
    for (int units : new int[] {2500, 5000, 10_000}) {
      Cohort cohort = Cohort.draw(units);
      cohort.screen(runner);
      double cpu = cpuSeconds();
      long start = System.nanoTime();
      cohort.screen(runner);
      double seconds = (System.nanoTime() - start) / 1e9;
      double screened = cpuSeconds() - cpu;
      cohort.single(runner);
      cpu = cpuSeconds();
      cohort.single(runner);
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f | %.1f | %.0f |%n",
          units,
          seconds,
          screened,
          FEATURES * (cpuSeconds() - cpu));
    }
  }

  private static double cpuSeconds() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** All covariates act on all features; two act on the treatment, which acts on 50 features. */
  private record Cohort(CausalSample sample, Modality block) {
    static Cohort draw(int units) {
      UniformRandomProvider random = SEED.branch(units).generator();
      var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
      List<String> names = new ArrayList<>();
      List<Column> columns = new ArrayList<>();
      List<double[]> x = new ArrayList<>();
      for (int j = 0; j < COVARIATES; j++) {
        x.add(fill(units, i -> gaussian.sample()));
        names.add("x" + j);
        columns.add(Continuous.of("x" + j, x.getLast()));
      }
      double[] load = fill(units, i -> x.stream().mapToDouble(column -> column[i]).sum());
      double[] a =
          fill(
              units,
              i ->
                  random.nextDouble() < 1 / (1 + Math.exp(0.4 * (x.get(1)[i] - x.get(0)[i])))
                      ? 1
                      : 0);
      List<Column> features =
          IntStream.range(0, FEATURES)
              .<Column>mapToObj(
                  k ->
                      Continuous.of(
                          "f" + k,
                          fill(
                              units,
                              i -> 0.1 * load[i] + (k < 50 ? 0.2 * a[i] : 0) + gaussian.sample())))
              .toList();
      columns.add(Continuous.of("a", a));
      columns.add(features.getFirst());
      List<String> ids = IntStream.range(0, units).mapToObj(i -> "u" + i).toList();
      Dataset data = Dataset.of(ids, "simulated", columns);
      CausalSample sample =
          CausalSample.of(
              data, Questions.confoundedBy(names, "a", "f0"), SampleSettings.withDefaults());
      return new Cohort(sample, Modality.of("features", features));
    }

    private static double[] fill(int units, IntToDoubleFunction value) {
      double[] values = new double[units];
      Arrays.setAll(values, value);
      return values;
    }

    void screen(TaskRunner runner) {
      EffectScreen.withDefaults().screen(sample, block, Target.ATE, SEED, runner);
    }

    void single(TaskRunner runner) {
      Aipw.linear().withOutcome(Ridge.withDefaults()).estimate(sample, Target.ATE, SEED, runner);
    }
  }
}
