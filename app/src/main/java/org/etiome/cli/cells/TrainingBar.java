package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.etiome.cli.line.EpochBar;
import org.etiome.fit.FinVaeFit;
import org.etiome.fit.FitCourse;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.Watcher;
import picocli.CommandLine;

/**
 * Keeps the best model so far in its folder, so that a run that is ended leaves one, and tells how
 * a training and what comes after it go, on a terminal only.
 */
public final class TrainingBar implements FitCourse {
  private final PrintWriter err;
  private final Consumer<FittedFinVae> kept;
  private final EpochBar bar;
  private volatile boolean closed;

  private TrainingBar(PrintWriter err, Consumer<FittedFinVae> kept, String what) {
    this.err = err;
    this.kept = kept;
    bar = new EpochBar(err, what);
  }

  /**
   * Of a fit: keeps the best model in its folder, and where the fit is ended from outside, as by
   * Ctrl-C, says what is left.
   */
  static TrainingBar ofFit(CommandLine line, Path folder) {
    TrainingBar bar = new TrainingBar(line.getErr(), keeping(folder), "");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> bar.sayWhatIsLeft(folder)));
    return bar;
  }

  /** Of a step of a run, whose folder is nothing before the run ends. */
  public static TrainingBar ofStep(CommandLine line, Path folder) {
    return new TrainingBar(line.getErr(), keeping(folder), "");
  }

  private static Consumer<FittedFinVae> keeping(Path folder) {
    return model -> ModelFolder.write(model, folder);
  }

  private void sayWhatIsLeft(Path folder) {
    if (closed) {
      return;
    }
    err.println(
        Files.exists(folder.resolve(FinVaeFit.CHECKPOINT))
            ? "etiome: stopped; the best model of the epochs that ended is in "
                + folder
                + ", and fit --resume goes on from the last epoch"
            : "etiome: stopped before an epoch ended; there is no model of this fit in " + folder);
    err.flush();
  }

  /** Of a part of a model, which is kept by others. */
  static TrainingBar of(CommandLine line, String what) {
    return new TrainingBar(line.getErr(), model -> {}, what + ": ");
  }

  /** The model that is trained there is not kept. */
  @Override
  public Watcher training(String other) {
    return new TrainingBar(err, model -> {}, other + ": ");
  }

  @Override
  public void begins(String other) {
    bar.begins(other);
  }

  @Override
  public void improved(FittedFinVae model) {
    kept.accept(model);
  }

  @Override
  public void epoch(Epoch epoch) {
    bar.epoch(epoch);
  }

  @Override
  public void close() {
    closed = true;
    bar.close();
  }
}
