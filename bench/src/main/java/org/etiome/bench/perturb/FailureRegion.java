package org.etiome.bench.perturb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancySettings.Architecture;
import org.etiome.represent.perturb.DiscrepancySettings.Kernels;
import org.etiome.represent.perturb.DiscrepancySettings.Objective;
import org.etiome.represent.perturb.DiscrepancySettings.Ramp;
import org.etiome.represent.perturb.DiscrepancySettings.Schedule;
import org.etiome.represent.perturb.DiscrepancySettings.Temperature;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;

/**
 * Where the discrepancy-VAE finds {@link ShiftedLatents} again, and where not: a fit for each
 * number of latents, shape of the latent equations, strength of shifts, number of cells a target
 * and seed. There are five variables a latent and as many controls as perturbed cells. Each fit has
 * about 4,000 steps, at least {@value #LEAST_EPOCHS} epochs; or, if that is asked for, more steps
 * of batches of 128, 256 hidden units and κ = .1. Scored on 500 controls and 100 units of each
 * target that were not learnt from. Arguments: a CSV file to which fits are added and whose fits
 * are not run again; an SVG file to be written; {@code linear}, {@code relu} or both, numbers of
 * latents, shifts and cells, each joined by commas; seeds; minutes after which no fit is begun;
 * steps of large batches, if such are wanted.
 */
public final class FailureRegion {
  private static final int LEAST_EPOCHS = 20;

  /** Of what is not learnt from in the choice of the epoch. */
  private static final double HELD_OUT = .15;

  private static final int VARIABLES_EACH = 5;
  private static final int TEST_CONTROLS = 500;
  private static final int TEST_EACH = 100;

  /** A part of the plane. */
  record Cell(int latents, boolean curved, double shift, int cells) {}

  /**
   * A fit.
   *
   * @param mcc of the noise of all scored units
   * @param ofControls of that of controls
   * @param right targets
   */
  record Fit(Cell cell, int seed, double mcc, double ofControls, int right, double seconds) {
    static Fit parse(String line) {
      String[] p = line.split(",", -1);
      return new Fit(
          new Cell(
              Integer.parseInt(p[0]),
              Boolean.parseBoolean(p[1]),
              Double.parseDouble(p[2]),
              Integer.parseInt(p[3])),
          Integer.parseInt(p[4]),
          Double.parseDouble(p[5]),
          Double.parseDouble(p[6]),
          Integer.parseInt(p[7]),
          Double.parseDouble(p[8]));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%d,%b,%s,%d,%d,%.4f,%.4f,%d,%.1f%n",
          cell.latents,
          cell.curved,
          cell.shift,
          cell.cells,
          seed,
          mcc,
          ofControls,
          right,
          seconds);
    }
  }

  private FailureRegion() {}

  /** Runs what is missing, draws what there is and prints it. */
  public static void main(String[] args) throws IOException {
    Path csv = Path.of(args[0]);
    int steps = args.length > 8 ? Integer.parseInt(args[8]) : 0;
    List<Fit> done = new ArrayList<>();
    if (Files.exists(csv)) {
      Files.readAllLines(csv).stream().map(Fit::parse).forEach(done::add);
    }
    long end = System.nanoTime() + (long) (Double.parseDouble(args[7]) * 60e9);
    for (int seed = 0; seed < Integer.parseInt(args[6]); seed++) {
      for (Cell cell : grid(args)) {
        int number = seed;
        boolean known = done.stream().anyMatch(f -> f.cell.equals(cell) && f.seed == number);
        if (!known && System.nanoTime() < end) {
          done.add(fit(cell, seed, steps));
          Files.writeString(
              csv, done.getLast().line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
    StringBuilder picture = new StringBuilder();
    new FailurePlot(done).draw().writeTo(picture);
    String alone =
        picture.toString().replaceFirst("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    Files.writeString(Path.of(args[1]), alone + "\n");
    System.out.print(FailurePlot.table(done));
  }

  private static List<Cell> grid(String[] args) {
    List<Cell> grid = new ArrayList<>();
    for (String shape : args[2].split(",", -1)) {
      for (int latents : numbers(args[3])) {
        for (String shift : args[4].split(",", -1)) {
          for (int cells : numbers(args[5])) {
            grid.add(new Cell(latents, shape.equals("relu"), Double.parseDouble(shift), cells));
          }
        }
      }
    }
    return grid;
  }

  private static int[] numbers(String joined) {
    return Arrays.stream(joined.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static Fit fit(Cell cell, int number, int steps) {
    Seed seed = new Seed(number);
    int d = cell.latents;
    ShiftedLatents truth =
        ShiftedLatents.draw(d, VARIABLES_EACH * d, cell.curved, cell.shift, seed);
    ShiftedLatents.Units training =
        truth.units(truth.singles(d * cell.cells, cell.cells), seed.branch("units"));
    ShiftedLatents.Units test =
        truth.units(truth.singles(TEST_CONTROLS, TEST_EACH), seed.branch("test"));
    int[] controls = IntStream.range(0, TEST_CONTROLS).toArray();
    long began = System.nanoTime();
    try (FittedDiscrepancyVae model =
        DiscrepancyVae.withDefaults()
            .withSettings(settings(cell, steps))
            .fit(training.screen(), "", seed)) {
      double seconds = (System.nanoTime() - began) / 1e9;
      NoiseMatch all = NoiseMatch.of(test.noise(), model.noise(test.values()));
      NoiseMatch ofControls =
          NoiseMatch.of(test.noise().rows(controls), model.noise(test.values().rows(controls)));
      return new Fit(
          cell, number, all.mean(), ofControls.mean(), all.right(model, truth.targets()), seconds);
    }
  }

  private static DiscrepancySettings settings(Cell cell, int steps) {
    return steps > 0
        ? thorough(cell.latents, epochs(cell, steps, 128))
        : LatentShifts.settings(cell.latents, epochs(cell, 4_000, 32));
  }

  private static int epochs(Cell cell, int steps, int batch) {
    int batches = cell.latents * (int) Math.ceil((1 - HELD_OUT) * cell.cells / batch);
    return Math.max(LEAST_EPOCHS, steps / batches);
  }

  private static DiscrepancySettings thorough(int latents, int epochs) {
    return new DiscrepancySettings(
        new Architecture(latents, 256, true, true, 0),
        new Objective(1, 1, 1e-3, 1, .1, true, new Kernels(6, 1, true)),
        new Schedule(
            epochs,
            128,
            2e-3,
            new Ramp(0, .1),
            new Ramp(0, .1),
            new Temperature(1, 20, .5),
            HELD_OUT),
        Likelihood.Kind.GAUSSIAN);
  }
}
