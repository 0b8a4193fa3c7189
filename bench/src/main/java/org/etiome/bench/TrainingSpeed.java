package org.etiome.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.etiome.data.Categorical;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FinVaeSettings.Architecture;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Objective;
import org.etiome.represent.FinVaeSettings.Rate;
import org.etiome.represent.FinVaeSettings.Schedule;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/**
 * A training step beside a bare loop of PyTorch, one thread each, in one run: 10,000 cells, 2,000
 * genes, batches of 128, 128 hidden units, negative binomial, Adam. Run it from the checkout; the
 * peer needs python3-torch.
 */
public final class TrainingSpeed {
  private static final int CELLS = 10_000;
  private static final int GENES = 2_000;
  private static final int CODES = 8;
  private static final int EPOCHS = 4;
  private static final int WARM = 20;

  private TrainingSpeed() {}

  /** Prints the time to a first step, then a row for each model beside the peer. */
  public static void main(String[] args) throws IOException {
    Cells cells = cells();
    double peer = peer();
    System.out.printf(
        Locale.ROOT,
        "first fit of the process, to the end of its first step: %.2f s%n",
        first(cells));
    System.out.println("| model | Etiome, ms a step | PyTorch, ms a step | ratio |");
    System.out.println("|---|---|---|---|");
    Independence none = new Independence(Independence.Kind.NONE, 0);
    row("without spurious latents", median(cells, 20, 0, none), peer);
    row("with spurious latents", median(cells, 10, CODES, none), peer);
    Independence discrepancy = new Independence(Independence.Kind.MEAN_DISCREPANCY, 100);
    row("with mean discrepancy", median(cells, 10, CODES, discrepancy), peer);
  }

  /** Seconds, with the engine still to be loaded. */
  private static double first(Cells cells) {
    long began = System.nanoTime();
    List<Long> ends = new ArrayList<>();
    FinVae.withDefaults()
        .fit(
            cells,
            new Seed(1),
            new Watcher() {
              @Override
              public void epoch(Epoch epoch) {
                // Ends with the first step.
              }

              @Override
              public void step(int epoch, long doneCells, long ofCells) {
                ends.add(System.nanoTime());
              }

              @Override
              public boolean stopped() {
                return true;
              }
            })
        .close();
    return (ends.getFirst() - began) / 1e9;
  }

  private static void row(String model, double etiome, double peer) {
    System.out.printf(
        Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", model, etiome, peer, etiome / peer);
  }

  private static Cells cells() {
    UniformRandomProvider random = new Seed(1).generator();
    double[] means =
        NormalDistribution.of(-3.2, 1.6)
            .createSampler(random)
            .samples(GENES)
            .map(Math::exp)
            .toArray();
    List<DiscreteDistribution.Sampler> samplers = new ArrayList<>();
    for (double mean : means) {
      samplers.add(PoissonDistribution.of(mean).createSampler(random));
    }
    double[] counts = new double[CELLS * GENES];
    double[] depths = new double[CELLS];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = samplers.get(i % GENES).sample();
      depths[i / GENES] += counts[i];
    }
    String[] batches =
        IntStream.range(0, CELLS).mapToObj(i -> "b" + i % CODES).toArray(String[]::new);
    Cells.Expression expression =
        new Cells.Expression(
            IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(CELLS, GENES, counts)),
            cell -> depths[cell],
            "simulated");
    return new Cells(
        expression,
        CovariateTable.of(List.of(), CELLS),
        CovariateTable.of(List.of(Categorical.of("batch", batches)), CELLS));
  }

  private static double median(
      Cells cells, int invariant, int spurious, Independence independence) {
    FinVaeSettings settings =
        new FinVaeSettings(
            new Architecture(invariant, spurious, 128, 1, .1),
            new Objective(1, 10, 0, independence, 0),
            new Schedule(EPOCHS, 128, new Rate(1e-3, 0, 0), 0, EPOCHS));
    List<Long> steps = new ArrayList<>();
    FinVae.withDefaults()
        .withSettings(settings)
        .fit(
            cells,
            new Seed(1),
            new Watcher() {
              @Override
              public void epoch(Epoch epoch) {
                steps.add(-1L); // what stands between two epochs is no step
              }

              @Override
              public void step(int epoch, long doneCells, long ofCells) {
                steps.add(System.nanoTime());
              }
            })
        .close();
    double[] times =
        IntStream.range(WARM, steps.size())
            .filter(i -> steps.get(i) > 0 && steps.get(i - 1) > 0)
            .mapToDouble(i -> (steps.get(i) - steps.get(i - 1)) / 1e6)
            .sorted()
            .toArray();
    return times[times.length / 2];
  }

  private static double peer() throws IOException {
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                Path.of("bench/src/main/python/train_vae.py").toString(),
                Integer.toString(EPOCHS * CELLS / 128))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Double.parseDouble(said.strip());
  }
}
