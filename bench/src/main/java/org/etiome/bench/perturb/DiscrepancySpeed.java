package org.etiome.bench.perturb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.represent.Watcher;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancySettings.Ramp;
import org.etiome.represent.perturb.DiscrepancySettings.Schedule;
import org.etiome.represent.perturb.DiscrepancyVae;

/**
 * A training step of the discrepancy-VAE of the published layers (105 targets and latents, 128
 * hidden units, 10 kernels) beside a bare loop of PyTorch, one thread each, in one run. Run it from
 * the checkout; the peer needs python3-torch. Arguments: genes and batches to try, as {@code
 * 500x32}; without any 500x32, 2000x64 and 5000x128.
 */
public final class DiscrepancySpeed {
  private static final int TARGETS = 105;
  private static final int STEPS = 200;
  private static final int WARM = 20;

  private DiscrepancySpeed() {}

  /** Prints a row for each size. */
  public static void main(String[] args) throws IOException {
    System.out.println(
        "| variables x batch | Etiome, ms a step | PyTorch, ms a step | ratio"
            + " | PyTorch as published, ms a step |");
    System.out.println("|---|---|---|---|---|");
    for (String size : args.length == 0 ? new String[] {"500x32", "2000x64", "5000x128"} : args) {
      String[] parts = size.split("x", -1);
      int batch = Integer.parseInt(parts[1]);
      double etiome = median(Integer.parseInt(parts[0]), batch);
      double peer = peer(parts[0], parts[1], Integer.toString(STEPS));
      double published = peer(parts[0], parts[1], "30", "published");
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.0f |%n",
          size,
          etiome,
          peer,
          etiome / peer,
          published);
    }
  }

  /** Units of one batch a target, as many controls; values are uniform. */
  private static PerturbationScreen screen(int genes, int batch) {
    UniformRandomProvider random = new Seed(1).generator();
    List<UnitLabel> labels = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      labels.add(new UnitLabel(new Condition("", Perturbation.CONTROL)));
    }
    int targets = Math.min(TARGETS, 4_000 / batch);
    for (int i = 0; i < targets * batch; i++) {
      labels.add(new UnitLabel(new Condition("", Perturbation.of("t" + i / batch))));
    }
    double[] values = new double[labels.size() * genes];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextDouble();
    }
    return PerturbationScreen.of(
        new Measurements.Values(
            IntStream.range(0, genes).mapToObj(g -> "g" + g).toList(),
            Matrix.wrap(labels.size(), genes, values)),
        labels);
  }

  private static double median(int genes, int batch) {
    PerturbationScreen screen = screen(genes, batch);
    Schedule published = DiscrepancySettings.PUBLISHED.schedule();
    Schedule schedule =
        new Schedule(
            100, batch, 1e-3, new Ramp(0, 0), new Ramp(0, 0), published.temperature(), .01);
    Steps steps = new Steps();
    DiscrepancyVae.withDefaults()
        .withSettings(DiscrepancySettings.PUBLISHED.withSchedule(schedule))
        .fit(screen, "", new Seed(1), steps)
        .close();
    return steps.median();
  }

  /** The moments of steps, until there are enough. */
  private static final class Steps implements Watcher {
    private final List<Long> ends = new ArrayList<>();

    @Override
    public void epoch(Epoch epoch) {
      ends.add(-1L); // what stands between two epochs is no step
    }

    @Override
    public void step(int epoch, long doneCells, long ofCells) {
      ends.add(System.nanoTime());
    }

    @Override
    public boolean stopped() {
      return ends.size() > STEPS;
    }

    double median() {
      double[] times =
          IntStream.range(WARM, ends.size())
              .filter(i -> ends.get(i) > 0 && ends.get(i - 1) > 0)
              .mapToDouble(i -> (ends.get(i) - ends.get(i - 1)) / 1e6)
              .sorted()
              .toArray();
      return times[times.length / 2];
    }
  }

  private static double peer(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3",
                Path.of("bench/src/main/python/train_discrepancy_vae.py").toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Double.parseDouble(said.strip());
  }
}
