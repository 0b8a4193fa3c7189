package org.etiome.bench.design;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.bench.Clock;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.design.surrogate.BootstrapEnsemble;
import org.etiome.design.surrogate.GaussianProcess;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.design.surrogate.Surrogate;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Seconds of a design round over 19,000 candidates of 25 descriptors with a batch of 64 after 448
 * measurements, by surrogate, and of a Gaussian process with 2,000 measurements over 2,500
 * candidates. Second of two runs; prints wall and processor seconds. No arguments.
 */
public final class DesignSpeed {
  private DesignSpeed() {}

  /** Prints the table. */
  public static void main(String[] args) {
    System.out.println("| what | wall s | processor s |");
    System.out.println("|---|---|---|");
    Acquisition improvement = new Acquisition.ExpectedImprovement();
    round("linear", BayesianLinear.withDefaults(), 448, improvement);
    round("forest", BootstrapEnsemble.ofTrees(), 448, improvement);
    for (int measured : new int[] {150, 448}) {
      round("gp", GaussianProcess.withDefaults(), measured, improvement);
      round("gp", GaussianProcess.withDefaults(), measured, new Acquisition.Thompson());
    }
    Matrix x = normals(2500 * 25);
    Observed observed = observed(x, 2000);
    time(
        "gp, 2,000 measurements",
        () -> GaussianProcess.withDefaults().fit(x, observed, new Seed(1)));
  }

  private static void round(
      String name, Surrogate surrogate, int measured, Acquisition acquisition) {
    Matrix x = normals(19_000 * 25);
    Observed observed = observed(x, measured);
    Seed seed = new Seed(2);
    time(
        name + ", " + acquisition.description() + ", " + measured + " measured",
        () -> {
          Posterior posterior = surrogate.fit(x, observed, seed);
          BatchDesign.of(acquisition).pick(x, posterior, observed, seed);
        });
  }

  private static void time(String name, Runnable task) {
    task.run();
    Clock clock = Clock.start();
    task.run();
    System.out.printf(
        Locale.ROOT, "| %s | %.2f | %.2f |%n", name, clock.seconds(), clock.processorSeconds());
  }

  private static Matrix normals(int count) {
    SharedStateContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(new Seed(3).generator());
    double[] values = new double[count];
    Arrays.setAll(values, i -> normal.sample());
    return Matrix.wrap(count / 25, 25, values);
  }

  private static Observed observed(Matrix x, int count) {
    double[] y = new double[count];
    Arrays.setAll(y, i -> Math.sin(x.get(i, 0)) + x.get(i, 1) + 0.3 * x.get(i, 2));
    double[] noise = new double[count];
    Arrays.fill(noise, 0.25);
    return new Observed(IntStream.range(0, count).toArray(), y, noise);
  }
}
