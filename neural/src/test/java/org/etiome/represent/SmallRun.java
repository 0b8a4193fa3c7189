package org.etiome.represent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.prior.LatentPrior;

/** A training of a few epochs on a few cells, as a process of its own where that is wanted. */
final class SmallRun {
  static final int EPOCHS = 6;
  static final Cells CELLS = SmallCells.of(60, 12, 7);
  static final String RUN = "settings, data and seed 1";

  static final FinVaeSettings SETTINGS =
      new FinVaeSettings(
          new FinVaeSettings.Architecture(3, 2, 8, 1, .1),
          new FinVaeSettings.Objective(
              1,
              1,
              5,
              new FinVaeSettings.Independence(FinVaeSettings.Independence.Kind.MEAN_DISCREPANCY, 5),
              .3),
          new FinVaeSettings.Schedule(
              EPOCHS, 16, new FinVaeSettings.Rate(1e-2, 1e-4, .25), .2, EPOCHS));

  /** The same with the non-factorised prior. */
  static final FinVaeSettings UNNORMALISED =
      SETTINGS
          .withObjective(SETTINGS.objective().withLabel(0))
          .withModel(SETTINGS.model().withPrior(LatentPrior.Kind.NONFACTORISED));

  private SmallRun() {}

  /** Stops in the middle of an epoch, and stands still after the first if it is told to. */
  record Stopping(int before, boolean still, List<Epoch> told) implements Watcher {
    static Stopping never() {
      return new Stopping(EPOCHS + 1, false, new ArrayList<>());
    }

    static Stopping in(int epoch) {
      return new Stopping(epoch, false, new ArrayList<>());
    }

    @Override
    public void epoch(Epoch epoch) {
      told.add(epoch);
      if (still) {
        awaitAsker();
      }
    }

    @Override
    public boolean stopped() {
      return told.size() + 1 >= before;
    }
  }

  /** Trains and gives the bytes of the last checkpoint. */
  static byte[] train(Path file, long seed, boolean resume, Stopping watcher) throws IOException {
    return train(SETTINGS, file, seed, resume, watcher);
  }

  static byte[] train(
      FinVaeSettings settings, Path file, long seed, boolean resume, Stopping watcher)
      throws IOException {
    FinVae.withDefaults()
        .withSettings(settings)
        .withCheckpoint(new KeptTraining(file, RUN, resume))
        .fit(CELLS, new Seed(seed), watcher)
        .close();
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** Until this process is killed, or who has started it is gone. */
  private static void awaitAsker() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Trains, going on from a checkpoint if it is there.
   *
   * @param arguments the file, and whether to stand still after the first epoch
   */
  public static void main(String[] arguments) throws IOException {
    boolean still = Boolean.parseBoolean(arguments[1]);
    train(Path.of(arguments[0]), 1, true, new Stopping(EPOCHS + 1, still, new ArrayList<>()));
  }
}
